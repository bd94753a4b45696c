"""Produtos, contratos, beneficiários, prestadores, preços e rede de uma operadora."""

from guiche.cadastro.models.aditivos import Aditivo, RespostaAoAditivo
from guiche.cadastro.models.atualizacoes import Atualizacao, ItemDaAtualizacao
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
from guiche.cadastro.models.unidades import Unidade

__all__ = [
    "Aditivo",
    "Atualizacao",
    "Beneficiario",
    "CarenciaDoBeneficiario",
    "CarenciaDoProduto",
    "Contrato",
    "ContratoDoPrestador",
    "CorpoClinico",
    "ItemDaAtualizacao",
    "ItemDaTabela",
    "Prestador",
    "Produto",
    "RedeDoProduto",
    "RegraDeProcedimento",
    "RespostaAoAditivo",
    "Suspensao",
    "TabelaDePrecos",
    "Unidade",
]
