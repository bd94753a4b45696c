"""Reads of the units of the operadora, narrowed to those the ator works for."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from guiche.cadastro.models import Unidade
from guiche.nucleo.ator import Ator


def unidades(ator: Ator) -> QuerySet[Unidade]:
    """Units of the operadora to its people, by name: all, or only those the ator works for; none to others."""
    todas = Unidade.objects.order_by("nome", "pk")
    if ator.portal not in {"operadora", "sistema"}:
        return todas.none()
    return todas.filter(pk__in=sorted(ator.unidades)) if ator.unidades else todas


def ativas(ator: Ator) -> QuerySet[Unidade]:
    """Those that may be given to a prestador or to a person."""
    return unidades(ator).filter(ativa=True)


def com_prestadores(ator: Ator) -> QuerySet[Unidade]:
    """The same rows with ``quantos``: how many prestadores belong to each."""
    return unidades(ator).annotate(quantos=Count("prestadores"))


def unidade(ator: Ator, unidade_id: int) -> Unidade:
    """One of them. Raises Unidade.DoesNotExist."""
    uma: Unidade = unidades(ator).get(pk=unidade_id)
    return uma
