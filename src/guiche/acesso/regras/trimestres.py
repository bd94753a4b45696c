"""Quarters of the civil year: the period of a review of accesses that an auditor asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Trimestre:
    """One quarter: ``numero`` from 1 (January to March) to 4."""

    ano: int
    numero: int

    @property
    def inicio(self) -> date:
        """Its first day."""
        return date(self.ano, 3 * self.numero - 2, 1)

    @property
    def fim(self) -> date:
        """Its last day."""
        return self.seguinte.inicio - timedelta(days=1)

    @property
    def seguinte(self) -> Trimestre:
        """The quarter after it."""
        return Trimestre(self.ano + self.numero // 4, self.numero % 4 + 1)

    @property
    def codigo(self) -> str:
        """As it stands in an address: ``2026-4``."""
        return f"{self.ano}-{self.numero}"

    @property
    def rotulo(self) -> str:
        """As people read it: ``4º trimestre de 2026``."""
        return f"{self.numero}º trimestre de {self.ano}"


def trimestre_de(dia: date) -> Trimestre:
    """The quarter of a day."""
    return Trimestre(dia.year, (dia.month + 2) // 3)


def ultimos_trimestres(dia: date, quantos: int) -> tuple[Trimestre, ...]:
    """The quarter of a day and those before it, newest first."""
    atual = trimestre_de(dia)
    corridos = 4 * atual.ano + atual.numero - 1
    return tuple(Trimestre(n // 4, n % 4 + 1) for n in range(corridos, corridos - quantos, -1))
