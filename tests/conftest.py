"""What every test shares: the chosen database, no skips, and the browser against a running Guichê.

A skipped or expected-to-fail test is turned into a failure: a component that is missing must be seen, not
passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from tests.fabricas import mundo  # noqa: F401  (a fixture)
from tests.infra import ajustes, navegador
from tests.infra.servidor import Servidor, servidor_demo
from tests.infra.valkey import valkey_embutido

# How long an example takes says how busy the machine is, not whether the rule is right.
settings.register_profile("guiche", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("guiche")

Relatorio = pytest.TestReport | pytest.CollectReport


def _recusar_pulo(relatorio: Relatorio) -> Relatorio:
    """Turn a skip into a failure that quotes its reason."""
    if relatorio.skipped:
        motivo = relatorio.longrepr[2] if isinstance(relatorio.longrepr, tuple) else relatorio.longrepr
        relatorio.outcome = "failed"
        relatorio.longrepr = f"{relatorio.nodeid}: nenhum teste pode ser pulado ({motivo})."
        vars(relatorio).pop("wasxfail", None)
    return relatorio


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Refuse skips, and note the outcome of the call for the fixtures that clean up."""
    relatorio = yield
    _recusar_pulo(relatorio)
    if relatorio.when == "call":
        item.stash[FALHOU] = relatorio.failed
    return relatorio


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse files skipped while they are collected (``importorskip``)."""
    relatorio = yield
    _recusar_pulo(relatorio)
    return relatorio


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the browser tests and put them last: Playwright's event loop stays in the thread once started.

    What asks for no database is the same on any: it runs once, with SQLite.
    """
    if ajustes.BANCO == "postgres":
        puros = [item for item in items if not _usa_banco(item)]
        config.hook.pytest_deselected(items=puros)
        items[:] = [item for item in items if _usa_banco(item)]
    for item in items:
        if "tests/navegador/" in item.path.as_posix():
            item.add_marker(pytest.mark.navegador)
    items.sort(key=lambda item: item.get_closest_marker("navegador") is not None)


def _usa_banco(item: pytest.Item) -> bool:
    pedidas: set[str] = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not pedidas.isdisjoint({"db", "transactional_db"})


FALHOU = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def banco() -> str:
    """The database of this run: ``sqlite`` or ``postgres`` (``GUICHE_TESTE_BANCO``)."""
    return ajustes.BANCO


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, banco: str) -> None:
    """Fail rather than prove something about the wrong database."""
    from django.db import connection

    esperado = {"sqlite": "sqlite", "postgres": "postgresql"}[banco]
    assert connection.vendor == esperado, f"GUICHE_TESTE_BANCO={banco}, mas a conexão é {connection.vendor}."


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """``redis://`` address of a Valkey started for the session."""
    with valkey_embutido() as endereco:
        yield endereco


@pytest.fixture(scope="session")
def servidor() -> Iterator[Servidor]:
    """A running ``guiche demo`` with its own world: pages, WebSocket and background work together."""
    with servidor_demo() as rodando:
        yield rodando


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session."""
    navegador.limpar_falhas()
    with navegador.chromium() as browser:
        yield browser


@pytest.fixture
def nova_pagina(request: pytest.FixtureRequest, chromium: Browser, servidor: Servidor) -> Iterator[Callable[..., Page]]:
    """Open pages with separate sessions: ``nova_pagina()`` or ``nova_pagina(viewport=CELULAR,
    color_scheme="dark")``.

    A console error, an unhandled exception or a refusal of the content security policy fails the test at its
    end.
    """
    paginas: list[Page] = []
    erros: list[str] = []

    def abrir(**opcoes: Any) -> Page:
        paginas.append(navegador.abrir_janela(chromium, servidor.url, erros, **opcoes))
        return paginas[-1]

    yield abrir
    if request.node.stash.get(FALHOU, False):
        navegador.guardar_falhas(paginas, request.node.name)
    for pagina in paginas:
        pagina.context.close()
    navegador.exigir_sem_erros(erros)


@pytest.fixture
def pagina(nova_pagina: Callable[..., Page]) -> Page:
    """One page at 1280×800, not signed in, against the running server."""
    return nova_pagina()


@pytest.fixture
def entrar(servidor: Servidor) -> Callable[..., dict[str, Any]]:
    """Sign a page in.

    ``entrar(pagina, "faturista")`` types the demo login of that ``papel`` and returns the person.
    """

    def fazer(pagina: Page, papel: str, registro_ans: str | None = None) -> dict[str, Any]:
        pessoa = servidor.pessoa(papel, registro_ans)
        pagina.goto("/entrar/")
        pagina.locator("input[name=login]").fill(pessoa["login"])
        pagina.locator("input[name=senha]").fill(pessoa["senha"])
        pagina.locator("form button[type=submit]").first.click()
        pagina.wait_for_url(lambda url: "/entrar/" not in url)
        return pessoa

    return fazer


@pytest.fixture
def verificar_acessibilidade() -> Callable[[Page], None]:
    """axe-core on a page, light and dark: nothing may be found."""
    return navegador.verificar_acessibilidade


@pytest.fixture
def fotografar() -> Callable[[Page, str], None]:
    """Picture for the manual, taken when ``GUICHE_FOTOS=1``."""
    return navegador.fotografar
