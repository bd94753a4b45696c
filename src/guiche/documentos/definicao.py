"""A document as data: written once, shown as screen table, PDF, XLSX and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils import timezone

from guiche.nucleo.competencia import Competencia
from guiche.nucleo.decimais import arredondar
from guiche.nucleo.servico import Recusa

TipoDeColuna = Literal["texto", "valor", "data", "data_hora", "inteiro", "quantidade", "codigo"]
Linha = Mapping[str, Any]
NUMERICOS = frozenset({"valor", "inteiro", "quantidade"})
_SEPARADORES = str.maketrans(",.", ".,")


class DocumentoGrande(Recusa):
    """More rows than the form asked for can hold; the message names the form that can."""


@dataclass(frozen=True, slots=True)
class Coluna:
    """One column: key in the row, heading, kind (which gives format and alignment) and relative width."""

    nome: str
    rotulo: str
    tipo: TipoDeColuna = "texto"
    largura: float = 1.0

    @property
    def numerica(self) -> bool:
        return self.tipo in NUMERICOS


@dataclass(frozen=True, slots=True)
class Campo:
    """A labelled fact at the head of a document."""

    rotulo: str
    valor: str


@dataclass(frozen=True, slots=True)
class Secao:
    """A titled table; ``totais`` is an extra last row."""

    titulo: str
    colunas: tuple[Coluna, ...]
    linhas: Sequence[Linha]
    totais: Linha | None = None
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Documento:
    """What a page says. ``resposta`` is its one-sentence answer, like the h1 of a screen."""

    tipo: str
    titulo: str
    resposta: str
    campos: tuple[Campo, ...] = ()
    secoes: tuple[Secao, ...] = ()
    notas: tuple[str, ...] = ()
    paisagem: bool = False
    resumo: Mapping[str, str] = field(default_factory=dict)

    @property
    def quantidade_de_linhas(self) -> int:
        return sum(len(secao.linhas) for secao in self.secoes)


def texto(valor: Any, tipo: TipoDeColuna = "texto") -> str:
    """A value as people read it in Brazil: ``1.234,56``, ``23/11/2026``, ``11/2026``, ``sim``; None is empty.

    An aware instant is told in the local time zone. Words in a column of numbers ("a apurar") stay words.
    """
    if valor is None or valor == "":
        return ""
    if isinstance(valor, bool):
        return "sim" if valor else "não"
    if isinstance(valor, datetime):
        momento = timezone.localtime(valor) if timezone.is_aware(valor) else valor
        return momento.strftime("%d/%m/%Y" if tipo == "data" else "%d/%m/%Y %Hh%M")
    if isinstance(valor, date):
        return valor.strftime("%d/%m/%Y")
    if isinstance(valor, Competencia):
        return valor.rotulo
    if tipo in NUMERICOS and isinstance(valor, int | Decimal):
        return _numero(Decimal(valor), tipo)
    return str(valor)


def milhar(numero: str) -> str:
    """Swap the separators of an English-formatted number."""
    return numero.translate(_SEPARADORES)


def _numero(valor: Decimal, tipo: TipoDeColuna) -> str:
    if tipo == "valor":
        return milhar(f"{arredondar(valor):,.2f}")
    if tipo == "inteiro":
        return milhar(f"{int(valor):,}")
    return milhar(f"{valor:,.4f}".rstrip("0").rstrip("."))
