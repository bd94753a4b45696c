"""Is a TUSS code valid on the day of the attendance?

Validity is judged at the date of the attendance, never at the date of billing. Tables 00, 90 and 98 belong
to the operadora: TUSS says nothing about their codes, the contract does.
Source: Padrão TISS, Componente Organizacional 202407, itens 79-84 and 174.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

TABELAS_TUSS = ("18", "19", "20", "22")
TABELAS_DA_OPERADORA = ("00", "90", "98")

Situacao = Literal["vigente", "propria", "inexistente", "futuro", "encerrado", "tabela_invalida"]


@dataclass(frozen=True, slots=True)
class VersaoDeTermo:
    """One version of a term as stored; both ends are inside the validity, no end means still in force."""

    termo: str
    vigencia_inicio: date
    vigencia_fim: date | None = None
    fim_implantacao: date | None = None
    descricao: str = ""
    fabricante: str = ""
    registro_anvisa: str = ""


@dataclass(frozen=True, slots=True)
class ResultadoTermo:
    """The answer about one code on one day.

    ``valido`` is False when the terminology refuses the code: unknown, not yet or no longer in force, or a
    table TISS does not know. ``situacao`` says which; *propria* means a table of the operadora, where
    ``valido`` only says that TUSS has nothing against it. ``vigencia`` is the version in force or, when
    none is, the one nearest to the day, so that a message can say since when or until when.
    """

    tabela: str
    codigo: str
    dia: date
    situacao: Situacao
    vigencia: VersaoDeTermo | None = None

    @property
    def valido(self) -> bool:
        return self.situacao in ("vigente", "propria")

    @property
    def termo(self) -> str:
        return self.vigencia.termo if self.vigencia else ""

    @property
    def opcional(self) -> bool:
        """Still in the time to adopt a new term: the earlier code of the same thing may be used as well."""
        limite = self.vigencia.fim_implantacao if self.vigencia else None
        return self.situacao == "vigente" and limite is not None and self.dia <= limite


def julgar(tabela: str, codigo: str, dia: date, versoes: Iterable[VersaoDeTermo]) -> ResultadoTermo:
    """Judge a code of a table on a day, given every stored version of it in any order."""
    if tabela in TABELAS_DA_OPERADORA:
        return ResultadoTermo(tabela, codigo, dia, "propria")
    if tabela not in TABELAS_TUSS:
        return ResultadoTermo(tabela, codigo, dia, "tabela_invalida")
    por_inicio = sorted(versoes, key=lambda versao: versao.vigencia_inicio)
    if not por_inicio:
        return ResultadoTermo(tabela, codigo, dia, "inexistente")
    comecadas = [versao for versao in por_inicio if versao.vigencia_inicio <= dia]
    for versao in reversed(comecadas):
        if versao.vigencia_fim is None or dia <= versao.vigencia_fim:
            return ResultadoTermo(tabela, codigo, dia, "vigente", versao)
    if comecadas:
        return ResultadoTermo(tabela, codigo, dia, "encerrado", comecadas[-1])
    return ResultadoTermo(tabela, codigo, dia, "futuro", por_inicio[0])
