"""The lote as a whole: size, one kind of guia, number not used before, total."""

from collections.abc import Iterator
from decimal import Decimal

from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra_do_lote
from guiche.faturamento.regras.formato import reais
from guiche.nucleo.decimais import ZERO, somar_valores

MAIOR_VALOR = Decimal("99999999.99")
"""Reais: ten digits, two of them decimals. Source: tissSimpleTypesV4_03_00 st_decimal10-2."""

BASE = "RN 501/2022; TISS, Componente Organizacional"


@regra_do_lote("LO-01", "O lote tem de 1 a 100 guias", BASE)
def tamanho_do_lote(ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (5015)."""
    total, maximo = len(ctx.guias), ctx.fatos.parametros.maximo_de_guias
    if not 1 <= total <= maximo:
        yield Aponta(
            Motivo.GUIAS_DEMAIS,
            f"O lote tem {total} guias; o permitido é de 1 a {maximo}.",
            f"Divida as guias em lotes de até {maximo}.",
            campo="guias",
            gravidade="recusa",
        )


@regra_do_lote("LO-02", "O lote tem um só tipo de guia", BASE)
def um_tipo_de_guia(ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1301)."""
    tipos = sorted({guia.tipo.rotulo for guia in ctx.guias})
    if len(tipos) > 1:
        yield Aponta(
            Motivo.TIPO_DE_GUIA_INVALIDO,
            f"O lote mistura tipos de guia: {', '.join(tipos)}.",
            "Separe um lote para cada tipo de guia.",
            campo="tipo",
            gravidade="recusa",
        )


@regra_do_lote("LO-03", "O número do lote ainda não foi usado", BASE)
def numero_novo(ctx: Contexto) -> Iterator[Aponta]:
    """Unique per prestador. Source: TISS table 38 (3268)."""
    numero = ctx.fatos.numero_lote
    if numero is not None and numero in ctx.fatos.lotes_apresentados:
        yield Aponta(
            Motivo.LOTE_REPETIDO,
            f"O lote {numero} já foi enviado.",
            "Use um número de lote novo.",
            campo="numero_lote",
            gravidade="recusa",
        )


@regra_do_lote("LO-04", "O total do lote é a soma das guias", BASE)
def total_do_lote(ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1104)."""
    informado = ctx.fatos.total_informado
    soma = somar_valores(
        guia.soma_dos_itens if guia.total_informado is None else guia.total_informado for guia in ctx.guias
    )
    if informado is not None and abs(informado - soma) > ctx.fatos.parametros.tolerancia:
        yield Aponta(
            Motivo.TOTAL_DO_LOTE_ERRADO,
            f"As guias somam {reais(soma)} e o lote informa {reais(informado)}.",
            f"Corrija o total do lote para {reais(soma)}.",
            campo="total_informado",
            valor=ZERO,
        )


@regra_do_lote("LO-05", "Os valores cabem nas respostas do padrão", BASE)
def valores_que_cabem(ctx: Contexto) -> Iterator[Aponta]:
    """A request may add up to, or write without decimals, more than any receipt or statement can say.

    Source: tissSimpleTypesV4_03_00 st_decimal10-2; TISS table 38 (5001).
    """
    itens = [item for guia in ctx.guias for item in guia.itens]
    maiores = [max(abs(item.valor_total), abs(item.valor_unitario), item.franquia) for item in itens]
    if max([somar_valores(abs(item.valor_total) for item in itens), *maiores]) > MAIOR_VALOR:
        yield Aponta(
            Motivo.FORA_DO_PADRAO,
            f"O lote soma ou traz um valor acima de {reais(MAIOR_VALOR)}, o máximo do Padrão TISS.",
            "Confira os valores; se estiverem certos, divida as guias em mais lotes.",
            campo="valor_total",
            gravidade="recusa",
        )
