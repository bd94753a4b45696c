"""Headings, dates, codes and actions of ANS's files."""

from __future__ import annotations

from datetime import date

import pytest

from guiche.terminologia.regras.planilha import (
    SEMPRE,
    LinhaDeTermo,
    LinhaInvalida,
    colunas,
    ler_data,
    ler_linha,
    numero_da_tabela,
)
from tests.terminologia.arquivos import CABECALHO, CABECALHO_19, CABECALHO_HISTORICO


@pytest.mark.parametrize(
    ("texto", "data"),
    [
        ("", None),
        ("-", None),
        ("13/02/2009", date(2009, 2, 13)),
        ("2009-02-13", date(2009, 2, 13)),
        ("2009-02-13T00:00:00", date(2009, 2, 13)),
        ("39857", date(2009, 2, 13)),
        ("39857.0", date(2009, 2, 13)),
    ],
)
def test_dates_in_every_form(texto: str, data: date | None) -> None:
    assert ler_data(texto) == data


@pytest.mark.parametrize("texto", ["31/02/2020", "amanhã", "13/02", "99999999999"])
def test_unreadable_date_is_refused(texto: str) -> None:
    with pytest.raises(LinhaInvalida, match="Data ilegível"):
        ler_data(texto)


@pytest.mark.parametrize(
    ("nome", "tabela"),
    [
        ("TUSS 19 - materiais e OPME - VERSÃO 202601_PARTE_1.xlsx", "19"),
        ("Tabela 22 - Terminologia de procedimentos e eventos em saude.csv", "22"),
        ("Tab 38", "38"),
        ("tab_35", "35"),
        ("TUSS - Demais terminologias - VERSÃO 202601.xlsx", ""),
        ("Capa", ""),
    ],
)
def test_table_named_by_file_or_sheet(nome: str, tabela: str) -> None:
    assert numero_da_tabela(nome) == tabela


def test_columns_by_heading() -> None:
    assert colunas(CABECALHO) == {
        "codigo": 0, "termo": 1, "descricao": 2, "inicio": 3, "fim": 4, "implantacao": 5,
    }  # fmt: skip
    assert colunas(CABECALHO_19) == {
        "codigo": 0, "termo": 1, "modelo": 2, "fabricante": 3, "inicio": 4, "fim": 5, "implantacao": 6,
        "registro_anvisa": 7,
    }  # fmt: skip
    assert colunas(("Terminologia de procedimentos", "")) == {}


def test_line_becomes_a_typed_term() -> None:
    posicoes = colunas(CABECALHO_19)
    celulas = ["7.0000001E7", " PRÓTESE  TOTAL ", "P1", "FÁBRICA", "43831", "", "31/12/2026", "800001", "III"]
    assert ler_linha(celulas, posicoes, "19") == LinhaDeTermo(
        tabela="19", codigo="70000001", termo="PRÓTESE TOTAL", inicio=date(2020, 1, 1),
        implantacao=date(2026, 12, 31), modelo="P1", fabricante="FÁBRICA", registro_anvisa="800001",
    )  # fmt: skip


def test_start_not_printed_means_always() -> None:
    lida = ler_linha(["10101012", "Consulta"], colunas(CABECALHO), "22")
    assert lida is not None
    assert (lida.inicio, lida.fim) == (SEMPRE, None)


def test_blank_line_is_nothing() -> None:
    assert ler_linha(["", "nota de rodapé"], colunas(CABECALHO), "22") is None


@pytest.mark.parametrize(
    ("celulas", "motivo"),
    [
        (["22", "123", "", "", "", "", "", "Incluído"], "Código 123 sem termo."),
        (["", "123", "Exame"], "Código 123 sem tabela."),
        (["22", "123", "Exame", "", "", "", "", "Inativado"], "Código 123 inativado sem fim de vigência."),
        (["22", "123", "Exame", "", "", "", "", "Trocado"], "Tipo de ação desconhecido: Trocado."),
        (
            ["22", "123", "Exame", "", "01/02/2020", "01/01/2020"],
            "Código 123 termina antes de começar.",
        ),
        (["22", "12345678901", "Exame"], "Código longo demais: 12345678901."),
    ],
)
def test_line_that_cannot_be_a_term_says_why(celulas: list[str], motivo: str) -> None:
    with pytest.raises(LinhaInvalida) as erro:
        ler_linha(celulas, colunas(CABECALHO_HISTORICO), "")
    assert str(erro.value) == motivo


@pytest.mark.parametrize(
    ("texto", "acao"),
    [
        ("Incluído", "incluido"),
        ("Alterado", "alterado"),
        ("Inativado", "inativado"),
        ("Inativado por alteração", "inativado"),
    ],
)
def test_kinds_of_action(texto: str, acao: str) -> None:
    celulas = ["22", "123", "Exame", "", "01/02/2020", "01/03/2020", "", texto]
    lida = ler_linha(celulas, colunas(CABECALHO_HISTORICO), "")
    assert lida is not None
    assert (lida.tabela, lida.acao) == ("22", acao)


@pytest.mark.parametrize("codigo", ["1E400", "10101012.5"])
def test_codigo_que_nao_e_numero_inteiro_e_recusado_com_o_motivo(codigo: str) -> None:
    with pytest.raises(LinhaInvalida, match="Código ilegível"):
        ler_linha([codigo, "Consulta"], colunas(CABECALHO), "22")
