"""Payments as TISS says them: demonstrativo de pagamento, medical or dental.

Gross amounts are those of the analysis, at every level the sum of the level below; the ledger's lines with a
type of table 27 are the debits and credits (production itself is not one of them), and
``líquido = liberado − débitos + créditos``. Source: tissGuiasV4_03_00 ctm_demonstrativoPagamento and
cto_demonstrativoOdontologia; rules.md B5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.services.contas import valorado
from guiche.faturamento.tiss import codigo_na_versao, contratado, valores_de
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Operadora
from guiche.pagamento.models import Lancamento, Pagamento
from guiche.tiss_xml import retornos
from guiche.tiss_xml.retornos import Valores
from guiche.tiss_xml.versoes import Versao

MEDICO, ODONTO = "1", "3"
GUIAS_POR_PROTOCOLO = 100
_INICIAL = "1"
_ZERO = Decimal("0.00")


def tipo_de_demonstrativo(operadora: Operadora) -> str:
    """Which payment statement the operadora issues, in table 53: 1 medical, 3 dental."""
    return ODONTO if operadora.exclusivamente_odontologica else MEDICO


def demonstrativo(
    pagamentos: Sequence[Pagamento], versao: Versao
) -> retornos.DemonstrativoPagamento | retornos.DemonstrativoOdonto:
    """Statement of one or more payments of one prestador, oldest date first, in the operadora's kind.

    Raises ValueError for no payment or for payments of several prestadores.
    """
    if len({pagamento.prestador_id for pagamento in pagamentos}) != 1:
        raise ValueError("A statement needs payments of exactly one prestador.")
    em_ordem = sorted(pagamentos, key=lambda pagamento: (data_de(pagamento), pagamento.pk))
    if tipo_de_demonstrativo(operadora_atual()) == ODONTO:
        return _odonto(em_ordem, versao)
    return _medico(em_ordem)


def data_de(pagamento: Pagamento) -> date:
    """The day of the payment: made, or else foreseen."""
    return pagamento.pago_em or pagamento.data_prevista


def _medico(pagamentos: Sequence[Pagamento]) -> retornos.DemonstrativoPagamento:
    por_data = tuple(
        retornos.PagamentoPorData(
            dados=_dados(pagamento),
            protocolos=protocolos,
            bruto=Valores.somar(protocolo.valores for protocolo in protocolos),
            liquido=_liquido(pagamento),
            lancamentos=_lancamentos(pagamento),
        )
        for pagamento in pagamentos
        for protocolos in (tuple(_protocolos(pagamento)),)
    )
    return retornos.DemonstrativoPagamento(
        cabecalho=_cabecalho(pagamentos[-1]),
        prestador=contratado(pagamentos[-1].prestador),
        pagamentos=por_data,
        bruto=Valores.somar(data.bruto for data in por_data),
        liquido=_somar([data.liquido for data in por_data]),
    )


def _protocolos(pagamento: Pagamento) -> Iterator[retornos.ProtocoloPago]:
    """Protocols of a payment; one with more than 100 guias would take several entries."""
    for lote in _lotes(pagamento).prefetch_related("guias"):
        guias = tuple(_guia(guia) for guia in lote.guias.all())
        for inicio in range(0, len(guias), GUIAS_POR_PROTOCOLO):
            parte = guias[inicio : inicio + GUIAS_POR_PROTOCOLO]
            yield retornos.ProtocoloPago(
                numero=lote.protocolo,
                numero_lote=lote.numero,
                data=timezone.localdate(lote.recebido_em),
                valores=Valores.somar(guia.valores for guia in parte),
                guias=parte,
            )


def _guia(guia: Guia) -> retornos.GuiaPaga:
    return retornos.GuiaPaga(
        numero_prestador=guia.numero_prestador,
        numero_operadora=guia.numero_operadora,
        senha=guia.senha or None,
        valores=valores_de(guia),
        tipo_pagamento=_INICIAL,
    )


def _odonto(pagamentos: Sequence[Pagamento], versao: Versao) -> retornos.DemonstrativoOdonto:
    por_data = tuple(
        retornos.PagamentoOdontoPorData(
            dados=_dados(pagamento),
            protocolos=protocolos,
            bruto=Valores.somar(protocolo.valores for protocolo in protocolos),
            liquido=_liquido(pagamento),
            lancamentos=_lancamentos(pagamento),
        )
        for pagamento in pagamentos
        for protocolos in (tuple(_protocolos_odonto(pagamento, versao)),)
    )
    competencias = [pagamento.competencia for pagamento in pagamentos]
    return retornos.DemonstrativoOdonto(
        cabecalho=_cabecalho(pagamentos[-1]),
        inicio=min(competencias).primeiro_dia,
        fim=max(competencias).ultimo_dia,
        prestador=contratado(pagamentos[-1].prestador),
        pagamentos=por_data,
        bruto=Valores.somar(data.bruto for data in por_data),
        liquido=_somar([data.liquido for data in por_data]),
    )


def _protocolos_odonto(pagamento: Pagamento, versao: Versao) -> Iterator[retornos.ProtocoloOdontoPago]:
    lotes = _lotes(pagamento).prefetch_related("guias__itens__glosas").select_related("prestador")
    for lote in lotes:
        guias = tuple(_guia_odonto(guia, lote, versao) for guia in lote.guias.all())
        yield retornos.ProtocoloOdontoPago(
            numero_lote=lote.numero,
            numero=lote.protocolo,
            guias=guias,
            valores=Valores.somar(guia.valores for guia in guias),
        )


def _guia_odonto(guia: Guia, lote: Lote, versao: Versao) -> retornos.GuiaOdontoPaga:
    itens = tuple(_item_odonto(item, versao) for item in guia.itens.all())
    return retornos.GuiaOdontoPaga(
        numero_prestador=guia.numero_prestador,
        numero_operadora=guia.numero_operadora,
        nome_executante=(guia.profissional or lote.prestador.razao_social)[:70],
        carteira=guia.carteira,
        itens=itens,
        valores=Valores.somar(item.valores for item in itens),
    )


def _item_odonto(item: ItemDaGuia, versao: Versao) -> retornos.ItemOdontoPago:
    """The dental statement takes the glosa from what was processed, where the price difference is gone already:
    ``liberado = processado − glosa − franquia``. Source: rules.md B5.2.
    """
    valores = replace(valores_de(item), glosa=valorado(item).glosa_sobre_processado)
    glosas: Iterable[Glosa] = item.glosas.all()
    return retornos.ItemOdontoPago(
        sequencial=item.sequencial,
        tabela=item.tabela,
        codigo=item.codigo,
        descricao=item.descricao or item.codigo,
        data=item.data,
        quantidade=int(item.quantidade),
        valores=valores,
        dente=item.dente or None,
        regiao=item.regiao or None,
        faces=item.faces or None,
        glosas=tuple(dict.fromkeys(codigo_na_versao(glosa.codigo, versao) for glosa in glosas)),
    )


def _lotes(pagamento: Pagamento) -> QuerySet[Lote]:
    return Lote.objects.filter(pagamento_do_lote__pagamento=pagamento).order_by("pk")


def _cabecalho(pagamento: Pagamento) -> retornos.CabecalhoDemonstrativo:
    operadora = operadora_atual()
    return retornos.CabecalhoDemonstrativo(
        registro_ans=operadora.registro_ans,
        numero=pagamento.numero,
        nome_operadora=operadora.razao_social[:70],
        cnpj=operadora.cnpj,
        data_emissao=timezone.localdate(pagamento.fechado_em),
    )


def _dados(pagamento: Pagamento) -> retornos.DadosPagamento:
    return retornos.DadosPagamento(
        data=data_de(pagamento),
        forma=pagamento.forma,
        banco=pagamento.banco or None,
        agencia=pagamento.agencia or None,
        conta=pagamento.conta or None,
    )


def _lancamentos(pagamento: Pagamento) -> tuple[retornos.Lancamento, ...]:
    linhas: QuerySet[Lancamento] = pagamento.lancamentos.exclude(tipo="")
    return tuple(retornos.Lancamento(linha.indicador, linha.tipo, linha.descricao, linha.valor) for linha in linhas)


def _liquido(pagamento: Pagamento) -> retornos.Liquido:
    return retornos.Liquido(pagamento.valor_debitos, pagamento.valor_creditos, pagamento.valor_liquido)


def _somar(liquidos: Sequence[retornos.Liquido]) -> retornos.Liquido:
    return retornos.Liquido(
        sum((liquido.debitos for liquido in liquidos), _ZERO),
        sum((liquido.creditos for liquido in liquidos), _ZERO),
        sum((liquido.valor for liquido in liquidos), _ZERO),
    )
