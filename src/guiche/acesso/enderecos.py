"""Addresses that letters carry. Only the portals know their routes, so each registers how its own are made."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

Construtor = Callable[[str], str]

_construtores: dict[str, Construtor] = {}


def registrar(nome: str, construir: Construtor) -> None:
    """Say how the path of one kind of link is made from its secret. Raises ValueError on repetition."""
    if nome in _construtores:
        raise ValueError(f"Endereço repetido: {nome}")
    _construtores[nome] = construir


def de(nome: str, segredo: str = "") -> str:
    """The whole address of a link, as it goes into a letter. Raises KeyError when nobody registered its kind."""
    caminho = _construtores[nome](segredo)
    return f"{settings.GUICHE_ENDERECO.rstrip('/')}{caminho}"


def tem(nome: str) -> bool:
    """Whether somebody registered this kind of link."""
    return nome in _construtores
