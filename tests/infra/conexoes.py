"""What a test with several connections needs: tables that only grow, emptied afterwards like the others."""

from __future__ import annotations

from django.db import connection

_SQLITE = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_sem_delete'"
_POSTGRES = (
    "SELECT DISTINCT event_object_table FROM information_schema.triggers "
    "WHERE trigger_name = event_object_table || '_imutavel'"
)


def tabelas_protegidas() -> list[str]:
    """Names of the tables that refuse UPDATE and DELETE right now, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRES)
        return sorted(nome for (nome,) in cursor.fetchall())
