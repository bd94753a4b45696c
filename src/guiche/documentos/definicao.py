"""A document as data: written once, shown as screen table, PDF, XLSX and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

TipoDeColuna = Literal["texto", "valor", "data", "data_hora", "inteiro", "quantidade", "codigo"]
Linha = Mapping[str, Any]
NUMERICOS = frozenset({"valor", "inteiro", "quantidade"})


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
    """A value as people read it in Brazil: ``1.234,56``, ``23/11/2026``; None is empty."""
    if valor is None or valor == "":
        return ""
    if isinstance(valor, datetime):
        return valor.strftime("%d/%m/%Y %Hh%M") if tipo != "data" else valor.strftime("%d/%m/%Y")
    if isinstance(valor, date):
        return valor.strftime("%d/%m/%Y")
    if tipo == "valor":
        return milhar(f"{Decimal(valor):,.2f}")
    if tipo == "quantidade":
        decimal = f"{Decimal(valor):,.4f}".rstrip("0").rstrip(".")
        return milhar(decimal)
    if tipo == "inteiro":
        return milhar(f"{int(valor):,}")
    return str(valor)


def milhar(numero: str) -> str:
    """Swap the separators of an English-formatted number."""
    return numero.replace(",", "\0").replace(".", ",").replace("\0", ".")
