"""Invitations of credenciamento: sent from a prestador's page, followed here until the registration."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.ingresso import TIPOS_DE_USUARIO, tipo_de_usuario
from guiche.acesso.models import Convite
from guiche.acesso.selectors.credenciamento import (
    PENDENTE,
    acesso_do_prestador,
    convite_de_credenciamento,
    convites_de_credenciamento,
)
from guiche.acesso.services import credenciamento as verbos
from guiche.cadastro.selectors.prestadores import prestadores
from guiche.nucleo import eventos
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acessos import do_convite
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.componentes.visual import Passo
from guiche.portais.operadora.acessos.credenciamento.forms import CredenciamentoForm, EnderecoForm
from guiche.portais.operadora.acessos.credenciamento.tables import CREDENCIAMENTO, ESTADOS

CONVIDAR = permissions.CREDENCIAMENTO_CONVIDAR


@require_GET
@tela(permissao=CONVIDAR, portal="operadora")
def lista(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every invitation, filtered by the URL."""
    filtro = CredenciamentoForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = convites_de_credenciamento(request.ator, dados.get("q", ""), dados.get("situacao", ""))
    tabela = CREDENCIAMENTO.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    esperam = convites_de_credenciamento(request.ator, situacao=PENDENTE).count()
    return render(request, "operadora/credenciamento.html", {"tabela": tabela, "esperam": esperam})


@require_http_methods(["GET", "POST"])
@tela(permissao=CONVIDAR, portal="operadora")
def convidar(request: HttpRequestComAtor, prestador_id: int) -> HttpResponse:
    """Convidar para o portal: to the e-mail of the register, or to another with a reason."""
    prestador = prestadores(request.ator).get(pk=prestador_id)
    form = EnderecoForm(request.POST or None, initial={"email": prestador.email})
    if request.method == "POST" and form.is_valid():
        try:
            feito = verbos.convidar_prestador(
                request.ator, prestador, form.cleaned_data["email"], form.cleaned_data["motivo"]
            )
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Convite enviado", "O prestador completa o registro pelo link do e-mail.")
            return seguir("operadora:credenciamento_convite", feito.pk)
    contexto = {"prestador": prestador, "acesso": acesso_do_prestador(request.ator, prestador)}
    return responder_formulario(request, "operadora/credenciamento_convidar.html", form, contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=CONVIDAR, portal="operadora")
def convite(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One invitation: where it stands; POST sends it again, to another address with a reason."""
    um = convite_de_credenciamento(request.ator, pk)
    form = EnderecoForm(request.POST or None, initial={"email": um.email})
    if request.method == "POST" and form.is_valid():
        try:
            verbos.reenviar_convite(request.ator, um, form.cleaned_data["email"], form.cleaned_data["motivo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Convite reenviado", "O link anterior deixou de valer.")
            return seguir("operadora:credenciamento_convite", pk)
    contexto = {
        "convite": um,
        "situacao": um.agora_esta,  # type: ignore[attr-defined]
        "estado": ESTADOS[um.agora_esta],  # type: ignore[attr-defined]
        "tipo_informado": _tipo_informado(um),
        "passos": do_convite(
            eventos.historico(um), Passo("O prestador completa o registro", futuro=True, icone="usuario")
        ),
    }
    return responder_formulario(request, "operadora/credenciamento_convite.html", form, contexto)


@require_POST
@tela(permissao=CONVIDAR, portal="operadora")
def cancelar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    verbos.cancelar_convite(request.ator, convite_de_credenciamento(request.ator, pk))
    avisar(request, "ok", "Convite cancelado", "O link enviado deixou de valer.")
    return seguir("operadora:credenciamento_convite", pk)


def _tipo_informado(um: Convite) -> str:
    """What the prestador said to be, when it is not what the register says."""
    dito = um.dados.get("tipo_de_usuario", "")
    if not dito or um.prestador is None or dito == tipo_de_usuario(um.prestador):
        return ""
    return dict(TIPOS_DE_USUARIO).get(dito, "")
