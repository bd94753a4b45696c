"""Statements of the operator in the shape of the schema: DAC, payment, dental payment, not-ready status.

Names are copied literally from the standard, misprints included. Source: tissGuiasV4_03_00
(ctm_demonstrativoAnaliseConta, ctm_demonstrativoPagamento, cto_demonstrativoOdontologia),
ct_contaMedicaResumo.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from guiche.tiss_xml.geracao import corpo_do_contratado
from guiche.tiss_xml.retornos import (
    AnaliseConta,
    CabecalhoDemonstrativo,
    DemonstrativoOdonto,
    DemonstrativoPagamento,
    Glosa,
    GuiaAnalisada,
    GuiaOdontoPaga,
    GuiaPaga,
    ItemAnalisado,
    ItemOdontoPago,
    Lancamento,
    Liquido,
    PagamentoOdontoPorData,
    PagamentoPorData,
    ProtocoloAnalisado,
    ProtocoloOdontoPago,
    ProtocoloPago,
    SituacaoDemonstrativo,
    Valores,
)
from guiche.tiss_xml.versoes import Versao

_Corpo = dict[str, Any]
_COM_NOVOS_CAMPOS = Versao("4.03.00")
_FACES = re.compile("[OLMVDIP]{1,5}")


def corpo_da_glosa(glosa: Glosa) -> _Corpo:
    """Values of a ct_motivoGlosa."""
    return {"codigoGlosa": glosa.codigo, "descricaoGlosa": glosa.descricao}


def corpo_da_analise(analise: AnaliseConta, versao: Versao) -> _Corpo:
    """Values of a demonstrativoAnaliseConta."""
    return {
        "cabecalhoDemonstrativo": _cabecalho(analise.cabecalho),
        "dadosPrestador": {
            "dadosContratado": corpo_do_contratado(analise.prestador),
            "CNES": analise.prestador.cnes,
        },
        "dadosConta": {"dadosProtocolo": [_protocolo_analisado(p, versao) for p in analise.protocolos]},
        **_quatro(analise.valores, "Geral"),
        "observacao": analise.observacao,
    }


def corpo_do_pagamento(demonstrativo: DemonstrativoPagamento) -> _Corpo:
    """Values of a demonstrativoPagamento."""
    bruto, liquido = demonstrativo.bruto, demonstrativo.liquido
    return {
        "cabecalhoDemonstrativo": _cabecalho(demonstrativo.cabecalho),
        "dadosContratado": {
            "dadosPrestador": corpo_do_contratado(demonstrativo.prestador),
            "CNES": demonstrativo.prestador.cnes,
        },
        "pagamentos": {"pagamentosPorData": [_por_data(p) for p in demonstrativo.pagamentos]},
        "totaisDemonstrativo": {
            "totaisBrutosDemonstrativo": {
                "valorInformadoBruto": bruto.informado,
                "valorProcessadoBruto": bruto.processado,
                "valorLiberadoBruto": bruto.liberado,
                "valorGlosaBruto": bruto.glosa,
            },
            "debitosCreditosDemonstrativo": _lancamentos(demonstrativo.lancamentos),
            "totaisLiquidosDemonstrativo": {
                "totalDebitosDemonstrativo": liquido.debitos,
                "totalCreditosdemonstrativo": liquido.creditos,
                "valorLiberadoDemonstrativo": liquido.valor,
            },
        },
        "observacao": demonstrativo.observacao,
    }


def corpo_do_odonto(demonstrativo: DemonstrativoOdonto) -> _Corpo:
    """Values of a demonstrativoPagamentoOdonto."""
    cabecalho, prestador = demonstrativo.cabecalho, demonstrativo.prestador
    bruto, liquido = demonstrativo.bruto, demonstrativo.liquido
    documento = {"cnpjPrestador": prestador.cnpj} if prestador.cnpj else {"cpfContratado": prestador.cpf}
    return {
        "cabecalhoDemonstrativoOdonto": {
            "registroANS": cabecalho.registro_ans,
            "numeroDemonstrativo": cabecalho.numero,
            "nomeOperadora": cabecalho.nome_operadora,
            "cnpjOper": cabecalho.cnpj,
            "periodoProc": {"datainicio": demonstrativo.inicio, "datafim": demonstrativo.fim},
        },
        "dadosPrestador": {"codigoPrestador": prestador.codigo, "cpfCNPJContratado": documento},
        "dadosPagamentoPorData": [_odonto_por_data(p) for p in demonstrativo.pagamentos],
        "totaisBrutoDemonstrativo": {
            "valorInformadoPorDemonstrativoData": bruto.informado,
            "valorlProcessadoPorDemonstrativo": bruto.processado,
            "valorlGlosaPorDemonstrativo": bruto.glosa,
            "valoFranquiaPorDemonstrativo": bruto.franquia,
            "valorLiberadoPorDemonstrativo": bruto.liberado,
        },
        "debCredDemonstrativo": _descontos(demonstrativo.lancamentos),
        "totalDebitosDemonstativo": liquido.debitos,
        "totalCreditosDemonstrativo": liquido.creditos,
        "valorRecebidoDemonstrativo": liquido.valor,
        "observacao": demonstrativo.observacao,
    }


def corpo_da_situacao(situacao: SituacaoDemonstrativo) -> _Corpo:
    """Values of a situacaoDemonstrativoRetorno."""
    return {
        "identificacaoOperadora": situacao.registro_ans,
        "dadosPrestador": corpo_do_contratado(situacao.prestador),
        "numeroProtocolo": situacao.numero_protocolo,
        "protocoloSolicitacaoDemonstrativo": situacao.protocolo_solicitacao,
        "tipoDemonstrativo": situacao.tipo,
        "dataSituacaoDemonstrativo": situacao.data,
        "situacaoDemonstrativo": situacao.situacao,
    }


def _cabecalho(cabecalho: CabecalhoDemonstrativo) -> _Corpo:
    return {
        "registroANS": cabecalho.registro_ans,
        "numeroDemonstrativo": cabecalho.numero,
        "nomeOperadora": cabecalho.nome_operadora,
        "numeroCNPJ": cabecalho.cnpj,
        "dataEmissao": cabecalho.data_emissao,
    }


def _quatro(valores: Valores, sufixo: str) -> _Corpo:
    return {
        f"valorInformado{sufixo}": valores.informado,
        f"valorProcessado{sufixo}": valores.processado,
        f"valorLiberado{sufixo}": valores.liberado,
        f"valorGlosa{sufixo}": valores.glosa,
    }


def _protocolo_analisado(protocolo: ProtocoloAnalisado, versao: Versao) -> _Corpo:
    return {
        "numeroLotePrestador": protocolo.numero_lote,
        "numeroProtocolo": protocolo.numero,
        "dataProtocolo": protocolo.data,
        "GlosaProtocolo": corpo_da_glosa(protocolo.glosa) if protocolo.glosa else None,
        "situacaoProtocolo": protocolo.situacao,
        "relacaoGuias": [_guia_analisada(guia, versao) for guia in protocolo.guias],
        **_quatro(protocolo.valores, "Protocolo"),
    }


def _guia_analisada(guia: GuiaAnalisada, versao: Versao) -> _Corpo:
    corpo: _Corpo = {
        "numeroGuiaPrestador": guia.numero_prestador,
        "numeroGuiaOperadora": guia.numero_operadora,
        "senha": guia.senha,
        "numeroCarteira": guia.carteira,
        "dataInicioFat": guia.data_inicio,
        "horaInicioFat": guia.hora_inicio,
        "dataFimFat": guia.data_fim,
        "horaFimFat": guia.hora_fim,
        "motivoGlosaGuia": [corpo_da_glosa(glosa) for glosa in guia.glosas],
        "situacaoGuia": guia.situacao,
        "detalhesGuia": [_item_analisado(item, versao) for item in guia.itens],
        **_quatro(guia.valores, "Guia"),
    }
    if versao >= _COM_NOVOS_CAMPOS:
        corpo["observacao"] = guia.observacao
    return corpo


def _item_analisado(item: ItemAnalisado, versao: Versao) -> _Corpo:
    corpo: _Corpo = {
        "sequencialItem": item.sequencial,
        "dataRealizacao": item.data,
        "procedimento": _procedimento(item),
        "grauParticipacao": item.grau,
        "valorInformado": item.valores.informado,
        "qtdExecutada": item.quantidade,
        "valorProcessado": item.valores.processado,
        "valorLiberado": item.valores.liberado,
        "relacaoGlosa": [{"valorGlosa": glosa.valor, "tipoGlosa": glosa.codigo} for glosa in item.glosas],
    }
    if versao >= _COM_NOVOS_CAMPOS:
        corpo["centroConsumo"] = item.centro_consumo
    return corpo


def _procedimento(item: ItemAnalisado | ItemOdontoPago) -> _Corpo:
    return {
        "codigoTabela": item.tabela,
        "codigoProcedimento": item.codigo,
        "descricaoProcedimento": item.descricao,
    }


def _lancamentos(lancamentos: Sequence[Lancamento]) -> list[_Corpo]:
    return [
        {
            "indicador": um.indicador,
            "tipoDebitoCredito": um.tipo,
            "descricaoDbCr": um.descricao,
            "valorDbCr": um.valor,
        }
        for um in lancamentos
    ]


def _descontos(lancamentos: Sequence[Lancamento]) -> _Corpo | None:
    return {"descontos": _lancamentos(lancamentos)} if lancamentos else None


def _por_data(pagamento: PagamentoPorData) -> _Corpo:
    dados, bruto = pagamento.dados, pagamento.bruto
    return {
        "dadosPagamento": {
            "dataPagamento": dados.data,
            "formaPagamento": dados.forma,
            "banco": dados.banco,
            "agencia": dados.agencia,
            "nrContaCheque": dados.conta,
        },
        "dadosResumo": {"relacaoProtocolos": [_protocolo_pago(p) for p in pagamento.protocolos]},
        "totaisBrutosPorData": {
            "totalInformadoPorData": bruto.informado,
            "totalProcessadoPorData": bruto.processado,
            "totaLiberadoPorData": bruto.liberado,
            "totalGlosaPorData": bruto.glosa,
        },
        "debitosCreditosPorData": (
            {"debitosCreditos": _lancamentos(pagamento.lancamentos)} if pagamento.lancamentos else None
        ),
        "totaisLiquidosPorData": _liquido(pagamento.liquido),
    }


def _liquido(liquido: Liquido) -> _Corpo:
    return {
        "totalDebitosPorData": liquido.debitos,
        "totalCreditosPorData": liquido.creditos,
        "liquidoPorData": liquido.valor,
    }


def _protocolo_pago(protocolo: ProtocoloPago) -> _Corpo:
    return {
        "dataProtocolo": protocolo.data,
        "numeroProtocolo": protocolo.numero,
        "numeroLote": protocolo.numero_lote,
        **_quatro(protocolo.valores, ""),
        "guiasDoLote": [_guia_paga(guia) for guia in protocolo.guias],
    }


def _guia_paga(guia: GuiaPaga) -> _Corpo:
    return {
        "numeroGuiaPrestador": guia.numero_prestador,
        "numeroGuiaOperadora": guia.numero_operadora,
        "senha": guia.senha,
        "tipoPagamento": guia.tipo_pagamento,
        "valorProcessadoGuia": guia.valores.processado,
        "valorLiberadoGuia": guia.valores.liberado,
        "valorGlosaGuia": guia.valores.glosa,
    }


def _odonto_por_data(pagamento: PagamentoOdontoPorData) -> _Corpo:
    dados, bruto, liquido = pagamento.dados, pagamento.bruto, pagamento.liquido
    return {
        "dadosPagamento": {
            "dataPagamento": dados.data,
            "banco": dados.banco,
            "agencia": dados.agencia,
            "conta": dados.conta,
        },
        "protocolos": [_protocolo_odonto(p) for p in pagamento.protocolos],
        "totaisPorData": {
            "valorBrutonformadoPorData": bruto.informado,
            "valorBrutoProcessadoPorData": bruto.processado,
            "valorBrutoGlosaPorData": bruto.glosa,
            "valorBrutoFranquiaPorData": bruto.franquia,
            "valorBrutoLiberadoPorData": bruto.liberado,
        },
        "debCredPorDataPagamento": _descontos(pagamento.lancamentos),
        "totalLiquidoPorData": {
            "valorTotalDebitosPorData": liquido.debitos,
            "valorTotalCreditosPorData": liquido.creditos,
            "valorFinalAReceberPorData": liquido.valor,
        },
    }


def _protocolo_odonto(protocolo: ProtocoloOdontoPago) -> _Corpo:
    return {
        "numeroLote": protocolo.numero_lote,
        "numeroProtocolo": protocolo.numero,
        "dadosPagamentoGuia": [_guia_odonto(guia) for guia in protocolo.guias],
        "totaisPorProtocolo": _cinco(protocolo.valores, "PorProtocolo"),
    }


def _guia_odonto(guia: GuiaOdontoPaga) -> _Corpo:
    return {
        "numeroGuiaPrestador": guia.numero_prestador,
        "numeroGuiaOperadora": guia.numero_operadora,
        "recurso": "S" if guia.recurso else "N",
        "nomeExecutante": guia.nome_executante,
        "carteiraBeneficiario": guia.carteira,
        "dadosPagamento": [_item_odonto(item) for item in guia.itens],
        "observacaoGuia": guia.observacao,
        **_cinco(guia.valores, "Guia"),
    }


def _cinco(valores: Valores, sufixo: str) -> _Corpo:
    return {
        f"valorTotalInformado{sufixo}": valores.informado,
        f"valorTotalProcessado{sufixo}": valores.processado,
        f"valorTotalGlosa{sufixo}": valores.glosa,
        f"valorTotalFranquia{sufixo}": valores.franquia,
        f"valorTotalLiberado{sufixo}": valores.liberado,
    }


def corpo_do_local(dente: str | None, regiao: str | None) -> _Corpo | None:
    """Values of denteRegiao: a tooth, or a region, or nothing."""
    if dente is not None:
        return {"codDente": dente}
    return {"codRegiao": regiao} if regiao is not None else None


def faces_da_resposta(faces: str | None) -> str | None:
    """``denteFace`` of an answer: one to five letters of table 32, or nothing.

    A request may carry any five characters there; an answer with them would break the schema.
    Source: tissGuiasV4_03_00 (st_texto5 in the GTO), tissSimpleTypesV4_03_00 dm_face.
    """
    limpas = (faces or "").strip().upper()
    return limpas if _FACES.fullmatch(limpas) else None


def _item_odonto(item: ItemOdontoPago) -> _Corpo:
    return {
        "sequencialItem": item.sequencial,
        "procedimento": _procedimento(item),
        "denteRegiao": corpo_do_local(item.dente, item.regiao),
        "denteFace": faces_da_resposta(item.faces),
        "dataRealizacao": item.data,
        "qtdProc": item.quantidade,
        "valorInformado": item.valores.informado,
        "valorProcessado": item.valores.processado,
        "valorGlosaEstorno": item.valores.glosa,
        "valorFranquia": item.valores.franquia,
        "valorLiberado": item.valores.liberado,
        "codigosGlosa": item.glosas,
    }
