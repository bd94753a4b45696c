"""Reads of the registers, narrowed by whom the ator acts for."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from guiche.cadastro.models import Beneficiario, ContratoDoPrestador, Prestador
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import vigente_em


def prestadores(ator: Ator) -> QuerySet[Prestador]:
    """Every prestador to the operadora's people; only the one acted for to a prestador; none to others."""
    todos = Prestador.objects.all()
    if ator.portal in {"operadora", "sistema"}:
        return todos
    return todos.filter(pk=ator.prestador_atual) if ator.portal == "prestador" else todos.none()


def prestador_do_ator(ator: Ator) -> Prestador:
    """The prestador acted for. Raises Prestador.DoesNotExist."""
    prestador: Prestador = Prestador.objects.get(pk=ator.prestador_atual)
    return prestador


def beneficiarios(ator: Ator) -> QuerySet[Beneficiario]:
    """Every person to the operadora's people; the family the ator may see to a beneficiário; none to others."""
    todos = Beneficiario.objects.select_related("contrato__produto")
    if ator.portal in {"operadora", "sistema"}:
        return todos
    return todos.filter(pk__in=ator.beneficiario_ids) if ator.portal == "beneficiario" else todos.none()


def contrato_em(prestador: Prestador, dia: date) -> ContratoDoPrestador | None:
    """The prestador's contract in force on a day, or None."""
    return (
        ContratoDoPrestador.objects.filter(vigente_em(dia), prestador=prestador)
        .select_related("tabela_de_precos")
        .order_by("-vigencia_inicio")
        .first()
    )
