"""SOAP around the messages: both versions, wrapped bodies, faults."""

from __future__ import annotations

import gzip

import pytest
from lxml import etree

from guiche.tiss_xml.envelope import (
    NS_SOAP_11,
    NS_SOAP_12,
    Soap,
    abrir_envelope,
    embrulhar,
    fault,
    fault_do_defeito,
)
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.leitura import DefeitoTiss, Falha
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.recepcao import ler_lote, ler_mensagem
from guiche.tiss_xml.versoes import NS
from tests.tiss_xml.exemplos import V403, cabecalho, lote

LOTE_WS = escrever_lote(lote(TipoGuia.CONSULTA, 1), cabecalho(), V403, como_ws=True)


@pytest.mark.parametrize(("soap", "espaco"), [(Soap.V11, NS_SOAP_11), (Soap.V12, NS_SOAP_12)])
def test_versao_do_soap_e_reconhecida(soap: Soap, espaco: str) -> None:
    dados = embrulhar(LOTE_WS, soap)
    envelope = abrir_envelope(gzip.compress(dados))
    assert envelope.soap is soap
    assert envelope.elemento.tag == f"{{{NS}}}loteGuiasWS"
    assert etree.fromstring(dados).tag == f"{{{espaco}}}Envelope"
    tipo = "text/xml" if soap is Soap.V11 else "application/soap+xml"
    assert soap.tipo_de_conteudo == f"{tipo}; charset=iso-8859-1"


def test_corpo_embrulhado_pela_operacao_e_aceito() -> None:
    inicio, corpo = embrulhar(LOTE_WS).split(b"<soapenv:Body>")
    corpo = corpo.replace(b"</soapenv:Body>", b"</t:tissLoteGuias_Operation></soapenv:Body>")
    dados = inicio + b'<soapenv:Header/><soapenv:Body><t:tissLoteGuias_Operation xmlns:t="urn:x">' + corpo
    assert ler_lote(dados).lote.numero == "12345"


def test_arquivo_sem_envelope_passa_direto() -> None:
    assert abrir_envelope(LOTE_WS).soap is None
    assert ler_mensagem(LOTE_WS).raiz == "loteGuiasWS"


@pytest.mark.parametrize(
    "dados",
    [
        b'<e:Envelope xmlns:e="urn:outra"><e:Body/></e:Envelope>',
        f'<e:Envelope xmlns:e="{NS_SOAP_11}"><e:Body/></e:Envelope>'.encode(),
        f'<e:Envelope xmlns:e="{NS_SOAP_11}"><e:Body><a/><b/></e:Body></e:Envelope>'.encode(),
        f'<e:Envelope xmlns:e="{NS_SOAP_11}"/>'.encode(),
        f'<e:Envelope xmlns:e="{NS_SOAP_11}"><e:Body><a/></e:Body></e:Envelope>'.encode(),
    ],
)
def test_envelope_ruim_e_defeito_de_esquema(dados: bytes) -> None:
    with pytest.raises(DefeitoTiss) as erro:
        ler_mensagem(dados)
    assert (erro.value.codigo_glosa, erro.value.fault) == ("5001", Falha.ESQUEMA)


def test_erro_de_esquema_dentro_do_envelope_aponta_o_campo() -> None:
    with pytest.raises(DefeitoTiss) as erro:
        ler_mensagem(embrulhar(LOTE_WS.replace(b"<ans:numeroLote>12345<", b"<ans:numeroLote><")))
    assert erro.value.campo == "loteGuias/numeroLote"
    assert erro.value.mensagem == "Linha 2, numeroLote: o campo está vazio; preencha ou retire a tag."


def test_fault_1_1() -> None:
    raiz = etree.fromstring(fault(Falha.LOGIN, "Usuário & senha não conferem"))
    corpo = raiz[0][0]
    assert corpo.tag == f"{{{NS_SOAP_11}}}Fault"
    assert corpo.findtext("faultcode") == "soapenv:Client"
    assert corpo.findtext("faultstring") == "Usuário & senha não conferem"
    assert corpo.findtext(f"detail/{{{NS}}}tissFaultWS/{{{NS}}}tissFault") == "LoginInvalido"


def test_fault_1_2_do_servidor() -> None:
    dados = fault(Falha.ERRO, "Falha interna", Soap.V12, do_cliente=False)
    corpo = etree.fromstring(dados)[0][0]
    assert corpo.findtext(f"{{{NS_SOAP_12}}}Code/{{{NS_SOAP_12}}}Value") == "soapenv:Receiver"
    assert corpo.findtext(f"{{{NS_SOAP_12}}}Reason/{{{NS_SOAP_12}}}Text") == "Falha interna"
    assert corpo.findtext(f".//{{{NS}}}tissFault") == "ErroInesperadoServidor"


def test_fault_do_defeito_traz_codigo_e_explicacao() -> None:
    with pytest.raises(DefeitoTiss) as erro:
        ler_mensagem(LOTE_WS.replace(b"4.03.00", b"4.00.00"))
    corpo = etree.fromstring(fault_do_defeito(erro.value))[0][0]
    assert corpo.findtext("faultstring") == (
        "5028 - A versão 4.00.00 do Padrão TISS não é aceita. Versões aceitas: 4.03.00, 4.02.00."
    )
    assert corpo.findtext(f".//{{{NS}}}tissFault") == "VersaoInvalida"
