"""Lines of the prestador's menu."""

from __future__ import annotations

from guiche.acesso import permissions as acesso
from guiche.cadastro import permissions as cadastro
from guiche.comunicacao import permissions as comunicacao
from guiche.comunicacao.selectors.informativos import novos
from guiche.faturamento import permissions as faturamento
from guiche.pagamento import permissions as pagamento
from guiche.portais.componentes.menu import registrar

registrar("prestador", "", "Início", "prestador:inicio", "inicio", acesso.INICIO_VER, 10, fixo=True)
registrar(
    "prestador",
    "Faturamento",
    "Conferir lote",
    "prestador:conferencias",
    "conferencia",
    faturamento.LOTE_CONFERIR,
    20,
    fixo=True,
)
registrar("prestador", "Faturamento", "Lotes", "prestador:lotes", "lote", faturamento.LOTE_VER, 30, fixo=True)
registrar(
    "prestador",
    "Pagamentos",
    "Demonstrativos",
    "prestador:demonstrativos",
    "dinheiro",
    pagamento.PAGAMENTO_VER,
    40,
    fixo=True,
)
registrar(
    "prestador",
    "Pagamentos",
    "Valores negociados",
    "prestador:valores",
    "livro",
    faturamento.VALOR_VER,
    45,
)
registrar(
    "prestador",
    "Faturamento",
    "Ajuda do XML TISS",
    "prestador:ajuda_xml",
    "ajuda",
    faturamento.LOTE_CONFERIR,
    35,
)
registrar(
    "prestador", "Seu cadastro", "Atualização cadastral", "prestador:cadastro", "predio", cadastro.PROPRIO_VER, 55
)
registrar("prestador", "Seu cadastro", "Aditivo contratual", "prestador:aditivos", "recibo", cadastro.ADITIVO_VER, 57)
registrar(
    "prestador",
    "Seu cadastro",
    "Relacionamentos",
    "prestador:relacionamentos",
    "usuarios",
    acesso.RELACIONAMENTO_VER,
    60,
)
registrar(
    "prestador",
    "Seu cadastro",
    "Representantes",
    "prestador:representantes",
    "cracha",
    acesso.REPRESENTANTE_GERIR,
    62,
)
registrar(
    "prestador",
    "Da operadora",
    "Informativos",
    "prestador:informativos",
    "megafone",
    comunicacao.INFORMATIVO_LER,
    70,
    contagem=novos,
)
