"""A world built once in each process and put back row by row: a test pays for insertions, not for a construction."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, connection, transaction

from guiche.nucleo.relogio import hoje

T = TypeVar("T")
Linhas = dict[str, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Copia(Generic[T]):
    """What ``construir`` makes, kept as rows and as pickled handles; another day means another construction.

    The ids are those of the construction. A test that wrote rows of its own before gets a world built beside them.
    """

    construir: Callable[[], T]
    _dia: date | None = None
    _feito: bytes = b""
    _linhas: Linhas | None = None

    def por(self) -> T:
        """Put the world into the test's transaction and return its handles, which no other test holds."""
        if self._linhas is None or self._dia != hoje():
            return self._fazer()
        try:
            with transaction.atomic():
                _gravar(self._linhas)
        except IntegrityError:
            return self.construir()
        feito: T = pickle.loads(self._feito)
        return feito

    def _fazer(self) -> T:
        antes = ler_tabelas()
        feito = self.construir()
        depois = ler_tabelas()
        if all(depois[tabela] == linhas for tabela, linhas in antes.items()):
            self._dia, self._feito = hoje(), pickle.dumps(feito)
            self._linhas = {tabela: linhas for tabela, linhas in depois.items() if tabela not in antes}
        return feito


def ler_tabelas() -> Linhas:
    """The rows of every table that has some."""
    with connection.cursor() as cursor:
        lidas = {}
        for tabela in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(tabela)} ORDER BY 1")
            lidas[tabela] = cursor.fetchall()
    return {tabela: linhas for tabela, linhas in lidas.items() if linhas}


def _gravar(tabelas: Linhas) -> None:
    with connection.cursor() as cursor:
        for tabela, linhas in tabelas.items():
            valores = ", ".join(["%s"] * len(linhas[0]))
            comando = f"INSERT INTO {connection.ops.quote_name(tabela)} VALUES ({valores})"
            cursor.executemany(comando, linhas)
