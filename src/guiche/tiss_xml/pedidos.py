"""Requests about billing protocols: status of a protocol, statements. Source: ct_protocoloSolicitacaoStatus,
ct_demonstrativoSolicitacao (tissComplexTypesV4_03_00).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guiche.tiss_xml.guias import ler_contratado
from guiche.tiss_xml.mensagens import Contratado, Mensagem


@dataclass(frozen=True, slots=True)
class PedidoDeStatus:
    """solicitacaoStatusProtocolo (also of a recurso): whose and which protocol."""

    prestador: Contratado
    numero_protocolo: str


@dataclass(frozen=True, slots=True)
class PedidoDeDemonstrativo:
    """solicitacaoDemonstrativoRetorno.

    With ``protocolos`` (1 to 30) it asks for the account analysis; otherwise for the payment statement
    ``tipo`` (1 medical, 3 dental) of a payment date or of a competência written AAAAMM.
    """

    prestador: Contratado
    data_solicitacao: date
    protocolos: tuple[str, ...] = ()
    tipo: str | None = None
    data_pagamento: date | None = None
    competencia: str | None = None

    @property
    def eh_analise(self) -> bool:
        """True when the account analysis is asked for."""
        return bool(self.protocolos)


def ler_pedido_de_status(mensagem: Mensagem) -> PedidoDeStatus:
    """Content of a solicitacaoStatusProtocolo or solicitacaoStatusRecursoGlosa message."""
    return PedidoDeStatus(ler_contratado(mensagem.corpo["dadosPrestador"]), mensagem.corpo["numeroProtocolo"])


def ler_pedido_de_demonstrativo(mensagem: Mensagem) -> PedidoDeDemonstrativo:
    """Content of a solicitacaoDemonstrativoRetorno message."""
    analise = mensagem.corpo.get("demonstrativoAnalise")
    if analise is not None:
        return PedidoDeDemonstrativo(
            ler_contratado(analise["dadosPrestador"]),
            analise["dataSolicitacao"],
            protocolos=tuple(analise["protocolos"]["numeroProtocolo"]),
        )
    pagamento = mensagem.corpo["demonstrativoPagamento"]
    periodo = pagamento["periodo"]
    return PedidoDeDemonstrativo(
        ler_contratado(pagamento["dadosPrestador"]),
        pagamento["dataSolicitacao"],
        tipo=pagamento["tipoDemonstrativo"],
        data_pagamento=periodo.get("dataPagamento"),
        competencia=periodo.get("competencia"),
    )
