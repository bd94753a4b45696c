"""SOAP around a TISS message: unwrap requests (1.1 and 1.2), wrap answers, faults.

Tolerant on the way in: the official binding is document/literal bare, but clients generated from other
tools send the ``*WS`` element inside ``<tissX_Operation>``; both are read. Source: ANS WSDL files 4.01.00;
SOAP 1.1; SOAP 1.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from xml.sax.saxutils import escape

from lxml import etree

from guiche.tiss_xml.codec import linha_de
from guiche.tiss_xml.leitura import LIMITE_PADRAO, DefeitoTiss, Falha, analisar
from guiche.tiss_xml.versoes import NS

NS_SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
NS_SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


class Soap(Enum):
    """SOAP version of a request; the answer uses the same."""

    V11 = NS_SOAP_11
    V12 = NS_SOAP_12

    @property
    def tipo_de_conteudo(self) -> str:
        """Content-Type of an answer."""
        tipo = "text/xml" if self is Soap.V11 else "application/soap+xml"
        return f"{tipo}; charset=iso-8859-1"


@dataclass(frozen=True, slots=True)
class Envelope:
    """TISS element taken out of a message. ``soap`` is None when it came bare, as a file."""

    elemento: etree._Element
    soap: Soap | None


def desembrulhar(raiz: etree._Element) -> Envelope:
    """TISS element inside a SOAP envelope, or the root itself. Raises DefeitoTiss (5001, 5002)."""
    nome = etree.QName(raiz)
    if nome.localname != "Envelope":
        return Envelope(raiz, None)
    try:
        soap = Soap(nome.namespace)
    except ValueError as erro:
        raise _defeito("O envelope SOAP usa uma versão desconhecida.", raiz) from erro
    corpos = [filho for filho in raiz if filho.tag == f"{{{soap.value}}}Body"]
    filhos = [filho for corpo in corpos for filho in corpo if isinstance(filho.tag, str)]
    if len(filhos) != 1:
        raise _defeito("O corpo do envelope SOAP deve ter exatamente uma mensagem TISS.", raiz)
    elemento = filhos[0]
    if not _eh_mensagem(elemento):
        dentro = [filho for filho in elemento if isinstance(filho.tag, str)]
        if etree.QName(elemento).localname.endswith("_Operation") and len(dentro) == 1:
            elemento = dentro[0]
    return Envelope(elemento, soap)


def abrir_envelope(dados: bytes, limite: int = LIMITE_PADRAO) -> Envelope:
    """Safe parse and unwrap of a web-service request. Raises DefeitoTiss."""
    return desembrulhar(analisar(dados, limite))


def embrulhar(mensagem: bytes, soap: Soap = Soap.V11) -> bytes:
    """Envelope around a message written by the codec (ISO-8859-1, its XML declaration is dropped)."""
    corpo = mensagem.partition(b"?>\n")[2] if mensagem.startswith(b"<?xml") else mensagem
    return (
        b'<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        + f'<soapenv:Envelope xmlns:soapenv="{soap.value}"><soapenv:Body>'.encode("ascii")
        + corpo
        + b"</soapenv:Body></soapenv:Envelope>"
    )


def fault(falha: Falha, explicacao: str, soap: Soap = Soap.V11, *, do_cliente: bool = True) -> bytes:
    """SOAP Fault with ``tissFaultWS`` in its detail; the explanation goes to the fault string."""
    detalhe = f'<ans:tissFaultWS xmlns:ans="{NS}"><ans:tissFault>{falha}</ans:tissFault></ans:tissFaultWS>'
    texto = escape(explicacao)
    if soap is Soap.V11:
        codigo = "soapenv:Client" if do_cliente else "soapenv:Server"
        corpo = (
            f"<soapenv:Fault><faultcode>{codigo}</faultcode><faultstring>{texto}</faultstring>"
            f"<detail>{detalhe}</detail></soapenv:Fault>"
        )
    else:
        codigo = "soapenv:Sender" if do_cliente else "soapenv:Receiver"
        corpo = (
            f"<soapenv:Fault><soapenv:Code><soapenv:Value>{codigo}</soapenv:Value></soapenv:Code>"
            f'<soapenv:Reason><soapenv:Text xml:lang="pt-BR">{texto}</soapenv:Text></soapenv:Reason>'
            f"<soapenv:Detail>{detalhe}</soapenv:Detail></soapenv:Fault>"
        )
    return embrulhar(corpo.encode("iso-8859-1", "xmlcharrefreplace"), soap)


def fault_do_defeito(defeito: DefeitoTiss, soap: Soap = Soap.V11) -> bytes:
    """SOAP Fault of a refused message: code of table 38 and explanation in the fault string."""
    do_cliente = defeito.fault is not Falha.ERRO
    return fault(defeito.fault, f"{defeito.codigo_glosa} - {defeito.descricao}", soap, do_cliente=do_cliente)


def _eh_mensagem(elemento: etree._Element) -> bool:
    nome = etree.QName(elemento)
    return nome.namespace == NS and (nome.localname.endswith("WS") or nome.localname == "mensagemTISS")


def _defeito(mensagem: str, elemento: etree._Element) -> DefeitoTiss:
    return DefeitoTiss("5001", mensagem, Falha.ESQUEMA, "Envelope", linha_de(elemento))
