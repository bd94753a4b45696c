"""The WSDL of every service is understood by an independent SOAP client, requests and answers included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree
from zeep.transports import Transport

from guiche.tiss_xml.cabecalhos import corpo_do_cabecalho
from guiche.tiss_xml.codec import codec
from guiche.tiss_xml.envelope import embrulhar, fault
from guiche.tiss_xml.leitura import Falha
from guiche.tiss_xml.recepcao import ler_mensagem
from guiche.tiss_xml.servicos import SERVICOS, Servico
from guiche.tiss_xml.versoes import Versao, registro
from guiche.tiss_xml.wsdl import espaco_do_servico, wsdl
from tests.tiss_xml.exemplos import V403, VERSOES, cabecalho
from tests.tiss_xml.instancias import Gerador


class Resposta:
    def __init__(self, conteudo: bytes, status: int) -> None:
        self.content = conteudo
        self.status_code = status
        self.headers = {"Content-Type": "text/xml; charset=iso-8859-1"}
        self.encoding = "iso-8859-1"


class Portal(Transport):
    """A transport that hands the request to the test and returns a prepared answer."""

    def __init__(self, conteudo: bytes, status: int = 200) -> None:
        super().__init__()
        self._conteudo, self._status = conteudo, status
        self.recebido = b""

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> Any:
        assert address == "https://portal.exemplo/tiss"
        assert headers["SOAPAction"] == '""'
        self.recebido = message
        return Resposta(self._conteudo, self._status)


def cliente(pasta: Path, servico: Servico, versao: Versao, portal: Portal) -> zeep.Client:
    for nome, conteudo in registro.conjunto(versao).arquivos.items():
        (pasta / nome).write_bytes(conteudo)
    arquivo = pasta / f"{servico.nome}.wsdl"
    arquivo.write_bytes(wsdl(servico.nome, versao, "https://portal.exemplo/tiss"))
    # The official xmldsig schema declares an entity in its internal DTD, which zeep refuses unless told.
    ajustes = zeep.Settings(forbid_entities=False)
    return zeep.Client(str(arquivo), transport=portal, settings=ajustes)


@pytest.mark.requisito("B-13")
@pytest.mark.parametrize("servico", SERVICOS, ids=lambda s: s.nome)
def test_cliente_independente_fala_com_o_servico(servico: Servico, tmp_path: Path) -> None:
    gerador = Gerador(registro.conjunto(V403), opcionais=False, escolha=1)
    resposta = gerador.mensagem(servico.resposta_ws)
    portal = Portal(embrulhar(codec(V403).escrever(servico.resposta_ws, resposta)))
    zeep_client = cliente(tmp_path, servico, V403, portal)
    pedido = gerador.mensagem(servico.pedido_ws)
    pedido["cabecalho"] = corpo_do_cabecalho(cabecalho(tipo=servico.transacao_pedido))
    operacao = getattr(zeep_client.service, f"{servico.nome_wsdl}_Operation")

    recebida = operacao(**sem_nulos(pedido), hash="0" * 32)

    lida = ler_mensagem(portal.recebido, exigir_hash=False)
    assert (lida.servico, lida.raiz) == (servico.nome, servico.pedido_ws)
    assert lida.cabecalho == cabecalho(tipo=servico.transacao_pedido)
    assert recebida["cabecalho"]["Padrao"] == resposta["cabecalho"]["Padrao"]
    assert recebida[servico.corpo_resposta_ws] is not None


def sem_nulos(valor: Any) -> Any:
    if isinstance(valor, dict):
        return {n: sem_nulos(v) for n, v in valor.items() if v is not None}
    return [sem_nulos(v) for v in valor] if isinstance(valor, list) else valor


def test_cliente_independente_entende_o_fault(tmp_path: Path) -> None:
    servico = SERVICOS[7]
    portal = Portal(fault(Falha.LOGIN, "5005 - Login inválido"), status=500)
    zeep_client = cliente(tmp_path, servico, V403, portal)
    pedido = Gerador(registro.conjunto(V403), opcionais=False, escolha=0).mensagem(servico.pedido_ws)
    with pytest.raises(zeep.exceptions.Fault) as erro:
        zeep_client.service.tissSolicitacaoStatusProtocolo_Operation(**pedido, hash="x")
    assert (erro.value.code, erro.value.message) == ("soapenv:Client", "5005 - Login inválido")
    assert "LoginInvalido" in etree.tostring(erro.value.detail, encoding="unicode")


@pytest.mark.parametrize("versao", VERSOES, ids=str)
def test_nomes_do_wsdl_seguem_os_oficiais(versao: Versao) -> None:
    raiz = etree.fromstring(wsdl("tissLoteGuias", versao, "https://portal.exemplo/?a=1&b=2"))
    w, soap = "{http://schemas.xmlsoap.org/wsdl/}", "{http://schemas.xmlsoap.org/wsdl/soap/}"
    assert raiz.get("targetNamespace") == f"http://www.ans.gov.br/tiss/ws/tipos/tissloteguias/{versao.caminho}"
    assert raiz.find(f".//{w}portType").get("name") == "tissLoteGuias_PortType"
    assert raiz.find(f".//{w}binding").get("name") == "tissLoteGuias_Binding"
    assert raiz.find(f".//{w}port").get("name") == "tissLoteGuias_Port"
    assert raiz.find(f".//{soap}operation").get("soapAction") == ""
    assert raiz.find(f".//{soap}address").get("location") == "https://portal.exemplo/?a=1&b=2"
    importado = raiz.find(".//{http://www.w3.org/2001/XMLSchema}import").get("schemaLocation")
    assert importado == f"tissWebServices{versao.sufixo}.xsd"


def test_um_servico_tem_outro_nome_por_dentro() -> None:
    assert espaco_do_servico("tissSolicitacaoStatusRecursoGlosa", V403) == (
        "http://www.ans.gov.br/tiss/ws/tipos/tisssolicitacaostatusprotocolorecurso/v40300"
    )
    with pytest.raises(KeyError):
        wsdl("tissInexistente", V403, "x")
