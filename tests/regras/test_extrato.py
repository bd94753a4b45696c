"""The five groups of the statement of use of services."""

from decimal import Decimal

import pytest

from guiche.faturamento.regras.extrato import Grupo, Valores, grupo_do_item, somar, valores_da_cobranca
from guiche.tiss_xml.mensagens import TipoGuia


@pytest.mark.requisito("T-22")
@pytest.mark.parametrize(
    ("tipo", "tabela", "codigo", "despesa", "grupo"),
    [
        (TipoGuia.CONSULTA, "22", "10101012", False, Grupo.CONSULTAS),
        (TipoGuia.SADT, "22", "10101039", False, Grupo.CONSULTAS),
        (TipoGuia.SADT, "22", "50000560", False, Grupo.CONSULTAS),
        (TipoGuia.SADT, "22", "40308391", False, Grupo.EXAMES_TERAPIAS),
        (TipoGuia.SADT, "98", "98000001", False, Grupo.EXAMES_TERAPIAS),
        (TipoGuia.SADT, "20", "90000001", True, Grupo.OUTRAS_DESPESAS),
        (TipoGuia.SADT, "00", "12", True, Grupo.OUTRAS_DESPESAS),
        (TipoGuia.RESUMO_INTERNACAO, "22", "10101012", False, Grupo.INTERNACAO),
        (TipoGuia.RESUMO_INTERNACAO, "18", "60000554", True, Grupo.INTERNACAO),
        (TipoGuia.HONORARIOS, "22", "30733057", False, Grupo.INTERNACAO),
        (TipoGuia.ODONTO, "22", "81000065", False, Grupo.ODONTOLOGIA),
        (TipoGuia.CONSULTA, "22", "81000030", False, Grupo.ODONTOLOGIA),
        (TipoGuia.SADT, "22", "81000405", False, Grupo.ODONTOLOGIA),
        (TipoGuia.SADT, "90", "12", False, Grupo.ODONTOLOGIA),
    ],
)
def test_grupo_de_cada_item(tipo: TipoGuia, tabela: str, codigo: str, despesa: bool, grupo: Grupo) -> None:
    assert grupo_do_item(tipo, tabela, codigo, despesa=despesa) is grupo


def valores(informado: str, glosado: str = "0.00", sua_parte: str = "0.00", *, em_analise: bool = False) -> Valores:
    return valores_da_cobranca(Decimal(informado), Decimal(glosado), Decimal(sua_parte), em_analise=em_analise)


def em_texto(soma: Valores) -> tuple[str, ...]:
    """(informado, em análise, glosado, sua parte, pago)."""
    partes = (soma.informado, soma.em_analise, soma.glosado, soma.sua_parte, soma.pago)
    return tuple(str(parte) for parte in partes)


@pytest.mark.requisito("T-22")
def test_totais_incluem_o_que_foi_todo_glosado() -> None:
    soma = somar([valores("112.00"), valores("112.00", "112.00")])
    assert em_texto(soma) == ("224.00", "0.00", "112.00", "0.00", "112.00")


@pytest.mark.requisito("T-22")
def test_a_parte_da_pessoa_sai_do_que_a_operadora_pagou() -> None:
    assert em_texto(valores("140.00", "12.00", "28.00")) == ("140.00", "0.00", "12.00", "28.00", "100.00")


@pytest.mark.requisito("T-22")
def test_cobranca_em_analise_nao_e_paga_nem_glosada_nem_da_pessoa() -> None:
    assert em_texto(valores("140.00", "12.00", "28.00", em_analise=True)) == (
        "140.00",
        "140.00",
        "0.00",
        "0.00",
        "0.00",
    )


@pytest.mark.requisito("T-22")
def test_soma_do_decidido_com_o_que_esta_em_analise() -> None:
    soma = somar([valores("112.00", "12.00", "20.00"), valores("90.50", "90.50", em_analise=True), valores("38.50")])
    assert em_texto(soma) == ("241.00", "90.50", "12.00", "20.00", "118.50")
    assert soma.informado == soma.em_analise + soma.glosado + soma.sua_parte + soma.pago


def test_soma_de_nada_e_zero() -> None:
    assert em_texto(somar([])) == ("0.00", "0.00", "0.00", "0.00", "0.00")
