"""How values are written for reading in Brazil: money, numbers, dates, deadlines, plurals. Pure functions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

NBSP: Final = "\u00a0"
DIAS_DA_SEMANA: Final = ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo")
MESES: Final = (
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
)
_TROCA: Final = str.maketrans({",": ".", ".": ","})


def numero(valor: Decimal | int, casas: int = 0) -> str:
    """``1234.5`` with 2 places → ``1.234,50``."""
    return f"{valor:,.{casas}f}".translate(_TROCA)


def valor(quantia: Decimal | int) -> str:
    """Reais without the sign of the currency: ``1.234,56``."""
    return numero(quantia, 2)


def dinheiro(quantia: Decimal | int) -> str:
    """Reais with a no-break space, so that sign and number never part: ``R$ 1.234,56``, ``-R$ 12,00``."""
    return f"-R${NBSP}{valor(-quantia)}" if quantia < 0 else f"R${NBSP}{valor(quantia)}"


def _dia(quando: date | datetime) -> date:
    if isinstance(quando, datetime):
        return timezone.localtime(quando).date() if timezone.is_aware(quando) else quando.date()
    return quando


def data(quando: date | datetime) -> str:
    """``dd/mm/aaaa`` in the local time zone."""
    return f"{_dia(quando):%d/%m/%Y}"


def data_curta(quando: date | datetime) -> str:
    """``dd/mm``: only where the year is evident."""
    return f"{_dia(quando):%d/%m}"


def data_hora(quando: datetime) -> str:
    """``dd/mm/aaaa HHhMM`` in the local time zone."""
    local = timezone.localtime(quando) if timezone.is_aware(quando) else quando
    return f"{local:%d/%m/%Y %Hh%M}"


def hora(quando: datetime) -> str:
    """``HHhMM`` in the local time zone."""
    local = timezone.localtime(quando) if timezone.is_aware(quando) else quando
    return f"{local:%Hh%M}"


def dia_da_semana(quando: date | datetime) -> str:
    """``segunda`` … ``domingo``."""
    return DIAS_DA_SEMANA[_dia(quando).weekday()]


def data_por_extenso(quando: date | datetime) -> str:
    """``23 de novembro de 2026``."""
    dia = _dia(quando)
    return f"{dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def plural(n: int, singular: str, plural_: str) -> str:
    """The number and its noun: ``1 guia``, ``1.234 guias``, ``0 guias``."""
    return f"{numero(n)} {singular if abs(n) == 1 else plural_}"


def dias_uteis(n: int) -> str:
    """Distance to a deadline in business days: ``hoje``, ``1 dia útil``, ``venceu há 2 dias úteis``."""
    if n == 0:
        return "hoje"
    texto = plural(abs(n), "dia útil", "dias úteis")
    return texto if n > 0 else f"venceu há {texto}"


def tamanho(octetos: int) -> str:
    """Size of a file: ``900 B``, ``12 kB``, ``3,4 MB`` (1 kB = 1.000 B)."""
    if octetos < 1000:
        return f"{octetos} B"
    if octetos < 1_000_000:
        return f"{numero(Decimal(octetos) / 1000)} kB"
    return f"{numero(Decimal(octetos) / 1_000_000, 1)} MB"


def duracao(segundos: int) -> str:
    """Time left in a background work: ``22 s``, ``3 min``, ``1 h 05 min``."""
    if segundos < 60:
        return f"{segundos} s"
    minutos = -(-segundos // 60)
    return f"{minutos} min" if minutos < 60 else f"{minutos // 60} h {minutos % 60:02d} min"


def iniciais(nome: str) -> str:
    """First and last initials of a person: ``Renata Souza Lima`` → ``RL``; empty for an empty name."""
    palavras = [p for p in nome.split() if p[0].isalpha()]
    if not palavras:
        return ""
    return (palavras[0][0] + (palavras[-1][0] if len(palavras) > 1 else "")).upper()
