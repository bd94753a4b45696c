"""Resolve every ``requirements*.in`` into its lock: exact versions, hashes, no address of any index.

Usage: ``travar.py [--upgrade]`` (``make travar``, ``make travar UPGRADE=1``). Without ``--upgrade`` the
versions in force are kept and only what the ``.in`` files changed moves. Local wheel folders are switched
off, since the hashes of local builds would enter the lock. Works with ``uv``, itself installed from
``requirements-uv.lock``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
LOCAIS = ("UV_FIND_LINKS", "PIP_FIND_LINKS", "UV_NO_INDEX")
OPCOES = ("--generate-hashes", "--no-annotate", "--no-header", "--python-version", "3.11", "--quiet")


def main(opcoes: list[str]) -> int:
    """Write one lock per ``.in`` file; 0 when all were resolved."""
    ambiente = {nome: valor for nome, valor in os.environ.items() if nome not in LOCAIS}
    # The run-time lock first: the development lock is held to its versions.
    for entrada in sorted(RAIZ.glob("requirements*.in"), key=lambda caminho: len(caminho.name)):
        saida = entrada.with_suffix(".lock")
        preso = ("-c", "requirements.lock") if entrada.stem == "requirements-dev" else ()
        comando = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            *OPCOES,
            *preso,
            *opcoes,
            entrada.name,
            "-o",
            saida.name,
        ]
        print(" ".join(comando[2:]), flush=True)
        if subprocess.run(comando, cwd=RAIZ, env=ambiente, stdin=subprocess.DEVNULL).returncode:
            return 1
        if "://" in saida.read_text(encoding="utf-8"):
            print(f"{saida.name} contém um endereço; não o guarde.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
