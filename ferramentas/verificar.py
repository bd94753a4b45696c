"""Run the checks that a change must pass, in order, each with its duration: what ``make test`` does.

Usage: ``verificar.py [stage…] [-- words for pytest]``; no stage means all. The static stages all run, so one
run shows every fault of theirs; tests follow only on a clean tree, and the first stage of tests that fails
ends the run. The last thing printed by a complete run is pytest's own summary.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Etapa:
    """One stage: its name, its command and what it adds to the environment."""

    nome: str
    rotulo: str
    comando: tuple[str, ...]
    ambiente: dict[str, str] = field(default_factory=dict)
    de_teste: bool = False


def _pytest(*opcoes: str) -> tuple[str, ...]:
    return (PYTHON, "-m", "pytest", *opcoes)


def _modulo(nome: str, *opcoes: str) -> tuple[str, ...]:
    return (PYTHON, "-m", nome, *opcoes)


CHAVE = {"GUICHE_CHAVE": "chave-so-das-verificacoes-" + "x" * 40}
DJANGO = {**CHAVE, "DJANGO_SETTINGS_MODULE": "guiche.projeto.settings"}
PARALELO = ("-n", "2", "--dist", "loadfile")
DIVIDIDO = ("-n", "2", "--dist", "worksteal")

ETAPAS = (
    Etapa("estilo", "ruff check", _modulo("ruff", "check", "--quiet", ".")),
    Etapa("formato", "ruff format --check", _modulo("ruff", "format", "--check", "--quiet", ".")),
    Etapa("contratos", "import-linter", (str(Path(PYTHON).with_name("lint-imports")), "--no-logo")),
    Etapa("tipos", "mypy", _modulo("mypy"), CHAVE),
    Etapa(
        "migracoes",
        "makemigrations --check",
        _modulo("django", "makemigrations", "--check", "--dry-run"),
        DJANGO,
    ),
    Etapa(
        "postgres",
        "pytest no PostgreSQL",
        _pytest(*PARALELO, "-m", "not navegador"),
        {"GUICHE_TESTE_BANCO": "postgres"},
        True,
    ),
    Etapa("navegador", "pytest no Chromium", _pytest(*DIVIDIDO, "-m", "navegador", "tests/navegador"), {}, True),
    Etapa("sqlite", "pytest no SQLite", _pytest(*PARALELO, "-m", "not navegador"), {}, True),
)


def executar(etapa: Etapa, extras: tuple[str, ...], var: str) -> tuple[bool, float]:
    """Run one stage from the repository root, with ``var`` as the folder for data that settings ask for.

    Returns whether it passed and how many seconds it took.
    """
    inicio = time.monotonic()
    ambiente = {**os.environ, "PYTHONPATH": str(RAIZ / "src"), "GUICHE_VAR": var, **etapa.ambiente}
    comando = [*etapa.comando, *(extras if etapa.de_teste else ())]
    feito = subprocess.run(comando, cwd=RAIZ, env=ambiente, stdin=subprocess.DEVNULL)
    return feito.returncode == 0, time.monotonic() - inicio


def main(argumentos: list[str]) -> int:
    """Run the stages named in ``argumentos``, or all; 0 when all passed."""
    corte = argumentos.index("--") if "--" in argumentos else len(argumentos)
    nomes, extras = argumentos[:corte], tuple(argumentos[corte + 1 :])
    desconhecidas = set(nomes) - {etapa.nome for etapa in ETAPAS}
    if desconhecidas:
        print(f"Etapas que não existem: {sorted(desconhecidas)}.", file=sys.stderr)
        return 2
    escolhidas = [etapa for etapa in ETAPAS if not nomes or etapa.nome in nomes]
    tempos: list[str] = []
    falhas: list[str] = []
    for numero, etapa in enumerate(escolhidas, start=1):
        if etapa.de_teste and falhas:
            break
        if tempos and numero == len(escolhidas):
            print("\n".join(["", "Duração das etapas anteriores:", *tempos]), flush=True)
        print(f"\n== {numero}/{len(escolhidas)} {etapa.rotulo}", flush=True)
        with tempfile.TemporaryDirectory(prefix="guiche-verificar-") as var:
            passou, segundos = executar(etapa, extras, var)
        tempos.append(f"  {segundos:7.1f} s  {etapa.rotulo}{'' if passou else '  FALHOU'}")
        if not passou:
            falhas.append(etapa.rotulo)
        elif not etapa.de_teste:
            print(f"   passou em {segundos:.1f} s", flush=True)
    if falhas:
        print("\n".join(["", *tempos, f"Falhou: {', '.join(falhas)}."]), file=sys.stderr)
    return 1 if falhas else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
