"""The workbench as a whole: authorised value, story, original file, closed lotes, keys, level statements."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from guiche.autorizacao.models import Autorizacao
from guiche.autorizacao.services import cancelar_autorizacao
from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.services.contas import concluir_conta, fechar_lote
from guiche.nucleo.escopo import escopo
from guiche.portais.componentes import formatos
from guiche.portais.componentes.visual import Passo
from guiche.portais.operadora.contas.diferencas import CONFERE, Diferenca
from guiche.portais.operadora.contas.linhas import LinhaDoItem
from tests.autorizacao.apoio import autorizar, recebido, ressonancia
from tests.cenario import Mundo
from tests.portais.operadora import itens_de, quantos, relido
from tests.portais.prestador import enviado, quantas_consultas

pytestmark = pytest.mark.django_db

PARTE = {"HX-Request": "true", "HX-Request-Type": "partial"}


def com_senha(mundo: Mundo, *, senha: str = "81000001", quantidade: int = 1) -> ItemDaGuia:
    """The only item of a lote whose guia carries this senha."""
    with escopo(mundo.operadora):
        lote = recebido(mundo, [ressonancia(mundo, senha, quantidade=quantidade)])
    return itens_de(mundo, lote)[0]


def linha_de(analista: Client, item: ItemDaGuia) -> LinhaDoItem:
    """The row of the only item of its conta."""
    (linha,) = analista.get(f"/operadora/contas/{item.guia_id}/").context["linhas"]
    return linha


def passos_de(analista: Client, item: ItemDaGuia) -> list[Passo]:
    return analista.get(f"/operadora/contas/{item.guia_id}/").context["passos"]


def fechado(mundo: Mundo, lote: Lote) -> Lote:
    """The lote with every suggestion taken and the analysis closed by the analyst."""
    with escopo(mundo.operadora):
        for guia in Guia.objects.filter(lote=lote, analise=Guia.Analise.PENDENTE):
            concluir_conta(mundo.ator("analista"), guia, aplicar_sugestoes=True)
        return fechar_lote(mundo.ator("analista"), Lote.objects.get(pk=lote.pk))


# Authorised


def test_autorizado_mostra_quantidade_e_o_que_ela_cobre(mundo: Mundo, analista: Client) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", 2)
    item = com_senha(mundo, quantidade=3)
    linha = linha_de(analista, item)
    assert item.valor_contratado is not None
    assert (linha.quantidade, linha.autorizada) == ("3", "2")
    assert linha.coberto == item.valor_contratado / 3 * 2
    assert linha.autorizacao == Diferenca("erro", "cima", "+1")
    pagina = analista.get(f"/operadora/contas/{item.guia_id}/")
    assert pagina.context["senha"].rotulo == f"Válida até {formatos.data(mundo.hoje + timedelta(days=10))}"
    assert f"cobre {formatos.valor(linha.coberto)}" in pagina.content.decode()


def test_autorizado_que_serve_confere(mundo: Mundo, analista: Client) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", 1)
    item = com_senha(mundo)
    linha = linha_de(analista, item)
    assert (linha.autorizacao, linha.coberto, linha.diverge) == (CONFERE, item.valor_contratado, False)


@pytest.mark.parametrize(
    ("caso", "na_linha", "na_senha"),
    [
        ("nenhuma", "senha inválida", "Não encontrada"),
        ("de-outra-pessoa", "senha inválida", "De outro beneficiário"),
        ("vencida", "senha vencida", "Valia até"),
        ("cancelada", "senha cancelada", "Cancelada"),
        ("ja-usada", "já usada", "Válida até"),
    ],
)
def test_senha_que_nao_serve_diz_por_que_com_palavra_e_sinal(
    mundo: Mundo, analista: Client, caso: str, na_linha: str, na_senha: str
) -> None:
    with escopo(mundo.operadora):
        if caso == "de-outra-pessoa":
            autorizar(mundo, "81000001", beneficiario=mundo.conjuge)
        elif caso == "vencida":
            autorizar(mundo, "81000001", valida_ate=mundo.hoje - timedelta(days=4))
        elif caso != "nenhuma":
            autorizar(mundo, "81000001")
        if caso == "cancelada":
            cancelar_autorizacao(mundo.ator("gestor"), Autorizacao.objects.get(), "Pedido da família.")
        if caso == "ja-usada":
            recebido(mundo, [ressonancia(mundo, "81000001", numero="R-0", dias=9)], "700")
    item = com_senha(mundo)
    linha = linha_de(analista, item)
    assert linha.autorizacao == Diferenca("erro", "x", na_linha)
    assert (linha.coberto, linha.diverge) == (None, True)
    pagina = analista.get(f"/operadora/contas/{item.guia_id}/")
    assert pagina.context["senha"].rotulo.startswith(na_senha)


def test_exigida_e_ausente_e_nao_exigida(mundo: Mundo, analista: Client) -> None:
    item = com_senha(mundo, senha="")
    assert linha_de(analista, item).autorizacao == Diferenca("erro", "x", "sem senha")
    assert analista.get(f"/operadora/contas/{item.guia_id}/").context["senha"] is None
    consulta = itens_de(mundo, enviado(mundo, "382", 1))[0]
    pagina = analista.get(f"/operadora/contas/{consulta.guia_id}/")
    assert pagina.context["linhas"][0].autorizacao is None
    assert "não exige" in pagina.content.decode()


# Story


@pytest.mark.requisito("X-02")
def test_historia_conta_cada_decisao_de_quanto_para_quanto_e_por_que(mundo: Mundo, analista: Client) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1, "20.00"))[0]
    assert [passo.titulo for passo in passos_de(analista, item)][:2] == [
        "Lote recebido",
        "Conferência automática: 0 itens aceitos",
    ]
    endereco = f"/operadora/contas/{item.guia_id}/decidir/{item.pk}/"
    analista.post(endereco, {"tipo": "glosar_total", "codigo": "1705", "texto": "Sem registro."})
    analista.post(endereco, {"tipo": "aceitar"})
    sugerido, cobrado = (formatos.dinheiro(v) for v in (item.valor_liberado, item.valor_informado))
    primeira, segunda = [passo for passo in passos_de(analista, item) if passo.titulo.startswith("Item 1")]
    quem = mundo.analista.nome
    assert primeira.titulo == "Item 1: glosar o item"
    assert primeira.texto.startswith(f"Liberado de {sugerido} para {formatos.dinheiro(Decimal(0))}. Glosa 1705")
    assert "Sem registro." not in primeira.texto
    assert (segunda.titulo, segunda.texto) == (
        "Item 1: aceitar o cobrado",
        f"Liberado de {formatos.dinheiro(Decimal(0))} para {cobrado}. {quem}.",
    )
    analista.post(endereco, {"tipo": "glosar_total", "codigo": "1705", "texto": "Sem registro."})
    analista.post(f"/operadora/contas/{item.guia_id}/concluir/")
    *_, ultima, concluida = passos_de(analista, item)
    assert ultima.texto.endswith(f"“Sem registro.” {quem}.")
    glosa = formatos.dinheiro(item.valor_informado)
    assert concluida.texto == f"Libera {formatos.dinheiro(Decimal(0))}, glosa {glosa}. {quem}."


# Documents


def test_xml_original_sai_pela_porta_autorizada(
    mundo: Mundo, analista: Client, de_outra_operadora: Client, so_le: Client
) -> None:
    lote = enviado(mundo, "381", 1, "20.00")
    guia = itens_de(mundo, lote)[0].guia_id
    endereco = reverse("publico:arquivo", args=[lote.arquivo_id])
    assert f'href="{endereco}"' in analista.get(f"/operadora/contas/{guia}/").content.decode()
    resposta = analista.get(endereco)
    assert resposta.status_code == 200
    assert b"".join(resposta.streaming_content).startswith(b"<?xml")
    assert quantos(mundo, "documentos.arquivo.lido") == 1
    assert so_le.get(endereco).status_code == 403
    assert de_outra_operadora.get(endereco).status_code == 404
    assert quantos(mundo, "documentos.arquivo.lido") == 1


# Closed


def test_lote_fechado_diz_quem_e_quando_e_nao_tem_o_que_decidir(mundo: Mundo, analista: Client) -> None:
    aberto = enviado(mundo, "381", 1, "20.00")
    item = itens_de(mundo, aberto)[0]
    outra = itens_de(mundo, enviado(mundo, "382", 1, "20.00"))[0]
    lote = fechado(mundo, aberto)
    conta = f"/operadora/contas/{item.guia_id}/"
    pagina = analista.get(conta)
    dito = pagina.content.decode()
    encerramento = pagina.context["encerramento"]
    assert (encerramento.quem, encerramento.quando.date()) == (mundo.analista.nome, lote.fechado_em.date())
    assert "Análise encerrada" in dito
    assert 'id="decidir"' not in dito and 'name="tipo"' not in dito and "/concluir/" not in dito
    assert "glosados em 1 item" in dito
    assert pagina.context["proxima"].pk == outra.guia_id
    assert f'href="/operadora/contas/{outra.guia_id}/" data-tecla="n"' in dito

    antes = relido(mundo, item)
    for endereco in (f"{conta}decidir/{item.pk}/", f"{conta}painel/{item.pk}/"):
        resposta = analista.post(endereco, {"tipo": "aceitar"}, headers=PARTE)
        assert resposta.status_code in (409, 422)
    assert (relido(mundo, item).decisao, relido(mundo, item).valor_glosa) == (antes.decisao, antes.valor_glosa)
    assert quantos(mundo, "faturamento.item.decidido") == 0


# Keys and parts


def test_as_teclas_listadas_sao_as_que_a_conta_aceita(mundo: Mundo, analista: Client) -> None:
    primeiro, *_ = itens_de(mundo, enviado(mundo, "381", 2, "20.00"))
    dito = analista.get(f"/operadora/contas/{primeiro.guia_id}/").content.decode()
    for tecla in "avpgdin":
        assert f'data-tecla="{tecla}"' in dito.lower()
        assert f"<kbd>{tecla.upper()}</kbd>" in dito
    certo = itens_de(mundo, enviado(mundo, "382", 1))[0]
    dito = analista.get(f"/operadora/contas/{certo.guia_id}/").content.decode()
    assert 'data-tecla="v"' not in dito and "<kbd>V</kbd>" not in dito
    assert f'href="/operadora/contas/{primeiro.guia_id}/" data-tecla="n"' in dito


def test_htmx_recebe_so_a_bancada_e_o_navegador_a_pagina(mundo: Mundo, analista: Client) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1, "20.00"))[0]
    conta = f"/operadora/contas/{item.guia_id}/"
    parte = analista.get(conta, {"item": item.pk}, headers=PARTE)
    assert parte.content.decode().lstrip().startswith('<div class="gc-bancada" id="bancada">')
    assert "data-foco" in parte.content.decode()
    inteira = analista.get(conta, {"item": item.pk}, headers={"HX-Request": "true", "HX-Request-Type": "full"})
    assert "<html" in inteira.content.decode()
    assert "HX-Request-Type" in parte["Vary"] and "HX-Request-Type" in inteira["Vary"]


# Statements


def test_consultas_da_bancada_sao_as_mesmas_com_um_e_com_tres_itens_iguais(mundo: Mundo, analista: Client) -> None:
    medidas = []
    for numero, quantas in (("701", 2), ("702", 4)):
        senhas = [f"81{numero}00{n}" for n in range(quantas)]
        with escopo(mundo.operadora):
            for senha in senhas:
                autorizar(mundo, senha, valida_ate=mundo.hoje - timedelta(days=15))
            lote = recebido(
                mundo,
                [ressonancia(mundo, s, numero=f"{numero}-{n}", dias=3 + n) for n, s in enumerate(senhas)],
                numero,
            )
        guia = itens_de(mundo, lote)[0].guia_id
        analista.get(f"/operadora/contas/{guia}/")
        medidas.append(quantas_consultas(analista, f"/operadora/contas/{guia}/"))
    assert medidas[0] == medidas[1] <= 18
