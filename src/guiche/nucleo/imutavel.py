"""Tables that only grow: triggers that refuse UPDATE and DELETE, on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import RunPython

_MENSAGEM = "tabela somente de inclusao"


def proteger(connection: Any, tabela: str) -> None:
    """Create the triggers on one table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for ato in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {tabela}_sem_{ato.lower()} BEFORE {ato} ON {tabela} "
                    f"BEGIN SELECT RAISE(ABORT, '{_MENSAGEM}'); END"
                )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION guiche_somente_inclusao() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_MENSAGEM}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {tabela}_imutavel BEFORE UPDATE OR DELETE ON {tabela} "
                "FOR EACH ROW EXECUTE FUNCTION guiche_somente_inclusao()"
            )


def desproteger(connection: Any, tabela: str) -> None:
    """Drop the triggers (migration backwards, and flushing of a test database)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for ato in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {tabela}_sem_{ato}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {tabela}_imutavel ON {tabela}")


def operacao(tabela: str) -> RunPython:
    """The migration operation that protects a table."""
    return RunPython(
        lambda apps, editor: proteger(editor.connection, tabela),
        lambda apps, editor: desproteger(editor.connection, tabela),
    )
