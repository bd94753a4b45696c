"""Options of billing, per operadora."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class FaturamentoConfig:
    """What an operadora may choose about reception and analysis of lotes.

    ``versoes_tiss``: accepted Communication versions. ``hash_estrito``: refuse a wrong hash (glosa 5014) instead
    of logging it. ``tolerancia_item``: reais of difference accepted between an item's total and its product.
    ``alcada``: highest liberado, in reais, that one analyst may release in a conta without a second person.
    """

    versoes_tiss: tuple[str, ...] = ("4.03.00", "4.02.00")
    hash_estrito: bool = True
    tolerancia_item: Decimal = Decimal("0.01")
    dias_para_analisar: int = 15
    alcada: Decimal = Decimal("5000.00")
