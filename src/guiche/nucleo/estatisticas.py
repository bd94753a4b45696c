"""What the planner knows about the tables, so that it takes the index that narrows and not one on the operadora alone.

PostgreSQL keeps this by itself. SQLite knows nothing until it is told: with a million beneficiários, the family
of one person was found by reading half of the table.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from guiche.nucleo.tarefas import periodica, tarefa

LINHAS_POR_INDICE = 1_000
"""How much of each index is read: enough to tell selective from not, in milliseconds whatever the size."""


@periodica(cada=timedelta(hours=24))
@tarefa
def contar_tabelas() -> None:
    """Refresh the statistics of SQLite's planner; nothing to do elsewhere. Source: SQLite, PRAGMA analysis_limit."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={LINHAS_POR_INDICE}")
        cursor.execute("ANALYZE")
