"""What makes the portal pleasant every day: drop files, be told at once, use the keyboard, never send twice."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.infra.servidor import Servidor
from tests.navegador.apoio import Oficina, reais, soltar, texto
from tests.navegador.conftest import Dentro

CONFERIR = "/prestador/conferencias/"
ZONA = "[data-envio]"


def conferir(pagina: Page, *arquivos: Any) -> None:
    """Choose files on the upload screen and check them."""
    pagina.goto(CONFERIR)
    pagina.locator("input[type=file]").set_input_files(list(arquivos))
    pagina.get_by_role("button", name="Conferir arquivos").click()


def test_quem_so_usa_o_teclado_entra_e_chega_ao_envio(pagina: Page, servidor: Servidor) -> None:
    pessoa = servidor.pessoa("faturista")
    pagina.goto("/entrar/")
    expect(pagina.locator("input[name=login]")).to_be_focused()
    pagina.keyboard.type(pessoa["login"])
    pagina.keyboard.press("Tab")
    expect(pagina.locator("input[name=senha]")).to_be_focused()
    pagina.keyboard.type(pessoa["senha"])
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/prestador/")
    pagina.keyboard.press("Tab")
    expect(pagina.locator(":focus")).to_have_text("Pular para o conteúdo")
    pagina.keyboard.press("Alt+p")
    expect(pagina.locator("#paleta input[type=search]")).to_be_focused()
    pagina.keyboard.type("conferir lote")
    expect(pagina.locator("#paleta-achados a")).to_have_count(1)
    pagina.keyboard.press("Enter")
    pagina.wait_for_url(f"**{CONFERIR}")


def test_dois_arquivos_e_um_zip_soltos_de_uma_vez(dentro: Dentro, oficina: Oficina) -> None:
    pagina = dentro("faturista")
    um, outro = oficina.lote(acrescimo="31.50"), oficina.lote()
    pagina.goto(CONFERIR)
    soltar(pagina, ZONA, [um.arquivo, outro.arquivo])
    soltar(pagina, ZONA, [oficina.exemplo("aroeira-varios.zip")])
    lista = pagina.locator(".gc-envio-lista li b")
    expect(lista).to_have_text([um.arquivo.name, outro.arquivo.name, "aroeira-varios.zip"])
    pagina.get_by_role("button", name="Conferir arquivos").click()
    pagina.wait_for_url("**/andamento/**")
    expect(pagina.locator("h1")).to_have_text(re.compile(r"4 arquivos conferidos: R\$\s31,50 em risco"), timeout=20_000)
    linha = pagina.locator("tr", has_text=um.arquivo.name)
    assert texto(linha) == f"{um.arquivo.name} {um.numero} 1 {reais(um.total)} R$ 31,50 Pronta para enviar"


def test_arquivo_ilegivel_diz_a_linha_e_o_que_fazer(dentro: Dentro, oficina: Oficina) -> None:
    pagina = dentro("faturista")
    linhas = oficina.exemplo("aroeira-erro-virgula-decimal.xml").read_bytes().replace(b"><", b">\n<").splitlines()
    linha = next(n for n, dito in enumerate(linhas, start=1) if re.search(rb"valorProcedimento>\d+,\d", dito))
    arquivo = oficina.pasta / "com-virgula.xml"
    arquivo.write_bytes(b"\n".join(linhas))
    conferir(pagina, arquivo)
    expect(pagina.locator("h1")).to_have_text("Este arquivo não pode ser enviado como está")
    defeito = pagina.locator("section", has=pagina.locator("#t-defeito"))
    expect(defeito).to_contain_text("mensagem 5001 da tabela 38")
    expect(defeito).to_contain_text(f"Linha {linha}, valorProcedimento")
    expect(defeito).to_contain_text("use ponto, não vírgula")
    expect(pagina.get_by_role("button", name=re.compile("^Enviar"))).to_have_count(0)


def test_clicar_duas_vezes_envia_um_lote_so(dentro: Dentro, oficina: Oficina) -> None:
    pagina, feito = dentro("faturista"), oficina.lote()
    conferir(pagina, feito.arquivo)
    expect(pagina.locator("h1")).to_have_text("Nada em risco: 1 guia pronta para enviar")
    pagina.get_by_role("button", name="Enviar 1 guia").dblclick()
    pagina.wait_for_url("**/protocolo/")
    protocolo = pagina.locator(".gc-senha b").first.inner_text()
    # The same file again, from another page: the same protocolo.
    pagina.go_back()
    pagina.goto(f"/prestador/lotes/?q={feito.numero}")
    linhas = pagina.locator("#lotes tbody tr")
    expect(linhas).to_have_count(1)
    expect(linhas.first).to_contain_text(protocolo.replace(" ", ""))


def test_pagina_aberta_recebe_o_aviso_na_hora(dentro: Dentro, oficina: Oficina) -> None:
    parada, pagina, feito = dentro("faturista"), dentro("faturista"), oficina.lote()
    parada.goto("/prestador/")
    parada.wait_for_timeout(500)
    conferir(pagina, feito.arquivo)
    pagina.get_by_role("button", name="Enviar 1 guia").click()
    pagina.wait_for_url("**/protocolo/")
    aviso = parada.locator("#avisos-ao-vivo .gc-aviso", has_text=f"O lote {feito.numero} foi recebido")
    expect(aviso).to_be_visible(timeout=15_000)
    aviso.get_by_role("link").click()
    expect(parada.locator("h1")).to_contain_text(f"Lote {feito.numero}")


def test_sem_websocket_a_pagina_pergunta_a_cada_trinta_segundos(dentro: Dentro, oficina: Oficina) -> None:
    parada, pagina, feito = dentro("faturista"), dentro("faturista"), oficina.lote()
    perguntas: list[str] = []
    parada.on("request", lambda pedido: "/avisos/novos/" in pedido.url and perguntas.append(pedido.url))
    parada.route_web_socket("**/ws/avisos/", lambda tomada: tomada.close(code=1011))
    parada.clock.install()
    parada.goto("/prestador/")
    conferir(pagina, feito.arquivo)
    pagina.get_by_role("button", name="Enviar 1 guia").click()
    pagina.wait_for_url("**/protocolo/")
    aviso = parada.locator("#avisos-ao-vivo .gc-aviso", has_text=f"O lote {feito.numero} foi recebido")
    for _ in range(20):
        parada.clock.run_for(30_000)
        parada.wait_for_load_state("networkidle")
        if aviso.count():
            break
    expect(aviso).to_have_count(1)
    assert re.search(r"\?depois=\d+$", perguntas[0])
    aviso.get_by_role("link").click()
    expect(parada.locator("h1")).to_contain_text(f"Lote {feito.numero}")


def test_a_busca_acha_o_lote_pelo_numero(dentro: Dentro) -> None:
    pagina = dentro("faturista")
    pagina.goto("/prestador/lotes/")
    numero = pagina.locator("#lotes tbody th a").first.inner_text()
    pagina.goto("/prestador/")
    pagina.keyboard.press("Alt+p")
    pagina.keyboard.type(numero)
    achado = pagina.locator("#paleta-achados a", has_text=f"Lote {numero}").first
    expect(achado).to_be_visible()
    pagina.keyboard.press("ArrowDown")
    expect(achado).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("h1")).to_contain_text(re.compile(rf"Lote {numero}|R\$"))
