"""The units that somebody of the team works for: read with the vínculo, carried by the ator; and who is in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Aggregate, Count, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONArray

from guiche.acesso.models import UnidadeDoVinculo, Vinculo
from guiche.cadastro.models import Prestador, Unidade
from guiche.cadastro.selectors.unidades import unidades
from guiche.nucleo.ator import Ator

POR_EXTENSO: Final = 2
"""How many units a banner names; of more it says how many they are."""


class _ListaJson(Aggregate):
    """Values of a group as one JSON list."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


def lista_de_unidades() -> Subquery:
    """An annotation of vínculos: ``[id, name]`` of each unit, NULL for none. It rides on the statement that reads
    them, so that narrowing by unit costs none of its own.
    """
    delas = UnidadeDoVinculo.objects.filter(vinculo=OuterRef("pk")).order_by().values("vinculo")
    pares = _ListaJson(JSONArray("unidade_id", "unidade__nome"))
    return Subquery(delas.annotate(lista=pares).values("lista"), output_field=JSONField())


def quem_alcanca(prestador: Prestador | None) -> Q:
    """The vínculos of the team that reach a prestador (None: one that nobody found): what a notice about it is for."""
    unidade = prestador.unidade_id if prestador else None
    de_todas = Q(unidades__isnull=True)
    return de_todas | Q(unidades=unidade) if unidade else de_todas


def unidades_com_uso(ator: Ator) -> QuerySet[Unidade]:
    """Units within reach with ``prestadores_dela`` and ``pessoas``: how many accesses of the team are narrowed to it,
    perhaps with others.
    """
    vivos = ~Q(vinculos__situacao=Vinculo.Situacao.ENCERRADO)
    return unidades(ator).annotate(
        prestadores_dela=Count("prestadores", distinct=True), pessoas=Count("vinculos", distinct=True, filter=vivos)
    )


def unidade_com_uso(ator: Ator, unidade_id: int) -> Unidade:
    """One of them. Raises Unidade.DoesNotExist."""
    uma: Unidade = unidades_com_uso(ator).get(pk=unidade_id)
    return uma


def rotulo_do_acesso(vinculo: Vinculo, unidades: Mapping[int, str]) -> str:
    """For whom one acts, and in which of its units, as a banner says it: ``Aroeira Saúde · Unidade Norte``."""
    return f"{vinculo.rotulo} · {unidades_em_palavras(unidades)}" if unidades else vinculo.rotulo


def unidades_em_palavras(unidades: Mapping[int, str]) -> str:
    """``Unidade Norte``, ``Unidade Norte e Unidade Sul`` or ``3 unidades``."""
    nomes = list(unidades.values())
    return " e ".join(nomes) if len(nomes) <= POR_EXTENSO else f"{len(nomes)} unidades"
