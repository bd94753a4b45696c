"""The operadora a piece of work belongs to: one ContextVar, entered in five places only.

HTTP middleware, WebSocket consumer, SOAP view, task runner and management command enter it with
:func:`escopo`. Everything else only reads it. Without a scope no row of an operadora can be read
or written (see :mod:`guiche.nucleo.inquilinato`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from guiche.nucleo.models import Operadora

log = structlog.get_logger(__name__)


class SemEscopo(RuntimeError):
    """A row of an operadora was touched while no operadora was in scope."""


class ForaDoEscopo(RuntimeError):
    """A row of one operadora was written, or pointed to, from the scope of another."""


@dataclass(frozen=True, slots=True)
class _Escopo:
    operadora: Operadora | None
    memoria: dict[Any, Any] = field(default_factory=dict)


_atual: ContextVar[_Escopo | None] = ContextVar("guiche_escopo", default=None)


@contextmanager
def escopo(operadora: Operadora) -> Iterator[Operadora]:
    """Enter the scope of one saved operadora. Raises TypeError for anything else, None included."""
    from guiche.nucleo.models import Operadora as _Operadora

    if not isinstance(operadora, _Operadora) or operadora.pk is None:
        raise TypeError(f"escopo() precisa de uma Operadora gravada, recebeu {operadora!r}")
    marca = _atual.set(_Escopo(operadora))
    try:
        yield operadora
    finally:
        _atual.reset(marca)


@contextmanager
def sem_escopo(motivo: str) -> Iterator[None]:
    """The one exit: work over all operadoras, with a written reason, which is logged."""
    if not motivo.strip():
        raise ValueError("sem_escopo() exige um motivo")
    log.debug("escopo.aberto", motivo=motivo)
    marca = _atual.set(_Escopo(None))
    try:
        yield
    finally:
        _atual.reset(marca)


def operadora_atual() -> Operadora:
    """The operadora in scope. Raises SemEscopo when there is none, or when all are (``sem_escopo``)."""
    atual = _atual.get()
    if atual is None or atual.operadora is None:
        raise SemEscopo("Nenhuma operadora em escopo.")
    return atual.operadora


def filtro_atual() -> int | None:
    """Id to filter by, or None inside ``sem_escopo``. Raises SemEscopo when nothing was entered."""
    atual = _atual.get()
    if atual is None:
        raise SemEscopo("Consulta ou gravação fora do escopo de uma operadora.")
    return None if atual.operadora is None else atual.operadora.pk


def memoria() -> dict[Any, Any]:
    """Small cache that lives as long as the current scope (one request, one task)."""
    atual = _atual.get()
    if atual is None:
        raise SemEscopo("Nenhuma operadora em escopo.")
    return atual.memoria
