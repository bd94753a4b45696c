"""Reads of the units of the operadora, narrowed to those the ator works for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from guiche.cadastro import events
from guiche.cadastro.models import Prestador, Unidade
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator

FORA: Final = "outra unidade"


@dataclass(frozen=True, slots=True)
class Passagem:
    """That somebody moved a prestador from one unit to another; an empty name is no unit."""

    quando: datetime
    quem: str
    de: str
    para: str


def unidades(ator: Ator) -> QuerySet[Unidade]:
    """Units of the operadora to its people, by name: all, or only those the ator works for; none to others."""
    todas = Unidade.objects.order_by("nome", "pk")
    if ator.portal not in {"operadora", "sistema"}:
        return todas.none()
    return todas.filter(pk__in=sorted(ator.unidades)) if ator.unidades else todas


def ativas(ator: Ator) -> QuerySet[Unidade]:
    """Those that may be given to a prestador or to a person."""
    return unidades(ator).filter(ativa=True)


def unidade(ator: Ator, unidade_id: int) -> Unidade:
    """One of them. Raises Unidade.DoesNotExist."""
    uma: Unidade = unidades(ator).get(pk=unidade_id)
    return uma


def passagens_do_prestador(ator: Ator, prestador: Prestador) -> list[Passagem]:
    """From which unit to which a visible prestador went, newest first; a unit out of reach has no name."""
    nomes: dict[int | None, str] = {None: ""}
    nomes.update(unidades(ator).values_list("pk", "nome"))
    idas = eventos.historico(prestador).filter(tipo=events.UNIDADE_DO_PRESTADOR.codigo).order_by("-numero")
    return [Passagem(e.criado_em, e.quem, nomes.get(e.fato["de"], FORA), nomes.get(e.fato["para"], FORA)) for e in idas]
