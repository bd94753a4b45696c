"""A lote by web service, from sending to the statement of its payment, read back with the same values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.glosa import Decisao
from guiche.faturamento.services.contas import concluir_conta, decidir_itens, fechar_lote, liberar_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.models import Lancamento, Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.projeto.cenario.guias import refazer_totais
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from tests.cenario import Mundo
from tests.integracao.apoio import Sistema, consultas, enviar

STATUS = "tissSolicitacaoStatusProtocolo"
RETORNO = "tissSolicitacaoDemonstrativoRetorno"
VINTE = Decimal("20.00")


def mais_cara(guia: GuiaTiss) -> GuiaTiss:
    """The same guia charging R$ 20,00 above the contract."""
    item = guia.itens[0]
    valor = item.valor_total + VINTE
    return refazer_totais(replace(guia, itens=(replace(item, valor_unitario=valor, valor_total=valor),)))


def recebido(mundo: Mundo, sistema: Sistema, numero: str = "381", sequencial: str = "1") -> Lote:
    """A lote of two consultas, the second one above the contract, sent by web service."""
    primeira, segunda = consultas(mundo)
    resposta = enviar(sistema.lote(mundo, [primeira, mais_cara(segunda)], numero, sequencial))
    assert resposta.situacao == 200
    protocolo = resposta.conteudo["protocoloRecebimento"]["detalheProtocolo"]["numeroProtocolo"]
    with escopo(mundo.operadora):
        drenar()
        return Lote.objects.select_related("prestador").get(protocolo=protocolo)


def analisado(mundo: Mundo, sistema: Sistema, numero: str = "381", sequencial: str = "1") -> Lote:
    """The same lote with its analysis closed: the suggested glosa was taken."""
    lote = recebido(mundo, sistema, numero, sequencial)
    with escopo(mundo.operadora):
        for guia in Guia.objects.filter(lote=lote, analise=Guia.Analise.PENDENTE):
            concluir_conta(mundo.ator("analista"), guia, aplicar_sugestoes=True)
        return fechar_lote(mundo.ator("analista"), lote)


@pytest.mark.requisito("B-13")
def test_recibo_traz_protocolo_e_o_numero_da_operadora_de_cada_guia(mundo: Mundo, clinica: Sistema) -> None:
    resposta = enviar(clinica.lote(mundo, consultas(mundo, 2), "381", "17"))
    assert (resposta.situacao, resposta.tipo) == (200, "text/xml; charset=iso-8859-1")
    mensagem = resposta.mensagem
    assert (mensagem.raiz, mensagem.servico) == ("protocoloRecebimentoWS", "tissLoteGuias")
    topo = mensagem.cabecalho
    assert (topo.tipo_transacao, topo.sequencial, topo.padrao) == ("PROTOCOLO_RECEBIMENTO", "17", "4.03.00")
    assert (topo.origem.registro_ans, topo.destino.codigo) == (
        mundo.operadora.registro_ans,
        clinica.prestador.codigo,
    )
    assert topo.login is None
    recibo = resposta.conteudo["protocoloRecebimento"]
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
        numeros = list(Guia.objects.order_by("pk").values_list("numero_prestador", "numero_operadora"))
    assert lote.canal == Lote.Canal.WEB_SERVICE
    detalhe = recibo["detalheProtocolo"]
    assert (recibo["numeroLote"], detalhe["numeroProtocolo"]) == ("381", lote.protocolo)
    assert detalhe["valorTotalProtocolo"] == lote.valor_informado
    guias = detalhe["dadosGuiasProtocolo"]["dadosGuias"]
    assert [(g["numeroGuiaPrestador"], g["numeroGuiaOperadora"]) for g in guias] == numeros


@pytest.mark.requisito("C-32", "B-13")
def test_do_envio_ao_demonstrativo_de_pagamento_com_os_mesmos_valores(mundo: Mundo, clinica: Sistema) -> None:
    lote = recebido(mundo, clinica)
    detalhe = enviar(clinica.status(lote.protocolo), STATUS).conteudo["situacaoDoProtocolo"]["lote"]["detalheLote"]
    assert (detalhe["statusProtocolo"], detalhe["numeroLote"]) == (estados.EM_ANALISE, "381")
    assert set(detalhe["valorTotalLote"].values()) == {Decimal("0.00")}
    espera = enviar(clinica.analise(lote.protocolo), RETORNO).conteudo["situacaoDemonstrativoRetorno"]
    assert (espera["numeroProtocolo"], espera["tipoDemonstrativo"], espera["situacaoDemonstrativo"]) == (
        lote.protocolo,
        "2",
        estados.EM_ANALISE,
    )
    ainda = enviar(clinica.pagamento(competencia=lote.competencia.tiss), RETORNO).conteudo
    assert ainda["situacaoDemonstrativoRetorno"]["tipoDemonstrativo"] == "1"

    with escopo(mundo.operadora):
        for guia in Guia.objects.filter(lote=lote, analise=Guia.Analise.PENDENTE):
            concluir_conta(mundo.ator("analista"), guia, aplicar_sugestoes=True)
        lote = liberar_lote(mundo.ator("gestor"), fechar_lote(mundo.ator("analista"), lote))
        assert lote.valor_glosa == VINTE

    (dac,) = enviar(clinica.analise(lote.protocolo), RETORNO).conteudo["demonstrativoAnaliseConta"]
    (protocolo,) = dac["dadosConta"]["dadosProtocolo"]
    limpa, glosada = protocolo["relacaoGuias"]
    assert limpa.get("detalhesGuia", []) == []
    (item,) = glosada["detalhesGuia"]
    assert item["relacaoGlosa"] == [{"valorGlosa": VINTE, "tipoGlosa": "1705"}]
    with escopo(mundo.operadora):
        do_banco = ItemDaGuia.objects.get(guia__numero_prestador=glosada["numeroGuiaPrestador"])
    assert (item["valorInformado"], item["valorProcessado"], item["valorLiberado"]) == (
        do_banco.valor_informado,
        do_banco.valor_processado,
        do_banco.valor_liberado,
    )
    for nome, valor in (
        ("Informado", lote.valor_informado),
        ("Processado", lote.valor_processado),
        ("Liberado", lote.valor_liberado),
        ("Glosa", VINTE),
    ):
        assert limpa[f"valor{nome}Guia"] + glosada[f"valor{nome}Guia"] == valor
        assert protocolo[f"valor{nome}Protocolo"] == dac[f"valor{nome}Geral"] == valor

    with escopo(mundo.operadora):
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
        marcar_pago(mundo.ator("financeiro"), pagamento)
    demonstrativo = enviar(clinica.pagamento(competencia=lote.competencia.tiss), RETORNO)
    assert demonstrativo.mensagem.cabecalho.tipo_transacao == "DEMONSTRATIVO_PAGAMENTO"
    corpo = demonstrativo.conteudo["demonstrativoPagamento"]
    assert corpo["cabecalhoDemonstrativo"]["numeroDemonstrativo"] == pagamento.numero
    (por_data,) = corpo["pagamentos"]["pagamentosPorData"]
    assert por_data["dadosPagamento"]["dataPagamento"] == pagamento.pago_em
    (pago,) = por_data["dadosResumo"]["relacaoProtocolos"]
    assert (pago["numeroProtocolo"], len(pago["guiasDoLote"])) == (lote.protocolo, 2)
    assert (pago["valorInformado"], pago["valorGlosa"], pago["valorLiberado"]) == (
        lote.valor_informado,
        VINTE,
        lote.valor_liberado,
    )
    assert sum(guia["valorLiberadoGuia"] for guia in pago["guiasDoLote"]) == lote.valor_liberado
    assert por_data["totaisLiquidosPorData"]["liquidoPorData"] == pagamento.valor_liquido
    totais = corpo["totaisDemonstrativo"]["totaisLiquidosDemonstrativo"]
    assert totais["valorLiberadoDemonstrativo"] == pagamento.valor_liquido == lote.valor_liberado
    mesmo = enviar(clinica.pagamento(dataPagamento=pagamento.pago_em), RETORNO).conteudo
    assert mesmo == demonstrativo.conteudo
    fim = enviar(clinica.status(lote.protocolo), STATUS).conteudo["situacaoDoProtocolo"]["lote"]["detalheLote"]
    assert fim["statusProtocolo"] == estados.PAGO
    assert fim["valorTotalLote"]["valorGlosa"] == VINTE


def test_debitos_e_creditos_fecham_o_liquido(mundo: Mundo, clinica: Sistema) -> None:
    lote = analisado(mundo, clinica)
    with escopo(mundo.operadora):
        liberar_lote(mundo.ator("gestor"), lote)
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
        for indicador, tipo, nome, valor in (
            ("1", "01", "IRRF 1,5%", "1.50"),
            ("2", "08", "Ajuste da competência anterior", "10.00"),
        ):
            Lancamento.objects.create(
                pagamento=pagamento, indicador=indicador, tipo=tipo, descricao=nome, valor=Decimal(valor)
            )
        Pagamento.objects.filter(pk=pagamento.pk).update(
            valor_debitos=Decimal("1.50"),
            valor_creditos=Decimal("10.00"),
            valor_liquido=pagamento.valor_liberado + Decimal("8.50"),
        )
    corpo = enviar(clinica.pagamento(competencia=lote.competencia.tiss), RETORNO).conteudo["demonstrativoPagamento"]
    (por_data,) = corpo["pagamentos"]["pagamentosPorData"]
    assert [
        (d["indicador"], d["tipoDebitoCredito"], d["valorDbCr"])
        for d in por_data["debitosCreditosPorData"]["debitosCreditos"]
    ] == [("1", "01", Decimal("1.50")), ("2", "08", Decimal("10.00"))]
    liquido = por_data["totaisLiquidosPorData"]
    liberado = por_data["totaisBrutosPorData"]["totaLiberadoPorData"]
    assert liquido["liquidoPorData"] == liberado - Decimal("1.50") + Decimal("10.00")
    assert por_data["dadosPagamento"]["dataPagamento"] == pagamento.data_prevista


@pytest.mark.parametrize(("codigo", "em_402"), [("3210", "1820"), ("3312", "3040"), ("1705", "1705")])
def test_motivo_novo_e_dito_com_o_codigo_que_a_versao_perguntada_conhece(
    mundo: Mundo, clinica: Sistema, clinica_402: Sistema, codigo: str, em_402: str
) -> None:
    lote = recebido(mundo, clinica)
    with escopo(mundo.operadora):
        guia = Guia.objects.get(lote=lote, analise=Guia.Analise.PENDENTE)
        item = guia.itens.select_related("guia").get()
        decisao = Decisao("glosar_total", codigo, "Quantidade além da autorizada.")
        decidir_itens(mundo.ator("analista"), [item], decisao)
        concluir_conta(mundo.ator("analista"), guia)
        fechar_lote(mundo.ator("analista"), lote)
    respostas = [enviar(sistema.analise(lote.protocolo), RETORNO) for sistema in (clinica, clinica_402)]
    assert [str(resposta.mensagem.versao) for resposta in respostas] == ["4.03.00", "4.02.00"]
    guias = [
        resposta.conteudo["demonstrativoAnaliseConta"][0]["dadosConta"]["dadosProtocolo"][0]["relacaoGuias"][1]
        for resposta in respostas
    ]
    assert [guia["detalhesGuia"][0]["relacaoGlosa"] for guia in guias] == [
        [{"valorGlosa": item.valor_informado, "tipoGlosa": escrito}] for escrito in (codigo, em_402)
    ]
    assert [guia.get("observacao") for guia in guias] == ["Item 1: Quantidade além da autorizada.", None]


def test_varios_protocolos_num_pedido_e_um_deles_ainda_em_analise(mundo: Mundo, clinica: Sistema) -> None:
    pronto = analisado(mundo, clinica)
    resposta = enviar(clinica.lote(mundo, consultas(mundo, 1, depois=10), "382", "2"))
    with escopo(mundo.operadora):
        drenar()
        outro = Lote.objects.get(numero="382")
    assert resposta.situacao == 200
    analises = enviar(clinica.analise(pronto.protocolo, outro.protocolo), RETORNO).conteudo
    primeira, segunda = (
        analise["dadosConta"]["dadosProtocolo"][0] for analise in analises["demonstrativoAnaliseConta"]
    )
    assert (primeira["situacaoProtocolo"], segunda["situacaoProtocolo"]) == (estados.ANALISADO, estados.EM_ANALISE)
    assert segunda["valorInformadoProtocolo"] == outro.valor_informado
    assert (segunda["valorProcessadoProtocolo"], segunda["valorLiberadoProtocolo"]) == (0, 0)
    assert [guia["situacaoGuia"] for guia in segunda["relacaoGuias"]] == [estados.EM_ANALISE]


@pytest.mark.requisito("O-01")
def test_demonstrativo_odontologico_item_por_item(mundo: Mundo, dentista: Sistema) -> None:
    segurado = next(s for s in mundo.cadastro_da_outra.segurados if s.carteira == mundo.titular_da_outra.carteira)
    vivo = mundo.cadastro_da_outra.vivos["otavio"]
    guia = mundo.fabrica(outra=True).guia(TipoGuia.ODONTO, vivo, segurado, mundo.hoje)
    recibo = enviar(dentista.lote(mundo, [guia])).conteudo["protocoloRecebimento"]["detalheProtocolo"]
    assert len(recibo["dadosGuiasProtocolo"]["dadosGuiasOdonto"]) == 1
    with escopo(mundo.outra):
        drenar()
        lote = Lote.objects.get()
        for pendente in Guia.objects.filter(analise=Guia.Analise.PENDENTE):
            concluir_conta(mundo.ator("analista", outra=True), pendente, aplicar_sugestoes=True)
        lote = fechar_lote(mundo.ator("analista", outra=True), lote)
    medico = enviar(dentista.pagamento("1", competencia=lote.competencia.tiss), RETORNO).conteudo
    assert medico["mensagemErro"]["codigoGlosa"] == "3040"
    assert "do tipo 3" in medico["mensagemErro"]["descricaoGlosa"]
    if lote.situacao == estados.ANALISADO:
        with escopo(mundo.outra):
            liberar_lote(mundo.ator("gestor", outra=True), lote)
            fechar_competencia(mundo.ator("financeiro", outra=True), lote.competencia)
    corpo = enviar(dentista.pagamento("3", competencia=lote.competencia.tiss), RETORNO).conteudo
    (por_data,) = corpo["demonstrativoPagamentoOdonto"]["dadosPagamentoPorData"]
    (protocolo,) = por_data["protocolos"]
    (paga,) = protocolo["dadosPagamentoGuia"]
    assert [item["sequencialItem"] for item in paga["dadosPagamento"]] == [i.sequencial for i in guia.itens]
    for nome, valor in (
        ("Informado", lote.valor_informado),
        ("Glosa", lote.valor_glosa),
        ("Franquia", lote.valor_franquia),
        ("Liberado", lote.valor_liberado),
    ):
        chave = "GlosaEstorno" if nome == "Glosa" else nome
        assert sum(item[f"valor{chave}"] for item in paga["dadosPagamento"]) == valor
        assert paga[f"valorTotal{nome}Guia"] == valor
        assert protocolo["totaisPorProtocolo"][f"valorTotal{nome}PorProtocolo"] == valor
    assert por_data["totalLiquidoPorData"]["valorFinalAReceberPorData"] == lote.valor_liberado
