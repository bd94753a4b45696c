"""The one job the product turns around, for its three people, with real clicks and exact values."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Locator, Page, expect

from guiche.nucleo.calendario import Calendario
from guiche.terminologia import xlsx_leitura
from tests.infra.navegador import CELULAR
from tests.infra.servidor import Servidor
from tests.navegador.apoio import Clique, Oficina, data_br, decimal, hoje, reais, sem_quebra, soltar, texto
from tests.navegador.conftest import Dentro

CLINICA = "Clínica Vale do Cedro"
HELENA = "Helena Dias Moreira"


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


@pytest.mark.requisito("C-08", "T-21", "T-22", "X-02")
def test_um_lote_do_hospital_ao_extrato_de_quem_foi_atendida(
    dentro: Dentro, oficina: Oficina, servidor: Servidor, fotografar: Callable[[Page, str], None]
) -> None:
    carteira = next(p["carteira"] for p in servidor.acessos["beneficiarios"] if p["nome"] == HELENA)
    feito = oficina.lote(2, acrescimo="40.00", carteira=carteira, dias=3)
    cara, certa = (guia.totais.geral for guia in feito.guias)
    contratado, liberado = cara - feito.acima, cara + certa - feito.acima
    renata, paulo, marta, helena = (
        dentro("faturista"),
        dentro("analista"),
        dentro("financeiro"),
        dentro("beneficiario"),
    )

    # The faturista: drop, read what is at risk, send, keep the protocolo.
    renata.goto("/prestador/conferencias/")
    soltar(renata, "[data-envio]", [feito.arquivo])
    renata.get_by_role("button", name="Conferir arquivos").click()
    assert texto(renata.locator("h1")) == "Se enviado hoje: R$ 40,00 em risco"
    renata.get_by_role("button", name="Enviar 2 guias").click()
    renata.wait_for_url("**/protocolo/")
    assert texto(renata.locator("h1")) == f"Lote {feito.numero} recebido: 2 guias, {reais(feito.total)}"
    renata.get_by_role("link", name="Acompanhar o lote").click()
    esperar(renata, f"Lote {feito.numero} em análise")
    do_lote = renata.url

    # The analyst: the conta is in the queue; two keys decide and conclude it.
    paulo.goto("/operadora/contas/")
    fotografar(paulo, "operadora-contas")
    paulo.get_by_label("Guia ou prestador").fill(feito.guias[0].numero_prestador)
    paulo.keyboard.press("Enter")
    linha = paulo.locator("#contas tbody tr")
    expect(linha).to_have_count(1)
    assert texto(linha).endswith(f"1 {reais(cara)} R$ 40,00")
    linha.get_by_role("link").click()
    assert texto(paulo.locator("h1")) == "1 item diverge em R$ 40,00"
    da_conta = paulo.url
    item = paulo.locator("table[aria-labelledby=t-itens] tbody tr")
    assert numero(item.locator("td[data-rotulo=Contratado]")) == contratado
    expect(item.locator("td[data-rotulo=Decisão]")).to_contain_text(f"libera {contratado:.2f}".replace(".", ","))
    expect(paulo.get_by_role("radio", name=re.compile("^Pagar o contratado"))).to_be_checked()
    fotografar(paulo, "operadora-conta")
    paulo.locator("h1").click()
    paulo.keyboard.press("d")
    expect(paulo.locator("#avisos")).to_contain_text("Item decidido.")
    assert paulo.url == da_conta
    expect(item.get_by_text("Ajustado")).to_be_visible()
    paulo.keyboard.press("n")
    expect(paulo.locator("#avisos")).to_contain_text(f"Conta {feito.guias[0].numero_prestador} concluída.")

    # The same analyst closes the lote, whose totals add up.
    abrir_lote(paulo, feito.numero)
    assert texto(paulo.locator("h1")) == f"Libera {reais(liberado)} de {reais(feito.total)}"
    competencia = re.search(r"competência (\d\d/\d{4})", texto(paulo))
    assert competencia is not None
    paulo.get_by_role("button", name="Fechar a análise").click()
    expect(paulo.locator("#avisos")).to_contain_text(f"Análise do lote {feito.numero} fechada.")
    fotografar(paulo, "operadora-lote")

    # Another person releases it; the financeiro closes the competência and registers the payment.
    antes = libera_da_clinica(marta, competencia[1])
    abrir_lote(marta, feito.numero)
    marta.get_by_role("button", name="Liberar para pagamento").click()
    expect(marta.locator("#avisos")).to_contain_text(f"Lote {feito.numero} liberado para pagamento.")
    depois = libera_da_clinica(marta, competencia[1])
    assert depois - antes == liberado
    fotografar(marta, "operadora-competencia")
    marta.get_by_role("button", name="Fechar a competência").click()
    expect(marta.locator("#avisos")).to_contain_text(f"Competência {competencia[1]} fechada")
    fotografar(marta, "operadora-pagamentos")
    ficha = marta.locator("li.gc-ficha").filter(has_text=CLINICA).filter(has_text=f"Competência {competencia[1]}")
    assert texto(ficha.locator("h3")) == f"{CLINICA}: {reais(depois)}"
    ficha.get_by_role("button", name=re.compile("^Registrar pagamento")).click()
    expect(marta.locator("#avisos")).to_contain_text("registrado.")

    # The faturista reads why, and takes the statement away in every format.
    renata.goto(do_lote)
    assert texto(renata.locator("h1")) == f"{reais(liberado)} pagos em {data_br(hoje())}"
    expect(renata.get_by_text("Valor apresentado a maior")).to_be_visible()
    renata.get_by_role("link", name="Ver pagamento").click()
    assert texto(renata.locator("h1")) == f"Você recebeu {reais(depois)} em {data_br(hoje())}"
    do_pagamento = renata.locator("tr").filter(has=renata.get_by_role("link", name=feito.numero, exact=True))
    assert [numero(do_pagamento.locator(f"td[data-rotulo={nome}]")) for nome in ("Informado", "Glosa", "Liberado")] == [
        feito.total,
        feito.acima,
        liberado,
    ]
    conferir_arquivos_do_pagamento(renata, depois)

    # The beneficiária sees the attendance, understands the glosa, takes the PDF and contests the line.
    helena.goto("/beneficiario/extrato/")
    uso = linha_do_extrato(helena, feito.guias[0].itens[0].data, cara)
    assert [numero(uso.locator(f"td[data-rotulo='{nome}']")) for nome in ("Operadora pagou", "Sua parte")] == [
        contratado,
        Decimal("0.00"),
    ]
    uso.get_by_text("Glosa de R$").click()
    expect(uso).to_contain_text("Você não deve nada por isso.")
    nome, pdf = baixado(helena, helena.get_by_role("link", name="PDF", exact=True))
    assert nome.startswith("extrato-") and pdf.startswith(b"%PDF-") and b"<pdfuaid:part>1<" in pdf
    toque = Clique()
    toque.em(uso.get_by_role("link", name=re.compile("^Não reconheço")))
    helena.get_by_label("Quer contar algo?").fill("Neste dia eu estava viajando.")
    toque.em(helena.get_by_role("button", name="Não reconheço este atendimento"))
    assert toque.quantos == 2
    caso = helena.locator("section.gc-bloco").filter(has_text="Neste dia eu estava viajando.")
    protocolo = re.sub(r"\D", "", caso.locator(".gc-senha b").first.inner_text())
    prazo = Calendario().du_excl(hoje(), 7)
    expect(caso).to_contain_text(data_br(prazo))
    linha_do_extrato_apura = linha_do_extrato(helena, feito.guias[0].itens[0].data, cara, ir=True)
    expect(linha_do_extrato_apura).to_contain_text(f"Apurando até {prazo:%d/%m}")

    # The analyst answers, and she reads the answer.
    paulo.goto("/operadora/contestacoes/")
    fotografar(paulo, "operadora-contestacoes")
    paulo.get_by_role("link", name=f"Apurar o protocolo {protocolo}").click()
    expect(paulo.get_by_text("Neste dia eu estava viajando.")).to_be_visible()
    paulo.get_by_label("Sim, o atendimento não aconteceu").check()
    resposta = "A clínica confirmou o engano. O atendimento sai do seu histórico."
    paulo.get_by_label("O que a pessoa vai ler").fill(resposta)
    paulo.get_by_role("button", name="Responder à pessoa").click()
    expect(paulo.locator("#avisos")).to_contain_text(f"Protocolo {protocolo} respondido.")
    helena.goto("/beneficiario/casos/")
    expect(caso).to_contain_text(f"Você tinha razão. {resposta}")
    helena.goto("/beneficiario/quem-viu/")
    expect(helena.locator("tbody tr", has_text="Paulo Teles Arruda").first).to_be_visible()


def esperar(pagina: Page, dito: str) -> None:
    """Wait until the answer at the top of the page says so; background work may still be on its way."""
    for _ in range(20):
        if dito in texto(pagina.locator("h1")):
            return
        pagina.wait_for_timeout(500)
        pagina.reload()
    raise AssertionError(f"{pagina.url} não chegou a dizer {dito!r}: {texto(pagina.locator('h1'))!r}")


def numero(celula: Locator) -> Decimal:
    """The amount a cell begins with; LookupError when it shows none."""
    achado = re.match(r"(?:R\$ )?([\d.]+,\d\d)", texto(celula))
    if achado is None:
        raise LookupError(texto(celula))
    return decimal(achado[1])


def abrir_lote(pagina: Page, qual: str) -> None:
    """Find a lote by its number in the operadora's list and open it."""
    pagina.goto(f"/operadora/lotes/?q={qual}")
    pagina.locator("#lotes tbody tr", has_text=qual).first.locator("th a").click()


def libera_da_clinica(pagina: Page, rotulo: str) -> Decimal:
    """What closing the competência would pay to the clinic, from the preview; 0 when it is not there."""
    mes, ano = rotulo.split("/")
    pagina.goto(f"/operadora/competencias/{ano}-{mes}/")
    celula = pagina.locator("tr", has_text=CLINICA).locator("td[data-rotulo=Libera]")
    return numero(celula) if celula.count() else Decimal("0.00")


def linha_do_extrato(pagina: Page, dia: date, valor: Decimal, *, ir: bool = False) -> Locator:
    """The line of the statement with this day and amount; ``ir`` opens the statement first."""
    if ir:
        pagina.goto("/beneficiario/extrato/")
    linha = pagina.locator("tbody tr").filter(has_text=data_br(dia)).filter(has_text=f"{valor:.2f}".replace(".", ","))
    expect(linha).to_have_count(1)
    return linha


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
