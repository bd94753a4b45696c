"""Guichê as a person meets it.

``guiche demo`` in a process of its own, with its own folder and demo world.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.infra.valkey import porta_livre

RAIZ = Path(__file__).resolve().parents[2]
PRAZO_S = 180


@dataclass(frozen=True, slots=True)
class Servidor:
    """A running Guichê: its address and the folder it writes to."""

    url: str
    var: Path

    @property
    def acessos(self) -> dict[str, Any]:
        """What ``guiche demo`` wrote to ``demo/acessos.json``.

        Operadoras, people with logins, prestadores…
        """
        conteudo: dict[str, Any] = json.loads((self.var / "demo/acessos.json").read_text(encoding="utf-8"))
        return conteudo

    def pessoa(self, papel: str, registro_ans: str | None = None) -> dict[str, Any]:
        """The first person of the demo with this ``papel`` (and operadora).

        Raises LookupError when there is none.
        """
        pessoas: list[dict[str, Any]] = self.acessos["pessoas"]
        for pessoa in pessoas:
            if pessoa["papel"] == papel and registro_ans in (None, pessoa["registro_ans"]):
                return pessoa
        raise LookupError(f"Não há {papel!r} na demonstração; há {sorted({p['papel'] for p in pessoas})}.")


@contextmanager
def servidor_demo() -> Iterator[Servidor]:
    """Build the demo world in a temporary folder and serve it on a free port until the block ends.

    Raises:
        RuntimeError: it did not answer ``/saude/`` in time; the message ends with its log.
    """
    var, porta = Path(tempfile.mkdtemp(prefix="guiche-demo-")), porta_livre()
    herdado = {nome: valor for nome, valor in os.environ.items() if not nome.startswith(("GUICHE_", "DATABASE_URL"))}
    ambiente = {
        **herdado,
        "GUICHE_VAR": str(var),
        "PYTHONPATH": str(RAIZ / "src"),
        "DJANGO_SETTINGS_MODULE": "guiche.projeto.settings",
        "PYTHONUNBUFFERED": "1",
    }
    programa = "import sys; from guiche.projeto.cli import main; sys.exit(main())"
    comando = [sys.executable, "-c", programa, "demo", "--porta", str(porta)]
    diario = var / "servidor.log"
    with diario.open("wb") as saida:
        processo = subprocess.Popen(
            comando,
            cwd=RAIZ,
            env=ambiente,
            stdin=subprocess.DEVNULL,
            stdout=saida,
            stderr=saida,
            start_new_session=True,
        )
    try:
        url, prazo = f"http://127.0.0.1:{porta}", time.monotonic() + PRAZO_S
        while not _responde(f"{url}/saude/"):
            if processo.poll() is not None or time.monotonic() > prazo:
                raise RuntimeError(f"guiche demo não respondeu:\n{diario.read_text(errors='replace')[-6000:]}")
            time.sleep(0.2)
        yield Servidor(url, var)
    finally:
        _encerrar(processo)
        shutil.rmtree(var, ignore_errors=True)


def _responde(endereco: str) -> bool:
    try:
        with urllib.request.urlopen(endereco, timeout=2) as resposta:
            return bool(resposta.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _encerrar(processo: subprocess.Popen[bytes]) -> None:
    """Stop the whole process group, as Ctrl-C in a terminal does; kill what is left after ten seconds."""
    for sinal in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(processo.pid, sinal)
            processo.wait(10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
