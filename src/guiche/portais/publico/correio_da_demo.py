"""The mailbox of the demo: what would have arrived by e-mail, to open and click. It exists nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from guiche.correio.arquivo import CartaEmArquivo, ler_carta, ler_pasta
from guiche.portais.componentes.telas import publica

MOSTRADAS = 100
_LINK = re.compile(r"(https?://\S+)")
# A letter carries its styles in itself; nothing else of it may load or run.
_SO_ESTILOS = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@publica
@require_GET
def caixa(request: HttpRequest) -> HttpResponse:
    """The newest letters of the demo."""
    return render(request, "publico/correio_da_demo.html", {"cartas": ler_pasta(_pasta())[:MOSTRADAS]})


@publica
@require_GET
def carta(request: HttpRequest, nome: str) -> HttpResponse:
    """One letter as text, its links to click."""
    lida = _carta(nome)
    return render(request, "publico/carta_da_demo.html", {"carta": lida, "texto": com_links(lida.texto)})


@publica
@require_GET
@csp(_SO_ESTILOS)  # type: ignore[arg-type]  # its type knows views without arguments only
def carta_html(request: HttpRequest, nome: str) -> HttpResponse:
    """The HTML form of a letter, as mail programs draw it."""
    return HttpResponse(_carta(nome).html)


def com_links(texto: str) -> SafeString:
    """The text escaped, its addresses as links."""
    partes = _LINK.split(texto)
    return format_html_join(
        "",
        "{}",
        ((format_html('<a href="{0}">{0}</a>', p) if _LINK.fullmatch(p) else p,) for p in partes),
    )


def _pasta() -> Path:
    if not settings.MODO_DEMO:
        raise Http404
    return Path(settings.EMAIL_FILE_PATH)


def _carta(nome: str) -> CartaEmArquivo:
    lida = ler_carta(_pasta(), nome)
    if lida is None:
        raise Http404
    return lida
