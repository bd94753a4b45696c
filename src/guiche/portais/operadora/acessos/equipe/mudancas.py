"""Changes of the team's rights: what each does in words, and the decision of a second person."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso import permissions
from guiche.acesso.config import AcessoConfig
from guiche.acesso.selectors import equipe as selectors_equipe
from guiche.acesso.selectors.equipe import PENDENTE
from guiche.acesso.services import equipe as verbos
from guiche.nucleo.configuracao import config
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.menu import contagens
from guiche.portais.componentes.paginas import avisar, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.equipe.forms import RecusaForm
from guiche.portais.operadora.acessos.equipe.tables import DA_MUDANCA, MUDANCAS
from guiche.portais.operadora.acessos.equipe.views import avisar_do_pedido

VER, MUDAR, APROVAR = permissions.EQUIPE_VER, permissions.EQUIPE_MUDAR, permissions.EQUIPE_APROVAR


class MudancasForm(forms.Form):
    """State of the change."""

    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), *((codigo, estado.rotulo) for codigo, estado in DA_MUDANCA.items())],
    )


@require_GET
@tela(permissao=VER, portal="operadora")
def mudancas(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every change asked for, filtered by the URL."""
    filtro = MudancasForm(request.GET)
    situacao = filtro.cleaned_data["situacao"] if filtro.is_valid() else ""
    tabela = MUDANCAS.montar(selectors_equipe.mudancas(request.ator, situacao), request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {
        "tabela": tabela,
        "esperam": contagens(request.ator)["operadora:equipe"],
        "duas_pessoas": config(AcessoConfig).quatro_olhos,
        "pode_mudar": request.ator.pode(MUDAR),
    }
    return render(request, "operadora/mudancas.html", contexto)


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def sem_quatro_olhos(request: HttpRequestComAtor) -> HttpResponse:
    """Ask that changes no longer wait for a second person; this request does."""
    return avisar_do_pedido(request, verbos.propor_sem_quatro_olhos(request.ator))


@require_GET
@tela(permissao=VER, portal="operadora")
def mudanca(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One change: who asked, what it gives and takes, and the decision."""
    return _pagina(request, pk)


@require_POST
@tela(permissao=APROVAR, portal="operadora")
def aprovar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Make it effective at once."""
    verbos.aprovar(request.ator, selectors_equipe.mudanca(request.ator, pk).mudanca)
    avisar(request, "ok", "Mudança aprovada", "Vale a partir do próximo clique.")
    return seguir("operadora:mudanca_de_acesso", pk)


@require_POST
@tela(permissao=APROVAR, portal="operadora")
def recusar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Refuse it with a reason."""
    form = RecusaForm(request.POST)
    if form.is_valid():
        try:
            verbos.recusar(
                request.ator, selectors_equipe.mudanca(request.ator, pk).mudanca, form.cleaned_data["motivo"]
            )
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Mudança recusada", "Quem pediu vê o motivo.")
            return seguir("operadora:mudanca_de_acesso", pk)
    return _pagina(request, pk, form)


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def desistir(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Take back one's own request."""
    verbos.desistir(request.ator, selectors_equipe.mudanca(request.ator, pk).mudanca)
    avisar(request, "ok", "Pedido retirado", "Nada mudou.")
    return seguir("operadora:mudanca_de_acesso", pk)


def _pagina(request: HttpRequestComAtor, pk: int, form: RecusaForm | None = None) -> HttpResponse:
    descrita = selectors_equipe.mudanca(request.ator, pk)
    minha = descrita.mudanca.pedida_por_id == request.ator.usuario.pk
    pendente = descrita.mudanca.situacao == PENDENTE
    contexto = {
        "descrita": descrita,
        "mudanca": descrita.mudanca,
        "estado": DA_MUDANCA[descrita.mudanca.situacao],
        "minha": minha,
        "pode_decidir": pendente and not minha and request.ator.pode(APROVAR),
        "pode_desistir": pendente and minha and request.ator.pode(MUDAR),
        "form": form or RecusaForm(),
    }
    return render(request, "operadora/mudanca.html", contexto, status=422 if form is not None else 200)
