"""Business days: the oracle tables of the deadlines."""

from datetime import date

import pytest

from guiche.nucleo.calendario import (
    Calendario,
    dias_corridos,
    feriados_nacionais,
    pascoa,
    pontos_facultativos,
    sexta_feira_da_paixao,
)

NACIONAL = Calendario()


@pytest.mark.parametrize(
    ("ano", "domingo", "paixao", "carnaval", "corpus"),
    [
        (2026, (4, 5), (4, 3), ((2, 16), (2, 17)), (6, 4)),
        (2027, (3, 28), (3, 26), ((2, 8), (2, 9)), (5, 27)),
        (2028, (4, 16), (4, 14), ((2, 28), (2, 29)), (6, 15)),
    ],
)
def test_datas_moveis(
    ano: int,
    domingo: tuple[int, int],
    paixao: tuple[int, int],
    carnaval: tuple[tuple[int, int], tuple[int, int]],
    corpus: tuple[int, int],
) -> None:
    assert pascoa(ano) == date(ano, *domingo)
    assert sexta_feira_da_paixao(ano) == date(ano, *paixao)
    assert pontos_facultativos(ano) == {
        date(ano, *carnaval[0]): "Carnaval",
        date(ano, *carnaval[1]): "Carnaval",
        date(ano, *corpus): "Corpus Christi",
    }


def test_pascoa_comeca_com_o_calendario_gregoriano() -> None:
    with pytest.raises(ValueError, match="1583"):
        pascoa(1582)


def test_sao_nove_os_feriados_da_lei_federal() -> None:
    assert sorted((d.month, d.day) for d in feriados_nacionais(2026)) == [
        (1, 1),
        (4, 21),
        (5, 1),
        (9, 7),
        (10, 12),
        (11, 2),
        (11, 15),
        (11, 20),
        (12, 25),
    ]
    assert date(2023, 11, 20) not in feriados_nacionais(2023)


@pytest.mark.requisito("X-04")
@pytest.mark.parametrize(
    ("inicio", "exclusivos", "inclusivos"),
    [
        (
            "2026-11-23",
            ("2026-11-30", "2026-12-02", "2026-12-07"),
            "2026-11-25 2026-12-01 2026-12-10 2026-12-21",
        ),
        (
            "2026-11-20",
            ("2026-11-27", "2026-12-01", "2026-12-04"),
            "2026-11-25 2026-12-01 2026-12-10 2026-12-21",
        ),
        (
            "2026-12-18",
            ("2026-12-28", "2026-12-30", "2027-01-05"),
            "2026-12-22 2026-12-29 2027-01-08 2027-01-19",
        ),
        (
            "2026-12-22",
            ("2026-12-30", "2027-01-04", "2027-01-07"),
            "2026-12-24 2026-12-31 2027-01-12 2027-01-21",
        ),
        (
            "2027-03-22",
            ("2027-03-30", "2027-04-01", "2027-04-06"),
            "2027-03-24 2027-03-31 2027-04-09 2027-04-20",
        ),
    ],
)
def test_os_dois_contadores(inicio: str, exclusivos: tuple[str, ...], inclusivos: str) -> None:
    dia = date.fromisoformat(inicio)
    assert tuple(NACIONAL.du_excl(dia, n).isoformat() for n in (5, 7, 10)) == exclusivos
    assert [NACIONAL.du_incl(dia, n).isoformat() for n in (3, 7, 14, 21)] == inclusivos.split()


@pytest.mark.requisito("O-33")
def test_prazos_de_um_pedido_de_segunda_feira() -> None:
    """Source: RN 566/2022 art. 3 (attendance) and RN 623/2024 art. 12 (answers)."""
    pedido = date(2026, 11, 23)
    assert NACIONAL.du_incl(pedido, 14) == date(2026, 12, 10)
    assert NACIONAL.du_incl(pedido, 7) == date(2026, 12, 1)
    assert NACIONAL.du_incl(pedido, 3) == date(2026, 11, 25)
    assert NACIONAL.du_excl(pedido, 3) == date(2026, 11, 26)
    assert NACIONAL.du_excl(pedido, 7) == date(2026, 12, 2)
    assert NACIONAL.du_excl(pedido, 10) == date(2026, 12, 7)
    assert NACIONAL.du_incl(pedido, 21) == date(2026, 12, 21)


def test_prazo_da_ouvidoria_atravessa_o_ano() -> None:
    assert NACIONAL.du_excl(date(2026, 12, 22), 7) == date(2027, 1, 4)


def test_prazo_imediato_e_prazos_impossiveis() -> None:
    assert NACIONAL.du_excl(date(2026, 11, 21), 0) == date(2026, 11, 21)
    with pytest.raises(ValueError, match="backwards"):
        NACIONAL.du_excl(date(2026, 11, 21), -1)
    with pytest.raises(ValueError, match="at least one"):
        NACIONAL.du_incl(date(2026, 11, 21), 0)


def test_feriado_do_lugar_conta_so_la() -> None:
    mato_grosso_do_sul = Calendario(
        feriados=frozenset({date(2026, 11, 25)}), recorrentes=frozenset({(10, 11)}), versao="MS-2026"
    )
    assert mato_grosso_do_sul.feriado(date(2027, 10, 11)) == "Feriado local"
    assert NACIONAL.feriado(date(2027, 10, 11)) is None
    assert mato_grosso_do_sul.du_excl(date(2026, 11, 23), 5) == date(2026, 12, 1)


def test_paixao_e_pontos_facultativos_sao_escolhas() -> None:
    sexta, carnaval = date(2026, 4, 3), date(2026, 2, 17)
    assert NACIONAL.feriado(sexta) == "Sexta-feira da Paixão"
    assert Calendario(paixao=False).eh_dia_util(sexta)
    assert NACIONAL.eh_dia_util(carnaval)
    assert Calendario(facultativos=True).feriado(carnaval) == "Carnaval"


def test_ultimo_dia_util_do_mes_e_vencimento_antecipado() -> None:
    assert NACIONAL.ultimo_dia_util(date(2027, 2, 10)) == date(2027, 2, 26)
    assert NACIONAL.ultimo_dia_util(date(2026, 12, 1)) == date(2026, 12, 31)
    assert NACIONAL.dia_util_anterior(date(2026, 11, 15)) == date(2026, 11, 13)
    assert NACIONAL.proximo_dia_util(date(2026, 11, 20)) == date(2026, 11, 23)


def test_dias_que_faltam_e_que_passaram() -> None:
    assert NACIONAL.dias_uteis_entre(date(2026, 11, 23), date(2026, 11, 30)) == 5
    assert NACIONAL.dias_uteis_entre(date(2026, 11, 30), date(2026, 11, 23)) == -5
    assert NACIONAL.dias_uteis_entre(date(2026, 11, 23), date(2026, 11, 23)) == 0


def test_dias_corridos_nao_pulam_o_fim_de_semana() -> None:
    assert dias_corridos(date(2026, 11, 23), 15) == date(2026, 12, 8)
    assert dias_corridos(date(2026, 12, 15), 30) == date(2027, 1, 14)
    assert dias_corridos(date(2026, 11, 23), 30) == date(2026, 12, 23)
    with pytest.raises(ValueError, match="backwards"):
        dias_corridos(date(2026, 11, 23), -1)
