"""A real Chromium for the tests, accessibility by axe-core, and pictures for the manual."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
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


def guardar_falha(pagina: Page, nome: str) -> Path:
    """Keep a picture of a page whose test failed, under ``var/falhas``, and return where."""
    pasta = RAIZ / "var/falhas"
    pasta.mkdir(parents=True, exist_ok=True)
    destino = pasta / f"{nome}.png"
    pagina.screenshot(path=destino, full_page=True)
    return destino


def limpar_falhas() -> None:
    """Forget the pictures of an earlier run."""
    shutil.rmtree(RAIZ / "var/falhas", ignore_errors=True)
