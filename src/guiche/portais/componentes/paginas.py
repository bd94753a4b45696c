"""Helpers of views for answering: toasts, forms that come back with their errors, fragments for htmx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.html import format_html

from guiche.nucleo.servico import Recusa

DIGITOS_DE_UM_ID: Final = 18
_NIVEL: Final = {
    "ok": messages.SUCCESS,
    "info": messages.INFO,
    "alerta": messages.WARNING,
    "erro": messages.ERROR,
}


def avisar(request: HttpRequest, tom: str, titulo: str, texto: str = "", url: str = "", rotulo: str = "") -> None:
    """A toast in this answer, or in the next page after a redirect: title, one line and at most one link.

    ``tom`` is ok, info, alerta or erro (``KeyError`` for another).
    """
    elo = format_html(' <a href="{}">{}</a>', url, rotulo) if url else ""
    linha = format_html('<p class="gc-2">{}{}</p>', texto, elo) if texto or url else ""
    messages.add_message(request, _NIVEL[tom], format_html("<p><b>{}</b></p>{}", titulo, linha))


def eh_parcial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page rather than the whole."""
    return request.headers.get("HX-Request-Type") == "partial"


def responder_formulario(
    request: HttpRequest, template: str, form: BaseForm, contexto: dict[str, Any] | None = None
) -> HttpResponse:
    """The page with its form: 200, or 422 when what was sent was refused (htmx shows both)."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **(contexto or {})}, status=status)


def ids_pedidos(textos: Iterable[str]) -> list[int]:
    """The ids that an address names; what can't be an id is left out."""
    return [int(texto) for texto in textos if texto.isdecimal() and len(texto) <= DIGITOS_DE_UM_ID]


def por_no_campo(form: BaseForm, recusa: Recusa) -> None:
    """Put a refusal at the field it names, or at the head of the form when the form has no such field."""
    form.add_error(recusa.campo if recusa.campo in form.fields else None, recusa.mensagem)


def seguir(destino: str, *args: Any) -> HttpResponseRedirect:
    """Go on to a page after a POST: 303 to a named route with its arguments, or to an address."""
    resposta = redirect(destino, *args)
    resposta.status_code = 303
    return resposta
