"""Who has access to the operadora's data, by which perfis, since and until when; and taking it away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.selectors import equipe as selectors_equipe
from guiche.acesso.services import vinculos
from guiche.nucleo import eventos
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acessos import ESTADOS, MotivoForm, do_vinculo
from guiche.portais.componentes.paginas import avisar, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.quem.forms import QuemForm
from guiche.portais.operadora.acessos.quem.tables import QUEM

VER, SUSPENDER = permissions.EQUIPE_VER, permissions.VINCULO_SUSPENDER


@require_GET
@tela(permissao=VER, portal="operadora")
def quem(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every access, past ones too, filtered by the URL; CSV and XLSX of exactly that for the reviewer."""
    filtro = QuemForm(request.GET, perfis=list(selectors_equipe.perfis(request.ator)))
    tabela = QUEM.montar(selectors_equipe.acessos(request.ator, filtro.filtro()), request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    ativos = selectors_equipe.acessos(request.ator).filter(situacao=Vinculo.Situacao.ATIVO).count()
    return render(request, "operadora/quem_tem_acesso.html", {"tabela": tabela, "ativos": ativos})


@require_GET
@tela(permissao=VER, portal="operadora")
def acesso(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One access; those of the team have their own page."""
    um = _um(request, pk)
    if um.portal == Portal.OPERADORA:
        return redirect("operadora:equipe_pessoa", pk)
    return _pagina(request, um)


@require_POST
@tela(permissao=SUSPENDER, portal="operadora")
def suspender(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Stop an access at once."""
    return _tirar(request, pk, "suspensao")


@require_POST
@tela(permissao=SUSPENDER, portal="operadora")
def encerrar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """End an access for good."""
    return _tirar(request, pk, "encerramento")


@require_POST
@tela(permissao=SUSPENDER, portal="operadora")
def reativar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Give a suspended access back."""
    vinculos.reativar(request.ator, _um(request, pk))
    avisar(request, "ok", "Acesso reativado", "Vale a partir do próximo clique da pessoa.")
    return seguir("operadora:acesso", pk)


def _um(request: HttpRequestComAtor, pk: int) -> Vinculo:
    um: Vinculo = selectors_equipe.acessos(request.ator).get(pk=pk)
    return um


def _tirar(request: HttpRequestComAtor, pk: int, qual: str) -> HttpResponse:
    um = _um(request, pk)
    form = MotivoForm(request.POST, auto_id=f"{qual}_%s")
    if form.is_valid():
        verbo = vinculos.suspender if qual == "suspensao" else vinculos.encerrar
        try:
            verbo(request.ator, um, form.cleaned_data["motivo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            feito = "Acesso suspenso" if qual == "suspensao" else "Acesso encerrado"
            avisar(request, "ok", feito, "A pessoa já não entra por ele.")
            return seguir("operadora:acesso", pk)
    return _pagina(request, um, **{qual: form})


def _pagina(request: HttpRequestComAtor, um: Vinculo, **recusados: forms.Form) -> HttpResponse:
    contexto: dict[str, Any] = {
        "vinculo": um,
        "estado": ESTADOS[um.situacao],
        "pode_tirar": um.situacao != Vinculo.Situacao.ENCERRADO and vinculos.pode_gerir(request.ator, um),
        "passos": do_vinculo(eventos.historico(um)),
        "suspensao": MotivoForm(auto_id="suspensao_%s"),
        "encerramento": MotivoForm(auto_id="encerramento_%s"),
        **recusados,
    }
    return render(request, "operadora/acesso.html", contexto, status=422 if recusados else 200)
