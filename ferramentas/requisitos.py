"""Which numbered requirements have a proof: what ``make requisitos`` prints.

The ids come from ``docs/requisitos.md``; the proofs are the tests that carry
``@pytest.mark.requisito("T-22")``, found by reading the source of ``tests/`` without running it. A mark
stands on a function, a class (for each of its tests) or a module (``pytestmark``); a test counts once per id.
Prints ``<id> provado <n>`` or ``<id> sem prova`` for each id, then totals per manual. Exit code 1 when a mark
names an id that does not exist or is not a literal.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
LISTA = RAIZ / "docs/requisitos.md"
TESTES = RAIZ / "tests"

Provas = dict[str, set[str]]


class MarcaInvalida(ValueError):
    """A mark whose arguments are not literal ids; the message says where."""


def ids_da_lista(lista: Path = LISTA) -> list[str]:
    """The ids of the requirement tables, in the order of the document."""
    return re.findall(r"^\| ([A-Z]-\d\d) \|", lista.read_text(encoding="utf-8"), re.MULTILINE)


def provas(testes: Path = TESTES) -> Provas:
    """The tests that prove each id named by a mark, as ``file::Class::test``.

    Raises:
        MarcaInvalida: a mark with something else than literal ids.
    """
    achadas: Provas = defaultdict(set)
    for arquivo in sorted(testes.rglob("test_*.py")):
        arvore = ast.parse(arquivo.read_text(encoding="utf-8"), str(arquivo))
        for teste, ids in _testes(arvore, arquivo.relative_to(testes).as_posix(), frozenset()):
            for numero in ids:
                achadas[numero].add(teste)
    return dict(achadas)


def _testes(no: ast.Module | ast.ClassDef, nome: str, herdados: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Every test below ``no`` with the ids that hold for it, those of its class and module included."""
    herdados |= {numero for marca in _pytestmark(no) for numero in _ids(marca, nome)}
    for filho in no.body:
        if isinstance(filho, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            completo = f"{nome}::{filho.name}"
            ids = herdados | {numero for marca in filho.decorator_list for numero in _ids(marca, completo)}
            if isinstance(filho, ast.ClassDef):
                yield from _testes(filho, completo, ids)
            elif filho.name.startswith("test"):
                yield completo, ids


def _pytestmark(no: ast.Module | ast.ClassDef) -> list[ast.expr]:
    """The marks given to a whole module or class by ``pytestmark = …``, alone or in a list."""
    for filho in no.body:
        if isinstance(filho, ast.Assign) and ast.unparse(filho.targets[0]) == "pytestmark":
            return filho.value.elts if isinstance(filho.value, ast.List | ast.Tuple) else [filho.value]
    return []


def _ids(marca: ast.expr, onde: str) -> list[str]:
    """The ids of one mark; empty when it is another mark."""
    if not isinstance(marca, ast.Call) or ast.unparse(marca.func) != "pytest.mark.requisito":
        return []
    ids = [argumento.value for argumento in marca.args if isinstance(argumento, ast.Constant)]
    if len(ids) != len(marca.args) or not ids or not all(isinstance(numero, str) for numero in ids):
        raise MarcaInvalida(f"{onde}: requisito(…) só recebe números entre aspas.")
    return [str(numero) for numero in ids]


def relatorio(ids: list[str], achadas: Provas) -> list[str]:
    """One line per id, then a line per manual and one for all."""
    linhas = [
        f"{numero} provado {len(achadas[numero])}" if numero in achadas else f"{numero} sem prova" for numero in ids
    ]
    for letra in dict.fromkeys(numero[0] for numero in ids):
        do_manual = [numero for numero in ids if numero[0] == letra]
        linhas.append(f"total {letra}: {sum(n in achadas for n in do_manual)} de {len(do_manual)} provados")
    linhas.append(f"total: {sum(n in achadas for n in ids)} de {len(ids)} provados")
    return linhas


def main() -> int:
    """Print the report; 1 when a mark is wrong."""
    ids = ids_da_lista()
    try:
        achadas = provas()
    except MarcaInvalida as erro:
        print(erro, file=sys.stderr)
        return 1
    print("\n".join(relatorio(ids, achadas)))
    desconhecidos = sorted(achadas.keys() - set(ids))
    for numero in desconhecidos:
        print(f"{numero} não existe em {LISTA.name}: {', '.join(sorted(achadas[numero]))}", file=sys.stderr)
    return 1 if desconhecidos else 0


if __name__ == "__main__":
    sys.exit(main())
