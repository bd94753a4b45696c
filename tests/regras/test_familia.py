"""Who of a family sees what: the 18th birthday, consents and delegated accesses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiche.acesso.assuntos import ASSUNTOS, rotulos, texto_sha256
from guiche.acesso.regras.familia import (
    Alcance,
    Consentimento,
    Parente,
    alcance,
    delegacao_vale,
    fim_da_delegacao,
    inicio_do_consentimento,
    maioridade,
    menor_em,
    pode_receber,
)
from guiche.cadastro.regras.vigencia import Periodo, idade_em

DIA = date(2026, 11, 22)
HELENA = Parente(1, None, date(1988, 3, 4))
RAFAEL = Parente(2, 1, date(1985, 7, 9), conjuge=True)
CAIO = Parente(3, 1, date(2008, 11, 22))
THEO = Parente(4, 1, date(2020, 1, 2))
CASA = (RAFAEL, HELENA, CAIO, THEO)
SEMPRE = Periodo(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("nascimento", "faz_18"),
    [
        (date(2008, 11, 22), date(2026, 11, 22)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_maioridade_chega_no_dia_e_quem_nasceu_em_29_de_fevereiro_espera_o_dia_1(
    nascimento: date, faz_18: date
) -> None:
    assert maioridade(nascimento) == faz_18
    assert menor_em(nascimento, faz_18 - timedelta(days=1))
    assert not menor_em(nascimento, faz_18)


@given(st.dates(date(1930, 1, 1), date(2030, 12, 31)), st.integers(0, 40_000))
def test_menor_e_quem_ainda_nao_completou_18(nascimento: date, dias: int) -> None:
    dia = nascimento + timedelta(days=dias)
    assert menor_em(nascimento, dia) == (idade_em(nascimento, dia) < 18)


def test_titular_ve_os_menores_ate_a_vespera_dos_18() -> None:
    assert alcance(HELENA, CASA, (), DIA - timedelta(days=1)) == Alcance((1, 3, 4), {})
    assert alcance(HELENA, CASA, (), DIA) == Alcance((1, 4), {})


def test_dependente_so_ve_o_proprio() -> None:
    assert alcance(RAFAEL, CASA, (), DIA) == Alcance((2,), {})
    assert alcance(THEO, CASA, (), DIA) == Alcance((4,), {})


def test_consentimento_abre_um_assunto_nos_seus_dias_e_nunca_o_de_um_menor() -> None:
    def dados(*quais: Consentimento, dia: date = DIA) -> Alcance:
        return alcance(HELENA, CASA, quais, dia)

    extrato = Consentimento(2, "extrato", Periodo(DIA, DIA + timedelta(days=1)))
    assert dados(extrato).por_assunto == {"extrato": (2,)}
    assert dados(extrato, extrato, Consentimento(2, "cartao", SEMPRE)).por_assunto == {"extrato": (2,), "cartao": (2,)}
    assert dados(extrato, dia=DIA - timedelta(days=1)).por_assunto == {}
    assert dados(extrato, dia=DIA + timedelta(days=1)).por_assunto == {"extrato": (2,)}
    assert dados(extrato, dia=DIA + timedelta(days=2)).por_assunto == {}
    do_caio = Consentimento(3, "extrato", SEMPRE)
    assert dados(do_caio, dia=DIA - timedelta(days=1)) == Alcance((1, 3, 4), {})
    assert dados(do_caio) == Alcance((1, 4), {"extrato": (3,)})
    assert dados(Consentimento(99, "extrato", SEMPRE)).por_assunto == {}


def test_so_titular_e_conjuge_adultos_da_mesma_familia_recebem() -> None:
    assert pode_receber(RAFAEL, HELENA, DIA) and pode_receber(HELENA, RAFAEL, DIA)
    assert pode_receber(CAIO, HELENA, DIA) and pode_receber(CAIO, RAFAEL, DIA)
    assert not pode_receber(HELENA, CAIO, DIA)
    assert not pode_receber(HELENA, HELENA, DIA)
    assert not pode_receber(RAFAEL, Parente(9, None, date(1970, 1, 1)), DIA)
    assert not pode_receber(RAFAEL, Parente(1, None, date(2010, 1, 1)), DIA)


def test_quem_vai_fazer_18_decide_trinta_dias_antes_e_vale_a_partir_do_aniversario() -> None:
    nascimento = date(2008, 11, 22)
    assert inicio_do_consentimento(nascimento, DIA - timedelta(days=30)) == DIA
    assert inicio_do_consentimento(nascimento, DIA + timedelta(days=5)) == DIA + timedelta(days=5)
    with pytest.raises(ValueError, match="a minor does not decide alone"):
        inicio_do_consentimento(nascimento, DIA - timedelta(days=31))


def test_poder_dado_sobre_um_menor_acaba_nos_18() -> None:
    nascimento, antes = date(2008, 11, 22), date(2025, 1, 1)
    assert delegacao_vale(antes, nascimento, DIA - timedelta(days=1))
    assert not delegacao_vale(antes, nascimento, DIA)
    assert delegacao_vale(DIA, nascimento, DIA + timedelta(days=400))
    assert fim_da_delegacao(nascimento, antes, None) == date(2026, 11, 21)
    assert fim_da_delegacao(nascimento, antes, date(2025, 6, 1)) == date(2025, 6, 1)
    assert fim_da_delegacao(nascimento, antes, date(2027, 6, 1)) == date(2026, 11, 21)
    assert fim_da_delegacao(nascimento, DIA, None) is None
    assert fim_da_delegacao(nascimento, DIA, date(2027, 6, 1)) == date(2027, 6, 1)


def test_os_assuntos_tem_nome_frase_e_prova() -> None:
    assert list(ASSUNTOS) == ["cartao", "extrato", "autorizacoes", "documentos", "protocolos", "reembolso"]
    assert rotulos(["extrato", "cartao"]) == "Cartão, Extrato"
    assert len({texto_sha256(codigo) for codigo in ASSUNTOS}) == 6
    with pytest.raises(KeyError):
        rotulos(["senha"])
