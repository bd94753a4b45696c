"""Many new rows of one model in one prepared statement.

``bulk_create`` spends most of its time building SQL text value by value. Here each column has one converter
and each row is a tuple; the scope is checked as everywhere, and every constraint of the database holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from django.db import connection, models, transaction

from guiche.nucleo.campos import CompetenciaField
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.inquilinato import conferir_chaves, conferir_dono, conferir_vinculos
from guiche.nucleo.models import ModeloDaOperadora

M = TypeVar("M", bound=ModeloDaOperadora)
Conversor = Callable[[Any], Any]

_FATIA = 5_000
_DIRETOS = (
    models.CharField,
    models.TextField,
    models.ForeignKey,
    models.BooleanField,
    models.IntegerField,
)
_REPETIDOS = (models.DecimalField, models.DateField, models.TimeField, CompetenciaField)


@transaction.atomic
def inserir(objetos: Iterable[M]) -> list[M]:
    """Insert new objects, all of one model, and return them with their ids.

    Signals and ``save()`` don't run. Raises ForaDoEscopo and SemEscopo like any other write.
    """
    lista = list(objetos)
    if not lista:
        return lista
    modelo = type(lista[0])
    for objeto in lista:
        conferir_dono(objeto)
    conferir_vinculos(modelo, lista)
    for objeto, pk in zip(lista, _reservar_ids(modelo, len(lista)), strict=True):
        objeto.pk = pk
        objeto._state.adding, objeto._state.db = False, connection.alias
    campos = modelo._meta.concrete_fields
    for campo in campos:
        if isinstance(campo, models.DateTimeField | models.FileField):
            for objeto in lista:
                campo.pre_save(objeto, True)
    _executar(modelo, map(attrgetter(*(campo.attname for campo in campos)), lista))
    return lista


@transaction.atomic
def inserir_valores(modelo: type[ModeloDaOperadora], linhas: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows given as column values (``guia_id``, not ``guia``), without making objects; returns the ids.

    All rows name the same columns; the others take the model's default. Foreign keys are checked against
    the scope with one query each. Raises ForaDoEscopo and SemEscopo.
    """
    if not linhas:
        return []
    molde = modelo()
    conferir_dono(molde)
    conferir_chaves(modelo, linhas)
    ids = list(_reservar_ids(modelo, len(linhas)))
    dadas = linhas[0].keys()
    padroes = {
        campo.attname: campo.pre_save(molde, True)
        if isinstance(campo, models.DateTimeField)
        else getattr(molde, campo.attname)
        for campo in modelo._meta.concrete_fields
        if campo.attname not in dadas
    }
    colunas = [campo.attname for campo in modelo._meta.concrete_fields]
    valores = itemgetter(*colunas)
    _executar(modelo, (valores({**padroes, **linha, "id": pk}) for pk, linha in zip(ids, linhas, strict=True)))
    return ids


def _executar(modelo: type[ModeloDaOperadora], linhas: Iterable[tuple[Any, ...]]) -> None:
    campos = modelo._meta.concrete_fields
    converter = [_conversor(campo) for campo in campos]
    nomes = ", ".join(connection.ops.quote_name(str(campo.column)) for campo in campos)
    comando = (
        f"INSERT INTO {connection.ops.quote_name(modelo._meta.db_table)} ({nomes}) "  # noqa: S608 (own names)
        f"VALUES ({', '.join(['%s'] * len(campos))})"
    )
    prontas = ([f(valor) for f, valor in zip(converter, linha, strict=True)] for linha in linhas)
    with connection.cursor() as cursor:
        while fatia := list(islice(prontas, _FATIA)):
            cursor.executemany(comando, fatia)


def _reservar_ids(modelo: type[ModeloDaOperadora], quantos: int) -> Iterable[int]:
    """Ids nobody else gets: PostgreSQL's sequence hands them out; SQLite's single writer counts on."""
    tabela = modelo._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [tabela, quantos],
            )
            return [linha[0] for linha in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [tabela])
        linha = cursor.fetchone()
        primeiro = (linha[0] if linha else 0) + 1
        return range(primeiro, primeiro + quantos)


def _conversor(campo: models.Field[Any, Any]) -> Conversor:
    if isinstance(campo, ValorField):
        return _centavos
    if isinstance(campo, _DIRETOS) and not isinstance(campo, CompetenciaField):
        return _como_esta
    if isinstance(campo, _REPETIDOS) and not isinstance(campo, models.DateTimeField):
        return lru_cache(maxsize=4_096)(lambda valor: campo.get_db_prep_save(valor, connection))
    return lambda valor: campo.get_db_prep_save(valor, connection)


def _centavos(valor: Any) -> Any:
    if valor is None:
        return None
    centavos = int(valor * 100)
    if centavos != valor * 100:
        raise ValueError(f"Valor com mais de duas casas: {valor}")
    return centavos


def _como_esta(valor: Any) -> Any:
    return valor
