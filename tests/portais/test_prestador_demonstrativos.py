"""Payments, their statements and packages."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from guiche.acesso.models import Vinculo
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import Pacote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.services import pacotes
from tests.cenario import Mundo
from tests.portais.prestador import pago

pytestmark = pytest.mark.django_db
PACOTES = "/prestador/demonstrativos/pacotes/"


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


@pytest.mark.requisito("U-16")
def test_pacote_grande_vai_para_a_fila_avisa_e_fica_para_baixar(
    mundo: Mundo,
    faturista: Client,
    de_outro_prestador: Client,
    da_outra_operadora: Client,
    sem_direitos: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pacotes, "NA_HORA", 1)
    pagamento = pago(mundo, "381", 1)
    pedido = f"/prestador/demonstrativos/relatorios/?ids={pagamento.pk}&baixar=sim&formato=xml"
    imediato = faturista.get(f"{pedido}&relatorios=pagamento")
    assert (imediato.status_code, imediato["Content-Type"]) == (200, "application/zip")
    resposta = faturista.get(f"{pedido}&relatorios=pagamento&relatorios=analise")
    with escopo(mundo.operadora):
        pacote = Pacote.objects.get()
    pagina = f"/prestador/demonstrativos/pacotes/{pacote.pk}/"
    assert (resposta.status_code, resposta["Location"]) == (303, pagina)
    antes = faturista.get(pagina).content.decode()
    assert "Montando 2 arquivos" in antes and f'hx-get="{pagina}parcial/"' in antes
    assert faturista.get(f"{pagina}demonstrativos.zip")["Location"] == pagina
    with escopo(mundo.operadora):
        drenar()
        aviso = Notificacao.objects.get(chave=f"documentos.pacote.pronto:{pacote.pk}")
    assert (aviso.titulo, aviso.url) == ("Seu pacote de demonstrativos está pronto", pagina)
    depois = faturista.get(f"{pagina}parcial/").content.decode()
    assert "Seu pacote de 2 arquivos está pronto" in depois and "hx-get" not in depois
    zipado = b"".join(faturista.get(f"{pagina}demonstrativos.zip").streaming_content)
    prefixo = f"{pagamento.competencia}-{pagamento.numero}"
    with zipfile.ZipFile(io.BytesIO(zipado)) as aberto:
        assert aberto.namelist() == [f"{prefixo}-pagamento.xml", f"{prefixo}-analise-lote-381.xml"]
    for url in (pagina, f"{pagina}parcial/", f"{pagina}demonstrativos.zip"):
        assert [outro.get(url).status_code for outro in (de_outro_prestador, da_outra_operadora)] == [404, 404]
        assert sem_direitos.get(url).status_code == 403


def test_pacote_de_quem_perdeu_o_acesso_nao_se_monta(
    mundo: Mundo, faturista: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacotes, "NA_HORA", 0)
    pagamento = pago(mundo, "381", 1)
    faturista.get(
        f"/prestador/demonstrativos/relatorios/?ids={pagamento.pk}&baixar=sim&formato=xml&relatorios=pagamento"
    )
    with escopo(mundo.operadora):
        pacote = Pacote.objects.get()
        Vinculo.objects.filter(pk=pacote.vinculo_id).update(vigencia_fim=mundo.hoje - timedelta(days=1))
        drenar()
        pacote.refresh_from_db()
        assert (pacote.arquivo_id, pacote.progresso.feitos) == (None, 0)
        assert pacote.progresso.erro == ("O acesso que pediu este pacote parou de valer antes da montagem. Peça outro.")
        Vinculo.objects.filter(pk=pacote.vinculo_id).update(vigencia_fim=None)
    assert "parou de valer antes da montagem" in faturista.get(f"{PACOTES}{pacote.pk}/").content.decode()


@pytest.mark.parametrize("ids", ["²", "9" * 40, "x", "-1"])
def test_numero_que_nao_e_de_pagamento_nao_derruba_a_pagina(mundo: Mundo, faturista: Client, ids: str) -> None:
    assert faturista.get("/prestador/demonstrativos/relatorios/", {"ids": ids}).status_code == 200
