"""The statement taken away: PDF with a public code, CSV and XLSX of what is on screen."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import conteudo_de
from guiche.faturamento.documents import extrato_de_atendimentos, extrato_de_utilizacao
from guiche.faturamento.selectors.extrato import atendimentos, extrato
from guiche.faturamento.services.extrato import emitir_extrato
from guiche.nucleo.decimais import ZERO
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, baixar, fechar, texto

pytestmark = pytest.mark.django_db


def em_reais(valor: Decimal) -> str:
    return f"{valor:.2f}".replace(".", ",")


@pytest.mark.requisito("T-21", "T-22", "X-05")
@pytest.mark.parametrize(
    ("por", "tipo", "titulo"),
    [
        ("", "extrato-utilizacao", "Extrato de utilização de serviços"),
        ("atendimento", "extrato-atendimentos", "Extrato de atendimentos"),
    ],
)
def test_pdf_tem_codigo_e_o_mesmo_conteudo_da_o_mesmo_documento(
    helena: Client, mundo: Mundo, por: str, tipo: str, titulo: str
) -> None:
    atender(mundo, mundo.titular.carteira)
    ida = helena.get("/beneficiario/extrato/pdf/", {"por": por})
    assert ida.status_code == 303 and ida["Location"].startswith("/beneficiario/extrato/?de=")
    volta = helena.get(ida["Location"])
    with escopo(mundo.operadora):
        emitido = DocumentoEmitido.objects.select_related("arquivo").get()
    arquivo = f"/arquivo/{emitido.arquivo_id}/"
    assert (emitido.tipo, emitido.titulo) == (tipo, titulo)
    assert f'http-equiv="refresh" content="0; url={arquivo}"' in volta.content.decode()
    assert f"Extrato gerado. Código de verificação {emitido.codigo}." in texto(volta)
    assert "refresh" not in helena.get(ida["Location"]).content.decode()
    conteudo = baixar(helena.get(arquivo))
    assert conteudo.startswith(b"%PDF-")
    helena.get("/beneficiario/extrato/pdf/", {"por": por})
    with escopo(mundo.operadora):
        assert DocumentoEmitido.objects.get().pk == emitido.pk
    assert "em vigor" in Client().get(f"/verificar/{emitido.codigo}/").content.decode()


def test_pdf_e_so_de_quem_pode_ver(helena: Client, rafael: Client, mundo: Mundo) -> None:
    helena.get("/beneficiario/extrato/pdf/")
    with escopo(mundo.operadora):
        emitido = DocumentoEmitido.objects.get()
    assert rafael.get(f"/arquivo/{emitido.arquivo_id}/").status_code == 404


@pytest.mark.requisito("X-06")
@pytest.mark.parametrize("por", ["", "atendimento"])
def test_csv_e_xlsx_trazem_o_que_esta_na_tela(helena: Client, mundo: Mundo, por: str) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    pedido = {"por": por, "formato": "csv"}
    cru = baixar(helena.get("/beneficiario/extrato/", pedido)).decode("utf-8-sig")
    linhas = list(csv.DictReader(io.StringIO(cru), delimiter=";"))
    esperado = sorted(em_reais(item.valor_informado) for item in itens)
    assert sorted(linha["Informado"] for linha in linhas) == esperado
    assert {linha["CNPJ ou CPF"] for linha in linhas} == {mundo.prestador.documento_formatado}
    assert {linha["CNES"] for linha in linhas} == {mundo.prestador.cnes}
    xlsx = baixar(helena.get("/beneficiario/extrato/", {**pedido, "formato": "xlsx"}))
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(xlsx)).namelist()


@pytest.mark.requisito("T-22", "X-06")
@pytest.mark.parametrize("por", ["", "atendimento"])
def test_planilha_deixa_em_branco_o_que_ninguem_decidiu(helena: Client, mundo: Mundo, por: str) -> None:
    (fechado,) = atender(mundo, mundo.titular.carteira, 1, "1", acima="20.00")
    fechar(mundo)
    _, aberto = atender(mundo, mundo.titular.carteira, 1, "2")
    pedido = {"por": por, "formato": "csv"}
    cru = baixar(helena.get("/beneficiario/extrato/", pedido)).decode("utf-8-sig")
    linhas = {linha["Situação"]: linha for linha in csv.DictReader(io.StringIO(cru), delimiter=";")}
    colunas = ("Informado", "Em análise", "Glosa", "Operadora pagou", "Sua parte")
    pago = fechado.valor_informado - Decimal("20.00")
    assert [linhas["Analisado"][coluna] for coluna in colunas] == [
        em_reais(fechado.valor_informado),
        "",
        "20,00",
        em_reais(pago),
        "0,00",
    ]
    cobrado = em_reais(aberto.valor_informado)
    assert [linhas["Em análise"][coluna] for coluna in colunas] == [cobrado, cobrado, "", "", ""]
    xlsx = baixar(helena.get("/beneficiario/extrato/", {**pedido, "formato": "xlsx"}))
    folha = zipfile.ZipFile(io.BytesIO(xlsx)).read("xl/worksheets/sheet1.xml").decode()
    (coluna,) = re.findall(r'r="([A-Z])1"[^>]*><is><t>Operadora pagou<', folha)
    assert re.findall(rf'r="{coluna}\d"[^>]*><v>([^<]+)<', folha) == [f"{pago}"]


@pytest.mark.requisito("T-22", "X-05")
def test_pdf_soma_como_pago_so_o_que_foi_decidido(mundo: Mundo) -> None:
    (fechado,) = atender(mundo, mundo.titular.carteira, 1, "1", acima="20.00")
    fechar(mundo)
    _, aberto = atender(mundo, mundo.titular.carteira, 1, "2")
    inicio, ator = mundo.hoje - timedelta(days=30), mundo.ator("beneficiario")
    pago = fechado.valor_informado - Decimal("20.00")
    esperado = {
        "informado": fechado.valor_informado + aberto.valor_informado,
        "em_analise": aberto.valor_informado,
        "glosado": Decimal("20.00"),
        "pago": pago,
        "sua_parte": ZERO,
    }
    with escopo(mundo.operadora):
        por_servico = extrato_de_utilizacao(mundo.titular, extrato(ator, mundo.titular.pk, inicio, mundo.hoje))
        lidos = atendimentos(ator, mundo.titular.pk, inicio, mundo.hoje)
        por_atendimento = extrato_de_atendimentos(mundo.titular, lidos, inicio, mundo.hoje)
        gerado = emitir_extrato(ator, mundo.titular, inicio, mundo.hoje)
        conteudo = conteudo_de(gerado.arquivo)
    frase = (
        f"a operadora pagou R$ {em_reais(pago)}; R$ {em_reais(aberto.valor_informado)} ainda em análise, sem decisão."
    )
    assert por_servico.resposta == f"2 serviços no período; {frase}"
    assert por_atendimento.resposta == f"2 atendimentos no período; {frase}"
    assert por_servico.secoes[0].totais == {"procedimento": "Total", **esperado}
    assert por_atendimento.secoes[0].totais == {"servicos": "Total", **esperado}
    assert ("Em análise, ainda sem decisão", f"R$ {em_reais(aberto.valor_informado)}") in {
        (campo.rotulo, campo.valor) for campo in por_servico.campos
    }
    assert conteudo.startswith(b"%PDF-")
