"""What a person uses most: this month weighs more than the last, and older use is forgotten."""

from __future__ import annotations

from datetime import date

from guiche.acesso.regras.uso import mais_usadas, mes_anterior, mes_do_uso


def test_o_mes_anterior_atravessa_o_ano() -> None:
    assert mes_anterior(date(2026, 1, 31)) == date(2025, 12, 1)
    assert mes_anterior(date(2026, 11, 22)) == date(2026, 10, 1)
    assert mes_do_uso(date(2026, 3, 9)) == "uso.2026-03."


def test_este_mes_vale_o_dobro_do_anterior_e_o_resto_nada() -> None:
    contadores = {
        "uso.2026-11.prestador:lotes": 3,
        "uso.2026-10.prestador:conferencias": 5,
        "uso.2026-11.prestador:conferencias": 1,
        "uso.2026-10.prestador:valores": 5,
        "uso.2026-09.prestador:demonstrativos": 90,
        "primeiros_passos.prestador": 1,
    }
    assert mais_usadas(contadores, date(2026, 11, 22)) == [
        "prestador:conferencias",
        "prestador:lotes",
        "prestador:valores",
    ]


def test_com_o_mesmo_uso_a_ordem_e_sempre_a_mesma() -> None:
    contadores = {"uso.2026-10.b": 4, "uso.2026-11.a": 2}
    assert mais_usadas(contadores, date(2026, 11, 1)) == ["a", "b"]
    assert mais_usadas({}, date(2026, 11, 1)) == []
