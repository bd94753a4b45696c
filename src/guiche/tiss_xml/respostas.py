"""Answers of the operator about billing → bytes, as file (``mensagemTISS``) or web-service element
(``*WS``).

Every answer is checked against the schema of its version before it leaves. A glosa code that the answered
version does not know raises MensagemInvalida (a ValueError): the caller must map reasons to codes per
version (``codigos_glosa_xsd``).

Source: tissV4_03_00 operadoraPrestador; tissWebServicesV4_03_00; Componente Organizacional 202407 items
53–56, 96.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from guiche.tiss_xml.cabecalhos import cabecalho_da_resposta, corpo_do_cabecalho
from guiche.tiss_xml.codec import MensagemInvalida, codec
from guiche.tiss_xml.demonstrativos import (
    corpo_da_analise,
    corpo_da_glosa,
    corpo_da_situacao,
    corpo_do_local,
    corpo_do_odonto,
    corpo_do_pagamento,
    faces_da_resposta,
)
from guiche.tiss_xml.geracao import corpo_do_contratado
from guiche.tiss_xml.mensagens import Cabecalho, Guia, Item, Mensagem, TipoGuia, TipoItem
from guiche.tiss_xml.retornos import (
    DemonstrativoOdonto,
    DemonstrativoPagamento,
    Glosa,
    GuiaRecebida,
    ItemRecebido,
    ReciboLote,
    Resposta,
    SituacaoDemonstrativo,
    SituacaoLote,
    Valores,
)
from guiche.tiss_xml.servicos import POR_NOME, Servico
from guiche.tiss_xml.versoes import RegistroDeVersoes, Versao, registro

_Corpo = dict[str, Any]
_COM_CENTRO_DE_CONSUMO = Versao("4.03.00")
_DEMONSTRATIVO_POR_TIPO = {
    "1": "DEMONSTRATIVO_PAGAMENTO",
    "2": "DEMONSTRATIVO_ANALISE_CONTA",
    "3": "DEMONSTRATIVO_ODONTOLOGIA",
}


def responder(
    pedido: Mensagem,
    conteudo: Resposta | Mapping[str, Any],
    registro_ans: str,
    agora: datetime,
    *,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> bytes:
    """Answer to a request, in its version and form: WS element for a WS request, file for a file.

    The header echoes sequencialTransacao, names the operator as sender and addresses the provider as it
    identified itself. ``agora`` is the local time of the answer. A mapping is the content of the body
    element for services without a builder here. Raises MensagemInvalida.
    """
    servico = POR_NOME[pedido.servico]
    cabecalho = cabecalho_da_resposta(
        pedido.cabecalho, tipo_da_resposta(servico, conteudo, pedido), registro_ans, agora
    )
    return escrever_resposta(
        servico.nome,
        conteudo,
        cabecalho,
        pedido.versao,
        como_ws=pedido.raiz != "mensagemTISS",
        registro_de_versoes=registro_de_versoes,
    )


def escrever_resposta(
    servico: str,
    conteudo: Resposta | Mapping[str, Any],
    cabecalho: Cabecalho,
    versao: Versao,
    *,
    como_ws: bool = False,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> bytes:
    """Answer with a header of the caller's, e.g. a statement downloaded from the portal. Raises
    MensagemInvalida.
    """
    qual = POR_NOME[servico]
    corpo: _Corpo = {"cabecalho": corpo_do_cabecalho(cabecalho) | {"Padrao": versao.numero}}
    valores = _corpo(conteudo, versao, qual.erro_ws if como_ws else "mensagemErro")
    if como_ws:
        corpo[qual.corpo_resposta_ws] = valores
        raiz = qual.resposta_ws
    else:
        corpo["operadoraParaPrestador"] = {qual.resposta: valores}
        raiz = "mensagemTISS"
    return codec(versao, registro_de_versoes).escrever(raiz, corpo, registro_de_versoes=registro_de_versoes)


def tipo_da_resposta(servico: Servico, conteudo: Resposta | Mapping[str, Any], pedido: Mensagem | None = None) -> str:
    """tipoTransacao of an answer; a refused statement request is answered in the kind that was asked for."""
    if isinstance(conteudo, DemonstrativoPagamento):
        return _DEMONSTRATIVO_POR_TIPO["1"]
    if isinstance(conteudo, DemonstrativoOdonto):
        return _DEMONSTRATIVO_POR_TIPO["3"]
    if isinstance(conteudo, SituacaoDemonstrativo):
        return _DEMONSTRATIVO_POR_TIPO[conteudo.tipo]
    if isinstance(conteudo, Mapping) and "autorizacaoServicoOdonto" in conteudo:
        return "AUTORIZACAO_ODONTOLOGIA" if len(servico.transacoes_resposta) > 1 else "STATUS_AUTORIZACAO"
    if pedido is not None and "demonstrativoPagamento" in pedido.corpo:
        return _DEMONSTRATIVO_POR_TIPO[pedido.corpo["demonstrativoPagamento"]["tipoDemonstrativo"]]
    return servico.transacoes_resposta[0]


def _corpo(conteudo: Resposta | Mapping[str, Any], versao: Versao, erro: str) -> _Corpo:
    if isinstance(conteudo, Mapping):
        return dict(conteudo)
    if isinstance(conteudo, Glosa):
        return {erro: corpo_da_glosa(conteudo)}
    if isinstance(conteudo, ReciboLote):
        return {"protocoloRecebimento": _recibo(conteudo, versao)}
    if isinstance(conteudo, SituacaoLote):
        return {"situacaoDoProtocolo": _situacao(conteudo, versao)}
    if isinstance(conteudo, DemonstrativoPagamento):
        return {"demonstrativoPagamento": corpo_do_pagamento(conteudo)}
    if isinstance(conteudo, DemonstrativoOdonto):
        return {"demonstrativoPagamentoOdonto": corpo_do_odonto(conteudo)}
    if isinstance(conteudo, SituacaoDemonstrativo):
        return {"situacaoDemonstrativoRetorno": corpo_da_situacao(conteudo)}
    if not 1 <= len(conteudo) <= 30:
        raise MensagemInvalida("Uma resposta leva de 1 a 30 demonstrativos de análise de conta.")
    return {"demonstrativoAnaliseConta": [corpo_da_analise(analise, versao) for analise in conteudo]}


def _recibo(recibo: ReciboLote, versao: Versao) -> _Corpo:
    glosa = None
    if recibo.glosas:
        glosa = {
            "motivosGlosa": {"motivoGlosa": [corpo_da_glosa(g) for g in recibo.glosas]},
            "vlGlosaProtocolo": recibo.valor_glosa,
        }
    odonto = recibo.tipo_guia is TipoGuia.ODONTO
    return {
        "registroANS": recibo.registro_ans,
        "dadosPrestador": corpo_do_contratado(recibo.prestador),
        "numeroLote": recibo.numero_lote,
        "dataEnvioLote": recibo.data_envio,
        "detalheProtocolo": {
            "numeroProtocolo": recibo.numero_protocolo,
            "valorTotalProtocolo": recibo.valor_total,
            "glosaProtocolo": glosa,
            "dadosGuiasProtocolo": {
                "dadosGuiasOdonto" if odonto else "dadosGuias": [
                    _guia_recebida(guia, versao, odonto) for guia in recibo.guias
                ]
            },
        },
    }


def _situacao(situacao: SituacaoLote, versao: Versao) -> _Corpo:
    odonto = situacao.tipo_guia is TipoGuia.ODONTO
    return {
        "identificacaoOperadora": situacao.registro_ans,
        "dadosPrestador": corpo_do_contratado(situacao.prestador),
        "lote": {
            "detalheLote": {
                "statusProtocolo": situacao.status,
                "numeroProtocolo": situacao.numero_protocolo,
                "numeroLote": situacao.numero_lote,
                "dataEnvioLote": situacao.data_envio,
                "valorTotalLote": _tres(situacao.valores),
                "guiasTISS": {
                    "guiasOdonto" if odonto else "guiasMedicas": [
                        {"guias": _guia_recebida(guia, versao, odonto)} for guia in situacao.guias
                    ]
                },
            }
        },
    }


def _tres(valores: Valores) -> _Corpo:
    return {
        "valorProcessado": valores.processado,
        "valorGlosa": valores.glosa,
        "valorLiberado": valores.liberado,
    }


def _guia_recebida(recebida: GuiaRecebida, versao: Versao, odonto: bool) -> _Corpo:
    guia = recebida.guia
    beneficiario = _beneficiario(guia)
    corpo: _Corpo = {
        "numeroGuiaPrestador": guia.numero_prestador,
        "numeroGuiaOperadora": recebida.numero_operadora,
        "ausenciaCodValidacao": guia.ausencia_validacao,
        "codValidacao": guia.codigo_validacao,
        "vlInformadoGuia": _tres(recebida.valores) if recebida.valores else None,
        "glosaGuia": _motivos(recebida.glosas),
    }
    corpo |= beneficiario if odonto else {"dadosBeneficiario": beneficiario}
    if not odonto:
        corpo["dataRealizacao"] = guia.data_inicio
    if recebida.itens:
        escrever = _item_odonto if odonto else _item
        corpo["procedimentosRealizados"] = {
            "procedimentoRealizado": [escrever(item.item, versao) | _glosas_do_item(item) for item in recebida.itens]
        }
    return corpo


def _beneficiario(guia: Guia) -> _Corpo:
    return {
        "numeroCarteira": guia.carteira,
        "atendimentoRN": "S" if guia.atendimento_rn else "N",
        "tipoIdent": guia.tipo_identificacao,
        "identificadorBeneficiario": guia.identificador,
    }


def _motivos(glosas: tuple[Glosa, ...]) -> _Corpo | None:
    return {"motivoGlosa": [corpo_da_glosa(glosa) for glosa in glosas]} if glosas else None


def _glosas_do_item(recebido: ItemRecebido) -> _Corpo:
    motivos = _motivos(recebido.glosas)
    if motivos is None:
        return {}
    return {"glosasProcedimento": motivos | {"valorGlosaProcedimento": recebido.valor_glosa}}


def _item(item: Item, versao: Versao) -> _Corpo:
    corpo: _Corpo = {
        "sequencialItem": item.sequencial,
        "dataExecucao": item.data,
        "horaInicial": item.hora_inicial,
        "horaFinal": item.hora_final,
        "procedimento": {
            "codigoTabela": item.tabela,
            "codigoProcedimento": item.codigo,
            # A consulta brings no description, but the receipt demands one of at least one character.
            "descricaoProcedimento": item.descricao or item.codigo,
        },
        "unidadeMedida": item.unidade,
        "quantidadeExecutada": item.quantidade,
        "viaAcesso": item.via,
        "tecnicaUtilizada": item.tecnica,
        "valorUnitario": item.valor_unitario,
        "valorTotal": item.valor_total,
        "codigoDespesa": item.codigo_despesa if item.tipo is TipoItem.DESPESA else None,
        "fatorReducaoAcrescimo": item.fator,
    }
    if versao >= _COM_CENTRO_DE_CONSUMO:
        corpo["centroConsumo"] = item.centro_consumo
    return corpo


def _item_odonto(item: Item, versao: Versao) -> _Corpo:
    return {
        "sequencialItem": item.sequencial,
        "procedimento": {
            "codigoTabela": item.tabela,
            "codigoProcedimento": item.codigo,
            "descricaoProcedimento": item.descricao or item.codigo,
        },
        "denteRegiao": corpo_do_local(item.dente, item.regiao),
        "denteFace": faces_da_resposta(item.faces),
        "qtdProc": int(item.quantidade),
        "qtdUS": item.qtd_us,
        "valorProc": item.valor_total,
        "valorFranquia": item.franquia,
        "autorizado": None if item.autorizado is None else ("S" if item.autorizado else "N"),
        "dataRealizacao": item.data,
    }
