"""Where the files of the product are, for the tests that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
FONTE = RAIZ / "src/guiche"
FORA = {"migrations", "vendor", "node_modules", "__pycache__"}

Funcao = ast.FunctionDef | ast.AsyncFunctionDef


def arquivos(*padroes: str, base: Path = FONTE) -> list[Path]:
    """Files of the product that match, without migrations and third-party files."""
    achados = {arquivo for padrao in padroes for arquivo in base.rglob(padrao) if arquivo.is_file()}
    return sorted(arquivo for arquivo in achados if not FORA & set(arquivo.relative_to(base).parts))


def nome(arquivo: Path) -> str:
    """Path from the repository root, for messages."""
    return arquivo.relative_to(RAIZ).as_posix()


@cache
def arvore(arquivo: Path) -> ast.Module:
    """Parsed source of a Python file."""
    return ast.parse(arquivo.read_text(encoding="utf-8"), nome(arquivo))


def importados(arquivo: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports, wherever in the file."""
    for no in ast.walk(arvore(arquivo)):
        if isinstance(no, ast.Import):
            yield from ((no.lineno, apelido.name) for apelido in no.names)
        elif isinstance(no, ast.ImportFrom) and no.module:
            yield from ((no.lineno, f"{no.module}.{apelido.name}") for apelido in no.names)


def publicos(arquivo: Path) -> Iterator[Funcao | ast.ClassDef]:
    """Public functions and classes at the top level of a file."""
    for no in arvore(arquivo).body:
        if isinstance(no, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not no.name.startswith("_"):
            yield no
