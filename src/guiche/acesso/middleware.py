"""Builds ``request.ator`` and enters the operadora's scope, once per request; rights are read anew each time."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from guiche.acesso.models import Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.selectors.contexto import ator_do_vinculo, vinculos_vigentes
from guiche.acesso.services.sessoes import marcar_uso
from guiche.nucleo.escopo import escopo

SESSAO_VINCULO = "vinculo"
USADA_EM = "usada_em"
ENTRE_MARCAS_S = 300
SEM_ENDERECO = "0.0.0.0"  # noqa: S104  (kept for a client without an address; nothing is bound to it)
Resposta = Callable[[HttpRequest], HttpResponse]


class SessaoMiddleware(SessionMiddleware):
    """Every answer moves the end of the session, except those a page asks for by itself.

    Their view sets ``request.nao_renova_sessao``: a page left open must not keep a session alive.
    Source: TISS Segurança e Privacidade (session ends by inactivity).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(request, "nao_renova_sessao", False):
            return response
        return super().process_response(request, response)


def identificar(proxima: Resposta) -> Resposta:
    """Middleware: choose the vínculo (session, last used, first) and run the view in its scope."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.ator = None  # type: ignore[attr-defined]
        request.vinculos = []  # type: ignore[attr-defined]
        request.pessoa = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return proxima(request)
        request.pessoa = Pessoa(  # type: ignore[attr-defined]
            request.user, endereco(request), request.headers.get("User-Agent", "")
        )
        _marcar_uso(request)
        vinculos = vinculos_vigentes(request.user)
        request.vinculos = vinculos  # type: ignore[attr-defined]
        vinculo = _escolher(request, vinculos)
        if vinculo is None:
            return proxima(request)
        ator = ator_do_vinculo(request.user, vinculo, ip=endereco(request))
        request.ator = ator  # type: ignore[attr-defined]
        with escopo(vinculo.operadora):
            return proxima(request)

    return middleware


def endereco(request: HttpRequest) -> str:
    """The client's address, behind as many trusted proxies as ``GUICHE_PROXIES`` says; empty when it is none."""
    saltos = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    escrito = str(request.META.get("REMOTE_ADDR", ""))
    if settings.GUICHE_PROXIES and len(saltos) >= settings.GUICHE_PROXIES and saltos[0].strip():
        escrito = saltos[-settings.GUICHE_PROXIES].strip()
    try:
        return str(ipaddress.ip_address(escrito))
    except ValueError:
        return ""


def _marcar_uso(request: HttpRequest) -> None:
    """Every five minutes of use, tell the person's list of sessions; the login sets the first mark."""
    marca, agora = request.session.get(USADA_EM), int(time.time())
    if marca is not None and agora - marca >= ENTRE_MARCAS_S:
        request.session[USADA_EM] = agora
        marcar_uso(str(request.session.session_key), endereco(request) or SEM_ENDERECO)


def _escolher(request: HttpRequest, vinculos: list[Vinculo]) -> Vinculo | None:
    por_id = {vinculo.pk: vinculo for vinculo in vinculos}
    for candidato in (
        request.session.get(SESSAO_VINCULO),
        request.user.ultimo_vinculo_id,  # type: ignore[union-attr]
    ):
        if candidato in por_id:
            return por_id[candidato]
    return vinculos[0] if vinculos else None
