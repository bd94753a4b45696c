"""How every screen is looked at, as a person would: it opens, reads well and fits the phone.

The screens of each portal are listed in ``test_telas_<portal>.py``, so that parallel workers share them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.infra.navegador import CELULAR, fotografar, verificar_acessibilidade
from tests.navegador.apoio import ESTREITO, rolagem_lateral

LINHA = "main table tbody th a"
"""The link of the first row of the screen's table."""


@dataclass(frozen=True, slots=True)
class Tela:
    """A screen: whose it is, its address, and the links to follow from there to reach it.

    ``foto`` is the name of the manual's picture; ``situacao`` the HTTP status that the address answers.
    """

    papel: str
    endereco: str
    depois: tuple[str, ...] = ()
    foto: str = ""
    situacao: int = 200

    def __str__(self) -> str:
        passos = ">".join(str(n) for n in range(1, len(self.depois) + 1))
        return f"{self.papel}{self.endereco}{passos}" if self.papel else self.endereco


def abrir(pagina: Page, tela: Tela) -> None:
    """Go to the screen; every page on the way must answer well."""
    resposta = pagina.goto(tela.endereco)
    assert resposta is not None and resposta.status == tela.situacao
    for passo in tela.depois:
        with pagina.expect_navigation() as ida:
            pagina.locator(passo).first.click()
        assert ida.value is not None and ida.value.status == 200


def olhar(pagina: Page, tela: Tela) -> None:
    """Open the screen and prove it: one visible h1, axe, nothing rolls sideways at any width.

    axe reads the wide page in the light theme and, of the screens of the manual, the phone's in the dark one.
    """
    abrir(pagina, tela)
    ler_bem(pagina, tela.foto)


def ler_bem(pagina: Page, foto: str = "") -> None:
    """The same of a page that a journey has already opened; it ends at the narrowest width."""
    expect(pagina.locator("h1")).to_have_count(1)
    expect(pagina.locator("h1")).to_be_visible()
    verificar_acessibilidade(pagina, ("light",))
    if foto:
        fotografar(pagina, foto)
    assert rolagem_lateral(pagina) == []
    for tamanho in (CELULAR, ESTREITO):
        pagina.set_viewport_size(tamanho)
        assert rolagem_lateral(pagina) == [], f"{pagina.url} rola de lado a {tamanho['width']} px"
        if foto and tamanho is CELULAR:
            verificar_acessibilidade(pagina, ("dark",))


def linhas_sem_prova(pagina: Page, telas: Iterable[Tela]) -> list[str]:
    """Lines of the menu of the person of this page whose screen is not among ``telas``."""
    pagina.goto("/")
    linhas: list[str] = pagina.locator("nav.gc-menu a").evaluate_all("as => as.map(a => a.getAttribute('href'))")
    assert linhas, "Esta pessoa não tem menu."
    provadas = {tela.endereco for tela in telas}
    return [linha for linha in linhas if linha.startswith("/") and linha not in provadas]
