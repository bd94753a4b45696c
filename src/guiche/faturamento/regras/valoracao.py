"""Contract price of an item at the attendance date, with the trace that explains it.

Priority per item: package → own table → contract by procedure → contract by group → default table. The unit
price is published to the prestador, so it is rounded; the item is then `unitário × quantidade × fator`,
rounded once.

Source: RN 503/2022 (contract fixes values); TISS, Componente Organizacional; Rol of D2.2 and D3 of the
rules book.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from guiche.faturamento.regras.cobranca import TABELA_PROPRIA, TABELAS_DE_PACOTE
from guiche.faturamento.regras.formato import reais
from guiche.nucleo.decimais import arredondar

UM = Decimal(1)
CEM = Decimal(100)


class Origem(IntEnum):
    """Where a price comes from; the lower number wins."""

    PACOTE = 1
    PROPRIA = 2
    CONTRATO = 3
    GRUPO = 4
    PADRAO = 5

    @property
    def rotulo(self) -> str:
        """Name for screens."""
        return _ROTULOS[self]


_ROTULOS = {
    Origem.PACOTE: "pacote contratado",
    Origem.PROPRIA: "tabela própria",
    Origem.CONTRATO: "tabela do contrato",
    Origem.GRUPO: "grupo de procedimentos do contrato",
    Origem.PADRAO: "tabela padrão da operadora",
}


def origem_da_tabela(tabela: str) -> Origem:
    """Where the price of an item of this TISS table (two digits) stands in the contract of the prestador."""
    if tabela in TABELAS_DE_PACOTE:
        return Origem.PACOTE
    return Origem.PROPRIA if tabela == TABELA_PROPRIA else Origem.CONTRATO


@dataclass(frozen=True, slots=True, kw_only=True)
class LinhaDePreco:
    """Price of one code (or of a group, by the prefix of its codes) in one edition of a table.

    Exactly one of `valor` (reais) and `qtd_us` (units of service) is given; `ajuste` is the percentage over
    it (−20 = deflator of 20 %).
    """

    tabela_id: str
    edicao: str
    origem: Origem
    tabela: str
    codigo: str
    inicio: date
    fim: date | None = None
    valor: Decimal | None = None
    qtd_us: Decimal | None = None
    ajuste: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if (self.valor is None) == (self.qtd_us is None):
            raise ValueError("a price line has either a value or a quantity of US")

    def vale_em(self, dia: date) -> bool:
        """True when the line holds on the day (both ends included)."""
        return self.inicio <= dia and (self.fim is None or dia <= self.fim)


@dataclass(frozen=True, slots=True)
class ValorDaUS:
    """Value of one unit of service in the contract, with validity."""

    valor: Decimal
    inicio: date
    fim: date | None = None

    def vale_em(self, dia: date) -> bool:
        """True when this value holds on the day (both ends included)."""
        return self.inicio <= dia and (self.fim is None or dia <= self.fim)


@dataclass(frozen=True, slots=True)
class Preco:
    """Price found, frozen with the item: which table, which edition, how it was computed."""

    unitario: Decimal
    tabela_id: str
    edicao: str
    origem: Origem
    memoria: str
    qtd_us: Decimal | None = None
    valor_us: Decimal | None = None
    ajuste: Decimal = Decimal(0)

    def total(self, quantidade: Decimal, fator: Decimal = UM) -> Decimal:
        """Contract value of the item, in reais, rounded once."""
        return arredondar(self.unitario * quantidade * fator)


def _numero(valor: Decimal) -> str:
    return f"{valor:f}".replace(".", ",")


def calcular_unitario(
    *,
    valor: Decimal | None = None,
    qtd_us: Decimal | None = None,
    valor_us: Decimal | None = None,
    ajuste: Decimal = Decimal(0),
) -> tuple[Decimal, str]:
    """Unit price and its memory of calculation: fixed value, or `US × valor da US`, × (1 + ajuste %).

    Raises `ValueError` when neither a value nor both US numbers are given. Oracles: 70 US × 0.55 = 38.50;
    122 US × 0.55 × 1.05 = 70.46.
    """
    if valor is not None:
        base, memoria = valor, reais(valor)
    elif qtd_us is not None and valor_us is not None:
        base, memoria = qtd_us * valor_us, f"{_numero(qtd_us)} US × R$ {_numero(valor_us)}"
    else:
        raise ValueError("a price needs a value, or a quantity of US and the value of the US")
    if ajuste:
        memoria += f" {'+' if ajuste > 0 else '−'} {_numero(abs(ajuste))} %"
    return arredondar(base * (UM + ajuste / CEM)), memoria


@dataclass(frozen=True, slots=True)
class TabelaDePrecos:
    """Prices of one contract, loaded in bulk: lines by (table, code), groups by (table, prefix)."""

    linhas: Mapping[tuple[str, str], tuple[LinhaDePreco, ...]]
    grupos: Mapping[tuple[str, str], tuple[LinhaDePreco, ...]]
    valores_us: tuple[ValorDaUS, ...] = ()

    @classmethod
    def de_linhas(cls, linhas: Iterable[LinhaDePreco], valores_us: Iterable[ValorDaUS] = ()) -> "TabelaDePrecos":
        """Index the lines; a line of origin GRUPO has the prefix of the group as its code."""
        exatas: dict[tuple[str, str], list[LinhaDePreco]] = {}
        grupos: dict[tuple[str, str], list[LinhaDePreco]] = {}
        for linha in linhas:
            destino = grupos if linha.origem is Origem.GRUPO else exatas
            destino.setdefault((linha.tabela, linha.codigo), []).append(linha)
        return cls(
            {chave: tuple(valor) for chave, valor in exatas.items()},
            {chave: tuple(valor) for chave, valor in grupos.items()},
            tuple(valores_us),
        )

    def valor_us_em(self, dia: date) -> Decimal | None:
        """Value of the US on the day (the newest that holds), or None."""
        validos = [us for us in self.valores_us if us.vale_em(dia)]
        return max(validos, key=lambda us: us.inicio).valor if validos else None

    def _do_grupo(self, tabela: str, codigo: str, dia: date) -> list[LinhaDePreco]:
        for tamanho in range(len(codigo), 0, -1):
            validas = [ln for ln in self.grupos.get((tabela, codigo[:tamanho]), ()) if ln.vale_em(dia)]
            if validas:
                return validas
        return []

    def preco(self, tabela: str, codigo: str, dia: date) -> Preco | None:
        """Price of the code at the attendance date, by the priority of origins, newest edition first; or
        None.

        A line in US with no value of the US on the day cannot price and is passed over.
        """
        candidatas = [ln for ln in self.linhas.get((tabela, codigo), ()) if ln.vale_em(dia)]
        if all(ln.origem is Origem.PADRAO for ln in candidatas):
            candidatas += self._do_grupo(tabela, codigo, dia)
        valor_us = self.valor_us_em(dia)
        for linha in sorted(candidatas, key=lambda ln: (ln.origem, -ln.inicio.toordinal())):
            if linha.valor is None and valor_us is None:
                continue
            usada = None if linha.qtd_us is None else valor_us
            unitario, memoria = calcular_unitario(
                valor=linha.valor, qtd_us=linha.qtd_us, valor_us=usada, ajuste=linha.ajuste
            )
            return Preco(
                unitario,
                linha.tabela_id,
                linha.edicao,
                linha.origem,
                memoria,
                linha.qtd_us,
                usada,
                linha.ajuste,
            )
        return None


TABELA_VAZIA = TabelaDePrecos({}, {})
