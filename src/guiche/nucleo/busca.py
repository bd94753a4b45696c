"""``campo__parece="clinica"``: contains, whatever the case and the accents, on SQLite and PostgreSQL alike.

Registered for every text field. It reads each row of the narrowed query; large tables narrow by something else first.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Lookup, TextField

from guiche.nucleo.texto import para_busca

_COM = "ÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑáàâãäéèêëíìîïóòôõöúùûüçñ"
_SEM = "AAAAAEEEEIIIIOOOOOUUUUCNaaaaaeeeeiiiiooooouuuucn"


class Parece(Lookup[Any]):
    """Contains, ignoring case and accents."""

    lookup_name = "parece"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        coluna, valores = self.process_lhs(compiler, connection)
        return self._contem(f"UPPER(TRANSLATE({coluna}, '{_COM}', '{_SEM}'))", valores)

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """SQLite knows neither TRANSLATE nor capitals beyond ASCII: the connection is taught the function."""
        connection.ensure_connection()
        connection.connection.create_function("GUICHE_PARA_BUSCA", 1, _ou_nulo, deterministic=True)
        coluna, valores = self.process_lhs(compiler, connection)
        return self._contem(f"GUICHE_PARA_BUSCA({coluna})", valores)

    def _contem(self, coluna: str, valores: Any) -> tuple[str, list[Any]]:
        procurado = para_busca(str(self.rhs))
        for curinga in ("\\", "%", "_"):
            procurado = procurado.replace(curinga, "\\" + curinga)
        return f"{coluna} LIKE %s ESCAPE '\\'", [*valores, f"%{procurado}%"]


def _ou_nulo(texto: str | None) -> str | None:
    return None if texto is None else para_busca(texto)


CharField.register_lookup(Parece)
TextField.register_lookup(Parece)
