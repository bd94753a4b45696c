"""Settings of the tests: the product's own, on a throw-away folder and the database asked for.

``GUICHE_TESTE_BANCO`` chooses ``sqlite`` (default, a real file in WAL mode) or ``postgres``, for which a
server is started here and stopped when the process ends. The parallel workers of pytest inherit the
environment, so one server and one folder serve them all.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack

from tests.infra.postgres import postgres_embutido

BANCO = os.environ.get("GUICHE_TESTE_BANCO", "sqlite")

if os.environ.get("GUICHE_TESTE_PREPARADO") != BANCO:
    if BANCO not in ("sqlite", "postgres"):
        raise RuntimeError(f"GUICHE_TESTE_BANCO={BANCO}: use sqlite ou postgres.")
    _pasta = tempfile.mkdtemp(prefix="guiche-teste-")
    atexit.register(shutil.rmtree, _pasta, ignore_errors=True)
    os.environ.update(GUICHE_VAR=_pasta, GUICHE_CHAVE="chave-so-dos-testes-" + "x" * 40, GUICHE_HTTPS="false")
    os.environ.setdefault("GUICHE_LOG", "WARNING")
    os.environ.pop("DATABASE_URL", None)
    if BANCO == "postgres":
        _servidores = ExitStack()
        atexit.register(_servidores.close)
        os.environ["DATABASE_URL"] = _servidores.enter_context(postgres_embutido())
    os.environ["GUICHE_TESTE_PREPARADO"] = BANCO

from guiche.projeto.settings import *  # noqa: E402, F403
from guiche.projeto.settings import DATABASES, STORAGES, VAR  # noqa: E402

# Argon2 is slow on purpose; tests create hundreds of accounts.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest exists only after collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if BANCO == "sqlite":
    # In memory, connections share one cache and lock differently from a file: tests must see what production
    # sees.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "teste.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
