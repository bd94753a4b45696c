"""One web-service request from bytes to answer: unwrap, check, log in, serve, wrap.

Order of the checks: safe parse → version → schema → login → sender and recipient → hash → transaction →
service. A business refusal is an answer (HTTP 200); a technical one is a SOAP Fault (HTTP 500), and so is
whatever was not foreseen: nobody gets a page. Source: tiss.md section 7; ANS WSDL (TissFault).
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from guiche.documentos.services import guardar
from guiche.integracao.soap.credenciais import identificar, operadora_de_destino
from guiche.integracao.soap.servicos import ATENDENTES, Chamada
from guiche.nucleo.escopo import escopo
from guiche.tiss_xml.credencial import sem_credencial
from guiche.tiss_xml.envelope import Soap, abrir_envelope, embrulhar, fault, fault_do_defeito
from guiche.tiss_xml.leitura import GZIP, LIMITE_PADRAO, DefeitoTiss, Falha, descomprimir, validar
from guiche.tiss_xml.mensagens import Mensagem
from guiche.tiss_xml.recepcao import interpretar
from guiche.tiss_xml.versoes import VersaoDesconhecida

log = structlog.get_logger(__name__)
MIME_XML = "application/xml"
_INESPERADO = (
    "Não conseguimos processar a mensagem agora. Envie de novo a mesma mensagem daqui a alguns minutos; "
    "a repetição não duplica nada."
)


@dataclass(frozen=True, slots=True)
class Retorno:
    """Answer as HTTP takes it: status, Content-Type and body.

    ``do_cliente`` marks a fault of the message sent: SOAP 1.1 asks HTTP 500 of it too, and nobody here has
    anything to repair. Source: SOAP 1.1 section 6.2.
    """

    situacao: int
    tipo: str
    corpo: bytes
    do_cliente: bool = False


class ServicoNaoOferecido(Exception):
    """A valid message of a service this operadora does not serve."""


def atender(conteudo: bytes, *, tipo: str = "", ip: str = "") -> Retorno:
    """Serve one request. ``tipo`` is its Content-Type, ``ip`` the client's address. Never raises."""
    soap = Soap.V12 if "soap+xml" in tipo.lower() else Soap.V11
    conteudo = descomprimido(conteudo)
    try:
        envelope = abrir_envelope(conteudo)
        soap = envelope.soap or soap
        mensagem = interpretar(validar(envelope.elemento))
        with escopo(operadora_de_destino(mensagem.cabecalho)):
            ator, credencial = identificar(mensagem.cabecalho, ip)
            corpo = _servir(Chamada(ator, credencial.prestador, conteudo, mensagem))
        return Retorno(200, soap.tipo_de_conteudo, embrulhar(corpo, soap))
    except DefeitoTiss as defeito:
        log.info("soap.recusada", codigo=defeito.codigo_glosa, falha=str(defeito.fault), campo=defeito.campo)
        return _falha(fault_do_defeito(defeito, soap), soap, do_cliente=True)
    except (ServicoNaoOferecido, VersaoDesconhecida) as erro:
        log.info("soap.recusada", falha=str(Falha.ERRO), motivo=type(erro).__name__)
        return _falha(fault(Falha.ERRO, str(erro), soap, do_cliente=False), soap, do_cliente=True)
    except Exception:
        log.exception("soap.falhou")
        return _falha(fault(Falha.ERRO, _INESPERADO, soap, do_cliente=False), soap)


def grande_demais(tipo: str = "") -> Retorno:
    """Answer to a body over the limit, which is not even read."""
    soap = Soap.V12 if "soap+xml" in tipo.lower() else Soap.V11
    texto = f"A mensagem passa de {LIMITE_PADRAO // (1024 * 1024)} MB, o máximo aceito."
    return Retorno(413, soap.tipo_de_conteudo, fault(Falha.ERRO, texto, soap))


def descomprimido(conteudo: bytes) -> bytes:
    """The message inside a gzip body, so that a repetition has the same bytes whatever the compression.

    A damaged or too large one comes back as it is: the reading refuses it and says why.
    """
    if not conteudo.startswith(GZIP):
        return conteudo
    try:
        return descomprimir(conteudo)
    except DefeitoTiss:
        return conteudo


def _servir(chamada: Chamada) -> bytes:
    mensagem = chamada.mensagem
    if not mensagem.do_prestador:
        raise DefeitoTiss(
            "5007",
            f"A mensagem {mensagem.elemento} é resposta de operadora; aqui se recebem pedidos de prestador.",
            Falha.ESQUEMA,
            mensagem.elemento,
        )
    atendente = ATENDENTES.get(mensagem.servico)
    if atendente is None:
        raise ServicoNaoOferecido(
            f"O serviço {mensagem.servico} ainda não é atendido por esta operadora. "
            f"Serviços atendidos: {', '.join(sorted(ATENDENTES))}."
        )
    try:
        return atendente(chamada)
    except DefeitoTiss:
        raise
    except Exception:
        if _eh_lote(mensagem):
            nome = f"lote-ws-{mensagem.cabecalho.sequencial}-nao-processado.xml"
            guardar(chamada.ator, nome, sem_credencial(chamada.conteudo), MIME_XML, chamada.prestador)
        raise


def _eh_lote(mensagem: Mensagem) -> bool:
    return mensagem.servico == "tissLoteGuias"


def _falha(corpo: bytes, soap: Soap, *, do_cliente: bool = False) -> Retorno:
    return Retorno(500, soap.tipo_de_conteudo, corpo, do_cliente)
