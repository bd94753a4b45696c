"""Every test starts without the labels that an earlier one left in the process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guiche.terminologia.selectors import termos as selectors


@pytest.fixture(autouse=True)
def sem_memoria() -> Iterator[None]:
    selectors.esquecer()
    yield
    selectors.esquecer()
