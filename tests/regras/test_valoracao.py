"""Contract price at the attendance date."""

from datetime import date
from decimal import Decimal

import pytest

from guiche.faturamento.regras.valoracao import (
    TABELA_VAZIA,
    Origem,
    TabelaDePrecos,
    ValorDaUS,
    calcular_unitario,
    origem_da_tabela,
)
from tests.regras.fabrica import CONSULTA, DIA, PACOTE, RESINA_2F, linha


@pytest.mark.parametrize(
    ("qtd_us", "ajuste", "unitario", "memoria"),
    [
        ("70", "0", "38.50", "70 US × R$ 0,55"),
        ("122", "5", "70.46", "122 US × R$ 0,55 + 5 %"),
        ("122", "-20", "53.68", "122 US × R$ 0,55 − 20 %"),
    ],
)
def test_unidade_de_servico(qtd_us: str, ajuste: str, unitario: str, memoria: str) -> None:
    assert calcular_unitario(qtd_us=Decimal(qtd_us), valor_us=Decimal("0.55"), ajuste=Decimal(ajuste)) == (
        Decimal(unitario),
        memoria,
    )


def test_deflator_e_inflator_sobre_valor_fixo() -> None:
    assert calcular_unitario(valor=Decimal(100), ajuste=Decimal(-20))[0] == Decimal("80.00")
    assert calcular_unitario(valor=Decimal(100), ajuste=Decimal(10))[0] == Decimal("110.00")
    with pytest.raises(ValueError, match="needs a value"):
        calcular_unitario(qtd_us=Decimal(70))


@pytest.mark.requisito("C-38")
def test_vale_a_origem_mais_especifica() -> None:
    linhas = [
        linha(CONSULTA, "90.00", origem=Origem.PADRAO, tabela_id="padrão"),
        linha(("22", "101"), "100.00", origem=Origem.GRUPO, tabela_id="grupo"),
        linha(("22", "10101"), "105.00", origem=Origem.GRUPO, tabela_id="subgrupo"),
        linha(CONSULTA, "112.00", origem=Origem.CONTRATO, tabela_id="contrato"),
        linha(CONSULTA, "120.00", origem=Origem.PROPRIA, tabela_id="própria"),
        linha(CONSULTA, "130.00", origem=Origem.PACOTE, tabela_id="pacote"),
    ]
    escolhidos = []
    while linhas:
        preco = TabelaDePrecos.de_linhas(linhas).preco(*CONSULTA, DIA)
        assert preco is not None
        escolhidos.append((preco.tabela_id, str(preco.unitario)))
        linhas = [ln for ln in linhas if ln.tabela_id != preco.tabela_id]
    assert escolhidos == [
        ("pacote", "130.00"),
        ("própria", "120.00"),
        ("contrato", "112.00"),
        ("subgrupo", "105.00"),
        ("grupo", "100.00"),
        ("padrão", "90.00"),
    ]


@pytest.mark.requisito("O-30", "C-38")
def test_vale_a_edicao_da_data_do_atendimento() -> None:
    tabela = TabelaDePrecos.de_linhas(
        [
            linha(CONSULTA, "100.00", edicao="2025", fim=date(2026, 7, 31)),
            linha(CONSULTA, "112.00", edicao="2026", inicio=date(2026, 8, 1)),
            linha(CONSULTA, "118.00", edicao="2026 aditivo", inicio=date(2026, 10, 1)),
        ]
    )
    editados = {
        dia: preco.edicao if (preco := tabela.preco(*CONSULTA, date.fromisoformat(dia))) else None
        for dia in ("2023-12-31", "2026-07-31", "2026-08-01", "2026-10-01")
    }
    assert editados == {
        "2023-12-31": None,
        "2026-07-31": "2025",
        "2026-08-01": "2026",
        "2026-10-01": "2026 aditivo",
    }


def test_preco_em_us_usa_o_valor_da_us_da_data_e_guarda_a_memoria() -> None:
    tabela = TabelaDePrecos.de_linhas(
        [linha(RESINA_2F, qtd_us=Decimal(70))],
        [
            ValorDaUS(Decimal("0.50"), date(2024, 1, 1), date(2026, 6, 30)),
            ValorDaUS(Decimal("0.55"), date(2026, 7, 1)),
        ],
    )
    preco = tabela.preco(*RESINA_2F, DIA)
    assert preco is not None
    assert (preco.unitario, preco.memoria, preco.edicao) == (Decimal("38.50"), "70 US × R$ 0,55", "2026/08")
    antigo = tabela.preco(*RESINA_2F, date(2026, 6, 30))
    assert antigo is not None
    assert antigo.unitario == Decimal("35.00")


def test_sem_valor_da_us_a_linha_nao_precifica() -> None:
    tabela = TabelaDePrecos.de_linhas(
        [linha(RESINA_2F, qtd_us=Decimal(70)), linha(RESINA_2F, "30.00", origem=Origem.PADRAO)]
    )
    preco = tabela.preco(*RESINA_2F, DIA)
    assert preco is not None
    assert (preco.origem, preco.origem.rotulo) == (Origem.PADRAO, "tabela padrão da operadora")


def test_total_arredonda_uma_vez() -> None:
    preco = TabelaDePrecos.de_linhas([linha(PACOTE, "33.33")]).preco(*PACOTE, DIA)
    assert preco is not None
    assert preco.total(Decimal("1.5"), Decimal("0.50")) == Decimal("25.00")


def test_codigo_desconhecido_e_linha_incompleta() -> None:
    assert TABELA_VAZIA.preco("22", "99999999", DIA) is None
    with pytest.raises(ValueError, match="either a value or a quantity"):
        linha(CONSULTA, None)


@pytest.mark.parametrize(
    ("tabela", "origem"),
    [
        ("90", Origem.PACOTE),
        ("98", Origem.PACOTE),
        ("00", Origem.PROPRIA),
        ("22", Origem.CONTRATO),
        ("18", Origem.CONTRATO),
    ],
)
def test_origem_do_preco_pela_tabela(tabela: str, origem: Origem) -> None:
    assert origem_da_tabela(tabela) is origem
