"""What is asked of a person before any screen of a portal: a password in force, the second factor of the team, and
the terms that the portal asks to be accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from guiche.acesso import fatores, sessao

Resposta = Callable[[HttpRequest], HttpResponse]
LIVRES = frozenset({"publico:contextos", "publico:contexto", "publico:preferencias"})
"""Screens of a portal that show nobody's data. Public ones and those of the account are always open."""


def portao(proxima: Resposta) -> Resposta:
    """Middleware: send to the one thing that is missing whoever opens a screen of a portal without it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return proxima(request)

    middleware.process_view = antes_da_tela  # type: ignore[attr-defined]
    return middleware


def antes_da_tela(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
    """The way to what is missing, or None when the screen may open."""
    de_portal = getattr(view, "permissao", None) is not None
    if not de_portal or getattr(request, "ator", None) is None:
        return None
    if request.resolver_match is None or request.resolver_match.view_name in LIVRES:
        return None
    if sessao.senha_vencida(request):
        return _levar(request, "conta:senha", "A sua senha venceu. Troque-a para continuar.")
    if sessao.falta_fator(request):
        tem = fatores.tem_fator(request.user)  # type: ignore[arg-type]
        return _levar(request, "conta:confirmar" if tem else "conta:fatores", "")
    if request.ator.vinculo.falta_termo:  # type: ignore[attr-defined]
        return _levar(request, "conta:aceitar_termos", "", volta=request.method == "GET")
    return None


def _levar(request: HttpRequest, rota: str, motivo: str, *, volta: bool = False) -> HttpResponse:
    """``volta``: the page says where the person was going, and goes there afterwards."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(rota)})
    if motivo:
        messages.warning(request, motivo)
    return redirect(f"{reverse(rota)}?{urlencode({'proxima': request.get_full_path()})}" if volta else rota)
