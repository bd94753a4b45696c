"""One lote through the house: received, analysed, closed, released, paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guiche.cadastro.models import Prestador
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import Arquivo
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Conferencia, Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.glosa import Decisao
from guiche.faturamento.services.conferencias import abrir_conferencias, conferir_arquivo, enviar_conferencia
from guiche.faturamento.services.contas import (
    concluir_conta,
    decidir_itens,
    fechar_lote,
    itens_iguais,
    liberar_lote,
)
from guiche.faturamento.services.lotes import cancelar_lote, receber_lote
from guiche.faturamento.tasks import cuidar_das_conferencias
from guiche.nucleo import eventos
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.projeto.cenario.guias import cabecalho, lote, refazer_totais
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def consultas(mundo: Mundo, quantas: int = 3, carteira: str | None = None) -> list[GuiaTiss]:
    """Consultas of the titular that charge exactly the contract, on different days."""
    fabrica = mundo.fabrica()
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == (carteira or mundo.titular.carteira))
    return [
        fabrica.guia(TipoGuia.CONSULTA, mundo.cadastro.vivos["cedro"], segurado, mundo.hoje - timedelta(days=3 + n))
        for n in range(quantas)
    ]


def xml(mundo: Mundo, guias: list[GuiaTiss], numero: str = "381", sequencial: str = "1") -> bytes:
    """The message the clinic would send with these guias."""
    quando = timezone.make_aware(datetime.combine(mundo.hoje, time(9)))
    cabeca = cabecalho(mundo.cadastro.vivos["cedro"], mundo.operadora.registro_ans, "4.03.00", sequencial, quando)
    return escrever_lote(lote(numero, guias), cabeca, Versao("4.03.00"))


def mais_cara(guia: GuiaTiss, acrescimo: str) -> GuiaTiss:
    """The same guia charging so much above the contract."""
    item = guia.itens[0]
    valor = item.valor_total + Decimal(acrescimo)
    return refazer_totais(replace(guia, itens=(replace(item, valor_unitario=valor, valor_total=valor),)))


@pytest.fixture
def faturista(mundo: Mundo):
    return mundo.ator("faturista", prestador=mundo.prestador)


def test_lote_limpo_vai_da_entrega_ao_pagamento(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        recebimento = receber_lote(faturista, conteudo=xml(mundo, consultas(mundo)), nome="lote.xml", canal="2")
        recebido = recebimento.lote
        assert recebimento.recusa is None and recebido is not None
        assert (recebido.quantidade_guias, recebido.quantidade_itens, recebido.pendentes) == (3, 3, 0)
        assert recebido.valor_glosa == 0
        assert recebido.valor_informado == recebido.valor_liberado > 0
        drenar()
        recebido.refresh_from_db()
        assert recebido.situacao == estados.EM_ANALISE

        fechado = fechar_lote(mundo.ator("analista"), recebido)
        assert fechado.situacao == estados.ANALISADO
        liberar_lote(mundo.ator("gestor"), fechado)
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), recebido.competencia)
        assert pagamento.valor_liquido == recebido.valor_liberado
        marcar_pago(mundo.ator("financeiro"), pagamento)
        assert Lote.objects.get(pk=recebido.pk).situacao == estados.PAGO
        assert set(Guia.objects.values_list("situacao", flat=True)) == {estados.PAGO}
        drenar()
        assert eventos.verificar_cadeia() is None


@pytest.mark.requisito("X-11")
def test_reenviar_os_mesmos_bytes_devolve_o_mesmo_lote(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        conteudo = xml(mundo, consultas(mundo))
        primeiro = receber_lote(faturista, conteudo=conteudo, nome="a.xml", canal="2")
        segundo = receber_lote(faturista, conteudo=conteudo, nome="b.xml", canal="2")
        assert segundo.repetido and segundo.lote == primeiro.lote
        assert Lote.objects.count() == 1


def test_mesmo_sequencial_com_outro_conteudo_e_recusado_e_o_arquivo_fica(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        guias = consultas(mundo, 2)
        receber_lote(faturista, conteudo=xml(mundo, guias[:1], "381", "7"), nome="a.xml", canal="2")
        recusado = receber_lote(faturista, conteudo=xml(mundo, guias[1:], "382", "7"), nome="b.xml", canal="2")
        assert recusado.recusa is not None and recusado.recusa.codigo_glosa == "3268"
        assert recusado.recusa.campo == "sequencialTransacao"
        fato = Evento.objects.filter(tipo="faturamento.lote.recusado").get().fato
        assert fato["codigo"] == "3268"


def test_valor_acima_do_contrato_vira_glosa_1705_e_o_analista_decide(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        guias = [mais_cara(guia, "20.00") for guia in consultas(mundo, 2)]
        recebido = receber_lote(faturista, conteudo=xml(mundo, guias), nome="a.xml", canal="2").lote
        assert recebido is not None and recebido.pendentes == 2
        assert recebido.valor_glosa == Decimal("40.00")
        assert list(Glosa.objects.values_list("codigo", "valor")) == [("1705", Decimal("20.00"))] * 2
        analista = mundo.ator("analista")
        primeiro, segundo = ItemDaGuia.objects.select_related("guia").order_by("pk")
        assert [item.pk for item in itens_iguais(primeiro)] == [segundo.pk]
        with pytest.raises(Recusa, match="2 contas esperam decisão"):
            fechar_lote(analista, recebido)
        decidir_itens(analista, [primeiro, segundo], Decisao("pagar_contratado", "1705", "Pagamos o contratado."))
        for guia in Guia.objects.all():
            concluir_conta(analista, guia)
        recebido.refresh_from_db()
        assert recebido.pendentes == 0
        fechado = fechar_lote(analista, recebido)
        assert fechado.valor_liberado == fechado.valor_informado - Decimal("40.00")


def test_decisao_sem_texto_nao_muda_nada(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        receber_lote(faturista, conteudo=xml(mundo, consultas(mundo, 1)), nome="a.xml", canal="2")
        item = ItemDaGuia.objects.select_related("guia").get()
        with pytest.raises(Recusa, match="código da glosa"):
            decidir_itens(mundo.ator("analista"), [item], Decisao("glosar_total"))
        assert ItemDaGuia.objects.get().valor_glosa == 0


def test_conferir_diz_o_risco_e_enviar_usa_os_mesmos_bytes(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        guias = consultas(mundo, 3)
        guias[0] = mais_cara(guias[0], "12.50")
        (conferencia,) = abrir_conferencias(faturista, [("lote.xml", xml(mundo, guias))])
        conferida = conferir_arquivo(faturista, conferencia)
        assert conferida.situacao == "P"
        assert conferida.valor_em_risco == Decimal("12.50")
        assert [(c["codigo"], c["itens"]) for c in conferida.resultado["causas"]] == [("1705", 1)]
        assert Lote.objects.count() == 0
        enviado = enviar_conferencia(faturista, conferida)
        de_novo = enviar_conferencia(faturista, conferida)
        assert enviado.lote == de_novo.lote
        assert Lote.objects.get().valor_glosa == Decimal("12.50")


def test_cancelado_libera_o_numero(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        conteudo = xml(mundo, consultas(mundo))
        primeiro = receber_lote(faturista, conteudo=conteudo, nome="a.xml", canal="2").lote
        assert primeiro is not None
        cancelar_lote(faturista, primeiro)
        segundo = receber_lote(faturista, conteudo=conteudo, nome="a.xml", canal="2")
        assert segundo.lote is not None and segundo.lote != primeiro
        assert segundo.lote.valor_glosa == 0


def test_consultas_do_recebimento_nao_crescem_com_as_guias(mundo: Mundo, faturista) -> None:
    contagens = {}
    with escopo(mundo.operadora):
        for numero, quantas in (("1", 1), ("2", 1), ("3", 4)):
            conteudo = xml(mundo, consultas(mundo, quantas), numero, numero)
            with CaptureQueriesContext(connection) as sql:
                receber_lote(faturista, conteudo=conteudo, nome="a.xml", canal="2")
            contagens[numero] = len(sql)
    assert contagens["2"] == contagens["3"]


def test_prestador_sem_conta_fica_fora_do_fechamento(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        recebido = receber_lote(faturista, conteudo=xml(mundo, consultas(mundo)), nome="a.xml", canal="2").lote
        assert recebido is not None
        liberar_lote(mundo.ator("gestor"), fechar_lote(mundo.ator("analista"), recebido))
        Prestador.objects.filter(pk=mundo.prestador.pk).update(conta="")
        with pytest.raises(Recusa, match="Não há lote liberado"):
            fechar_competencia(mundo.ator("financeiro"), recebido.competencia)
        assert Pagamento.objects.count() == 0


def test_decisao_nao_apaga_a_contestacao_que_chegou_enquanto_isso(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        guias = [mais_cara(guia, "20.00") for guia in consultas(mundo, 1)]
        receber_lote(faturista, conteudo=xml(mundo, guias), nome="a.xml", canal="2")
        aberto_na_tela = ItemDaGuia.objects.select_related("guia").get()
        ItemDaGuia.objects.update(contestado=True)
        decidir_itens(mundo.ator("analista"), [aberto_na_tela], Decisao("pagar_contratado", "1705", "Contratado."))
        gravado = ItemDaGuia.objects.get()
        assert (gravado.contestado, gravado.decisao) == (True, ItemDaGuia.Decisao.AJUSTADA)


def test_conferir_depois_de_enviado_nao_desfaz_o_envio(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        (na_fila,) = abrir_conferencias(faturista, [("lote.xml", xml(mundo, consultas(mundo)))])
        enviado = enviar_conferencia(faturista, Conferencia.objects.get(pk=na_fila.pk))
        with pytest.raises(Recusa, match="já foi enviado"):
            conferir_arquivo(faturista, na_fila)
        gravada = Conferencia.objects.get()
        assert (gravada.situacao, gravada.lote) == (Conferencia.Situacao.ENVIADA, enviado.lote)


def test_decidir_custa_o_mesmo_para_um_e_para_tres_itens(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        guias = [mais_cara(guia, "20.00") for guia in consultas(mundo, 5)]
        receber_lote(faturista, conteudo=xml(mundo, guias), nome="a.xml", canal="2")
        itens = list(ItemDaGuia.objects.select_related("guia").order_by("pk"))
        contagens = []
        for parte in (itens[:1], itens[1:2], itens[2:]):
            with CaptureQueriesContext(connection) as sql:
                decidir_itens(mundo.ator("analista"), parte, Decisao("glosar_total", "1705", "Sem cobertura."))
            contagens.append(len(sql))
        assert contagens[1] == contagens[2]  # the first also reads the catalogue of reasons
        assert list(Guia.objects.values_list("valor_liberado", "divergencias")) == [(Decimal(0), 1)] * 5
        assert Evento.objects.filter(tipo="faturamento.item.decidido").count() == 5
        assert eventos.verificar_cadeia() is None


def test_na_outra_convencao_o_processado_da_conta_e_o_cobrado(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        configurar(mundo.ator("gestor"), FaturamentoConfig(processado_e_o_informado=True))
        recebido = receber_lote(
            faturista, conteudo=xml(mundo, [mais_cara(consultas(mundo, 1)[0], "20.00")]), nome="a.xml", canal="2"
        ).lote
        assert recebido is not None
        assert (recebido.valor_processado, recebido.valor_glosa) == (recebido.valor_informado, Decimal("20.00"))
        item = ItemDaGuia.objects.select_related("guia").get()
        decidir_itens(mundo.ator("analista"), [item], Decisao("pagar_contratado", "1705", "Pagamos o contratado."))
        item.refresh_from_db()
        assert (item.valor_processado, item.valor_glosa) == (item.valor_informado, Decimal("20.00"))


def test_conferencia_esquecida_volta_a_fila_e_depois_de_um_dia_desiste(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        nova, velha = abrir_conferencias(
            faturista,
            [("a.xml", xml(mundo, consultas(mundo, 1))), ("b.xml", xml(mundo, consultas(mundo, 1), "382", "2"))],
        )
        Conferencia.objects.filter(pk=nova.pk).update(criada_em=timezone.now() - timedelta(hours=2))
        Conferencia.objects.filter(pk=velha.pk).update(criada_em=timezone.now() - timedelta(hours=25))
        cuidar_das_conferencias()
        drenar()
        nova.refresh_from_db()
        velha.refresh_from_db()
        assert nova.situacao == Conferencia.Situacao.PRONTA
        assert velha.situacao == Conferencia.Situacao.RECUSADA
        assert velha.resultado["defeito"]["mensagem"] == "O arquivo não pôde ser conferido. Envie-o de novo."


def test_conferencia_enviada_de_novo_espera_desde_agora(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        enviados = [("a.xml", xml(mundo, consultas(mundo, 1)))]
        (primeira,) = abrir_conferencias(faturista, enviados)
        Conferencia.objects.update(criada_em=timezone.now() - timedelta(days=3))
        antes = timezone.now()
        (segunda,) = abrir_conferencias(faturista, enviados)
        cuidar_das_conferencias()
        assert segunda == primeira
        gravada = Conferencia.objects.get()
        assert gravada.situacao == Conferencia.Situacao.NA_FILA and gravada.criada_em >= antes


def test_abrir_poe_na_fila_na_mesma_transacao(mundo: Mundo, faturista) -> None:
    enviados = [("a.xml", xml(mundo, consultas(mundo, 1))), ("b.xml", xml(mundo, consultas(mundo, 1), "382", "2"))]
    with escopo(mundo.operadora):
        with pytest.raises(RuntimeError, match="queda"), transaction.atomic():
            abrir_conferencias(faturista, enviados)
            raise RuntimeError("queda")
        assert (Conferencia.objects.count(), drenar()) == (0, 0)
        abertas = abrir_conferencias(faturista, enviados)
        assert drenar() == 2
        assert set(Conferencia.objects.values_list("situacao", flat=True)) == {Conferencia.Situacao.PRONTA}
        pedidas = Evento.objects.filter(tipo="faturamento.conferencia.pedida").order_by("numero")
        assert [evento.alvo for evento in pedidas] == [aberta.pk for aberta in abertas]


def test_conferida_na_hora_a_tarefa_nao_tem_o_que_fazer(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        (aberta,) = abrir_conferencias(faturista, [("a.xml", xml(mundo, consultas(mundo, 1)))])
        conferir_arquivo(faturista, aberta)
        assert drenar() == 1
        assert Evento.objects.filter(tipo="faturamento.lote.conferido").count() == 1
        assert Notificacao.objects.count() == 0


def test_o_arquivo_do_lote_cancelado_fica_quando_a_conferencia_e_enviada_outra_vez(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        (aberta,) = abrir_conferencias(faturista, [("a.xml", xml(mundo, consultas(mundo, 1)))])
        primeiro = enviar_conferencia(faturista, aberta).lote
        assert primeiro is not None
        cancelar_lote(faturista, primeiro)
        segundo = enviar_conferencia(faturista, aberta).lote
        assert segundo is not None and segundo != primeiro
        gravada = Conferencia.objects.get()
        assert (gravada.lote, gravada.arquivo_id) == (segundo, segundo.arquivo_id)
        assert set(Arquivo.objects.values_list("pk", flat=True)) == {primeiro.arquivo_id, segundo.arquivo_id}
