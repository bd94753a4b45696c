"""Shortcuts of the home page: the screens the person uses most, counted at each visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from guiche.acesso.regras.uso import mais_usadas
from guiche.acesso.services.preferencias import anotar_uso
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.menu import da_rota, entradas

PORTAIS_COM_ATALHOS: Final = ("prestador", "operadora")
"""Whose home shows shortcuts; a visit elsewhere is not counted, because nothing would be done with it."""
CABEM: Final = 6
_VISITAS: Final = "visitas"


@dataclass(frozen=True, slots=True)
class Atalho:
    """One shortcut."""

    rotulo: str
    url: str
    icone: str


@dataclass(frozen=True, slots=True)
class Atalhos:
    """Up to six shortcuts. ``do_uso``: at least one is there because the person uses it."""

    itens: list[Atalho]
    do_uso: bool


def contar_visita(request: HttpRequest) -> None:
    """Count the visit of a page that the menu leads to, in the session, which every answer writes anyway.

    Fragments, and filters or further pages of the list the person is already in, are no new visit.
    """
    ator = request.ator  # type: ignore[attr-defined]
    if request.method != "GET" or ator.portal not in PORTAIS_COM_ATALHOS or request.resolver_match is None:
        return
    rota, veio = request.resolver_match.view_name, urlsplit(request.headers.get("Referer", "")).path
    if da_rota(ator.portal, rota) and veio != request.path and not request.headers.get("HX-Request"):
        visitas = request.session.get(_VISITAS, {})
        request.session[_VISITAS] = {**visitas, rota: visitas.get(rota, 0) + 1}


def guardar_visitas(request: HttpRequest) -> None:
    """Add to the person's counters what was visited since the last time; the home and leaving do it."""
    if visitas := request.session.pop(_VISITAS, None):
        anotar_uso(request.pessoa, visitas, hoje())  # type: ignore[attr-defined]


def atalhos(ator: Ator, preferencias: Mapping[str, int]) -> Atalhos:
    """The screens of this portal the person uses most and may open now, completed in the order of the menu."""
    podem = {entrada.url_name: entrada for entrada in entradas(ator) if not entrada.e_inicio}
    usadas = [rota for rota in mais_usadas(preferencias, hoje()) if rota in podem]
    escolhidas = [*usadas, *(rota for rota in podem if rota not in usadas)][:CABEM]
    itens = [Atalho(podem[rota].rotulo, reverse(rota), podem[rota].icone) for rota in escolhidas]
    return Atalhos(itens, bool(usadas))
