"""Access by unit: the one place that says which prestadores, and rows of prestadores, an ator of the operadora reaches.

An ator without units reaches all. One with units reaches the prestadores of those units and what is theirs; a
prestador of no unit is reached only by who reaches all. ``Ator.unidades`` is empty in every other portal, where
selectors narrow by the prestador acted for, so the same condition serves them all.
Source: ISO/IEC 27002 control 5.15 (access control, need to know); LGPD art. 46.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa

M = TypeVar("M", bound=Model)


def do_alcance(ator: Ator, caminho: str = "", *, ou_sem_prestador: bool = False) -> Q:
    """The condition of the rows within reach. ``caminho``: lookup from the row to its prestador; empty when the row
    is the prestador. ``ou_sem_prestador`` keeps rows that are about no prestador at all.
    """
    if not ator.unidades:
        return Q()
    campo = f"{caminho}__unidade" if caminho else "unidade"
    dentro = Q(**{f"{campo}__in": sorted(ator.unidades)})
    return dentro | Q(**{f"{caminho}__isnull": True}) if ou_sem_prestador else dentro


def exigir_alcance(ator: Ator, linha: M, caminho: str = "") -> M:
    """The row itself, when it is within reach: what a verb asks of a row it was handed.

    Raises the DoesNotExist of its model, as for a row that is not there. Costs a statement only to who has units.
    """
    if ator.unidades:
        gerente: QuerySet[Any] = type(linha)._default_manager.all()
        gerente.only("pk").get(do_alcance(ator, caminho), pk=linha.pk)
    return linha


def exigir_todas(ator: Ator, o_que: str) -> None:
    """Raise Recusa, naming the act, when the ator does not reach every unit."""
    if ator.unidades:
        raise Recusa(f"{o_que} é de quem atua em todas as unidades: peça a essa pessoa.", codigo="unidade")
