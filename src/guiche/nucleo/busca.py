"""``campo__parece="clinica"``: contains, whatever the case, the accents and the spacing, on both databases alike.

Registered for every text field. It reads each row of the narrowed query; large tables narrow by something else first.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import CharField, Lookup, TextField

from guiche.nucleo.texto import para_busca

_COM = "ÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑÝáàâãäåéèêëíìîïóòôõöúùûüçñýÿªº¹²³\u00a0"
_SEM = "AAAAAAEEEEIIIIOOOOOUUUUCNYaaaaaaeeeeiiiiooooouuuucnyyao123 "


class Parece(Lookup[Any]):
    """Contains, ignoring case, accents and how many spaces there are."""

    lookup_name = "parece"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        coluna, valores = self.process_lhs(compiler, connection)
        sem_acento = f"TRANSLATE({coluna}, '{_COM}', '{_SEM}')"
        return self._contem(rf"UPPER(REGEXP_REPLACE({sem_acento}, '\s+', ' ', 'g'))", valores)

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """SQLite knows neither TRANSLATE nor capitals beyond ASCII: every connection is taught the function."""
        coluna, valores = self.process_lhs(compiler, connection)
        return self._contem(f"GUICHE_PARA_BUSCA({coluna})", valores)

    def _contem(self, coluna: str, valores: Any) -> tuple[str, list[Any]]:
        procurado = para_busca(str(self.rhs))
        for curinga in ("\\", "%", "_"):
            procurado = procurado.replace(curinga, "\\" + curinga)
        return f"{coluna} LIKE %s ESCAPE '\\'", [*valores, f"%{procurado}%"]


def _ou_nulo(texto: str | None) -> str | None:
    return None if texto is None else para_busca(texto)


def _ensinar(connection: Any, **_: Any) -> None:
    """Once, when the connection opens: SQLite refuses to define a function while a statement is being read."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("GUICHE_PARA_BUSCA", 1, _ou_nulo, deterministic=True)


connection_created.connect(_ensinar, dispatch_uid="guiche.nucleo.busca")
CharField.register_lookup(Parece)
TextField.register_lookup(Parece)
