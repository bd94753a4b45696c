"""A real Chromium for the tests, accessibility by axe-core, and pictures for the manual."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from ferramentas.preparar import achar_chromium

RAIZ = Path(__file__).resolve().parents[2]
AXE = RAIZ / "node_modules/axe-core/axe.min.js"
IMAGENS = RAIZ / "docs/usar/imagens"
LARGO = {"width": 1280, "height": 800}
CELULAR = {"width": 390, "height": 844}
OPCOES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
REGRAS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium.

    Raises:
        RuntimeError: there is none on this machine.
    """
    caminho = achar_chromium()
    if caminho is None:
        raise RuntimeError("Falta um Chromium: rode `make test`, que o instala, ou diga onde está em GUICHE_CHROMIUM.")
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path=caminho, args=list(OPCOES))
        try:
            yield navegador
        finally:
            navegador.close()


def abrir_janela(chromium: Browser, url: str, erros: list[str], **opcoes: Any) -> Page:
    """A page with a session of its own, 1280×800 unless ``opcoes`` (of Playwright's context) say otherwise.

    Console errors, unhandled exceptions and refusals of the content security policy are added to ``erros``.
    """
    padrao = {"base_url": url, "locale": "pt-BR", "timezone_id": "America/Sao_Paulo"}
    contexto = chromium.new_context(**{**padrao, "viewport": LARGO, "reduced_motion": "reduce", **opcoes})
    contexto.set_default_timeout(10_000)
    pagina = contexto.new_page()
    pagina.on("pageerror", lambda erro: erros.append(f"{pagina.url}: {erro}"))
    pagina.on("console", lambda dito: _anotar_erro(erros, pagina, dito))
    return pagina


def _anotar_erro(erros: list[str], pagina: Page, dito: Any) -> None:
    """Keep console errors; an answer of 4xx is told by the browser too and is no fault of the page."""
    if dito.type == "error" and "the server responded with a status of 4" not in dito.text:
        erros.append(f"{pagina.url}: {dito.text}")


def exigir_sem_erros(erros: list[str]) -> None:
    """Fail when the browser accused something."""
    assert erros == [], "O navegador acusou erros:\n" + "\n".join(erros)


@dataclass(frozen=True, slots=True)
class Violacao:
    """One accessibility fault: axe's rule, what it asks, and the first places where it fails."""

    regra: str
    ajuda: str
    onde: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.regra}: {self.ajuda}\n    " + "\n    ".join(self.onde)


def violacoes(pagina: Page) -> list[Violacao]:
    """What axe-core finds wrong on the page as it is now (WCAG 2.2 A and AA, good practice)."""
    if not AXE.exists():
        raise RuntimeError("Falta node_modules/axe-core: rode `make preparar`.")
    pagina.evaluate(AXE.read_text(encoding="utf-8"))
    achado: list[dict[str, Any]] = pagina.evaluate(
        "async runOnly => (await axe.run(document, {runOnly, resultTypes: ['violations']})).violations",
        list(REGRAS),
    )
    return [
        Violacao(
            violacao["id"],
            violacao["help"],
            tuple(f"{no['target']} {no['failureSummary']}" for no in violacao["nodes"][:5]),
        )
        for violacao in achado
    ]


def verificar_acessibilidade(pagina: Page, temas: tuple[str, ...] = ("dark", "light")) -> None:
    """Fail unless axe-core finds nothing in each theme; leave the last one on."""
    for tema in temas:
        pagina.evaluate("tema => document.documentElement.setAttribute('data-bs-theme', tema)", tema)
        achadas = violacoes(pagina)
        relato = "\n".join(str(violacao) for violacao in achadas)
        assert achadas == [], f"{pagina.url} (tema {tema}): {len(achadas)} violações de acessibilidade\n{relato}"


def fotografar(pagina: Page, nome: str) -> None:
    """Take the manual's picture ``docs/usar/imagens/<nome>.png``; only when ``GUICHE_FOTOS=1``."""
    if os.environ.get("GUICHE_FOTOS") == "1":
        IMAGENS.mkdir(parents=True, exist_ok=True)
        pagina.screenshot(path=IMAGENS / f"{nome}.png", caret="initial")


def guardar_falhas(paginas: Iterable[Page], teste: str) -> None:
    """Keep a picture of each page of a test that failed, under ``var/falhas``, and say where."""
    pasta = RAIZ / "var/falhas"
    pasta.mkdir(parents=True, exist_ok=True)
    nome = re.sub(r"\W+", "-", teste)
    for numero, pagina in enumerate(paginas):
        destino = pasta / f"{nome}-{numero}.png"
        pagina.screenshot(path=destino, full_page=True)
        print("Imagem da falha:", destino)


def limpar_falhas() -> None:
    """Forget the pictures of an earlier run."""
    shutil.rmtree(RAIZ / "var/falhas", ignore_errors=True)
