"""Fixtures of the journeys: sessions opened once per person, and the workshop of lotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.infra.servidor import Servidor
from tests.navegador.apoio import Oficina

Dentro = Callable[..., Page]


@pytest.fixture(scope="session")
def oficina(servidor: Servidor, tmp_path_factory: pytest.TempPathFactory) -> Oficina:
    """Lotes with numbers of their own for the whole run."""
    return Oficina(servidor, tmp_path_factory.mktemp("lotes"))


@pytest.fixture(scope="session")
def sessao_de(chromium: Browser, servidor: Servidor) -> Callable[[str], Any]:
    """Cookies of a person who signed in, typed once per papel: the login itself is tested apart."""
    guardadas: dict[str, Any] = {}

    def abrir(papel: str) -> Any:
        if papel not in guardadas:
            contexto = chromium.new_context(base_url=servidor.url)
            pagina, pessoa = contexto.new_page(), servidor.pessoa(papel)
            pagina.goto("/entrar/")
            pagina.locator("input[name=login]").fill(pessoa["login"])
            pagina.locator("input[name=senha]").fill(pessoa["senha"])
            pagina.get_by_role("button", name="Entrar", exact=True).click()
            pagina.wait_for_url(lambda url: "/entrar/" not in url)
            guardadas[papel] = contexto.storage_state()
            contexto.close()
        return guardadas[papel]

    return abrir


@pytest.fixture
def dentro(nova_pagina: Callable[..., Page], sessao_de: Callable[[str], Any]) -> Dentro:
    """``dentro("faturista", viewport=CELULAR)``: a page where that person is already in."""

    def abrir(papel: str, **opcoes: Any) -> Page:
        return nova_pagina(storage_state=sessao_de(papel), **opcoes)

    return abrir
