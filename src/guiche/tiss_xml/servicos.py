"""The twelve services of the standard: names of their elements in files and in web services, and their
transactions.

Source: Componente de Comunicação 202511 (tissV4_03_00, tissWebServicesV4_03_00) and the ANS WSDL files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Servico:
    """One exchange: request of the provider, response of the operator, as file and as web service.

    ``transacao_pedido``/``transacoes_resposta`` are values of tipoTransacao. ``erro_ws`` is the element of
    a business refusal in the SOAP response (in files it is always mensagemErro). ``nome_interno`` is what
    the official WSDL calls the service inside, which differs from its file name once.
    """

    nome: str
    pedido: str
    resposta: str
    pedido_ws: str
    corpo_pedido_ws: str
    resposta_ws: str
    corpo_resposta_ws: str
    transacao_pedido: str
    transacoes_resposta: tuple[str, ...]
    erro_ws: str = "mensagemErro"
    nome_interno: str = ""

    @property
    def nome_wsdl(self) -> str:
        """Name of the service, its operation and its messages inside the WSDL."""
        return self.nome_interno or self.nome


SERVICOS: tuple[Servico, ...] = (
    Servico(
        "tissLoteGuias",
        "loteGuias",
        "recebimentoLote",
        "loteGuiasWS",
        "loteGuias",
        "protocoloRecebimentoWS",
        "recebimentoLote",
        "ENVIO_LOTE_GUIAS",
        ("PROTOCOLO_RECEBIMENTO",),
    ),
    Servico(
        "tissLoteAnexo",
        "loteAnexos",
        "recebimentoAnexo",
        "loteAnexoWS",
        "loteAnexo",
        "protocoloRecebimentoAnexoWS",
        "loteAnexo",
        "ENVIO_ANEXO",
        ("PROTOCOLO_RECEBIMENTO_ANEXO",),
    ),
    Servico(
        "tissSolicitacaoProcedimento",
        "solicitacaoProcedimento",
        "autorizacaoServicos",
        "solicitacaoProcedimentoWS",
        "solicitacaoProcedimento",
        "autorizacaoProcedimentoWS",
        "autorizacaoProcedimento",
        "SOLICITACAO_PROCEDIMENTOS",
        ("RESPOSTA_SOLICITACAO", "AUTORIZACAO_ODONTOLOGIA"),
    ),
    Servico(
        "tissSolicitacaoStatusAutorizacao",
        "solicitaStatusAutorizacao",
        "situacaoAutorizacao",
        "solicitacaoStatusAutorizacaoWS",
        "solicitacaoStatusAutorizacao",
        "situacaoAutorizacaoWS",
        "situacaoAutorizacao",
        "SOLICITA_STATUS_AUTORIZACAO",
        ("STATUS_AUTORIZACAO",),
    ),
    Servico(
        "tissVerificaElegibilidade",
        "verificaElegibilidade",
        "respostaElegibilidade",
        "pedidoElegibilidadeWS",
        "pedidoElegibilidade",
        "respostaElegibilidadeWS",
        "respostaElegibilidade",
        "VERIFICA_ELEGIBILIDADE",
        ("SITUACAO_ELEGIBILIDADE",),
        erro_ws="codigoGlosa",
    ),
    Servico(
        "tissCancelaGuia",
        "cancelaGuia",
        "reciboCancelaGuia",
        "cancelaGuiaWS",
        "cancelaGuia",
        "reciboCancelaGuiaWS",
        "reciboCancelaGuia",
        "CANCELA_GUIA",
        ("CANCELAMENTO_GUIA_RECIBO",),
    ),
    Servico(
        "tissComunicacaoBeneficiario",
        "comunicacaoInternacao",
        "reciboComunicacao",
        "comunicacaoBeneficiarioWS",
        "comunicacaoBeneficiario",
        "reciboComunicacaoWS",
        "reciboComunicacao",
        "COMUNICACAO_BENEFICIARIO",
        ("RECIBO_COMUNICACAO",),
    ),
    Servico(
        "tissSolicitacaoStatusProtocolo",
        "solicitacaoStatusProtocolo",
        "situacaoProtocolo",
        "solicitacaoStatusProtocoloWS",
        "solicitacaoStatusProtocolo",
        "situacaoProtocoloWS",
        "situacaoProtocolo",
        "SOLIC_STATUS_PROTOCOLO",
        ("SITUACAO_PROTOCOLO",),
    ),
    Servico(
        "tissSolicitacaoDemonstrativoRetorno",
        "solicitacaoDemonstrativoRetorno",
        "demonstrativosRetorno",
        "solicitacaoDemonstrativoRetornoWS",
        "solicitacaoDemonstrativoRetorno",
        "demonstrativoRetornoWS",
        "demonstrativoRetorno",
        "SOLIC_DEMONSTRATIVO_RETORNO",
        ("DEMONSTRATIVO_ANALISE_CONTA", "DEMONSTRATIVO_PAGAMENTO", "DEMONSTRATIVO_ODONTOLOGIA"),
    ),
    Servico(
        "tissRecursoGlosa",
        "recursoGlosa",
        "recebimentoRecursoGlosa",
        "loteRecursoGlosaWS",
        "loteRecurso",
        "protocoloRecebimentoRecursoWS",
        "recebimentoRecurso",
        "RECURSO_GLOSA",
        ("RECEBIMENTO_RECURSO_GLOSA",),
    ),
    Servico(
        "tissSolicitacaoStatusRecursoGlosa",
        "solicitacaoStatusRecursoGlosa",
        "respostaRecursoGlosa",
        "solicitacaoStatusRecursoGlosaWS",
        "solicitacaoStatusProtocoloRecurso",
        "situacaoProtocoloRecursoWS",
        "situacaoProtocoloRecurso",
        "SOLIC_STATUS_RECURSO_GLOSA",
        ("RESPOSTA_RECURSO_GLOSA",),
        nome_interno="tissSolicitacaoStatusProtocoloRecurso",
    ),
    Servico(
        "tissEnvioDocumentos",
        "envioDocumentos",
        "recebimentoDocumentos",
        "envioDocumentoWS",
        "envioDOcumento",
        "reciboDocumentosWS",
        "recebimentoDocumento",
        "ENVIO_DOCUMENTO",
        ("RECEBIMENTO_DOCUMENTO",),
    ),
)

POR_NOME = {s.nome: s for s in SERVICOS}
POR_PEDIDO = {s.pedido: s for s in SERVICOS} | {s.pedido_ws: s for s in SERVICOS}
POR_RESPOSTA = {s.resposta: s for s in SERVICOS} | {s.resposta_ws: s for s in SERVICOS}
