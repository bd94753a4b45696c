"""Fixtures that give a test its world; ``tests/conftest.py`` offers them to every test."""

from __future__ import annotations

import pytest

from tests.cenario import Mundo, mundo_pequeno
from tests.fabricas.copia import Copia

_PEQUENO = Copia(mundo_pequeno)


@pytest.fixture
def mundo(db: None) -> Mundo:
    """The small world in the test's own transaction. No scope is entered: the test says in which it works."""
    return _PEQUENO.por()
