"""A prestador's system: writes requests with login, sends them to the door, reads the answers."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from lxml import etree

from guiche.cadastro.models import Prestador
from guiche.nucleo.models import Operadora
from guiche.projeto.cenario.guias import cabecalho, lote
from guiche.tiss_xml.cabecalhos import corpo_do_cabecalho
from guiche.tiss_xml.codec import codec
from guiche.tiss_xml.envelope import Soap, abrir_envelope, embrulhar
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.leitura import validar
from guiche.tiss_xml.mensagens import Cabecalho, Guia, Identificacao, Mensagem, TipoGuia
from guiche.tiss_xml.recepcao import interpretar
from guiche.tiss_xml.versoes import NS, Versao
from tests.cenario import Mundo

V402, V403 = Versao("4.02.00"), Versao("4.03.00")
TIPO = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resposta:
    """What the client got: HTTP status, body, and the fault or the TISS message in it."""

    situacao: int
    corpo: bytes
    tipo: str

    @property
    def mensagem(self) -> Mensagem:
        """The answer as an independent reader sees it: schema-valid, hash checked."""
        lida = interpretar(validar(abrir_envelope(self.corpo).elemento))
        assert lida.hash_variante is not None
        return lida

    @property
    def conteudo(self) -> Any:
        """Values of the answer's body element."""
        return sem_linhas(self.mensagem.corpo)

    @property
    def fault(self) -> tuple[str, str]:
        """(tissFault, explanation) of a SOAP Fault."""
        raiz = etree.fromstring(self.corpo)
        falha = raiz.xpath("string(//t:tissFaultWS/t:tissFault)", namespaces={"t": NS})
        texto = raiz.xpath("string(//faultstring | //*[local-name()='Text'])")
        return str(falha), str(texto)


@dataclass(frozen=True)
class Sistema:
    """The software of one prestador, with its login at one operadora."""

    prestador: Prestador
    operadora: Operadora
    login: str
    senha: str
    versao: Versao = V403

    @property
    def md5(self) -> str:
        return hashlib.md5(self.senha.encode(), usedforsecurity=False).hexdigest()

    def cabecalho(self, transacao: str, sequencial: str = "900") -> Cabecalho:
        """Header of a request of this system."""
        return Cabecalho(
            tipo_transacao=transacao,
            sequencial=sequencial,
            data=timezone.localdate(),
            hora=time(9, 30),
            origem=Identificacao(codigo=self.prestador.codigo),
            destino=Identificacao(registro_ans=self.operadora.registro_ans),
            padrao=str(self.versao),
            login=self.login,
            senha_md5=self.md5,
        )

    def lote(self, mundo: Mundo, guias: list[Guia], numero: str = "381", sequencial: str = "1", **mudar: Any) -> bytes:
        """``loteGuiasWS`` with these guias; ``mudar`` replaces fields of the header."""
        vivo = next(
            v
            for c in (mundo.cadastro, mundo.cadastro_da_outra)
            for v in c.vivos.values()
            if v.codigo == self.prestador.codigo
        )
        quando = timezone.make_aware(datetime.combine(mundo.hoje, time(9)))
        topo = cabecalho(vivo, self.operadora.registro_ans, str(self.versao), sequencial, quando)
        topo = replace(topo, **{"login": self.login, "senha_md5": self.md5, **mudar})
        return escrever_lote(lote(numero, guias), topo, self.versao, como_ws=True)

    def status(self, protocolo: str, em_nome_de: Prestador | None = None) -> bytes:
        """``solicitacaoStatusProtocoloWS``; ``em_nome_de`` names another prestador in the body."""
        topo = self.cabecalho("SOLIC_STATUS_PROTOCOLO")
        pedido = {
            "dadosPrestador": {"codigoPrestadorNaOperadora": (em_nome_de or self.prestador).codigo},
            "numeroProtocolo": protocolo,
        }
        return self.escrever("solicitacaoStatusProtocoloWS", "solicitacaoStatusProtocolo", topo, pedido)

    def analise(self, *protocolos: str) -> bytes:
        """``solicitacaoDemonstrativoRetornoWS`` for the account analysis of protocols."""
        pedido = {
            "demonstrativoAnalise": {
                "dadosPrestador": {"codigoPrestadorNaOperadora": self.prestador.codigo},
                "dataSolicitacao": timezone.localdate(),
                "protocolos": {"numeroProtocolo": list(protocolos)},
            }
        }
        return self._demonstrativo(pedido)

    def pagamento(self, tipo: str = "1", **periodo: Any) -> bytes:
        """``solicitacaoDemonstrativoRetornoWS`` of payments: ``competencia`` or ``dataPagamento``."""
        pedido = {
            "demonstrativoPagamento": {
                "dadosPrestador": {"codigoPrestadorNaOperadora": self.prestador.codigo},
                "dataSolicitacao": timezone.localdate(),
                "tipoDemonstrativo": tipo,
                "periodo": periodo,
            }
        }
        return self._demonstrativo(pedido)

    def _demonstrativo(self, pedido: dict[str, Any]) -> bytes:
        topo = self.cabecalho("SOLIC_DEMONSTRATIVO_RETORNO")
        return self.escrever("solicitacaoDemonstrativoRetornoWS", "solicitacaoDemonstrativoRetorno", topo, pedido)

    def escrever(self, raiz: str, corpo: str, topo: Cabecalho, pedido: dict[str, Any]) -> bytes:
        """Any request of this system."""
        return codec(self.versao).escrever(raiz, {"cabecalho": corpo_do_cabecalho(topo), corpo: pedido})


def sem_linhas(valores: Any) -> Any:
    """Nested values without the line numbers that the reading notes down."""
    if isinstance(valores, dict):
        return {nome: sem_linhas(valor) for nome, valor in valores.items() if nome != "@linha"}
    if isinstance(valores, list | tuple):
        return [sem_linhas(valor) for valor in valores]
    return valores


def enviar(
    mensagem: bytes, servico: str = "tissLoteGuias", *, versao: Versao = V403, soap: Soap = Soap.V11
) -> Resposta:
    """Send a message in its envelope."""
    tipo = TIPO if soap is Soap.V11 else "application/soap+xml"
    return postar(embrulhar(mensagem, soap), servico, versao=versao, tipo=tipo)


def postar(
    corpo: bytes, servico: str = "tissLoteGuias", *, versao: Versao = V403, tipo: str = TIPO, **extras: Any
) -> Resposta:
    """Send raw bytes to the address of a service."""
    cliente = Client(raise_request_exception=False)
    resposta = cliente.post(f"/tiss/{versao.caminho}/{servico}", corpo, content_type=tipo, **extras)
    return Resposta(resposta.status_code, resposta.content, resposta.headers["Content-Type"])


def comprimido(mensagem: bytes) -> bytes:
    """The envelope as a client with gzip sends it."""
    return gzip.compress(embrulhar(mensagem))


def consultas(mundo: Mundo, quantas: int = 2, depois: int = 3) -> list[Guia]:
    """Consultas of the titular at the clinic that charge exactly the contract, one a day."""
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == mundo.titular.carteira)
    fabrica = mundo.fabrica()
    return [
        fabrica.guia(
            TipoGuia.CONSULTA, mundo.cadastro.vivos["cedro"], segurado, mundo.hoje - timedelta(days=depois + n)
        )
        for n in range(quantas)
    ]
