"""Catalogue of rights: every module registers its own codes; an unknown code is an error."""

from __future__ import annotations

from collections.abc import Callable
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
    """One right. ``portais`` are the audiences a perfil of which may hold it.

    A ``basica`` one is held by everybody in those portals, whatever the perfil says: nobody is kept from
    leaving, from switching context or from the own notices.
    """

    codigo: str
    rotulo: str
    portais: tuple[str, ...]
    basica: bool = False


@dataclass(frozen=True, slots=True)
class Impedimento:
    """Why an operation is closed to somebody who holds the right, and what to do about it."""

    motivo: str
    como_resolver: str


class OperacaoFechada(SemPermissao):
    """The ator holds the right, but the operation is closed for whom they act for; ``impedimento`` says why."""

    def __init__(self, permissao: Permissao, impedimento: Impedimento) -> None:
        super().__init__(permissao)
        self.args = (f"{impedimento.motivo} {impedimento.como_resolver}",)
        self.impedimento = impedimento


Vigia = Callable[["Ator", Permissao], Impedimento | None]
_vigias: list[Vigia] = []
_catalogo: dict[str, Permissao] = {}


def registrar(codigo: str, rotulo: str, *portais: str, basica: bool = False) -> Permissao:
    """Add a right ``modulo.objeto.verbo`` to the catalogue and return it. Raises ValueError on repetition."""
    if codigo in _catalogo or codigo.count(".") != 2:
        raise ValueError(f"Permissão inválida ou repetida: {codigo}")
    permissao = Permissao(codigo, rotulo, portais, basica)
    _catalogo[codigo] = permissao
    return permissao


def catalogo() -> tuple[Permissao, ...]:
    """Every registered right, by code."""
    return tuple(_catalogo[codigo] for codigo in sorted(_catalogo))


def basicas(portal: str) -> frozenset[str]:
    """Codes that everybody in this portal holds."""
    return frozenset(p.codigo for p in _catalogo.values() if p.basica and portal in p.portais)


def permissao(codigo: str) -> Permissao:
    """The right with this code. Raises KeyError when nobody registered it."""
    return _catalogo[codigo]


def vigiar(vigia: Vigia) -> Vigia:
    """Register who may close an operation to somebody who holds the right; asked at every use of a right."""
    _vigias.append(vigia)
    return vigia


def impedimento(ator: Ator, permissao: Permissao) -> Impedimento | None:
    """Why this operation is closed to the ator in spite of the right; None while it is open."""
    return next((achado for vigia in _vigias if (achado := vigia(ator, permissao)) is not None), None)


def exigir(ator: Ator, permissao: Permissao) -> None:
    """Raise SemPermissao unless the ator holds the right, and OperacaoFechada when the operation is closed."""
    if not ator.pode(permissao):
        raise SemPermissao(permissao)
    if (fechada := impedimento(ator, permissao)) is not None:
        raise OperacaoFechada(permissao, fechada)
