"""Devices and sessions of the person, and ending them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso.selectors.contexto import aparelhos
from guiche.acesso.services.sessoes import encerrar_aparelho, encerrar_outros_aparelhos
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal


@pessoal
@require_GET
def lista(request: HttpRequestComAtor) -> HttpResponse:
    """Where the account is open, and since when."""
    return render(request, "conta/sessoes.html", {"aparelhos": aparelhos(request.pessoa, _atual(request))})


@pessoal
@require_POST
def encerrar(request: HttpRequestComAtor, sessao_id: int) -> HttpResponse:
    """End one other session."""
    encerrar_aparelho(request.pessoa, sessao_id, _atual(request))
    messages.success(request, "Sessão encerrada. Quem a usava precisa entrar de novo.")
    return redirect("conta:sessoes")


@pessoal
@require_POST
def encerrar_outras(request: HttpRequestComAtor) -> HttpResponse:
    """End every session but this one."""
    quantas = encerrar_outros_aparelhos(request.pessoa, _atual(request))
    messages.success(request, "Só esta sessão continua aberta." if quantas else "Não havia outra sessão aberta.")
    return redirect("conta:sessoes")


def _atual(request: HttpRequestComAtor) -> str:
    return str(request.session.session_key)
