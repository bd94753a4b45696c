"""Geometry of the cascade: how much each step takes from, or adds to, what came before. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from guiche.portais.componentes.visual import Tom

LARGURA: Final = 1000


@dataclass(frozen=True, slots=True)
class Degrau:
    """One row of a cascade, in reais.

    ``total`` starts again from zero at ``valor``; ``passo`` adds ``valor`` (negative takes away); ``nota``
    shows a part of the step above without changing the course.
    """

    rotulo: str
    valor: Decimal
    tipo: Literal["total", "passo", "nota"] = "passo"
    tom: Tom = "neutro"
    nota: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Barra:
    """A step with its bar on a field of 1000 units. ``x`` and ``largura`` are texts ready for SVG."""

    degrau: Degrau
    x: str
    largura: str


def barras(degraus: Sequence[Degrau]) -> list[Barra]:
    """The bars, scaled so that the highest point reached takes the whole width."""
    faixas: list[tuple[Decimal, Decimal]] = []
    atual = Decimal(0)
    for degrau in degraus:
        if degrau.tipo == "total":
            atual = degrau.valor
            faixas.append((Decimal(0), atual))
        elif degrau.tipo == "passo":
            faixas.append((min(atual, atual + degrau.valor), max(atual, atual + degrau.valor)))
            atual += degrau.valor
        else:
            faixas.append((atual, atual + abs(degrau.valor)))
    maior = max((fim for _, fim in faixas), default=Decimal(0)) or Decimal(1)
    return [
        Barra(
            degrau,
            f"{max(inicio, Decimal(0)) * LARGURA / maior:.1f}",
            f"{max(fim - max(inicio, Decimal(0)), Decimal(0)) * LARGURA / maior:.1f}",
        )
        for degrau, (inicio, fim) in zip(degraus, faixas, strict=True)
    ]
