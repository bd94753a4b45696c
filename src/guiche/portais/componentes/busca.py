"""The one search (Alt+P): menu lines, pages of the account, contexts, and whatever each portal's screens find."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from guiche.acesso.models import Vinculo
from guiche.nucleo.ator import Ator
from guiche.portais.componentes.menu import entradas

Buscador = Callable[[Ator, str], list["Resultado"]]


@dataclass(frozen=True, slots=True)
class Resultado:
    """One thing found. ``grupo`` is the heading it stands under; an ``ato`` is sent, not followed."""

    grupo: str
    rotulo: str
    url: str
    detalhe: str = ""
    icone: str = "direita"
    ato: bool = False


@dataclass(frozen=True, slots=True)
class Pagina:
    """A page of every logged person, whoever they act for. ``palavras``: what else people call it."""

    rotulo: str
    url_name: str
    icone: str
    palavras: str = ""


_buscadores: dict[str, list[Buscador]] = {}
_paginas: list[Pagina] = []


def registrar(portal: str, buscador: Buscador) -> None:
    """Add a source of answers to a portal; it must narrow by the ator like any selector."""
    _buscadores.setdefault(portal, []).append(buscador)


def registrar_pagina(rotulo: str, url_name: str, icone: str, palavras: str = "") -> None:
    """Let everybody find a page of their own account or of the portal."""
    _paginas.append(Pagina(rotulo, url_name, icone, palavras))


def buscar(ator: Ator, texto: str, outros: Sequence[Vinculo] = ()) -> list[dict[str, object]]:
    """Groups of answers for the palette, accents and case ignored.

    An empty text gives every menu line and the contexts; ``outros`` are the vínculos the person may switch to.
    """
    procurado = sem_acento(texto)
    achados = [
        Resultado("Ir para", entrada.rotulo, reverse(entrada.url_name), icone=entrada.icone)
        for entrada in entradas(ator)
        if _tem(entrada.rotulo, procurado)
    ]
    achados += [
        Resultado("Atuar por", vinculo.rotulo, _da_troca(vinculo), vinculo.em_que, "trocar", ato=True)
        for vinculo in outros
        if vinculo.pk != ator.vinculo.pk and _tem(f"atuar por trocar {vinculo.rotulo} {vinculo.em_que}", procurado)
    ]
    if procurado:
        achados += [
            Resultado("Sua conta", pagina.rotulo, reverse(pagina.url_name), icone=pagina.icone)
            for pagina in _paginas
            if _tem(f"{pagina.rotulo} {pagina.palavras}", procurado)
        ]
        for buscador in _buscadores.get(ator.portal, []):
            achados += buscador(ator, texto.strip())
    grupos: dict[str, list[Resultado]] = {}
    for achado in achados:
        grupos.setdefault(achado.grupo, []).append(achado)
    return [{"rotulo": rotulo, "itens": itens} for rotulo, itens in grupos.items()]


def _tem(texto: str, procurado: str) -> bool:
    """Whether every word searched for is in the text, in any order."""
    limpo = sem_acento(texto)
    return all(palavra in limpo for palavra in procurado.split())


def _da_troca(vinculo: Vinculo) -> str:
    return reverse("publico:contexto", args=[vinculo.pk])


def sem_acento(texto: str) -> str:
    """Lower-case text without diacritics."""
    separado = unicodedata.normalize("NFKD", texto.strip().casefold())
    return "".join(letra for letra in separado if not unicodedata.combining(letra))
