"""The usual periods of the statement, and how a sentence names one. Pure functions of dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from guiche.nucleo.competencia import Competencia
from guiche.portais.componentes.formatos import MESES

PADRAO_EM_DIAS = 90
ANO_EM_DIAS = 365


@dataclass(frozen=True, slots=True)
class Periodo:
    """Both days included; ``rotulo`` names the shortcut."""

    inicio: date
    fim: date
    rotulo: str = ""


def atalhos(dia: date) -> tuple[Periodo, ...]:
    """The month before, because attendances are informed afterwards; three months and a year, ending today."""
    passado = Competencia.de(dia).anterior
    return (
        Periodo(passado.primeiro_dia, passado.ultimo_dia, "Mês passado"),
        Periodo(dia - timedelta(days=PADRAO_EM_DIAS), dia, "3 meses"),
        Periodo(dia - timedelta(days=ANO_EM_DIAS), dia, "12 meses"),
    )


def em_palavras(inicio: date, fim: date, dia: date) -> str:
    """``Em outubro``, ``Em outubro de 2025``, ``Nos últimos 3 meses`` or ``De 05/10/2026 a 09/11/2026,``."""
    mes = Competencia.de(inicio)
    if (inicio, fim) == (mes.primeiro_dia, mes.ultimo_dia):
        ano = "" if mes.ano == dia.year else f" de {mes.ano}"
        return f"Em {MESES[mes.mes - 1]}{ano}"
    if fim == dia:
        for atalho in atalhos(dia)[1:]:
            if inicio == atalho.inicio:
                return f"Nos últimos {atalho.rotulo}"
    return f"De {inicio:%d/%m/%Y} a {fim:%d/%m/%Y},"
