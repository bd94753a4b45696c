"""Dry runs: upload, findings, separating, sending."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from django.test import Client

from guiche.faturamento.models import Conferencia, Lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import mais_cara, xml
from tests.portais.prestador import arquivo, conferido, consultas

pytestmark = pytest.mark.django_db


def test_um_arquivo_pequeno_e_conferido_na_hora_e_nada_e_enviado(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 3)
    guias[0] = mais_cara(guias[0], "12.50")
    conferencia = conferido(mundo, faturista, guias)
    pagina = faturista.get(f"/prestador/conferencias/{conferencia.pk}/").content.decode()
    assert "Se enviado hoje: <span" in pagina and "R$\u00a012,50" in pagina
    assert "1 causa explica tudo" in pagina and "Glosa 1705" in pagina and "Como resolver" in pagina
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 0


def test_arquivo_com_defeito_diz_o_que_e_e_em_que_linha(mundo: Mundo, faturista: Client) -> None:
    torto = xml(mundo, consultas(mundo, 1)).replace(b"<ans:valorProcedimento>", b"<ans:valorProcedimento>x")
    resposta = faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(torto)]})
    pagina = faturista.get(resposta["Location"]).content.decode()
    assert "Este arquivo não pode ser enviado como está" in pagina
    assert "mensagem 5001 da tabela 38" in pagina and "valorProcedimento" in pagina
    assert "Enviar 1 guia" not in pagina


def test_envio_vazio_volta_com_o_erro_no_campo(mundo: Mundo, faturista: Client) -> None:
    resposta = faturista.post("/prestador/conferencias/", {})
    assert resposta.status_code == 422
    assert "Escolha ao menos um arquivo XML" in resposta.content.decode()
    ruim = faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(b"PK\x03\x04lixo", "a.zip")]})
    assert ruim.status_code == 422
    assert "não é um zip que se possa abrir" in ruim.content.decode()
    with escopo(mundo.operadora):
        assert Conferencia.objects.count() == 0


def test_varios_arquivos_vao_para_a_fila_e_a_pagina_acompanha(mundo: Mundo, faturista: Client) -> None:
    pacote = io.BytesIO()
    with zipfile.ZipFile(pacote, "w") as aberto:
        for numero in ("391", "392"):
            aberto.writestr(f"{numero}.xml", xml(mundo, consultas(mundo, 1, numero), numero, numero))
    resposta = faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(pacote.getvalue(), "a.zip")]})
    andamento = resposta["Location"]
    assert andamento.startswith("/prestador/conferencias/andamento/?ids=")
    assert "Conferindo 2 arquivos" in faturista.get(andamento).content.decode()
    with escopo(mundo.operadora):
        drenar()
    parcial = faturista.get(andamento.replace("andamento/", "andamento/parcial/")).content.decode()
    assert "2 arquivos conferidos: nada em risco" in parcial
    assert "hx-get" not in parcial


def test_enviar_duas_vezes_da_um_so_lote_e_o_mesmo_protocolo(mundo: Mundo, faturista: Client) -> None:
    conferencia = conferido(mundo, faturista, consultas(mundo, 2))
    primeira = faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    segunda = faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    assert (primeira.status_code, primeira["Location"]) == (303, segunda["Location"])
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
    assert primeira["Location"] == f"/prestador/lotes/{lote.pk}/protocolo/"
    assert lote.protocolo in faturista.get(primeira["Location"]).content.decode()
    recibo = faturista.get(f"/prestador/lotes/{lote.pk}/recibo.xml")
    assert recibo["Content-Type"] == "application/xml"
    assert f"<ans:numeroProtocolo>{lote.protocolo}</ans:numeroProtocolo>".encode() in recibo.content
    assert b"".join(faturista.get(f"/prestador/lotes/{lote.pk}/recibo.pdf").streaming_content)[:5] == b"%PDF-"


def test_enviado_nao_se_confere_de_novo(mundo: Mundo, faturista: Client) -> None:
    conferencia = conferido(mundo, faturista, consultas(mundo, 1))
    assert faturista.post(f"/prestador/conferencias/{conferencia.pk}/conferir/").status_code == 303
    faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    faturista.post(f"/prestador/conferencias/{conferencia.pk}/conferir/")
    with escopo(mundo.operadora):
        assert Conferencia.objects.get().situacao == Conferencia.Situacao.ENVIADA


def test_separar_cria_um_lote_so_com_as_guias_certas(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 3)
    guias[1] = mais_cara(guias[1], "30.00")
    conferencia = conferido(mundo, faturista, guias)
    resposta = faturista.post(f"/prestador/conferencias/{conferencia.pk}/separar/")
    with escopo(mundo.operadora):
        nova = Conferencia.objects.exclude(pk=conferencia.pk).get()
        assert (nova.numero_lote, nova.quantidade_guias, nova.valor_em_risco) == ("390", 2, Decimal("0.00"))
        numeros = [guia["numero"] for guia in nova.resultado["guias"]]
    assert numeros == [guias[0].numero_prestador, guias[2].numero_prestador]
    assert resposta["Location"] == f"/prestador/conferencias/{nova.pk}/"
    faturista.post(f"/prestador/conferencias/{nova.pk}/separar/")
    with escopo(mundo.operadora):
        assert Conferencia.objects.count() == 2


def test_guias_da_conferencia_saem_filtradas_em_csv(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 3)
    guias[2] = mais_cara(guias[2], "1.00")
    conferencia = conferido(mundo, faturista, guias)
    resposta = faturista.get(f"/prestador/conferencias/{conferencia.pk}/?situacao=com-achado&formato=csv")
    linhas = b"".join(resposta.streaming_content).decode("utf-8-sig").splitlines()
    assert len(linhas) == 2
    assert linhas[1].startswith(f"{guias[2].numero_prestador};{mundo.titular.carteira};")


@pytest.mark.parametrize("ids", ["²", "9" * 40, "1,x,-1"])
def test_numero_que_nao_e_de_conferencia_nao_derruba_o_andamento(faturista: Client, ids: str) -> None:
    assert faturista.get("/prestador/conferencias/andamento/", {"ids": ids}).status_code == 200
