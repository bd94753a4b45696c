"""Statement of use of services for the beneficiário: five groups, everything informed, even what was glosado.

Source: RN 509/2022 (ex-RN 389/2015, PIN-SS, componente utilização dos serviços).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from guiche.faturamento.regras.cobranca import (
    TABELA_PACOTE_ODONTO,
    TABELA_PROCEDIMENTOS,
    TABELAS_DE_INSUMO,
)
from guiche.nucleo.decimais import ZERO
from guiche.tiss_xml.mensagens import TipoGuia


class Grupo(StrEnum):
    """Group of the statement, in the order of the norm."""

    CONSULTAS = "consultas"
    EXAMES_TERAPIAS = "exames_terapias"
    INTERNACAO = "internacao"
    OUTRAS_DESPESAS = "outras_despesas"
    ODONTOLOGIA = "odontologia"

    @property
    def rotulo(self) -> str:
        """Name on the statement."""
        return _ROTULOS[self]


_ROTULOS = {
    Grupo.CONSULTAS: "Consultas",
    Grupo.EXAMES_TERAPIAS: "Exames/Terapias",
    Grupo.INTERNACAO: "Internação",
    Grupo.OUTRAS_DESPESAS: "Outras despesas",
    Grupo.ODONTOLOGIA: "Odontologia",
}

PREFIXOS_ODONTO = ("81", "82", "83", "84", "85", "86", "87")
_CONSULTAS = (
    "10101012 10101020 10101039 50000055 50000063 50000071 50000144 50000241 50000349 50000527 50000535 "
    "50000560 50000578 50000586 50000594 50000608 50000691 50000705 50001205"
)
CODIGOS_DE_CONSULTA = frozenset(_CONSULTAS.split())
"""TUSS terms of table 22 that are consultations (medical and of other professionals)."""


def grupo_do_item(tipo_guia: TipoGuia, tabela: str, codigo: str, *, despesa: bool = False) -> Grupo:
    """Group of one item. Dental consultations and exams go only to Odontologia.

    Everything of an internment (resumo and honorários) is Internação; materials, medicines, fees and other
    expenses of an outpatient guia are Outras despesas. Source: RN 509/2022; ANS, perguntas frequentes do
    PIN-SS.
    """
    eh_tuss_odonto = tabela == TABELA_PROCEDIMENTOS and codigo.startswith(PREFIXOS_ODONTO)
    if tipo_guia is TipoGuia.ODONTO or tabela == TABELA_PACOTE_ODONTO or eh_tuss_odonto:
        return Grupo.ODONTOLOGIA
    if tipo_guia in (TipoGuia.RESUMO_INTERNACAO, TipoGuia.HONORARIOS):
        return Grupo.INTERNACAO
    if despesa or tabela in TABELAS_DE_INSUMO:
        return Grupo.OUTRAS_DESPESAS
    if tipo_guia is TipoGuia.CONSULTA or (tabela == TABELA_PROCEDIMENTOS and codigo in CODIGOS_DE_CONSULTA):
        return Grupo.CONSULTAS
    return Grupo.EXAMES_TERAPIAS


@dataclass(frozen=True, slots=True)
class Valores:
    """What the statement says of one charge, or of a sum of them, in reais.

    ``informado = em_analise + glosado + sua_parte + pago`` always: what nobody decided yet stands apart and is
    neither paid, nor glosado, nor the person's share (franquia or coparticipação). Source: RN 509/2022 (PIN-SS,
    value recognised = Σ informado − Σ glosado, of what the operadora has already processed).
    """

    informado: Decimal = ZERO
    em_analise: Decimal = ZERO
    glosado: Decimal = ZERO
    sua_parte: Decimal = ZERO

    @property
    def pago(self) -> Decimal:
        """What the operadora paid: what was decided, minus glosas and the person's own share."""
        return self.informado - self.em_analise - self.glosado - self.sua_parte

    def __add__(self, outro: Valores) -> Valores:
        return Valores(
            self.informado + outro.informado,
            self.em_analise + outro.em_analise,
            self.glosado + outro.glosado,
            self.sua_parte + outro.sua_parte,
        )


def valores_da_cobranca(informado: Decimal, glosado: Decimal, sua_parte: Decimal, *, em_analise: bool) -> Valores:
    """A charge on the statement: until its lote closes, all that is known is how much was asked."""
    return Valores(informado, em_analise=informado) if em_analise else Valores(informado, ZERO, glosado, sua_parte)


def somar(todos: Iterable[Valores]) -> Valores:
    """Sum of charges; of none, zeros."""
    return sum(todos, Valores())
