"""Competência: a calendar month as a value. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_TEXTO = re.compile(r"^(?:(?P<a>\d{4})-?(?P<m>\d{2})|(?P<m2>\d{2})/(?P<a2>\d{4}))$")


@dataclass(frozen=True, slots=True, order=True)
class Competencia:
    """A month of production. ``str()`` is ``2026-11``, ``rotulo`` is ``11/2026``, TISS form is ``202611``."""

    ano: int
    mes: int

    def __post_init__(self) -> None:
        if not (1900 <= self.ano <= 9999 and 1 <= self.mes <= 12):
            raise ValueError(f"Competência inválida: {self.ano}-{self.mes}")

    @classmethod
    def de(cls, valor: str | date | Competencia) -> Competencia:
        """Read ``2026-11``, ``202611``, ``11/2026`` or any date of the month. Raises ValueError."""
        if isinstance(valor, Competencia):
            return valor
        if isinstance(valor, date):
            return cls(valor.year, valor.month)
        achado = _TEXTO.match(valor.strip())
        if not achado:
            raise ValueError(f"Competência inválida: {valor!r}. Use mm/aaaa.")
        return cls(int(achado["a"] or achado["a2"]), int(achado["m"] or achado["m2"]))

    @property
    def primeiro_dia(self) -> date:
        return date(self.ano, self.mes, 1)

    @property
    def ultimo_dia(self) -> date:
        return self.proxima.primeiro_dia - timedelta(days=1)

    @property
    def proxima(self) -> Competencia:
        return Competencia(self.ano + self.mes // 12, self.mes % 12 + 1)

    @property
    def anterior(self) -> Competencia:
        return Competencia(self.ano - (self.mes == 1), (self.mes - 2) % 12 + 1)

    @property
    def rotulo(self) -> str:
        return f"{self.mes:02d}/{self.ano}"

    @property
    def tiss(self) -> str:
        return f"{self.ano}{self.mes:02d}"

    def __str__(self) -> str:
        return f"{self.ano}-{self.mes:02d}"
