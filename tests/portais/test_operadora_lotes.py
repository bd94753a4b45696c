"""Lotes of the operadora: list, totals, and the verbs of their flow."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from guiche.faturamento.regras import estados
from guiche.nucleo.escopo import escopo
from guiche.pagamento.services.pagamentos import fechar_competencia
from tests.cenario import Mundo
from tests.portais.operadora import (
    aviso,
    conta_de,
    contestado,
    folha,
    itens_de,
    liberado,
    opcoes_de_fabrica,
    quantos,
    relido,
)
from tests.portais.prestador import analisado, enviado

pytestmark = pytest.mark.django_db


def test_lotes_filtram_somam_e_exportam(mundo: Mundo, analista: Client, de_outra_operadora: Client) -> None:
    sujo, limpo = enviado(mundo, "381", 2, "20.00"), enviado(mundo, "382", 1)
    pagina = analista.get("/operadora/lotes/")
    assert pagina.context["total"] == sujo.valor_informado + limpo.valor_informado
    assert (pagina.context["por_fechar"], pagina.context["limpos"]) == (1, 1)

    def achados(**filtro: str) -> list[str]:
        tabela = analista.get("/operadora/lotes/", filtro).context["tabela"]
        return sorted(linha.objeto.numero for linha in tabela.linhas)

    assert achados(q="38") == ["381", "382"]
    assert achados(q=sujo.protocolo) == ["381"]
    assert achados(situacao="por-fechar") == ["382"]
    assert achados(situacao=estados.EM_ANALISE) == ["381", "382"]
    assert achados(situacao=estados.PAGO) == []
    assert achados(competencia=sujo.competencia.rotulo) == ["381", "382"]
    assert achados(competencia=sujo.competencia.anterior.rotulo) == []
    linhas = folha(analista.get("/operadora/lotes/", {"q": "382", "formato": "csv"}))
    assert [linha[:2] for linha in linhas] == [["Protocolo", "Lote"], [limpo.protocolo, "382"]]
    assert de_outra_operadora.get("/operadora/lotes/").context["tabela"].linhas == []


def test_lote_mostra_totais_motivos_e_so_o_que_se_pode_fazer(
    mundo: Mundo, analista: Client, so_le: Client, de_outra_operadora: Client
) -> None:
    lote = enviado(mundo, "381", 2, "20.00")
    endereco = f"/operadora/lotes/{lote.pk}/"
    pagina = analista.get(endereco)
    assert [(motivo.codigo, motivo.itens, motivo.valor) for motivo, _ in pagina.context["motivos"]] == [
        ("1705", 2, Decimal("40.00"))
    ]
    assert pagina.context["lote"].valor_liberado == lote.valor_informado - Decimal("40.00")
    assert [acao for acao, _ in pagina.context["acoes"]] == ["cancelar"]
    assert "2 contas esperam decisão" in pagina.content.decode()
    limpo = enviado(mundo, "382", 1)
    outra = analista.get(f"/operadora/lotes/{limpo.pk}/")
    assert [acao for acao, _ in outra.context["acoes"]] == ["fechar", "cancelar"]
    assert so_le.get(f"/operadora/lotes/{limpo.pk}/").context["acoes"] == []
    assert de_outra_operadora.get(endereco).status_code == 404


@pytest.mark.parametrize("acao", ["fechar", "liberar", "cancelar"])
def test_agir_no_lote_recusado_nao_muda_nada(
    mundo: Mundo, so_le: Client, de_outra_operadora: Client, acao: str
) -> None:
    lote = analisado(mundo, "381", 1) if acao == "liberar" else enviado(mundo, "381", 1)
    endereco = f"/operadora/lotes/{lote.pk}/{acao}/"
    antes = relido(mundo, lote).situacao
    assert so_le.post(endereco).status_code == 403
    assert de_outra_operadora.post(endereco).status_code == 404
    assert so_le.get(endereco).status_code == 405
    assert relido(mundo, lote).situacao == antes


def test_acao_desconhecida_nao_existe(mundo: Mundo, analista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    assert analista.post(f"/operadora/lotes/{lote.pk}/pagar/").status_code == 404


def test_fechar_espera_as_contas_e_congela_a_analise(mundo: Mundo, analista: Client) -> None:
    sujo, limpo = enviado(mundo, "381", 1, "20.00"), enviado(mundo, "382", 1)
    frase = "1 conta espera decisão antes de fechar este lote."
    assert aviso(analista.post(f"/operadora/lotes/{sujo.pk}/fechar/")) == frase
    assert relido(mundo, sujo).situacao == estados.EM_ANALISE
    feito = analista.post(f"/operadora/lotes/{limpo.pk}/fechar/")
    assert feito["Location"] == f"/operadora/lotes/{limpo.pk}/"
    assert aviso(feito) == "Análise do lote 382 fechada."
    analista.post(f"/operadora/lotes/{limpo.pk}/fechar/")
    assert (relido(mundo, limpo).situacao, quantos(mundo, "faturamento.lote.analisado")) == (estados.ANALISADO, 1)
    item = itens_de(mundo, limpo)[0]
    tarde = analista.post(f"/operadora/contas/{item.guia_id}/decidir/{item.pk}/", {"tipo": "aceitar"})
    assert tarde.status_code == 422
    assert "não mudam mais" in " ".join(tarde.content.decode().split())
    assert relido(mundo, item).decisao == item.decisao


def test_acima_da_alcada_outra_pessoa_libera(mundo: Mundo, analista: Client, gestor: Client) -> None:
    opcoes = opcoes_de_fabrica() | {"alcada": "0,00"}
    assert gestor.post("/operadora/configuracao/", opcoes).status_code == 303
    lote = enviado(mundo, "381", 1)
    analista.post(f"/operadora/lotes/{lote.pk}/fechar/")
    endereco = f"/operadora/lotes/{lote.pk}/liberar/"
    propria = analista.post(endereco)
    assert aviso(propria) == "Acima da alçada, outra pessoa precisa liberar o lote que você fechou."
    assert relido(mundo, lote).situacao == estados.ANALISADO
    assert aviso(gestor.post(endereco)) == "Lote 381 liberado para pagamento."
    assert relido(mundo, lote).situacao == estados.LIBERADO_PARA_PAGAMENTO


def test_ate_a_alcada_quem_fechou_libera(mundo: Mundo, analista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    analista.post(f"/operadora/lotes/{lote.pk}/fechar/")
    analista.post(f"/operadora/lotes/{lote.pk}/liberar/")
    assert relido(mundo, lote).situacao == estados.LIBERADO_PARA_PAGAMENTO


def test_cancelar_so_antes_de_fechar(mundo: Mundo, analista: Client) -> None:
    aberto, fechado = enviado(mundo, "381", 1), analisado(mundo, "382", 1)
    assert aviso(analista.post(f"/operadora/lotes/{aberto.pk}/cancelar/")) == "Lote 381 cancelado."
    assert analista.post(f"/operadora/lotes/{fechado.pk}/cancelar/").status_code == 303
    assert relido(mundo, aberto).situacao == estados.CANCELADO
    assert relido(mundo, fechado).situacao == estados.ANALISADO
    assert conta_de(mundo, itens_de(mundo, fechado)[0]).situacao == estados.ANALISADO


def test_fechar_sem_divergencia_mostra_e_fecha_so_os_limpos(mundo: Mundo, analista: Client, so_le: Client) -> None:
    endereco = "/operadora/lotes/fechar-sem-divergencia/"
    sujo, um, dois = enviado(mundo, "381", 1, "20.00"), enviado(mundo, "382", 1), enviado(mundo, "383", 2)
    contestada = enviado(mundo, "384", 1)
    contestado(mundo, itens_de(mundo, contestada)[0])
    assert (so_le.get(endereco).status_code, so_le.post(endereco).status_code) == (403, 403)
    previa = analista.get(endereco)
    assert [lote.numero for lote in previa.context["lotes"]] == ["382", "383"]
    assert previa.context["valor"] == um.valor_liberado + dois.valor_liberado
    assert aviso(analista.post(endereco)) == "2 lotes fechados."
    assert [relido(mundo, lote).situacao for lote in (sujo, um, dois, contestada)] == [
        estados.EM_ANALISE,
        estados.ANALISADO,
        estados.ANALISADO,
        estados.EM_ANALISE,
    ]
    analista.post(endereco)
    assert quantos(mundo, "faturamento.lote.analisado") == 2


def test_lote_leva_ao_pagamento_e_as_contas_so_quem_pode_abrir(
    mundo: Mundo, analista: Client, financeiro: Client, so_le: Client
) -> None:
    lote = liberado(mundo, "381")
    with escopo(mundo.operadora):
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
    endereco = f"/operadora/lotes/{lote.pk}/"
    recibo = f'href="/operadora/pagamentos/{pagamento.pk}/"'
    conta = f'href="/operadora/contas/{itens_de(mundo, lote)[0].guia_id}/"'
    paginas = [client.get(endereco).content.decode() for client in (analista, financeiro, so_le)]
    assert [recibo in pagina for pagina in paginas] == [False, True, False]
    assert [conta in pagina for pagina in paginas] == [True, False, False]
