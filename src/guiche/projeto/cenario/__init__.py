"""The demo world: two invented operadoras with their people, prestadores and twelve months of attendances.

Nothing here comes from real people: names are composed from lists, identifiers computed. The same seed on the
same day gives the same world. Only ``guiche demo``, the tests and the benchmarks build it.
"""

from __future__ import annotations

from collections.abc import Callable

Saida = Callable[[str], object]


class MundoExistente(RuntimeError):
    """The database already holds a demo world, whole or cut short."""


def construir(saida: Saida, escala: int | None = None) -> None:
    """Build the demo world in the current database and write what scripts need under ``GUICHE_VAR/demo``.

    ``saida`` receives one line per step. ``escala`` asks for a big world of that many beneficiários (and
    about twice as many items) for benchmarks. Raises MundoExistente when there is a world already.
    """
    from guiche.nucleo.estatisticas import contar_tabelas
    from guiche.projeto.cenario.construcao import construir_demonstracao
    from guiche.projeto.cenario.escala import construir_grande

    if escala is None:
        construir_demonstracao(saida)
    else:
        construir_grande(saida, escala)
    contar_tabelas()


__all__ = ["MundoExistente", "Saida", "construir"]
