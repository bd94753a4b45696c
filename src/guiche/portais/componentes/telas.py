"""The frame of a screen: who may open it, and what a refusal looks like."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from guiche.acesso import events
from guiche.acesso.pessoa import Pessoa
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.permissoes import OperacaoFechada, Permissao, SemPermissao, exigir
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.atalhos import contar_visita

View = Callable[..., HttpResponseBase]
TODOS = ("prestador", "beneficiario", "contratante", "operadora")
ENTRE_NEGATIVAS_S = 600
_NEGADAS = "negadas"


class HttpRequestComAtor(HttpRequest):
    """A request inside a screen: the middleware has set who acts."""

    ator: Ator
    pessoa: Pessoa


def tela(*, permissao: Permissao, portal: str | tuple[str, ...]) -> Callable[[View], View]:
    """Make a view a screen of one portal (or several) that needs one right.

    No login → login page and back. Another portal, or a row that is not visible → 404. Missing right → 403
    that names it, and an event. An operation the operadora closed → 403 that says why and whom to ask. A refusal
    the view did not place at a field becomes a toast on the page the person came from; asked for by htmx, it is
    a 409 with the toast alone.
    """
    portais = (portal,) if isinstance(portal, str) else portal

    def decorar(view: View) -> View:
        @wraps(view)
        def protegida(request: HttpRequestComAtor, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.ator is None:
                return ao_login(request)
            if request.ator.portal not in portais:
                raise Http404
            try:
                exigir(request.ator, permissao)
                contar_visita(request)
                return view(request, *args, **kwargs)
            except OperacaoFechada as fechada:
                return render(request, "componentes/fechada.html", {"fechada": fechada}, status=403)
            except SemPermissao as falta:
                return _negar(request, falta.permissao)
            except ObjectDoesNotExist as erro:
                raise Http404 from erro
            except (Recusa, TransicaoInvalida) as recusa:
                return _recusar(request, str(recusa))

        protegida.permissao = permissao  # type: ignore[attr-defined]
        return protegida

    return decorar


def pessoal(view: View) -> View:
    """Make a view a screen of the logged person, whoever they act for, if anybody: account, sessions, invitations."""

    @wraps(view)
    def protegida(request: HttpRequestComAtor, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.pessoa is None:
            return ao_login(request)
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as erro:
            raise Http404 from erro
        except (Recusa, TransicaoInvalida) as recusa:
            return _recusar(request, str(recusa))

    protegida.pessoal = True  # type: ignore[attr-defined]
    return protegida


def publica(view: View) -> View:
    """Mark a view that anybody may open."""
    view.publica = True  # type: ignore[attr-defined]
    return view


def destino_seguro(request: HttpRequest, endereco: str, padrao: str) -> str:
    """``endereco`` when it stays on this site, else ``padrao``."""
    seguro = url_has_allowed_host_and_scheme(
        endereco, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return endereco if endereco and seguro else padrao


def ao_login(request: HttpRequest) -> HttpResponse:
    """The way to the entry page and back, said to whose session ended; a script that reads JSON gets a 401."""
    consulta = {"proxima": volta_de(request)} | ({"terminou": "sim"} if _sessao_terminou(request) else {})
    login = f"{reverse('publico:entrar')}?{urlencode(consulta)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": login})
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"erro": "A sua sessão terminou.", "entrar": login}, status=401)
    return redirect(login)


def _sessao_terminou(request: HttpRequest) -> bool:
    """Whether the browser brought a session that is no longer open."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.session_key is None


def volta_de(request: HttpRequest) -> str:
    """Where to come back to after showing who one is: a page, never a part of one nor an address that only takes
    forms.
    """
    pagina = request.headers.get("HX-Current-URL", "")
    if not pagina and request.method in ("GET", "HEAD"):
        return request.get_full_path()
    de_onde = urlsplit(destino_seguro(request, pagina or request.headers.get("Referer", ""), "/"))
    return f"{de_onde.path}?{de_onde.query}" if de_onde.query else de_onde.path


def _negar(request: HttpRequestComAtor, permissao: Permissao) -> HttpResponse:
    """403; the event once per right and session in ten minutes, so that a reload does not fill the trail."""
    agora, negadas = time.time(), request.session.get(_NEGADAS, {})
    if agora - negadas.get(permissao.codigo, 0) > ENTRE_NEGATIVAS_S:
        request.session[_NEGADAS] = {**negadas, permissao.codigo: agora}
        eventos.registrar(events.ACESSO_NEGADO, request.ator.vinculo, request.ator, {"permissao": permissao.codigo})
    return render(request, "publico/sem_permissao.html", {"permissao": permissao}, status=403)


def _recusar(request: HttpRequestComAtor, motivo: str) -> HttpResponse:
    messages.error(request, motivo)
    if request.headers.get("HX-Request"):
        return render(request, "componentes/avisos_parcial.html", status=409)
    return HttpResponseRedirect(_de_onde_veio(request), status=303)


def _de_onde_veio(request: HttpRequest) -> str:
    veio = request.headers.get("Referer", "")
    if request.method == "GET" and veio == request.build_absolute_uri():
        return "/"
    return destino_seguro(request, veio, "/")
