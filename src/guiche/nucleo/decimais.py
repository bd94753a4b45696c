"""Exact decimal money without Django: the one rounding rule of the house.

Every amount is a `Decimal` in reais with two places. Rounding happens once, at the end of a calculation,
half-up.

Source: TISS, Componente de Conteúdo e Estrutura (item = unitário × quantidade × fator, two places, half-up).
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENTAVO = Decimal("0.01")
ZERO = Decimal("0.00")


def D(valor: str | int | Decimal) -> Decimal:
    """Build an exact decimal.

    Raises `TypeError` for floats (a float has already lost the cents) and `ValueError` for text that is not a
    finite decimal number with a dot.
    """
    if isinstance(valor, bool) or not isinstance(valor, str | int | Decimal):
        raise TypeError(f"money is never {type(valor).__name__}: use text, int or Decimal")
    try:
        exato = Decimal(valor)
    except ArithmeticError as erro:
        raise ValueError(f"not a decimal number: {valor!r}") from erro
    if not exato.is_finite():
        raise ValueError(f"not a finite number: {valor!r}")
    return exato


def arredondar(valor: Decimal) -> Decimal:
    """Round to centavos, half away from zero (1.005 → 1.01, −1.005 → −1.01)."""
    return valor.quantize(CENTAVO, rounding=ROUND_HALF_UP)


def somar_valores(valores: Iterable[Decimal]) -> Decimal:
    """Exact sum in reais; an empty sum is 0.00."""
    return sum(valores, ZERO)
