"""The calendar against an independent one, and the laws of its counters."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from guiche.nucleo.calendario import Calendario, feriados_nacionais, pascoa

dias = st.dates(date(2024, 1, 1), date(2040, 12, 31))
locais = st.frozensets(dias, max_size=5)


@given(st.integers(1583, 4000))
def test_pascoa_concorda_com_outra_biblioteca(ano: int) -> None:
    assert pascoa(ano) == easter(ano)


def test_feriados_nacionais_concordam_com_outra_biblioteca() -> None:
    for ano in range(2024, 2041):
        outros = set(holidays.country_holidays("BR", years=ano, categories=("public",)))
        assert outros - set(feriados_nacionais(ano)) <= {pascoa(ano) - timedelta(days=2)}
        assert set(feriados_nacionais(ano)) <= outros


@pytest.mark.requisito("X-04")
@given(dias, st.integers(1, 40), locais)
def test_leis_dos_contadores(inicio: date, n: int, feriados: frozenset[date]) -> None:
    calendario = Calendario(feriados)
    exclusivo, inclusivo = calendario.du_excl(inicio, n), calendario.du_incl(inicio, n)
    assert calendario.eh_dia_util(exclusivo) and calendario.eh_dia_util(inclusivo)
    assert calendario.dias_uteis_entre(inicio, exclusivo) == n
    assert calendario.du_excl(inicio, n) < calendario.du_excl(inicio, n + 1)
    assert inclusivo <= exclusivo
    assert (inclusivo < exclusivo) is calendario.eh_dia_util(inicio)
    assert calendario.du_incl(calendario.proximo_dia_util(inicio), n) == inclusivo


@given(dias, st.integers(1, 20), locais)
def test_mais_feriados_nunca_encurtam_um_prazo(inicio: date, n: int, feriados: frozenset[date]) -> None:
    assert Calendario(feriados).du_excl(inicio, n) >= Calendario().du_excl(inicio, n)


@given(dias)
def test_ultimo_dia_util_e_do_mes_e_nada_util_vem_depois(dia: date) -> None:
    calendario = Calendario()
    ultimo = calendario.ultimo_dia_util(dia)
    assert (ultimo.year, ultimo.month) == (dia.year, dia.month)
    seguinte = calendario.proximo_dia_util(ultimo + timedelta(days=1))
    assert (seguinte.year, seguinte.month) != (dia.year, dia.month)
