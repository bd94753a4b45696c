"""Attendances not recognised: list by deadline and answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.faturamento import permissions
from guiche.faturamento.selectors.lotes import contestacoes as visiveis
from guiche.faturamento.selectors.nomes import nomear
from guiche.faturamento.services.extrato import responder_contestacao
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.paginas import seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.contestacoes.forms import RespostaForm

RESPONDIDOS = 20


@require_GET
@tela(permissao=permissions.CONTESTACAO_APURAR, portal="operadora")
def contestacoes(request: HttpRequestComAtor) -> HttpResponse:
    """Open cases first, by deadline; then the last ones answered."""
    todas = visiveis(request.ator)
    abertas = list(todas.filter(procede__isnull=True))
    respondidas = list(todas.filter(procede__isnull=False).order_by("-pk")[:RESPONDIDOS])
    nomear(caso.item for caso in [*abertas, *respondidas])
    return render(
        request,
        "operadora/contestacoes.html",
        {"abertas": abertas, "respondidas": respondidas, "hoje": hoje()},
    )


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.CONTESTACAO_APURAR, portal="operadora")
def responder(request: HttpRequestComAtor, caso_id: int) -> HttpResponse:
    """One case with the attendance, what the person told, and the answer."""
    caso = visiveis(request.ator).get(pk=caso_id)
    form = RespostaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        responder_contestacao(
            request.ator,
            caso,
            procede=form.cleaned_data["procede"] == "sim",
            resposta=form.cleaned_data["resposta"],
        )
        messages.success(request, f"Protocolo {caso.protocolo.numero} respondido.")
        return seguir("operadora:contestacoes")
    nomear([caso.item])
    contexto = {"caso": caso, "form": form, "analisa": request.ator.pode(permissions.CONTA_ANALISAR)}
    return render(request, "operadora/contestacao.html", contexto, status=422 if form.errors else 200)
