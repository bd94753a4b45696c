"""Dates, money and quantities inside the Portuguese sentences of the findings."""

from datetime import date
from decimal import Decimal


def reais(valor: Decimal) -> str:
    """`1234.5` → `R$ 1.234,50` (two places always)."""
    return "R$ " + f"{valor:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def dia_br(dia: date) -> str:
    """`05/11/2026`."""
    return f"{dia:%d/%m/%Y}"


def quantia(valor: Decimal) -> str:
    """Quantity without useless zeros: `2.0000` → `2`, `1.5000` → `1,5`."""
    return f"{valor.normalize():f}".replace(".", ",")
