"""The shell in a real browser: keys shown and turned off, contexts switched by keyboard and by finger, first steps."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.infra.navegador import CELULAR
from tests.navegador.apoio import rolagem_lateral
from tests.navegador.conftest import Dentro

FAIXA = "nav.gc-atuando"


def atua_por(pagina: Page, quem: str) -> None:
    """Fail unless the strip names whom the person acts for."""
    expect(pagina.locator(f"{FAIXA} > span > b")).to_have_text(quem)


@pytest.mark.requisito("B-23")
def test_segurar_alt_mostra_as_teclas_e_a_conta_as_desliga(dentro: Dentro) -> None:
    pagina = dentro("faturista")
    pagina.goto("/prestador/")
    dicas, conta = pagina.locator(".gc-dicas"), pagina.locator("summary:has(.gc-rosto)")
    pagina.keyboard.down("Alt")
    expect(dicas).to_contain_text("busca única")
    expect(dicas).to_have_attribute("aria-hidden", "true")
    pagina.keyboard.up("Alt")
    expect(dicas).to_have_count(0)
    conta.click()
    pagina.get_by_role("button", name="Desligar teclas de atalho").click()
    expect(pagina.locator("#avisos")).to_contain_text("Teclas de atalho desligadas")
    expect(pagina.locator("body[data-sem-teclas]")).to_have_count(1)
    pagina.keyboard.down("Alt")
    pagina.wait_for_timeout(900)
    expect(dicas).to_have_count(0)
    pagina.keyboard.up("Alt")
    pagina.keyboard.press("Alt+p")
    expect(pagina.locator("#paleta")).to_be_visible()
    pagina.keyboard.press("Escape")
    pagina.locator("summary:has(.gc-rosto)").click()
    pagina.get_by_role("button", name="Ligar teclas de atalho").click()
    expect(pagina.locator("body[data-sem-teclas]")).to_have_count(0)


@pytest.mark.requisito("B-23")
def test_cada_tela_diz_as_suas_teclas_a_quem_ve_e_a_quem_ouve(dentro: Dentro) -> None:
    pagina = dentro("analista")
    pagina.goto("/operadora/contas/")
    pagina.locator("main table tbody th a").first.click()
    tecla = pagina.locator("[data-tecla]:visible").first
    letra = str(tecla.get_attribute("data-tecla")).upper()
    expect(tecla).to_have_attribute("aria-keyshortcuts", letra)
    pagina.keyboard.down("Alt")
    expect(pagina.locator(".gc-dicas kbd", has_text=re.compile(f"^{letra}$"))).to_have_count(1)
    pagina.keyboard.up("Alt")


@pytest.mark.requisito("B-21", "B-37")
def test_troca_de_contexto_so_com_o_teclado(dentro: Dentro) -> None:
    pagina = dentro("faturista")
    pagina.goto("/prestador/lotes/")
    antes = pagina.locator(f"{FAIXA} > span > b").inner_text()
    pagina.keyboard.press("Alt+p")
    pagina.keyboard.type("atuar laboratorio vertice")
    achado = pagina.locator("#paleta-achados button")
    expect(achado).to_have_count(1)
    pagina.keyboard.press("ArrowDown")
    expect(achado).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#avisos")).to_contain_text("Agora você atua por Laboratório Vértice")
    atua_por(pagina, "Laboratório Vértice")
    pagina.locator(FAIXA).get_by_role("button", name=antes).first.click()
    atua_por(pagina, antes)


@pytest.mark.requisito("B-21")
def test_a_seta_antes_da_resposta_espera_no_campo_e_desce_quando_ela_chega(dentro: Dentro) -> None:
    pagina = dentro("faturista")
    presas: list[Route] = []
    pagina.goto("/prestador/lotes/")
    pagina.keyboard.press("Alt+p")
    expect(pagina.locator("#paleta-achados a").first).to_be_visible()
    pagina.route("**/paleta/**", lambda presa: presas.append(presa))
    campo = pagina.locator("#paleta-q")
    with pagina.expect_request("**/paleta/**"):
        pagina.keyboard.type("lotes")
        pagina.keyboard.press("ArrowDown")
    expect(campo).to_be_focused()
    pagina.keyboard.press("ArrowDown")
    for presa in presas:
        presa.continue_()
    pagina.unroute("**/paleta/**")
    primeiro = pagina.locator("#paleta-achados :is(a, button)").first
    expect(primeiro).to_contain_text("Lotes")
    expect(primeiro).to_be_focused()
    pagina.keyboard.press("ArrowUp")
    expect(campo).to_be_focused()


@pytest.mark.requisito("B-37")
def test_no_celular_a_faixa_abre_os_contextos_e_troca(
    dentro: Dentro, verificar_acessibilidade: Callable[[Page], None]
) -> None:
    pagina = dentro("faturista", viewport=CELULAR)
    pagina.goto("/prestador/lotes/")
    antes = pagina.locator(f"{FAIXA} > span > b").inner_text()
    pagina.locator(f"{FAIXA} summary").click()
    opcao = pagina.locator(f"{FAIXA} .gc-suspenso-corpo button").first
    expect(opcao).to_be_in_viewport()
    verificar_acessibilidade(pagina)
    assert rolagem_lateral(pagina) == []
    opcao.click()
    expect(pagina.locator("#avisos")).to_contain_text("Agora você atua por")
    pagina.locator(f"{FAIXA} summary").click()
    pagina.locator(f"{FAIXA} .gc-suspenso-corpo").get_by_role("button", name=antes).click()
    atua_por(pagina, antes)


@pytest.mark.requisito("B-11", "B-28")
def test_os_primeiros_passos_saem_do_inicio_e_voltam_pelo_menu_do_nome(dentro: Dentro) -> None:
    pagina = dentro("financeiro")
    pagina.goto("/operadora/")
    quadro = pagina.locator("#primeiros-passos")
    expect(quadro).to_be_visible()
    pagina.get_by_role("button", name="Não mostrar mais aqui").click()
    expect(pagina.locator("#avisos")).to_contain_text("continuam no menu do seu nome")
    expect(quadro).to_have_count(0)
    pagina.locator("summary:has(.gc-rosto)").click()
    pagina.get_by_role("link", name="Primeiros passos").click()
    expect(quadro).to_be_visible()
    pagina.get_by_role("button", name="Mostrar de novo na página inicial").click()
    expect(pagina.locator("#primeiros-passos")).to_be_visible()
    pagina.locator("#primeiros-passos").get_by_role("link", name="Menu rápido").click()
    expect(pagina.locator("#paleta")).to_be_visible()
