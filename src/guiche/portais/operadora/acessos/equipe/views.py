"""The operadora's team: who they are, what they may do, and asking for changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import MudancaDeAcesso, Portal, Vinculo
from guiche.acesso.selectors import equipe as selectors_equipe
from guiche.acesso.selectors.equipe import (
    convites_da_equipe,
    pendentes_sobre,
    pessoa_da_equipe,
)
from guiche.acesso.selectors.relacionamentos import situacao_do_convite
from guiche.acesso.selectors.revisao import esta_a_confirmar
from guiche.acesso.services import convites
from guiche.acesso.services import equipe as verbos
from guiche.cadastro.selectors.unidades import ativas, unidades
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acessos import ESTADOS, MotivoForm, do_vinculo
from guiche.portais.componentes.menu import contagens
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.equipe.forms import ConviteForm, EquipeForm, PerfisForm
from guiche.portais.operadora.acessos.equipe.tables import EQUIPE

VER, MUDAR = permissions.EQUIPE_VER, permissions.EQUIPE_MUDAR


@require_GET
@tela(permissao=VER, portal="operadora")
def equipe(request: HttpRequestComAtor) -> HttpResponseBase:
    """Everybody of the team, filtered by the URL; open invitations and what waits for a decision."""
    filtro = EquipeForm(request.GET, perfis=_perfis(request.ator), unidades=list(unidades(request.ator)))
    tabela = EQUIPE.montar(selectors_equipe.equipe(request.ator, filtro.filtro()), request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    abertos = [(convite, situacao_do_convite(convite)) for convite in convites_da_equipe(request.ator)]
    contexto = {
        "tabela": tabela,
        "ativas": selectors_equipe.equipe(request.ator).filter(situacao=Vinculo.Situacao.ATIVO).count(),
        "convites": [(convite, situacao) for convite, situacao in abertos if situacao in ("pendente", "expirado")],
        "esperam": contagens(request.ator)["operadora:equipe"],
        "pode_mudar": request.ator.pode(MUDAR),
    }
    return render(request, "operadora/equipe.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=MUDAR, portal="operadora")
def convidar(request: HttpRequestComAtor) -> HttpResponse:
    """Ask to invite somebody; the letter goes out when another person approves."""
    form = ConviteForm(request.POST or None, perfis=_perfis(request.ator), unidades=list(ativas(request.ator)))
    if request.method == "POST" and form.is_valid():
        try:
            return avisar_do_pedido(request, verbos.propor_convite(request.ator, form.nova()))
        except Recusa as recusa:
            por_no_campo(form, recusa)
    return responder_formulario(request, "operadora/equipe_convidar.html", form)


@require_http_methods(["GET", "POST"])
@tela(permissao=VER, portal="operadora")
def pessoa(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One person: perfis, units, last access, history; POST asks for other perfis or units."""
    um = pessoa_da_equipe(request.ator, pk)
    form = _form(request, um)
    if request.method == "POST" and form.is_valid():
        try:
            mudanca = verbos.propor_perfis(request.ator, um, form.escolhidos(), form.escolhidas())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            return avisar_do_pedido(request, mudanca, "operadora:equipe_pessoa", pk)
    return _pagina(request, um, form=form)


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def suspender(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Stop a person at once."""
    return _tirar(request, pk, "suspensao")


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def encerrar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """End a person's access at once and for good."""
    return _tirar(request, pk, "encerramento")


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def reativar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Ask to give a suspended person their access back."""
    mudanca = verbos.propor_reativacao(request.ator, pessoa_da_equipe(request.ator, pk))
    return avisar_do_pedido(request, mudanca, "operadora:equipe_pessoa", pk)


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def reenviar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Send an approved invitation again, to the same address."""
    convites.reenviar(request.ator, convites_da_equipe(request.ator).get(pk=pk))
    avisar(request, "ok", "Convite reenviado", "O link anterior deixou de valer.")
    return seguir("operadora:equipe")


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def cancelar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    convites.cancelar(request.ator, convites_da_equipe(request.ator).get(pk=pk))
    avisar(request, "ok", "Convite cancelado", "O link enviado deixou de valer.")
    return seguir("operadora:equipe")


def avisar_do_pedido(
    request: HttpRequestComAtor, mudanca: MudancaDeAcesso | None, nome: str = "", *args: Any
) -> HttpResponse:
    """Go to where the change is seen: the request while it waits, else the given page."""
    if mudanca is None:
        avisar(request, "info", "Nada mudou", "O que você enviou é igual ao que já vale.")
        return seguir(nome, *args)
    if mudanca.situacao == selectors_equipe.PENDENTE:
        avisar(request, "ok", "Pedido feito", "Vale assim que outra pessoa da equipe aprovar.")
        return seguir("operadora:mudanca_de_acesso", mudanca.pk)
    avisar(request, "ok", "Mudança feita", "Vale a partir do próximo clique.")
    return seguir("operadora:mudanca_de_acesso", mudanca.pk) if not nome else seguir(nome, *args)


def _perfis(ator: Ator) -> list[Any]:
    return list(selectors_equipe.perfis(ator, Portal.OPERADORA))


def _form(request: HttpRequestComAtor, um: Vinculo) -> PerfisForm:
    inicial = {
        "perfis": [str(perfil.pk) for perfil in um.perfis.all()],
        "unidades": [str(pk) for pk in um.por_unidade],
    }
    dados = request.POST if request.method == "POST" and "motivo" not in request.POST else None
    return PerfisForm(dados, perfis=_perfis(request.ator), unidades=list(ativas(request.ator)), initial=inicial)


def _tirar(request: HttpRequestComAtor, pk: int, qual: str) -> HttpResponse:
    um = pessoa_da_equipe(request.ator, pk)
    form = MotivoForm(request.POST, auto_id=f"{qual}_%s")
    if form.is_valid():
        verbo = verbos.suspender_pessoa if qual == "suspensao" else verbos.encerrar_pessoa
        try:
            verbo(request.ator, um, form.cleaned_data["motivo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            feito = "Acesso suspenso" if qual == "suspensao" else "Acesso encerrado"
            avisar(request, "ok", feito, "A pessoa já não entra.")
            return seguir("operadora:equipe_pessoa", pk)
    return _pagina(request, um, **{qual: form})


def _pagina(request: HttpRequestComAtor, um: Vinculo, **recusados: forms.Form) -> HttpResponse:
    propria = um.usuario_id == request.ator.usuario.pk
    contexto: dict[str, Any] = {
        "vinculo": um,
        "estado": ESTADOS[um.situacao],
        "propria": propria,
        "pode_mudar": request.ator.pode(MUDAR) and not propria and um.situacao != Vinculo.Situacao.ENCERRADO,
        "a_confirmar": esta_a_confirmar(um),
        "esperando": pendentes_sobre(request.ator, um),
        "passos": do_vinculo(eventos.historico(um)),
        "suspensao": MotivoForm(auto_id="suspensao_%s"),
        "encerramento": MotivoForm(auto_id="encerramento_%s"),
        "form": _form(request, um),
        **recusados,
    }
    recusado = any(form.is_bound and form.errors for form in recusados.values())
    return render(request, "operadora/equipe_pessoa.html", contexto, status=422 if recusado else 200)
