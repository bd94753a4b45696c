"""Payments, their statements and packages."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from tests.cenario import Mundo
from tests.portais.prestador import pago

pytestmark = pytest.mark.django_db


@pytest.mark.requisito("U-16")
def test_pagamentos_tem_filtro_por_coluna_e_varios_saem_de_uma_vez(mundo: Mundo, faturista: Client) -> None:
    primeiro = pago(mundo, "381", 1)
    segundo = pago(mundo, "382", 2, "10.00", pagar=False)
    dois = faturista.get("/prestador/demonstrativos/").content.decode()
    assert f'Você recebe <span class="gc-valor">R$\u00a0{segundo.valor_liquido}'.replace(".", ",") in dois
    valor = f"{segundo.valor_liquido}".replace(".", ",")
    for filtro in (
        f"codigo={segundo.numero}",
        f"valor={valor}",
        "situacao=FECHADO",
        f"codigo={segundo.numero}&nome=cedro&competencia={segundo.competencia.rotulo}"
        f"&pagamento={segundo.data_prevista.isoformat()}",
    ):
        resposta = faturista.get(f"/prestador/demonstrativos/?{filtro}&formato=csv")
        linhas = b"".join(resposta.streaming_content).decode("utf-8-sig").splitlines()
        assert [linha.split(";")[0] for linha in linhas[1:]] == [segundo.numero], filtro
    for filtro in ("nome=ninguem", "competencia=01/2001", "pagamento=2001-01-01"):
        pagina = faturista.get(f"/prestador/demonstrativos/?{filtro}").content.decode()
        assert "Nada com esses filtros" in pagina
    escolha = faturista.post("/prestador/demonstrativos/relatorios/", {"ids": [primeiro.pk, segundo.pk]})
    assert escolha.status_code == 303
    assert "Relatórios de 2 pagamentos" in faturista.get(escolha["Location"]).content.decode()
    pedido = "&baixar=sim&relatorios=pagamento&relatorios=analise&formato=pdf"
    zipado = faturista.get(escolha["Location"] + pedido)
    with zipfile.ZipFile(io.BytesIO(b"".join(zipado.streaming_content))) as pacote:
        conteudos = {nome: pacote.read(nome)[:5] for nome in pacote.namelist()}
    prefixos = [f"{p.competencia}-{p.numero}" for p in (primeiro, segundo)]
    assert conteudos == {
        f"{prefixos[0]}-pagamento.pdf": b"%PDF-",
        f"{prefixos[0]}-analise-lote-381.pdf": b"%PDF-",
        f"{prefixos[1]}-pagamento.pdf": b"%PDF-",
        f"{prefixos[1]}-analise-lote-382.pdf": b"%PDF-",
    }


def test_pacote_sem_relatorio_escolhido_diz_o_que_falta(mundo: Mundo, faturista: Client) -> None:
    pagamento = pago(mundo, "381", 1)
    resposta = faturista.get(f"/prestador/demonstrativos/relatorios/?ids={pagamento.pk}&baixar=sim&formato=pdf")
    assert resposta.status_code == 422
    assert "Escolha ao menos um relatório" in resposta.content.decode()


def test_demonstrativo_de_pagamento_em_tela_pdf_planilha_e_xml(mundo: Mundo, faturista: Client) -> None:
    pagamento = pago(mundo, "381", 2, "20.00")
    base = f"/prestador/demonstrativos/{pagamento.pk}"
    tela = faturista.get(f"{base}/").content.decode()
    assert "Você recebeu" in tela and "Apresentado" in tela and "-R$\u00a040,00" in tela
    assert b"".join(faturista.get(f"{base}/demonstrativo.pdf").streaming_content)[:5] == b"%PDF-"
    liquido = f"<ans:valorLiberadoDemonstrativo>{pagamento.valor_liquido}</ans:valorLiberadoDemonstrativo>"
    assert liquido.encode() in faturista.get(f"{base}/demonstrativo.xml").content
    csv = b"".join(faturista.get(f"{base}/demonstrativo.csv").streaming_content).decode("utf-8-sig")
    assert len(csv.splitlines()) == 3
    assert b"".join(faturista.get(f"{base}/demonstrativo.xlsx").streaming_content)[:2] == b"PK"
