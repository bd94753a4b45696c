"""Fixtures of the journeys: sessions opened once per person, their windows, and the workshop of lotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import FALHOU
from tests.infra import navegador
from tests.infra.servidor import Servidor
from tests.navegador.apoio import Oficina

Dentro = Callable[..., Page]
Janela = Callable[[str], Page]


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


@dataclass(frozen=True, slots=True)
class Janelas:
    """One window per person for the whole run: what one screen fetched, the next one has."""

    abrir: Callable[..., Page]
    erros: list[str]
    _abertas: dict[str, Page] = field(default_factory=dict)

    def de(self, papel: str) -> Page:
        """The window where that person is in (nobody, for ""), at 1280×800."""
        if papel not in self._abertas:
            self._abertas[papel] = self.abrir(papel)
        pagina = self._abertas[papel]
        pagina.set_viewport_size(navegador.LARGO)
        return pagina

    def fechar(self) -> list[Page]:
        """Forget them, so that the next test starts with new ones; they are still to be closed."""
        fechadas = list(self._abertas.values())
        self._abertas.clear()
        return fechadas


@pytest.fixture(scope="session")
def janelas(chromium: Browser, servidor: Servidor, sessao_de: Callable[[str], Any]) -> Janelas:
    erros: list[str] = []

    def abrir(papel: str) -> Page:
        sessao = {"storage_state": sessao_de(papel)} if papel else {}
        return navegador.abrir_janela(chromium, servidor.url, erros, **sessao)

    return Janelas(abrir, erros)


@pytest.fixture
def janela(request: pytest.FixtureRequest, janelas: Janelas) -> Iterator[Janela]:
    """``janela("faturista")``: that person's window, for tests that only look."""
    yield janelas.de
    erros = janelas.erros[:]
    janelas.erros.clear()
    if erros or request.node.stash.get(FALHOU, False):
        abertas = janelas.fechar()
        navegador.guardar_falhas(abertas, request.node.name)
        for pagina in abertas:
            pagina.context.close()
    navegador.exigir_sem_erros(erros)
