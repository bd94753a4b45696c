"""Lotes, guias, itens and glosas as received, priced and decided."""

from guiche.faturamento.models.conferencias import Conferencia
from guiche.faturamento.models.contestacoes import Contestacao
from guiche.faturamento.models.lotes import Glosa, Guia, ItemDaGuia, Lote

__all__ = ["Conferencia", "Contestacao", "Glosa", "Guia", "ItemDaGuia", "Lote"]
