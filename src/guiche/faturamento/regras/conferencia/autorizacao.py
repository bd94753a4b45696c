"""Prior authorisation: is there a senha where one is required, and does it cover what is charged?"""

from collections.abc import Iterator
from decimal import Decimal

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import dia_br, quantia
from guiche.nucleo.decimais import arredondar

BASE = "Contrato com o prestador (RN 503/2022); TISS tabela 38"
ZERO = Decimal(0)


@regra("AU-01", "O procedimento que exige autorização tem senha", BASE, "autorizacao")
def senha_exigida(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Urgency never needs prior authorisation. Source: TISS table 38 (1818); RN 566/2022."""
    if guia.senha or guia.eh_urgencia:
        return
    for item in guia.itens:
        if ctx.procedimento(item).exige_autorizacao:
            yield Aponta(
                Motivo.SEM_AUTORIZACAO,
                f"{ctx.descricao(item)} exige autorização e a guia não traz senha.",
                "Informe a senha da autorização, ou peça a autorização antes de enviar.",
                item=item,
                campo="senha",
            )


@regra("AU-02", "A senha existe e é deste beneficiário e prestador", BASE, "autorizacao")
def senha_conhecida(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """An unknown senha only matters where one is required. Source: TISS table 38 (3306)."""
    if not guia.senha:
        return
    autorizacao = ctx.autorizacao(guia)
    if autorizacao is None:
        if guia.eh_urgencia:
            return
        for item in guia.itens:
            if ctx.procedimento(item).exige_autorizacao:
                yield Aponta(
                    Motivo.SENHA_INVALIDA,
                    f"A senha {guia.senha} não existe e {ctx.descricao(item)} exige autorização.",
                    "Confira o número da senha na autorização.",
                    item=item,
                    campo="senha",
                )
        return
    de_outro = autorizacao.prestador and autorizacao.prestador != ctx.fatos.prestador.codigo
    if autorizacao.carteira != guia.carteira or de_outro:
        quem = "prestador" if autorizacao.carteira == guia.carteira else "beneficiário"
        yield Aponta(
            Motivo.SENHA_INVALIDA,
            f"A senha {guia.senha} foi dada a outro {quem}.",
            "Confira o número da senha na autorização.",
            campo="senha",
        )


@regra("AU-03", "A senha não está cancelada nem vencida na data", BASE, "autorizacao")
def senha_valida_na_data(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1414, 1437)."""
    autorizacao = ctx.autorizacao(guia)
    if autorizacao is None:
        return
    if autorizacao.cancelada:
        yield Aponta(
            Motivo.SENHA_CANCELADA,
            f"A senha {guia.senha} foi cancelada.",
            "Peça nova autorização à operadora.",
            campo="senha",
            resolve_em="revalidar",
        )
        return
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or autorizacao.valida_ate is None or dia <= autorizacao.valida_ate:
            continue
        yield Aponta(
            Motivo.SENHA_VENCIDA,
            f"A senha {guia.senha} valia até {dia_br(autorizacao.valida_ate)} e o atendimento foi em {dia_br(dia)}.",
            "Peça a revalidação da senha antes de enviar.",
            item=item,
            campo="senha",
            resolve_em="revalidar",
        )


@regra("AU-04", "A quantidade cobrada cabe na autorizada", BASE, "autorizacao")
def quantidade_autorizada(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Counts other lotes and earlier guias of this lote; only the excess is at risk.

    Source: TISS table 38 (3210).
    """
    autorizacao = ctx.autorizacao(guia)
    if autorizacao is None or autorizacao.cancelada or autorizacao.carteira != guia.carteira:
        return
    for item in guia.itens:
        autorizado = autorizacao.itens.get(item.procedimento)
        exige = ctx.procedimento(item).exige_autorizacao and not guia.eh_urgencia
        if autorizado is None and not exige:
            continue
        limite = autorizado.autorizado if autorizado else ZERO
        chave = (guia.senha, item.procedimento)
        antes = ctx.quantidade_por_senha.get(chave, autorizado.utilizado if autorizado else ZERO)
        depois = antes + item.quantidade
        ctx.quantidade_por_senha[chave] = depois
        excesso = min(item.quantidade, depois - limite)
        if excesso <= ZERO:
            continue
        valor = arredondar(ctx.valor_de_uma_unidade(guia, item) * excesso * item.fator)
        yield Aponta(
            Motivo.QUANTIDADE_ACIMA_DA_AUTORIZADA,
            f"A senha {guia.senha} autorizou {quantia(limite)} de {ctx.descricao(item)}; "
            f"com esta cobrança são {quantia(depois)}.",
            f"Reduza a quantidade em {quantia(excesso)} ou peça prorrogação à operadora.",
            item=item,
            campo="quantidade",
            valor=min(valor, item.valor_total),
            causa=item.codigo,
        )
