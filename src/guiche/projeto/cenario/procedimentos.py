"""What the two operadoras pay for: our own small selection of TUSS codes, with invented prices.

``dados/medica.csv`` is priced in reais, ``dados/odonto.csv`` in US (units of dental service). Codes and terms
are those of TUSS; ``familia`` says which kind of prestador performs the item.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_DADOS = Path(__file__).parent / "dados"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedimento:
    """One code with its price (``valor`` in reais or ``quantidade_us``) and what the operadora asks of it."""

    tabela: str
    codigo: str
    descricao: str
    familia: str
    valor: Decimal | None = None
    quantidade_us: Decimal | None = None
    sexo: str = ""
    idade_minima: int | None = None
    idade_maxima: int | None = None
    exige_autorizacao: bool = False
    carencia: str = ""
    urgencia: bool = False
    local: str = "nenhum"
    faces: int | None = None
    denticao: str = ""
    posicao: str = ""
    limite_quantidade: int | None = None
    limite_meses: int | None = None

    @property
    def tem_regra(self) -> bool:
        """Whether the operadora's catalogue needs a rule for it."""
        return bool(
            self.sexo
            or self.idade_minima
            or self.idade_maxima
            or self.exige_autorizacao
            or self.carencia
            or self.limite_quantidade
        )

    def serve(self, sexo: str, idade: int) -> bool:
        """Whether the procedure fits a person of this sex and age."""
        return self.sexo in ("", sexo) and idade >= (self.idade_minima or 0) and idade <= (self.idade_maxima or 200)


def _inteiro(texto: str) -> int | None:
    return int(texto) if texto else None


def _linhas(nome: str) -> Iterator[dict[str, str]]:
    with (_DADOS / nome).open(encoding="utf-8", newline="") as arquivo:
        yield from csv.DictReader(arquivo)


@cache
def medicos() -> tuple[Procedimento, ...]:
    """Medical procedures, daily rates, fees, drugs and materials, in reais."""
    return tuple(
        Procedimento(
            tabela=linha["tabela"],
            codigo=linha["codigo"],
            descricao=linha["descricao"],
            familia=linha["familia"],
            valor=Decimal(linha["valor"]),
            sexo=linha["sexo"],
            idade_minima=_inteiro(linha["idade_minima"]),
            idade_maxima=_inteiro(linha["idade_maxima"]),
            exige_autorizacao=linha["exige_autorizacao"] == "1",
            carencia="PARTO" if linha["familia"] == "parto" else "",
            urgencia=linha["familia"] in {"urgencia", "observacao", "pronto_atendimento"},
        )
        for linha in _linhas("medica.csv")
    )


@cache
def odontologicos() -> tuple[Procedimento, ...]:
    """Dental procedures, in US."""
    return tuple(
        Procedimento(
            tabela="22",
            codigo=linha["codigo"],
            descricao=linha["descricao"],
            familia=linha["familia"],
            quantidade_us=Decimal(linha["quantidade_us"]),
            carencia=linha["carencia"],
            urgencia=linha["carencia"] == "ODONTO_URGENCIA",
            exige_autorizacao=linha["exige_autorizacao"] == "1",
            local=linha["local"],
            faces=_inteiro(linha["faces"]),
            denticao=linha["denticao"],
            posicao=linha["posicao"],
            limite_quantidade=_inteiro(linha["limite_quantidade"]),
            limite_meses=_inteiro(linha["limite_meses"]),
        )
        for linha in _linhas("odonto.csv")
    )


def por_familia(procedimentos: tuple[Procedimento, ...]) -> Mapping[str, tuple[Procedimento, ...]]:
    """The procedures of each family, in the order of the file."""
    familias: dict[str, list[Procedimento]] = {}
    for procedimento in procedimentos:
        familias.setdefault(procedimento.familia, []).append(procedimento)
    return {familia: tuple(itens) for familia, itens in familias.items()}
