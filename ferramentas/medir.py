"""Run the benchmarks of ``bench/`` one after another: what ``make bench`` does.

Usage: ``medir.py [name…]``; a name is a file of ``bench/`` without ``.py``; none means all. Each prints lines
``nome razao meta``: ratios between things measured in the same run, so they travel between machines.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
BENCH = RAIZ / "bench"


def main(nomes: list[str]) -> int:
    """Run the benchmarks named, or all; 0 when every one ran to its end."""
    arquivos = [BENCH / f"{nome}.py" for nome in nomes] or sorted(BENCH.glob("[a-z]*.py"))
    faltam = [arquivo.stem for arquivo in arquivos if not arquivo.exists()]
    if faltam or not arquivos:
        print(f"Não há o que medir em bench/: {faltam}.", file=sys.stderr)
        return 2
    ambiente = {**os.environ, "PYTHONPATH": os.pathsep.join((str(RAIZ / "src"), str(RAIZ)))}
    falhas = []
    for arquivo in arquivos:
        print(f"== {arquivo.stem}", flush=True)
        if subprocess.run([sys.executable, str(arquivo)], cwd=RAIZ, env=ambiente).returncode:
            falhas.append(arquivo.stem)
    if falhas:
        print(f"Falhou: {', '.join(falhas)}.", file=sys.stderr)
    return 1 if falhas else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
