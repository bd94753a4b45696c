"""What was charged against what the contract pays on the day."""

from collections.abc import Iterator

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import quantia, reais
from guiche.nucleo.decimais import ZERO, arredondar

BASE = "Contrato com o prestador (RN 503/2022)"


@regra("VA-01", "O valor cobrado cabe na tabela do contrato", BASE, "valores")
def valor_na_tabela(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """The difference is at risk; what the arithmetic already takes is not counted here.

    Source: TISS table 38 (1705).
    """
    for item in guia.itens:
        preco = ctx.preco(guia, item)
        if preco is None or item.quantidade <= 0:
            continue
        contratado = preco.total(item.quantidade, item.fator)
        ja_apontado = max(ctx.diferenca_aritmetica(guia, item), ZERO)
        diferenca = item.valor_total - ja_apontado - contratado
        if diferenca <= ctx.fatos.parametros.tolerancia:
            continue
        yield Aponta(
            Motivo.VALOR_ACIMA_DA_TABELA,
            f"O contrato paga {reais(preco.unitario)} por {ctx.descricao(item)} "
            f"({preco.origem.rotulo} {preco.tabela_id}, edição {preco.edicao}); "
            f"o item cobra {reais(item.valor_unitario)}.",
            f"Corrija o valor unitário para {reais(preco.unitario)}.",
            item=item,
            campo="valor_unitario",
            valor=diferenca,
            causa=item.codigo,
        )


@regra("VA-02", "O contrato tem preço para o item", BASE, "valores")
def item_com_preco(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Without a price a person decides. Source: TISS table 38 (3142)."""
    if not ctx.fatos.parametros.alertar_sem_preco:
        return
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or not ctx.termo_vigente(item, dia) or ctx.preco(guia, item) is not None:
            continue
        yield Aponta(
            Motivo.ITEM_NAO_CONTRATADO,
            f"O contrato não tem preço para {ctx.descricao(item)} na data; um analista vai decidir.",
            "Peça à operadora o preço do procedimento no contrato.",
            item=item,
            campo="valor_unitario",
            gravidade="alerta",
            resolve_em="analise",
            causa=item.codigo,
        )


@regra("VA-03", "O valor cobrado não está abaixo da tabela", BASE, "valores")
def valor_abaixo(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Charged below the table is paid as charged; the prestador may want to know. Source: table 38 (1706)."""
    if not ctx.fatos.parametros.alertar_abaixo:
        return
    for item in guia.itens:
        preco = ctx.preco(guia, item)
        if preco is None or item.quantidade <= 0:
            continue
        falta = preco.total(item.quantidade, item.fator) - item.valor_total
        if falta > ctx.fatos.parametros.tolerancia:
            yield Aponta(
                Motivo.VALOR_ABAIXO_DA_TABELA,
                f"{ctx.descricao(item)} foi cobrado {reais(falta)} abaixo do contrato e será pago como cobrado.",
                f"Se quiser, corrija o valor unitário para {reais(preco.unitario)}.",
                item=item,
                campo="valor_unitario",
                gravidade="alerta",
            )


@regra("VA-04", "O fator de redução ou acréscimo está no contrato", BASE, "valores")
def fator_contratado(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Only an increase outside the contract takes money: what exceeds factor 1. Source: table 38 (1716)."""
    fatores = ctx.fatos.prestador.fatores
    for item in guia.itens:
        if not fatores or item.fator in fatores or item.fator == 1:
            continue
        acrescimo = ctx.valor_de_uma_unidade(guia, item) * item.quantidade * (item.fator - 1)
        yield Aponta(
            Motivo.FATOR_FORA_DO_CONTRATO,
            f"O fator {quantia(item.fator)} não está no contrato.",
            "Use um fator do contrato ou 1,00.",
            item=item,
            campo="fator",
            valor=max(arredondar(acrescimo), ZERO),
            gravidade="glosa" if item.fator > 1 else "alerta",
        )
