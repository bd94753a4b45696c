"""Fixtures shared by the tests of the screens."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portais.beneficiario import helena, rafael  # noqa: F401
from tests.portais.operadora import analista, de_outra_operadora, financeiro, gestor, so_le  # noqa: F401
from tests.portais.prestador import (  # noqa: F401
    da_outra_operadora,
    de_outro_prestador,
    faturista,
    sem_direitos,
    tabela_38,
)


@pytest.fixture
def estaticos_simples(settings: Any) -> None:
    """Addresses of static files without the hash of their content."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
