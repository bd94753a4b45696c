"""Who was linked to what on a given day. Every period includes both its first and its last day.

Source: RN 501/2022 (facts are judged at the attendance date); Lei 9.656/1998 art. 17 and RN 567/2022
(network).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

SituacaoDoVinculo = Literal["ativo", "antes_da_inclusao", "desligado", "suspenso", "carteira_vencida"]


@dataclass(frozen=True, slots=True)
class Periodo:
    """Days from `inicio` to `fim`, both included; without `fim` it is still open."""

    inicio: date
    fim: date | None = None

    def __post_init__(self) -> None:
        if self.fim is not None and self.fim < self.inicio:
            raise ValueError("a period cannot end before it starts")

    def contem(self, dia: date) -> bool:
        """True when the day is inside the period."""
        return self.inicio <= dia and (self.fim is None or dia <= self.fim)


def vigente_em(periodos: Iterable[Periodo], dia: date) -> bool:
    """True when any of the periods holds on the day."""
    return any(periodo.contem(dia) for periodo in periodos)


@dataclass(frozen=True, slots=True)
class VinculoBeneficiario:
    """Link of a beneficiário to the plan: `fim` is the last covered day; suspensions are inside it."""

    inicio: date
    fim: date | None = None
    suspensoes: tuple[Periodo, ...] = ()
    carteira_valida_ate: date | None = None


@dataclass(frozen=True, slots=True)
class Elegibilidade:
    """Answer of the eligibility rule on one day, with the plain sentence and the date that explains it."""

    situacao: SituacaoDoVinculo
    mensagem: str
    referencia: date | None = None

    @property
    def elegivel(self) -> bool:
        """True only for an active link."""
        return self.situacao == "ativo"


def elegibilidade_em(vinculo: VinculoBeneficiario, dia: date) -> Elegibilidade:
    """Eligibility of the link on the day.

    The order of the reasons is inclusion, exit, suspension, card: the first one explains the others.
    Source: TISS table 38 (3308, 1006, 1016, 1017).
    """
    if dia < vinculo.inicio:
        return Elegibilidade("antes_da_inclusao", f"O plano começa em {vinculo.inicio:%d/%m/%Y}.", vinculo.inicio)
    if vinculo.fim is not None and dia > vinculo.fim:
        return Elegibilidade("desligado", f"O plano terminou em {vinculo.fim:%d/%m/%Y}.", vinculo.fim)
    for suspensao in vinculo.suspensoes:
        if suspensao.contem(dia):
            ate = f" e {suspensao.fim:%d/%m/%Y}" if suspensao.fim else ""
            desde = "entre" if suspensao.fim else "desde"
            return Elegibilidade(
                "suspenso",
                f"O atendimento está suspenso {desde} {suspensao.inicio:%d/%m/%Y}{ate}.",
                suspensao.inicio,
            )
    validade = vinculo.carteira_valida_ate
    if validade is not None and dia > validade:
        return Elegibilidade("carteira_vencida", f"A carteirinha valia até {validade:%d/%m/%Y}.", validade)
    return Elegibilidade("ativo", "Plano ativo.")


def prestador_ativo_em(vinculos: Iterable[Periodo], suspensoes: Iterable[Periodo], dia: date) -> bool:
    """True when some contract period of the prestador holds on the day and no suspension does.

    Source: TISS table 38 (3278); RN 567/2022 (history of links is kept).
    """
    return vigente_em(vinculos, dia) and not vigente_em(suspensoes, dia)


def idade_em(nascimento: date, dia: date) -> int:
    """Complete years on the day (born on 29 February: the birthday of common years is 1 March).

    Raises `ValueError` when the day is before the birth.
    """
    if dia < nascimento:
        raise ValueError("the day is before the birth")
    return dia.year - nascimento.year - ((dia.month, dia.day) < (nascimento.month, nascimento.day))
