"""Produtos, contratos, beneficiários, prestadores, preços e rede de uma operadora."""

from guiche.cadastro.models.beneficiarios import (
    Beneficiario,
    CarenciaDoBeneficiario,
    CarenciaDoProduto,
    Contrato,
    Produto,
    Suspensao,
)
from guiche.cadastro.models.precos import ItemDaTabela, RegraDeProcedimento, TabelaDePrecos
from guiche.cadastro.models.prestadores import (
    ContratoDoPrestador,
    CorpoClinico,
    Prestador,
    RedeDoProduto,
)

__all__ = [
    "Beneficiario",
    "CarenciaDoBeneficiario",
    "CarenciaDoProduto",
    "Contrato",
    "ContratoDoPrestador",
    "CorpoClinico",
    "ItemDaTabela",
    "Prestador",
    "Produto",
    "RedeDoProduto",
    "RegraDeProcedimento",
    "Suspensao",
    "TabelaDePrecos",
]
