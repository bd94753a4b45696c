"""Coherence of body, direction and transaction (step 8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiche.tiss_xml.cabecalhos import corpo_do_cabecalho
from guiche.tiss_xml.codec import codec
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.mensagens import Identificacao, TipoGuia
from guiche.tiss_xml.pedidos import ler_pedido_de_demonstrativo, ler_pedido_de_status
from guiche.tiss_xml.recepcao import ler_lote, ler_mensagem
from guiche.tiss_xml.servicos import SERVICOS
from guiche.tiss_xml.versoes import Versao, registro
from tests.tiss_xml.exemplos import DIA, V403, VERSOES, cabecalho, lote
from tests.tiss_xml.instancias import Gerador


def recusa(dados: bytes) -> tuple[str, str, str | None]:
    with pytest.raises(DefeitoTiss) as erro:
        ler_mensagem(dados)
    return erro.value.codigo_glosa, erro.value.fault, erro.value.campo


def test_mensagem_sem_corpo() -> None:
    dados = codec(V403).escrever("mensagemTISS", {"cabecalho": corpo_do_cabecalho(cabecalho())})
    assert recusa(dados) == ("5007", "SchemaInvalido", "mensagemTISS")
    vazio = {"cabecalho": corpo_do_cabecalho(cabecalho()), "prestadorParaOperadora": {}}
    assert recusa(codec(V403).escrever("mensagemTISS", vazio)) == ("5007", "SchemaInvalido", "mensagemTISS")


def test_tipo_de_transacao_que_contradiz_o_corpo() -> None:
    dados = escrever_lote(lote(TipoGuia.CONSULTA, 1), cabecalho(tipo="CANCELA_GUIA"), V403)
    assert recusa(dados) == ("5007", "SchemaInvalido", "tipoTransacao")


def test_origem_e_destino_trocados() -> None:
    certo = cabecalho()
    sem_prestador = replace(certo, origem=Identificacao(registro_ans="999911"))
    sem_operadora = replace(certo, destino=Identificacao(cnpj="11222333000181"))
    exemplo = lote(TipoGuia.CONSULTA, 1)
    assert recusa(escrever_lote(exemplo, sem_prestador, V403)) == ("5005", "RemetenteInvalido", "origem")
    assert recusa(escrever_lote(exemplo, sem_operadora, V403)) == ("5006", "DestinatarioInvalido", "destino")


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("servico", SERVICOS, ids=lambda s: s.nome)
def test_todo_servico_se_reconhece_nos_dois_sentidos_e_nas_duas_formas(servico, versao: Versao) -> None:
    gerador = Gerador(registro.conjunto(versao), opcionais=False, escolha=0)
    pedido = replace(cabecalho(str(versao)), tipo_transacao=servico.transacao_pedido)
    resposta = replace(
        pedido,
        tipo_transacao=servico.transacoes_resposta[0],
        origem=pedido.destino,
        destino=pedido.origem,
        login=None,
        senha_md5=None,
    )
    for raiz, corpo_ws, cabecalho_usado, lado, nome in (
        (servico.pedido_ws, servico.corpo_pedido_ws, pedido, "prestadorParaOperadora", servico.pedido),
        (
            servico.resposta_ws,
            servico.corpo_resposta_ws,
            resposta,
            "operadoraParaPrestador",
            servico.resposta,
        ),
    ):
        corpo = gerador.mensagem(raiz) | {"cabecalho": corpo_do_cabecalho(cabecalho_usado)}
        ws = ler_mensagem(codec(versao).escrever(raiz, corpo))
        assert (ws.servico, ws.elemento) == (servico.nome, corpo_ws)
        assert ws.do_prestador is (lado == "prestadorParaOperadora")
        conteudo = corpo[corpo_ws]
        if servico.nome == "tissVerificaElegibilidade" and "codigoGlosa" in conteudo:
            conteudo = {"mensagemErro": conteudo["codigoGlosa"]}
        arquivo = codec(versao).escrever("mensagemTISS", {"cabecalho": corpo["cabecalho"], lado: {nome: conteudo}})
        lida = ler_mensagem(arquivo)
        assert (lida.servico, lida.elemento, lida.do_prestador) == (servico.nome, nome, ws.do_prestador)


def test_mensagem_de_outro_servico_nao_e_lote() -> None:
    corpo = {
        "cabecalho": corpo_do_cabecalho(cabecalho(tipo="SOLIC_STATUS_PROTOCOLO")),
        "solicitacaoStatusProtocolo": {
            "dadosPrestador": {"cnpjContratado": "11222333000181"},
            "numeroProtocolo": "4242",
        },
    }
    dados = codec(V403).escrever("solicitacaoStatusProtocoloWS", corpo)
    pedido = ler_pedido_de_status(ler_mensagem(dados))
    assert (pedido.prestador.cnpj, pedido.numero_protocolo) == ("11222333000181", "4242")
    with pytest.raises(DefeitoTiss, match="não é um lote de guias: ela traz solicitacaoStatusProtocolo"):
        ler_lote(dados)


def test_pedidos_de_demonstrativo() -> None:
    prestador = {"codigoPrestadorNaOperadora": "PREST0001"}
    analise = {
        "dadosPrestador": prestador,
        "dataSolicitacao": DIA,
        "protocolos": {"numeroProtocolo": ["10", "11"]},
    }
    lido = ler_pedido_de_demonstrativo(pedido_de_demonstrativo({"demonstrativoAnalise": analise}))
    assert (lido.eh_analise, lido.protocolos, lido.prestador.codigo) == (True, ("10", "11"), "PREST0001")
    por_mes = {
        "dadosPrestador": prestador,
        "dataSolicitacao": DIA,
        "tipoDemonstrativo": "3",
        "periodo": {"competencia": "202611"},
    }
    lido = ler_pedido_de_demonstrativo(pedido_de_demonstrativo({"demonstrativoPagamento": por_mes}))
    assert (lido.eh_analise, lido.tipo, lido.competencia, lido.data_pagamento) == (False, "3", "202611", None)


def pedido_de_demonstrativo(conteudo: dict):
    corpo = {
        "cabecalho": corpo_do_cabecalho(cabecalho(tipo="SOLIC_DEMONSTRATIVO_RETORNO")),
        "solicitacaoDemonstrativoRetorno": conteudo,
    }
    return ler_mensagem(codec(V403).escrever("solicitacaoDemonstrativoRetornoWS", corpo))
