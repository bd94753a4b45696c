"""What the generators of guias know of the saved registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from guiche.cadastro.models import Beneficiario, Prestador, Produto
from guiche.nucleo.models import Operadora
from guiche.projeto.cenario.especificacao import OperadoraEspec, PrestadorEspec
from guiche.projeto.cenario.procedimentos import Procedimento
from guiche.tiss_xml.mensagens import Profissional


@dataclass(frozen=True, slots=True)
class Segurado:
    """What the generators of guias need to know of one beneficiário."""

    id: int
    carteira: str
    nome: str
    sexo: str
    nascimento: date
    inicio: date
    fim: date | None
    carteira_ate: date | None
    segmentacao: str
    sem_carencia: bool

    def idade_em(self, dia: date) -> int:
        """Completed years on a day."""
        nascido = self.nascimento
        return dia.year - nascido.year - ((dia.month, dia.day) < (nascido.month, nascido.day))

    def coberto_em(self, dia: date) -> bool:
        """Whether the plan was in force and every waiting period served on the day."""
        espera = 1 if self.sem_carencia else 180 if self.segmentacao != "ODO" else 60
        return self.inicio + timedelta(days=espera) <= dia and (self.fim is None or dia <= self.fim)


@dataclass(frozen=True, slots=True)
class PrestadorVivo:
    """A saved prestador: its plan, who signs its guias and the prices of its contract."""

    id: int
    especificacao: PrestadorEspec
    documento: str
    cnes: str
    profissional: Profissional
    familias: Mapping[str, tuple[Procedimento, ...]]
    precos_atuais: Mapping[tuple[str, str], Decimal]
    precos_anteriores: Mapping[tuple[str, str], Decimal]
    reajuste_em: date
    rotulo_da_tabela: str

    @property
    def codigo(self) -> str:
        return self.especificacao.codigo

    def unitario(self, procedimento: Procedimento, dia: date) -> Decimal:
        """Contract price of one unit on a day, in reais."""
        return self.precos(dia)[procedimento.tabela, procedimento.codigo]

    def precos(self, dia: date) -> Mapping[tuple[str, str], Decimal]:
        """Contract prices of every code (table, code) on a day, in reais."""
        return self.precos_atuais if dia >= self.reajuste_em else self.precos_anteriores


@dataclass(frozen=True, slots=True)
class Cadastro:
    """The registers of one operadora as saved."""

    especificacao: OperadoraEspec
    operadora: Operadora
    produtos: Mapping[str, Produto]
    prestadores: Mapping[str, Prestador]
    vivos: Mapping[str, PrestadorVivo]
    familiares: Mapping[str, Beneficiario]
    segurados: Sequence[Segurado]
