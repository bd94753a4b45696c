"""Who of a family may see what: by age, by consent, and by what an access was given for.

- The titular sees the people under 18 who depend on them (rule A8.1 of the PIN-SS), those of 16 and 17 too: they
  act assisted by whoever answers for them, not alone, so the sharing is not theirs to cut, and every reading of
  it is told to them. Source: RN 509/2022; Código Civil arts. 3 and 4; LGPD art. 14 (best interest).
- On the day somebody turns 18 the sharing ends by itself, with no grace. Source: Código Civil art. 5.
- From then on only a consent opens anything, one subject at a time, for its days. Nobody sees so much as a sum
  without it: no norm gives the titular the totals of an adult. Source: LGPD arts. 8 and 11.
- Whoever acts for a minor loses that power when the minor comes of age. Source: Código Civil arts. 1.635 III and
  1.763 I.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from guiche.cadastro.regras.vigencia import Periodo

MAIORIDADE: Final = 18
DIAS_DE_AVISO: Final = 30
"""Days before the 18th birthday from which the person is told, and may decide."""


@dataclass(frozen=True, slots=True)
class Parente:
    """One person of a family; the titular has no ``titular_id``."""

    id: int
    titular_id: int | None
    nascimento: date
    conjuge: bool = False

    @property
    def familia(self) -> int:
        """Id of the titular under whom the person is."""
        return self.titular_id or self.id


@dataclass(frozen=True, slots=True)
class Consentimento:
    """What one person lets the reader see of one subject, not revoked, in these days."""

    de: int
    assunto: str
    periodo: Periodo


@dataclass(frozen=True, slots=True)
class Alcance:
    """Whom an access acts for, and whose data it sees besides, per subject."""

    pessoas: tuple[int, ...] = ()
    por_assunto: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def maioridade(nascimento: date) -> date:
    """The day somebody turns 18; born on 29 February, it is 1 March in common years.

    Source: Código Civil art. 5 and art. 132 § 3 (years end on the same day, or on the next when there is none).
    """
    try:
        return nascimento.replace(year=nascimento.year + MAIORIDADE)
    except ValueError:
        return date(nascimento.year + MAIORIDADE, 3, 1)


def menor_em(nascimento: date, dia: date) -> bool:
    """Whether somebody is under 18 on a day; on the birthday itself no more."""
    return dia < maioridade(nascimento)


def alcance(eu: Parente, familia: Sequence[Parente], dados: Iterable[Consentimento], dia: date) -> Alcance:
    """What the own access of a person reaches on a day: themselves, their minors, and what adults consented to.

    ``familia`` holds the whole family, ``eu`` included, in the order to be kept; ``dados`` what was consented to
    this reader.
    """
    proprios = [um.id for um in familia if um.id == eu.id or (um.titular_id == eu.id and menor_em(um.nascimento, dia))]
    maiores = {um.id for um in familia if not menor_em(um.nascimento, dia)} - set(proprios)
    por_assunto: dict[str, list[int]] = {}
    for dado in dados:
        de_quem = por_assunto.setdefault(dado.assunto, [])
        if dado.de in maiores and dado.periodo.contem(dia) and dado.de not in de_quem:
            de_quem.append(dado.de)
    return Alcance(tuple(proprios), {assunto: tuple(ids) for assunto, ids in por_assunto.items() if ids})


def delegacao_vale(inicio: date, nascimento: date, dia: date) -> bool:
    """Whether an access given on a day to act for somebody is still worth anything on another day.

    One given while the person was a minor came from whoever answered for them: it ends with the 18th birthday.
    """
    return not menor_em(nascimento, inicio) or menor_em(nascimento, dia)


def pode_receber(de: Parente, para: Parente, dia: date) -> bool:
    """Whether one person may be let into another's data: another adult of the family, titular or spouse."""
    chefe = para.titular_id is None or para.conjuge
    return de.id != para.id and de.familia == para.familia and chefe and not menor_em(para.nascimento, dia)


def inicio_do_consentimento(nascimento: date, dia: date) -> date:
    """First day of a consent given on a day: that day, or the 18th birthday of who is about to have it.

    Raises ValueError for a minor who is still more than :data:`DIAS_DE_AVISO` days away.
    """
    decide_em = maioridade(nascimento)
    if dia < decide_em - timedelta(days=DIAS_DE_AVISO):
        raise ValueError("a minor does not decide alone")
    return max(dia, decide_em)


def fim_da_delegacao(nascimento: date, dia: date, pedido: date | None) -> date | None:
    """Last day of an access to act for somebody: the day asked, but for a minor never the 18th birthday."""
    if not menor_em(nascimento, dia):
        return pedido
    vespera = maioridade(nascimento) - timedelta(days=1)
    return vespera if pedido is None else min(pedido, vespera)
