"""The one search (Alt+P): menu lines and whatever each portal's screens know how to find."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from guiche.nucleo.ator import Ator
from guiche.portais.componentes.menu import entradas

Buscador = Callable[[Ator, str], list["Resultado"]]


@dataclass(frozen=True, slots=True)
class Resultado:
    """One thing found. ``grupo`` is the heading it stands under."""

    grupo: str
    rotulo: str
    url: str
    detalhe: str = ""
    icone: str = "direita"


_buscadores: dict[str, list[Buscador]] = {}


def registrar(portal: str, buscador: Buscador) -> None:
    """Add a source of answers to a portal; it must narrow by the ator like any selector."""
    _buscadores.setdefault(portal, []).append(buscador)


def buscar(ator: Ator, texto: str) -> list[dict[str, object]]:
    """Groups of answers for the palette, accents and case ignored; every menu line for an empty text."""
    procurado = sem_acento(texto)
    achados = [
        Resultado("Ir para", entrada.rotulo, reverse(entrada.url_name), icone=entrada.icone)
        for entrada in entradas(ator)
        if procurado in sem_acento(entrada.rotulo)
    ]
    if procurado:
        for buscador in _buscadores.get(ator.portal, []):
            achados += buscador(ator, texto.strip())
    grupos: dict[str, list[Resultado]] = {}
    for achado in achados:
        grupos.setdefault(achado.grupo, []).append(achado)
    return [{"rotulo": rotulo, "itens": itens} for rotulo, itens in grupos.items()]


def sem_acento(texto: str) -> str:
    """Lower-case text without diacritics."""
    separado = unicodedata.normalize("NFKD", texto.strip().casefold())
    return "".join(letra for letra in separado if not unicodedata.combining(letra))
