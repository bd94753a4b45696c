"""Lotes, guias and glosas as the prestador sees them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from guiche.faturamento.models import Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.recurso import demonstrativo_mais_antigo, ultimo_dia_para_recorrer
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import xml
from tests.portais.prestador import analisado, conferido, consultas, enviado, pago

pytestmark = pytest.mark.django_db


def test_o_que_e_sugerido_fica_dentro_ate_fechar(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1, "20.00")
    with escopo(mundo.operadora):
        assert lote.valor_glosa == Decimal("20.00")
        guia = lote.guias.get()
    for url in ("/prestador/lotes/", f"/prestador/lotes/{lote.pk}/", f"/prestador/guias/{guia.pk}/"):
        pagina = faturista.get(url).content.decode()
        assert "R$\u00a020,00" not in pagina and "1705" not in pagina
    assert "análise: resposta até" in faturista.get(f"/prestador/guias/{guia.pk}/").content.decode()


def test_do_total_ao_motivo_da_glosa_em_tres_cliques(mundo: Mundo, faturista: Client, tabela_38: None) -> None:
    pagamento = pago(mundo, "381", 2, "20.00")
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
        guia = lote.guias.first()
    um = faturista.get(f"/prestador/demonstrativos/{pagamento.pk}/").content.decode()
    assert f'href="/prestador/lotes/{lote.pk}/"' in um
    dois = faturista.get(f"/prestador/lotes/{lote.pk}/").content.decode()
    assert f'href="/prestador/guias/{guia.pk}/"' in dois and "Valor apresentado a maior (TUSS)" in dois
    tres = faturista.get(f"/prestador/guias/{guia.pk}/").content.decode()
    assert "Glosa 1705" in tres and "Valor apresentado a maior (TUSS)" in tres and "Como resolver" in tres
    assert 'href="#glosa-' in tres
    contrato = Decimal(guia.valor_informado) - Decimal("20.00")
    assert f"R$\u00a0{contrato}".replace(".", ",") in tres
    prazo = mundo.hoje + timedelta(days=30)
    assert f'Você pode contestar até <time datetime="{prazo.isoformat()}">' in tres


def test_ler_uma_guia_fica_registrado(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    with escopo(mundo.operadora):
        guia = lote.guias.get()
    faturista.get(f"/prestador/guias/{guia.pk}/")
    with escopo(mundo.operadora):
        lido = Evento.objects.filter(tipo="faturamento.conta.lida").get()
    assert (lido.objeto_id, lido.portal, lido.usuario_id) == (guia.pk, "prestador", mundo.faturista.pk)


def test_lotes_filtra_e_exporta_o_filtrado(mundo: Mundo, faturista: Client) -> None:
    for numero in ("381", "382"):
        enviado(mundo, numero, 1)
    pagina = faturista.get("/prestador/lotes/?q=382").content.decode()
    assert "1 lote com esse filtro" in pagina and ">381<" not in pagina
    csv = b"".join(faturista.get("/prestador/lotes/?q=382&formato=csv").streaming_content).decode("utf-8-sig")
    assert [linha.split(";")[0] for linha in csv.splitlines()] == ["Lote", "382"]
    xlsx = faturista.get("/prestador/lotes/?formato=xlsx")
    assert b"".join(xlsx.streaming_content)[:2] == b"PK"
    assert "Nenhum lote com esse filtro" in faturista.get("/prestador/lotes/?situacao=pagos").content.decode()


def test_cancelar_so_enquanto_nao_foi_analisado(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    assert "Cancelar este lote?" in faturista.get(f"/prestador/lotes/{lote.pk}/").content.decode()
    assert faturista.post(f"/prestador/lotes/{lote.pk}/cancelar/").status_code == 303
    assert "Lote 381 cancelado" in faturista.get(f"/prestador/lotes/{lote.pk}/").content.decode()
    fechado = analisado(mundo, "382", 1)
    faturista.post(f"/prestador/lotes/{fechado.pk}/cancelar/")
    with escopo(mundo.operadora):
        assert dict(Lote.objects.values_list("numero", "situacao")) == {
            "381": estados.CANCELADO,
            "382": estados.ANALISADO,
        }


def test_o_xml_enviado_volta_byte_a_byte(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 1)
    conferencia = conferido(mundo, faturista, guias)
    faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
    esperado = xml(mundo, guias, "390", "390")
    for url in (f"/prestador/lotes/{lote.pk}/arquivo/", f"/prestador/conferencias/{conferencia.pk}/arquivo/"):
        arquivo = faturista.get(url)
        assert b"".join(arquivo.streaming_content) == esperado
        assert arquivo["Cache-Control"] == "private, no-store"


def test_demonstrativo_de_analise_em_tela_pdf_planilha_e_xml(mundo: Mundo, faturista: Client) -> None:
    lote = analisado(mundo, "381", 2, "20.00")
    base = f"/prestador/lotes/{lote.pk}"
    tela = faturista.get(f"{base}/analise/").content.decode()
    assert "R$ 40,00 foram glosados" in tela and "Glosas, item por item" in tela
    assert b"".join(faturista.get(f"{base}/analise.pdf").streaming_content)[:5] == b"%PDF-"
    xml_tiss = faturista.get(f"{base}/analise.xml").content
    assert b"<ans:valorGlosaGeral>40.00</ans:valorGlosaGeral>" in xml_tiss
    csv = b"".join(faturista.get(f"{base}/glosas.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(csv) == 3 and ";1705;" in csv[1] and csv[1].endswith(";20,00")
    assert b"".join(faturista.get(f"{base}/analise.xlsx").streaming_content)[:2] == b"PK"


def test_prazo_para_contestar_conta_dias_corridos_do_demonstrativo() -> None:
    assert ultimo_dia_para_recorrer(date(2026, 11, 23), 30) == date(2026, 12, 23)
    assert demonstrativo_mais_antigo(date(2026, 12, 23), 30) == date(2026, 11, 23)
