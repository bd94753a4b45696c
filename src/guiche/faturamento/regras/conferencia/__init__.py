"""The check of billing: `conferir(guias, fatos)` and the list of its rules.

Themes are imported in the order in which their rules run.
"""

from guiche.faturamento.regras.conferencia import (  # isort: skip
    lote,
    identificacao,
    duplicidade,
    elegibilidade,
    prestador,
    terminologia,
    autorizacao,
    odonto,
    totais,
    valores,
    prazo,
    limites,
)
from guiche.faturamento.regras.conferencia.base import REGRAS, ROTULOS_TEMA, Regra
from guiche.faturamento.regras.conferencia.motor import (
    ItemAvaliado,
    RegraAplicada,
    ResultadoConferencia,
    conferir,
)

TEMAS = (
    lote,
    identificacao,
    duplicidade,
    elegibilidade,
    prestador,
    terminologia,
    autorizacao,
    odonto,
    totais,
    valores,
    prazo,
    limites,
)

__all__ = [
    "REGRAS",
    "ROTULOS_TEMA",
    "TEMAS",
    "ItemAvaliado",
    "Regra",
    "RegraAplicada",
    "ResultadoConferencia",
    "conferir",
]
