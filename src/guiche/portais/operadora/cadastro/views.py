"""Prestadores and beneficiários, to be read while contas are analysed."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.acesso import permissions as acesso
from guiche.cadastro import permissions
from guiche.cadastro.consultas import buscar_beneficiarios, buscar_prestadores, ficha_do_prestador
from guiche.cadastro.regras.campos import mascarar
from guiche.cadastro.selectors.prestadores import foto_do_prestador
from guiche.cadastro.selectors.unidades import unidades
from guiche.cadastro.services.beneficiarios import abrir_beneficiario
from guiche.faturamento import permissions as faturamento
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.baixar import imagem
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.cadastro.forms import BeneficiariosForm, PrestadoresForm
from guiche.portais.operadora.cadastro.tables import BENEFICIARIOS, PRESTADORES


@require_GET
@tela(permissao=permissions.PRESTADOR_VER, portal="operadora")
def prestadores(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every prestador, filtered by the URL."""
    filtro = PrestadoresForm(request.GET, unidades=list(unidades(request.ator)))
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    achados = buscar_prestadores(
        request.ator,
        hoje(),
        texto=dados.get("q", ""),
        categoria=dados.get("categoria", ""),
        situacao=dados.get("situacao", ""),
        unidade=int(dados["unidade"]) if dados.get("unidade") else None,
    )
    tabela = PRESTADORES.montar(achados, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(request, "operadora/prestadores.html", {"tabela": tabela})


@require_GET
@tela(permissao=permissions.PRESTADOR_VER, portal="operadora")
def prestador(request: HttpRequestComAtor, prestador_id: int) -> HttpResponse:
    """One prestador with its contracts."""
    ficha = ficha_do_prestador(request.ator, prestador_id, hoje())
    contexto = {
        "ficha": ficha,
        "prestador": ficha.prestador,
        "hoje": hoje(),
        "conta_mascarada": mascarar(ficha.prestador.conta),
        "ve_lotes": request.ator.pode(faturamento.LOTE_VER),
        "muda_unidade": request.ator.pode(permissions.UNIDADE_GERIR) and not request.ator.unidades,
        "pode_convidar": request.ator.pode(acesso.CREDENCIAMENTO_CONVIDAR),
    }
    return render(request, "operadora/prestador.html", contexto)


@require_GET
@tela(permissao=permissions.PRESTADOR_VER, portal="operadora")
def foto(request: HttpRequestComAtor, prestador_id: int) -> HttpResponseBase:
    """The photo or logo of a prestador."""
    return imagem(foto_do_prestador(request.ator, prestador_id))


@require_GET
@tela(permissao=permissions.BENEFICIARIO_VER, portal="operadora")
def beneficiarios(request: HttpRequestComAtor) -> HttpResponse:
    """People of the operadora, filtered by the URL."""
    filtro = BeneficiariosForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    achados = buscar_beneficiarios(request.ator, hoje(), texto=dados.get("q", ""), situacao=dados.get("situacao", ""))
    return render(
        request, "operadora/beneficiarios.html", {"tabela": BENEFICIARIOS.montar(achados, request.GET, filtro)}
    )


@require_GET
@tela(permissao=permissions.BENEFICIARIO_VER, portal="operadora")
def beneficiario(request: HttpRequestComAtor, beneficiario_id: int) -> HttpResponse:
    """One person: cover, waiting periods, family. The reading is registered."""
    ficha = abrir_beneficiario(request.ator, beneficiario_id)
    contexto = {"ficha": ficha, "pessoa": ficha.pessoa, "idade": ficha.pessoa.idade_em(hoje())}
    return render(request, "operadora/beneficiario.html", contexto)
