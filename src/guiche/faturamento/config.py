"""Options of billing, per operadora."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class FaturamentoConfig:
    """What an operadora may choose about reception and analysis of lotes.

    ``versoes_tiss``: accepted Communication versions. ``hash_estrito``: accept only the official reading of
    the hash rule (ISO-8859-1, nothing trimmed); a hash that matches no reading is refused either way.
    ``tolerancia_item``: reais of difference accepted between an item's total and its product.
    ``processado_e_o_informado``: the processado of a statement is what was charged, and the price difference
    stands in the glosa alone; otherwise it is what the contract pays.
    ``alcada``: highest liberado, in reais, of a lote that whoever closed it may also release.
    """

    versoes_tiss: tuple[str, ...] = ("4.03.00", "4.02.00")
    hash_estrito: bool = False
    tolerancia_item: Decimal = Decimal("0.01")
    processado_e_o_informado: bool = False
    dias_para_analisar: int = 15
    alcada: Decimal = Decimal("5000.00")
