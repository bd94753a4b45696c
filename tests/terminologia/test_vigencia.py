"""A code is judged on the day of the attendance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiche.terminologia.regras.vigencia import VersaoDeTermo, julgar

V1 = VersaoDeTermo("Exame", date(2009, 2, 13), date(2025, 4, 30))
V2 = VersaoDeTermo("Exame, painel", date(2025, 5, 1), None, date(2025, 8, 31))
DIAS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("dia", "situacao", "termo", "opcional"),
    [
        (date(2009, 2, 12), "futuro", "Exame", False),
        (date(2009, 2, 13), "vigente", "Exame", False),
        (date(2025, 4, 30), "vigente", "Exame", False),
        (date(2025, 5, 1), "vigente", "Exame, painel", True),
        (date(2025, 8, 31), "vigente", "Exame, painel", True),
        (date(2025, 9, 1), "vigente", "Exame, painel", False),
    ],
)
def test_version_of_the_day(dia: date, situacao: str, termo: str, opcional: bool) -> None:
    resultado = julgar("22", "40309223", dia, [V2, V1])
    assert (resultado.situacao, resultado.termo, resultado.opcional) == (situacao, termo, opcional)
    assert resultado.valido is (situacao == "vigente")


def test_ended_code_tells_the_version_that_ended() -> None:
    resultado = julgar("22", "40309223", date(2025, 5, 1), [V1])
    assert (resultado.situacao, resultado.valido, resultado.vigencia) == ("encerrado", False, V1)


def test_gap_between_versions_is_no_validity() -> None:
    depois = VersaoDeTermo("Exame", date(2026, 1, 1))
    assert julgar("22", "1", date(2025, 6, 1), [V1, depois]).situacao == "encerrado"


@pytest.mark.parametrize(
    ("tabela", "situacao", "valido"),
    [
        ("00", "propria", True),
        ("90", "propria", True),
        ("98", "propria", True),
        ("22", "inexistente", False),
        ("05", "tabela_invalida", False),
    ],
)
def test_code_without_versions_depends_on_the_table(tabela: str, situacao: str, valido: bool) -> None:
    resultado = julgar(tabela, "123", date(2026, 11, 21), [])
    assert (resultado.situacao, resultado.valido, resultado.termo) == (situacao, valido, "")


@given(st.lists(st.tuples(DIAS, st.integers(-1, 2000)), max_size=6), DIAS)
def test_valid_exactly_when_a_version_covers_the_day(periodos: list[tuple[date, int]], dia: date) -> None:
    versoes = [
        VersaoDeTermo("x", inicio, None if duracao < 0 else inicio + timedelta(days=duracao))
        for inicio, duracao in periodos
    ]
    coberto = any(v.vigencia_inicio <= dia and (v.vigencia_fim is None or dia <= v.vigencia_fim) for v in versoes)
    assert julgar("19", "1", dia, versoes).valido is coberto
