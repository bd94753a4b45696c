"""The manual's pages lead somewhere: every link of a page to a file, and every picture, exists and is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.arquitetura.arvore import RAIZ

PAGINAS = sorted([RAIZ / "README.md", RAIZ / "CHANGELOG.md", *(RAIZ / "docs").rglob("*.md")])
_ELO = re.compile(r"\]\(([^)\s]+)\)")


def elos(pagina: Path) -> set[Path]:
    """The files that a page leads to."""
    ditos = (elo.split("#")[0] for elo in _ELO.findall(pagina.read_text(encoding="utf-8")))
    return {(pagina.parent / dito).resolve() for dito in ditos if dito and "://" not in dito and ":" not in dito}


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda pagina: str(pagina.relative_to(RAIZ)))
def test_todo_elo_da_pagina_existe(pagina: Path) -> None:
    assert [str(elo.relative_to(RAIZ)) for elo in elos(pagina) if not elo.exists()] == []


def test_toda_imagem_do_manual_esta_numa_pagina() -> None:
    usadas = set().union(*(elos(pagina) for pagina in PAGINAS))
    assert [imagem.name for imagem in (RAIZ / "docs/usar/imagens").glob("*.png") if imagem not in usadas] == []
