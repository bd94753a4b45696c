"""Column widths of a printed table: what can't be broken never runs over its neighbour. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

RETRATO: Final = 504.0
"""Points between the margins of an upright A4 page; ``PAISAGEM`` of one lying down."""
PAISAGEM: Final = 751.0
_LETRA: Final = 5.3
_RECUO: Final = 7.0


def distribuir(pesos: Sequence[float], celulas: Sequence[Sequence[str]], pagina: float) -> list[float]:
    """Width in points of each column; together they fill ``pagina``.

    A column takes its share by weight unless its longest word asks for more; the others then share what is
    left. When the longest words alone do not fit the page, the longest ones give way: money and dates stay
    whole, long codes break (:func:`cabem` says where).
    """
    minimos = [_minimo([linha[i] for linha in celulas]) for i in range(len(pesos))]
    if sum(minimos) >= pagina:
        return _aparar(minimos, pagina)
    fixas: set[int] = set()
    while True:
        livre = pagina - sum(minimos[i] for i in fixas)
        soma = sum(peso for i, peso in enumerate(pesos) if i not in fixas)
        larguras = [minimos[i] if i in fixas else livre * peso / soma for i, peso in enumerate(pesos)]
        apertadas = {i for i, largura in enumerate(larguras) if i not in fixas and largura < minimos[i]}
        if not apertadas:
            return larguras
        fixas |= apertadas


def cabem(largura: float) -> int:
    """How many letters of one word fit a column of this width; at least one."""
    return max(1, int((largura - _RECUO) / _LETRA))


def _aparar(minimos: Sequence[float], pagina: float) -> list[float]:
    larguras = list(minimos)
    sobra = pagina
    for vistas, i in enumerate(sorted(range(len(minimos)), key=minimos.__getitem__)):
        larguras[i] = min(minimos[i], sobra / (len(minimos) - vistas))
        sobra -= larguras[i]
    return larguras


def _minimo(textos: Sequence[str]) -> float:
    maior = max((len(palavra) for escrito in textos for palavra in escrito.split()), default=0)
    return _RECUO + _LETRA * maior
