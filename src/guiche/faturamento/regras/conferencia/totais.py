"""Arithmetic of the guia: quantities, item totals, guia total.

Source: TISS, Componente Organizacional (item = unitário × quantidade × fator, two places half-up; guia = Σ
itens).
"""

from collections.abc import Iterator

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import quantia, reais
from guiche.nucleo.decimais import ZERO

BASE = "TISS, Componente Organizacional (totais)"


@regra("TO-01", "Quantidade e valores são positivos", BASE, "totais")
def valores_positivos(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1806)."""
    for item in guia.itens:
        if item.quantidade <= 0 or item.valor_unitario < ZERO or item.valor_total < ZERO:
            yield Aponta(
                Motivo.QUANTIDADE_INVALIDA,
                f"{ctx.descricao(item)} tem quantidade {quantia(item.quantidade)} e valor {reais(item.valor_total)}.",
                "Informe quantidade maior que zero e valores sem sinal.",
                item=item,
                campo="quantidade",
            )


@regra("TO-02", "O total do item é unitário × quantidade × fator", BASE, "totais")
def total_do_item(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """With the tolerance of the operadora (0.01 per item); only what is above is at risk.

    Source: TISS table 38 (1805).
    """
    for item in guia.itens:
        diferenca = ctx.diferenca_aritmetica(guia, item)
        if item.quantidade <= 0 or not diferenca:
            continue
        yield Aponta(
            Motivo.TOTAL_DO_ITEM_ERRADO,
            f"{quantia(item.quantidade)} × {reais(item.valor_unitario)} × {quantia(item.fator)} dá "
            f"{reais(item.valor_calculado)}, e o item informa {reais(item.valor_total)}.",
            f"Corrija o total do item para {reais(item.valor_calculado)}.",
            item=item,
            campo="valor_total",
            valor=max(diferenca, ZERO),
        )


@regra("TO-03", "O total da guia é a soma dos itens", BASE, "totais")
def total_da_guia(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Payment follows the items, so a wrong sum is corrected and takes no money. Source: table 38 (5042)."""
    informado, soma = guia.total_informado, guia.soma_dos_itens
    if informado is None or abs(informado - soma) <= ctx.fatos.parametros.tolerancia:
        return
    yield Aponta(
        Motivo.TOTAL_DA_GUIA_ERRADO,
        f"Os itens somam {reais(soma)} e a guia informa {reais(informado)}.",
        f"Corrija o total da guia para {reais(soma)}.",
        campo="total_informado",
        valor=ZERO,
    )
