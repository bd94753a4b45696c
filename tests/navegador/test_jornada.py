"""The one job the product turns around, for its three people, with real clicks and exact values."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Locator, Page, expect

from guiche.terminologia import xlsx_leitura
from tests.infra.navegador import CELULAR
from tests.navegador.apoio import Clique, Oficina, decimal, reais, sem_quebra, soltar, texto
from tests.navegador.conftest import Dentro


def baixado(pagina: Page, lugar: Locator) -> tuple[str, bytes]:
    """Name and content of the file a link gives."""
    with pagina.expect_download() as espera:
        lugar.click()
    return espera.value.suggested_filename, Path(espera.value.path()).read_bytes()


def test_faturista_confere_solta_envia_e_guarda_o_protocolo(
    dentro: Dentro, oficina: Oficina, fotografar: Callable[[Page, str], None]
) -> None:
    pagina, feito, clique = dentro("faturista"), oficina.lote(3, acrescimo="47.50"), Clique()
    pagina.goto("/prestador/conferencias/")
    soltar(pagina, "[data-envio]", [feito.arquivo])
    pagina.get_by_role("button", name="Conferir arquivos").click()

    expect(pagina.locator("h1")).to_have_text(re.compile(r"Se enviado hoje: R\$\s47,50 em risco"))
    causas = pagina.locator("details:has(.gc-achado)")
    expect(causas).to_have_count(1)
    cara, item = feito.guias[0], feito.guias[0].itens[0]
    dito = texto(causas)
    assert dito.startswith("R$ 47,50 1 item Valor apresentado a maior Glosa 1705 · 1 guia")
    assert f"Corrija o valor unitário para {reais(item.valor_unitario - feito.acima)}." in dito
    assert cara.numero_prestador in dito and item.codigo in dito
    assert f"o item cobra {reais(item.valor_unitario)}" in dito
    fotografar(pagina, "prestador-conferencia")

    # Target of the job: one click after the dry run.
    clique.em(pagina.get_by_role("button", name="Enviar 3 guias"))
    pagina.wait_for_url("**/protocolo/")
    assert clique.quantos == 1
    assert texto(pagina.locator("h1")) == f"Lote {feito.numero} recebido: 3 guias, {reais(feito.total)}"
    protocolo = re.sub(r"\D", "", pagina.locator(".gc-senha b").first.inner_text())
    fotografar(pagina, "prestador-protocolo")
    nome, recibo = baixado(pagina, pagina.get_by_role("link", name="Recibo em XML TISS"))
    assert nome == f"recibo-lote-{feito.numero}.xml"
    lido = etree.fromstring(recibo)
    assert lido.findtext(".//{*}numeroLote") == feito.numero
    assert lido.findtext(".//{*}numeroProtocolo") == protocolo
    assert lido.findtext(".//{*}valorTotalProtocolo") == f"{feito.total:.2f}"

    pagina.get_by_role("link", name="Acompanhar o lote").click()
    expect(pagina.locator("h1")).to_have_text(
        re.compile(rf"Lote {feito.numero} em análise: resposta até \d\d/\d\d/\d{{4}}"), timeout=15_000
    )


def test_do_total_ao_motivo_em_tres_cliques(dentro: Dentro) -> None:
    pagina, clique = dentro("faturista"), Clique()
    pagina.goto("/prestador/demonstrativos/")
    pagamentos = pagina.locator("main table tbody th a")
    for ordem in range(pagamentos.count()):
        pagamentos.nth(ordem).click()
        if pagina.locator("td[data-rotulo=Glosa] a").count():
            break
        pagina.go_back()
    glosado = pagina.locator("td[data-rotulo=Glosa] a").first
    do_lote = texto(glosado)
    clique.em(glosado)
    valores = pagina.locator("dl.gc-fatos").first
    expect(valores.locator("div", has_text="Glosado")).to_have_text(re.compile(f"Glosado{sem_quebra(do_lote)}"))
    linha = pagina.locator("#guias tbody tr").first
    da_guia = texto(linha.locator("td[data-rotulo=Glosa]"))
    clique.em(linha.locator("th a"))
    expect(pagina.locator("h1")).to_contain_text("glosados nesta guia")
    assert texto(pagina.locator("h1")) == f"{da_guia} glosados nesta guia"
    clique.em(pagina.locator("main table td[data-rotulo=Glosa] a").first)
    motivo = pagina.locator("details:has(.gc-achado)").first
    expect(motivo).to_contain_text(re.compile(r"Glosa \d{4}"))
    expect(motivo.get_by_text("Quem decidiu")).to_be_visible()
    expect(motivo.get_by_text("Contestar até")).to_be_visible()
    assert clique.quantos == 3


def test_demonstrativo_de_pagamento_nos_quatro_formatos(dentro: Dentro) -> None:
    pagina = dentro("faturista")
    pagina.goto("/prestador/demonstrativos/")
    pagina.locator("main table tbody th a").first.click()
    liquido = re.search(r"R\$ [\d.]+,\d\d", texto(pagina.locator("h1")))
    assert liquido is not None
    conferir_arquivos_do_pagamento(pagina, decimal(liquido[0]))


def conferir_arquivos_do_pagamento(pagina: Page, valor: Decimal) -> None:
    """The statement on the page, in PDF, XLSX, CSV and TISS XML, says that so many reais are paid."""
    baixados = {
        formato: baixado(pagina, pagina.get_by_role("link", name=formato, exact=True))[1]
        for formato in ("XLSX", "CSV", "XML TISS")
    }
    linhas = list(csv.DictReader(StringIO(baixados["CSV"].decode("utf-8-sig")), delimiter=";"))
    assert sum(decimal(linha["Liberado"]) for linha in linhas) == valor
    with xlsx_leitura.abrir(BytesIO(baixados["XLSX"])) as folhas:
        cabeca, *resto = list(folhas[0].linhas())
    coluna = cabeca.index("Liberado")
    assert sum(Decimal(linha[coluna]) for linha in resto) == valor
    xml = etree.fromstring(baixados["XML TISS"])
    assert {no.text for no in xml.iter("{*}liquidoPorData")} == {f"{valor:.2f}"}
    assert xml.findtext(".//{*}valorLiberadoDemonstrativo") == f"{valor:.2f}"
    pdf = pagina.request.get(pagina.get_by_role("link", name="PDF", exact=True).get_attribute("href") or "")
    assert (pdf.status, pdf.headers["content-type"], pdf.body()[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.requisito("T-21", "T-22")
def test_beneficiaria_contesta_um_servico_com_um_toque_e_confirma(
    dentro: Dentro, fotografar: Callable[[Page, str], None]
) -> None:
    pagina, toque = dentro("beneficiario", viewport=CELULAR), Clique()
    pagina.goto("/beneficiario/extrato/")
    pagina.get_by_role("link", name="12 meses").click()
    fotografar(pagina, "beneficiario-extrato-celular")
    livre = pagina.get_by_role("link", name=re.compile("^Não reconheço"))
    antes = livre.count()
    quem = texto(livre.last).removeprefix("Não reconheço ")
    # Target of the job: one tap on the line, and one to confirm.
    toque.em(livre.last)
    assert texto(pagina.locator("h1")) == "Você não reconhece este atendimento?"
    fotografar(pagina, "beneficiario-nao-reconheco-celular")
    toque.em(pagina.get_by_role("button", name="Não reconheço este atendimento"))
    assert toque.quantos == 2
    caso = pagina.locator("section.gc-bloco").filter(has_text=quem.split(" de ")[0]).first
    assert re.search(r"respondemos até .*, \d\d/\d\d/\d{4}", texto(caso))
    protocolo = re.sub(r"\D", "", caso.locator(".gc-senha b").first.inner_text())
    assert re.fullmatch(r"999997\d{14}", protocolo)
    pagina.goto("/beneficiario/extrato/")
    pagina.get_by_role("link", name="12 meses").click()
    expect(livre).to_have_count(antes - 1)
    expect(pagina.get_by_text("Apurando").first).to_be_visible()
