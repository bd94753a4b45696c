"""Many new rows of one model in one prepared statement.

``bulk_create`` spends most of its time building SQL text value by value. Here each column has one converter
and each row is a tuple; the scope is checked as everywhere, and every constraint of the database holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models, transaction

from guiche.nucleo.competencia import CompetenciaField
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.inquilinato import conferir_dono, conferir_vinculos
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
    valores = attrgetter(*(campo.attname for campo in campos))
    converter = [_conversor(campo) for campo in campos]
    nomes = ", ".join(connection.ops.quote_name(campo.column) for campo in campos)
    comando = (
        f"INSERT INTO {connection.ops.quote_name(modelo._meta.db_table)} ({nomes}) "  # noqa: S608 (own names)
        f"VALUES ({', '.join(['%s'] * len(campos))})"
    )
    with connection.cursor() as cursor:
        for inicio in range(0, len(lista), _FATIA):
            cursor.executemany(
                comando,
                [
                    tuple(f(valor) for f, valor in zip(converter, valores(objeto), strict=True))
                    for objeto in lista[inicio : inicio + _FATIA]
                ],
            )
    return lista


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
    centavos = valor.scaleb(2)
    if centavos != int(centavos):
        raise ValueError(f"Valor com mais de duas casas: {valor}")
    return int(centavos)


def _como_esta(valor: Any) -> Any:
    return valor
