"""How often a person uses each screen: one counter per month, so that old habits fade by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

PREFIXO_DO_USO: Final = "uso."
PESO_DESTE_MES: Final = 2


def mes_do_uso(dia: date) -> str:
    """Beginning of the keys of the counters of one month."""
    return f"{PREFIXO_DO_USO}{dia:%Y-%m}."


def mes_anterior(dia: date) -> date:
    """First day of the month before."""
    return date(dia.year - 1, 12, 1) if dia.month == 1 else date(dia.year, dia.month - 1, 1)


def mais_usadas(contadores: Mapping[str, int], dia: date) -> list[str]:
    """Names of what was used this month or the last, the most used first.

    A visit of this month weighs twice one of the month before; older ones do not count. Equal ones stand by name.
    """
    pesos: dict[str, int] = {}
    for mes, peso in ((mes_do_uso(dia), PESO_DESTE_MES), (mes_do_uso(mes_anterior(dia)), 1)):
        for chave, vezes in contadores.items():
            if chave.startswith(mes):
                nome = chave.removeprefix(mes)
                pesos[nome] = pesos.get(nome, 0) + peso * vezes
    return sorted(pesos, key=lambda nome: (-pesos[nome], nome))
