"""Carência and CPT: the oracles of the law."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from guiche.cadastro.regras.carencia import (
    CoberturaParcialTemporaria,
    GrupoCarencia,
    coberto_em,
    cpt_em,
    fim_da_carencia,
    fim_da_cpt,
    situacao_carencias,
)

BRASILIA = ZoneInfo("America/Sao_Paulo")
INICIO = date(2026, 3, 10)
URGENCIA = GrupoCarencia("URGENCIA", "urgência e emergência", horas=24, natureza="urgencia")
ODONTO = GrupoCarencia("ODONTO_GERAL", "procedimentos odontológicos", dias=60)
PARTO = GrupoCarencia("PARTO", "parto a termo", dias=300, natureza="parto")
DEMAIS = GrupoCarencia("DEMAIS", "demais procedimentos", dias=180)
GRUPOS = (URGENCIA, ODONTO, DEMAIS, PARTO)


@pytest.mark.requisito("T-18", "O-31")
@pytest.mark.parametrize(
    ("grupo", "fim"),
    [
        (URGENCIA, "2026-03-11"),
        (GrupoCarencia("CONSULTAS", "consultas", dias=30), "2026-04-09"),
        (ODONTO, "2026-05-09"),
        (DEMAIS, "2026-09-06"),
        (PARTO, "2027-01-04"),
    ],
)
def test_fim_de_cada_carencia(grupo: GrupoCarencia, fim: str) -> None:
    assert fim_da_carencia(INICIO, grupo) == date.fromisoformat(fim)


@pytest.mark.requisito("O-31")
def test_restauracao_negada_na_vespera_e_coberta_no_dia() -> None:
    situacoes = situacao_carencias(INICIO, GRUPOS, date(2026, 5, 8))
    negada = coberto_em(situacoes, "ODONTO_GERAL", date(2026, 5, 8))
    assert (negada.coberto, negada.mensagem) == (
        False,
        "Carência de procedimentos odontológicos termina em 09/05/2026.",
    )
    assert coberto_em(situacoes, "ODONTO_GERAL", date(2026, 5, 9)).coberto


@pytest.mark.requisito("T-18")
def test_situacoes_da_declaracao() -> None:
    situacoes = situacao_carencias(INICIO, GRUPOS, date(2026, 9, 5), isencoes={"PARTO": "portabilidade de carências"})
    assert [(s.grupo.codigo, s.fim, s.rotulo) for s in situacoes] == [
        ("URGENCIA", date(2026, 3, 11), "Cumprida"),
        ("ODONTO_GERAL", date(2026, 5, 9), "Cumprida"),
        ("DEMAIS", date(2026, 9, 6), "Em cumprimento (falta 1 dia)"),
        ("PARTO", INICIO, "Isenta (portabilidade de carências)"),
    ]
    antes = situacao_carencias(INICIO, (DEMAIS,), date(2026, 9, 1))
    assert antes[0].rotulo == "Em cumprimento (faltam 5 dias)"


@pytest.mark.requisito("T-19")
def test_dias_ja_cumpridos_encurtam_a_carencia() -> None:
    (situacao,) = situacao_carencias(INICIO, (DEMAIS,), INICIO, dias_aproveitados={"DEMAIS": 150})
    assert situacao.fim == date(2026, 4, 9)
    (cumprida,) = situacao_carencias(INICIO, (DEMAIS,), INICIO, dias_aproveitados={"DEMAIS": 400})
    assert (cumprida.fim, cumprida.situacao) == (INICIO, "cumprida")


@pytest.mark.requisito("T-19")
def test_data_combinada_com_a_pessoa_vale_no_lugar_da_do_produto() -> None:
    (situacao,) = situacao_carencias(INICIO, (DEMAIS,), date(2026, 5, 1), fins={"DEMAIS": date(2026, 5, 10)})
    assert (situacao.fim, situacao.dias_restantes) == (date(2026, 5, 10), 9)
    assert not situacao.coberta(date(2026, 5, 9))
    assert situacao.coberta(date(2026, 5, 10))


@pytest.mark.requisito("O-31")
def test_vinte_e_quatro_horas_contam_do_momento_da_inclusao() -> None:
    situacoes = situacao_carencias(datetime(2026, 3, 10, 15, 30, tzinfo=BRASILIA), (URGENCIA,), date(2026, 3, 10))
    assert situacoes[0].fim_em == datetime(2026, 3, 11, 15, 30, tzinfo=BRASILIA)
    assert not coberto_em(situacoes, "URGENCIA", datetime(2026, 3, 11, 15, 29, tzinfo=BRASILIA)).coberto
    assert coberto_em(situacoes, "URGENCIA", datetime(2026, 3, 11, 15, 30, tzinfo=BRASILIA)).coberto
    assert coberto_em(situacoes, "URGENCIA", date(2026, 3, 11)).coberto


@pytest.mark.requisito("O-23", "O-31")
def test_urgencia_dentro_da_carencia() -> None:
    """Source: CONSU 13/1998."""
    situacoes = situacao_carencias(INICIO, GRUPOS, INICIO)
    odonto = coberto_em(situacoes, "ODONTO_GERAL", date(2026, 3, 11), urgencia=True)
    assert (odonto.coberto, odonto.limite_horas) == (True, None)
    cedo = coberto_em(situacoes, "ODONTO_GERAL", INICIO, urgencia=True)
    assert (cedo.coberto, cedo.mensagem) == (
        False,
        "Carência de urgência e emergência termina em 11/03/2026.",
    )
    hospitalar = coberto_em(situacoes, "DEMAIS", date(2026, 3, 11), urgencia=True, segmentacao="hospitalar")
    assert (hospitalar.coberto, hospitalar.limite_horas) == (True, 12)
    acidente = coberto_em(
        situacoes, "DEMAIS", date(2026, 3, 11), urgencia=True, segmentacao="hospitalar", acidente_pessoal=True
    )
    assert (acidente.coberto, acidente.limite_horas) == (True, None)


def test_grupo_que_o_produto_nao_tem_nao_tem_carencia() -> None:
    assert coberto_em(situacao_carencias(INICIO, (ODONTO,), INICIO), "PARTO", INICIO).coberto


def test_urgencia_sem_grupo_proprio_espera_a_carencia_do_grupo() -> None:
    situacoes = situacao_carencias(INICIO, (ODONTO,), INICIO)
    assert not coberto_em(situacoes, "ODONTO_GERAL", date(2026, 3, 12), urgencia=True).coberto


def test_teto_legal() -> None:
    assert all(grupo.dentro_do_teto for grupo in GRUPOS)
    assert not GrupoCarencia("X", "x", dias=181).dentro_do_teto
    assert not GrupoCarencia("X", "x", dias=301, natureza="parto").dentro_do_teto
    assert not GrupoCarencia("X", "x", horas=25, natureza="urgencia").dentro_do_teto
    with pytest.raises(ValueError, match="days or in hours"):
        GrupoCarencia("X", "x", dias=1, horas=1)


def test_cpt_dura_ate_24_meses_e_bloqueia_so_a_lista() -> None:
    """Source: RN 558/2022."""
    assert fim_da_cpt(date(2026, 3, 10)) == date(2028, 3, 10)
    assert fim_da_cpt(date(2024, 2, 29)) == date(2026, 2, 28)
    assert fim_da_cpt(date(2026, 10, 31), 4) == date(2027, 2, 28)
    with pytest.raises(ValueError, match="1 to 24"):
        fim_da_cpt(date(2026, 3, 10), 25)
    cpt = CoberturaParcialTemporaria("M23.2", "Lesão de menisco", INICIO, fim_da_cpt(INICIO), frozenset({"30733057"}))
    assert cpt_em([cpt], "30733057", date(2028, 3, 9)) is cpt
    assert cpt_em([cpt], "30733057", date(2028, 3, 10)) is None
    assert cpt_em([cpt], "10101012", date(2026, 4, 1)) is None
