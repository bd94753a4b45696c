"""WSDL of the twelve services, for any installed version.

The only official files at hand are those of 4.01.00; the ones of later versions are produced by the same
pattern with their version in namespaces and file names: SOAP 1.1, document/literal bare, empty soapAction,
fault TissFault. The XSDs are referred to by relative address and must be served next to the WSDL,
byte-identical.

Source: ANS WSDL files of Comunicação 4.01.00; WSDL 1.1.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from guiche.tiss_xml.servicos import POR_NOME
from guiche.tiss_xml.versoes import NS, RegistroDeVersoes, Versao, registro

_NS_DOS_TIPOS = "http://www.ans.gov.br/tiss/ws/tipos"

_MODELO = """<?xml version="1.0" encoding="ISO-8859-1"?>
<wsdl:definitions name="{nome}" targetNamespace="{alvo}" xmlns:tns="{alvo}" xmlns:ans="{ns}"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
 xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <wsdl:types>
  <xs:schema targetNamespace="{alvo}">
   <xs:import namespace="{ns}" schemaLocation={xsd}/>
  </xs:schema>
 </wsdl:types>
 <wsdl:message name="{nome}_Request"><wsdl:part name="{pedido}" element="ans:{pedido}"/></wsdl:message>
 <wsdl:message name="{nome}_Response"><wsdl:part name="{resposta}" element="ans:{resposta}"/></wsdl:message>
 <wsdl:message name="TissFault"><wsdl:part name="TissFault" element="ans:tissFaultWS"/></wsdl:message>
 <wsdl:portType name="{nome}_PortType">
  <wsdl:operation name="{nome}_Operation">
   <wsdl:input message="tns:{nome}_Request"/>
   <wsdl:output message="tns:{nome}_Response"/>
   <wsdl:fault name="TissFault" message="tns:TissFault"/>
  </wsdl:operation>
 </wsdl:portType>
 <wsdl:binding name="{nome}_Binding" type="tns:{nome}_PortType">
  <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
  <wsdl:operation name="{nome}_Operation">
   <soap:operation soapAction="" style="document"/>
   <wsdl:input><soap:body use="literal"/></wsdl:input>
   <wsdl:output><soap:body use="literal"/></wsdl:output>
   <wsdl:fault name="TissFault"><soap:fault name="TissFault" use="literal"/></wsdl:fault>
  </wsdl:operation>
 </wsdl:binding>
 <wsdl:service name="{nome}">
  <wsdl:port name="{nome}_Port" binding="tns:{nome}_Binding"><soap:address location={endereco}/></wsdl:port>
 </wsdl:service>
</wsdl:definitions>
"""


def espaco_do_servico(servico: str, versao: Versao) -> str:
    """targetNamespace of a service, e.g. ``…/tissloteguias/v40300``. Raises KeyError for an unknown
    service.
    """
    return f"{_NS_DOS_TIPOS}/{POR_NOME[servico].nome_wsdl.lower()}/{versao.caminho}"


def wsdl(
    servico: str,
    versao: Versao,
    endereco: str,
    *,
    pasta_dos_xsd: str = "",
    registro_de_versoes: RegistroDeVersoes = registro,
) -> bytes:
    """WSDL of a service at an address.

    ``pasta_dos_xsd`` is prefixed to the schema file name; empty means next to the WSDL. Raises KeyError for
    an unknown service, VersaoDesconhecida for a version without schemas.
    """
    qual = POR_NOME[servico]
    arquivo = registro_de_versoes.conjunto(versao).arquivo_webservice
    return _MODELO.format(
        nome=escape(qual.nome_wsdl),
        alvo=espaco_do_servico(servico, versao),
        ns=NS,
        xsd=quoteattr(f"{pasta_dos_xsd}{arquivo}"),
        pedido=qual.pedido_ws,
        resposta=qual.resposta_ws,
        endereco=quoteattr(endereco),
    ).encode("iso-8859-1", "xmlcharrefreplace")
