"""Catalogue of rights: every module registers its own codes; an unknown code is an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guiche.nucleo.ator import Ator


class SemPermissao(Exception):
    """The ator may not do this. ``permissao`` says which right is missing."""

    def __init__(self, permissao: Permissao) -> None:
        super().__init__(f"Falta a permissão {permissao.codigo}.")
        self.permissao = permissao


@dataclass(frozen=True, slots=True)
class Permissao:
    """One right. ``portais`` are the audiences a perfil of which may hold it."""

    codigo: str
    rotulo: str
    portais: tuple[str, ...]


_catalogo: dict[str, Permissao] = {}


def registrar(codigo: str, rotulo: str, *portais: str) -> Permissao:
    """Add a right ``modulo.objeto.verbo`` to the catalogue and return it. Raises ValueError on repetition."""
    if codigo in _catalogo or codigo.count(".") != 2:
        raise ValueError(f"Permissão inválida ou repetida: {codigo}")
    permissao = Permissao(codigo, rotulo, portais)
    _catalogo[codigo] = permissao
    return permissao


def catalogo() -> tuple[Permissao, ...]:
    """Every registered right, by code."""
    return tuple(_catalogo[codigo] for codigo in sorted(_catalogo))


def permissao(codigo: str) -> Permissao:
    """The right with this code. Raises KeyError when nobody registered it."""
    return _catalogo[codigo]


def exigir(ator: Ator, permissao: Permissao) -> None:
    """Raise SemPermissao unless the ator holds the right."""
    if not ator.pode(permissao):
        raise SemPermissao(permissao)
