"""The periodic review: confirm the team, remind the prestadores that are late, hand a quarter to the auditor."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso import permissions
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Portal
from guiche.acesso.regras.trimestres import ultimos_trimestres
from guiche.acesso.selectors import equipe as selectors_equipe
from guiche.acesso.selectors.revisao import (
    CONFIRMADO,
    ENCERRADO,
    SEM_REVISAO,
    VENCIDA,
    FiltroDaRevisao,
    contas_do_trimestre,
    contas_dos_prestadores,
    revisao_da_equipe,
    revisao_do_trimestre,
    revisao_dos_prestadores,
)
from guiche.acesso.services.revisao import cobrar_revisao, confirmar_equipe
from guiche.nucleo.configuracao import config
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import formatos
from guiche.portais.componentes.paginas import avisar, ids_pedidos, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.revisao.forms import EquipeForm, PrestadoresForm, TrimestreForm
from guiche.portais.operadora.acessos.revisao.tables import CONFIRMAR, EQUIPE, LEMBRAR, PRESTADORES, TRIMESTRE

VER = permissions.EQUIPE_VER
TRIMESTRES = 8
"""How many quarters back the report reaches."""


@require_GET
@tela(permissao=VER, portal="operadora")
def equipe(request: HttpRequestComAtor) -> HttpResponseBase:
    """Who of the team has what since when, and whose access waits to be confirmed, filtered by the URL."""
    filtro = EquipeForm(request.GET, perfis=list(selectors_equipe.perfis(request.ator, Portal.OPERADORA)))
    pode = request.ator.pode(permissions.EQUIPE_MUDAR)
    linhas = revisao_da_equipe(request.ator, filtro.filtro())
    tabela = replace(EQUIPE, acoes=(CONFIRMAR,) if pode else ()).montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {
        "tabela": tabela,
        "vencidas": revisao_da_equipe(request.ator, FiltroDaRevisao(situacao=VENCIDA)).count(),
        "dias": config(AcessoConfig).revisao_dias,
        "pode_mudar": pode,
    }
    return render(request, "operadora/revisao_equipe.html", contexto)


@require_POST
@tela(permissao=permissions.EQUIPE_MUDAR, portal="operadora")
def confirmar(request: HttpRequestComAtor) -> HttpResponse:
    """The people marked still need their access."""
    ids = ids_pedidos(request.POST.getlist("ids"))
    quantas = confirmar_equipe(request.ator, ids)
    fora = len(ids) - quantas
    resto = "O seu próprio acesso, outra pessoa confirma." if fora else ""
    avisar(request, "ok", formatos.plural(quantas, "acesso confirmado", "acessos confirmados"), resto)
    return seguir("operadora:revisao_da_equipe")


@require_GET
@tela(permissao=VER, portal="operadora")
def prestadores(request: HttpRequestComAtor) -> HttpResponseBase:
    """Accesses that prestadores gave and did not confirm in time, filtered by the URL."""
    filtro = PrestadoresForm(request.GET)
    pode = request.ator.pode(permissions.VINCULO_SUSPENDER)
    linhas = revisao_dos_prestadores(request.ator, filtro.filtro())
    tabela = replace(PRESTADORES, acoes=(LEMBRAR,) if pode else ()).montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    vencidas, quantos = contas_dos_prestadores(request.ator)
    contexto = {
        "tabela": tabela,
        "vencidas": vencidas,
        "quantos": quantos,
        "dias": config(AcessoConfig).revisao_dias,
        "pode_lembrar": pode,
    }
    return render(request, "operadora/revisao_prestadores.html", contexto)


@require_POST
@tela(permissao=permissions.VINCULO_SUSPENDER, portal="operadora")
def lembrar(request: HttpRequestComAtor) -> HttpResponse:
    """Remind the prestadores of the lines marked."""
    quantos = cobrar_revisao(request.ator, ids_pedidos(request.POST.getlist("ids")))
    feito = formatos.plural(quantos, "prestador lembrado", "prestadores lembrados")
    avisar(request, "ok", feito, "Quem gerencia os acessos recebe aviso e e-mail.")
    return seguir("operadora:revisao_dos_prestadores")


@require_GET
@tela(permissao=VER, portal="operadora")
def trimestre(request: HttpRequestComAtor) -> HttpResponseBase:
    """What the review of a quarter came to, access by access, from the trail; the spreadsheet is the auditor's."""
    trimestres = ultimos_trimestres(hoje(), TRIMESTRES)
    filtro = TrimestreForm(request.GET, trimestres=trimestres)
    um = filtro.escolhido(trimestres[0])
    linhas = revisao_do_trimestre(request.ator, um, *filtro.resto())
    tabela = replace(TRIMESTRE, rotulo=f"Revisão do {um.rotulo}").montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contas = contas_do_trimestre(request.ator, um)
    contexto = {
        "tabela": tabela,
        "trimestre": um,
        "confirmados": contas[CONFIRMADO],
        "encerrados": contas[ENCERRADO],
        "sem_revisao": contas[SEM_REVISAO],
        "planilha": urlencode({"trimestre": um.codigo, "formato": "csv"}),
    }
    return render(request, "operadora/revisao_trimestre.html", contexto)
