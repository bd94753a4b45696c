"""Is the guia addressed to this operadora, and is the person known?"""

from collections.abc import Iterator

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.nucleo.identificadores import formatar_registro_ans

BASE = "RN 501/2022 (Padrão TISS), tabela 38"


@regra("ID-01", "O registro ANS da guia é o da operadora", BASE, "identificacao")
def registro_da_operadora(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (5027)."""
    esperado = ctx.fatos.operadora_registro
    if guia.registro_ans and guia.registro_ans != esperado:
        yield Aponta(
            Motivo.REGISTRO_ANS_INVALIDO,
            f"A guia traz o registro ANS {formatar_registro_ans(guia.registro_ans)}; "
            f"o desta operadora é {formatar_registro_ans(esperado)}.",
            "Corrija o registro ANS da guia ou envie o lote à operadora certa.",
            campo="registro_ans",
            gravidade="recusa",
        )


@regra("ID-02", "A carteira está preenchida", BASE, "identificacao")
def carteira_preenchida(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3243)."""
    if not guia.carteira.strip():
        yield Aponta(
            Motivo.IDENTIFICACAO_INCOMPLETA,
            "A guia não traz o número da carteira do beneficiário.",
            "Informe o número da carteira, como está na carteirinha.",
            campo="carteira",
        )


@regra("ID-03", "A carteira existe na operadora", BASE, "identificacao")
def carteira_conhecida(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1001)."""
    if guia.carteira.strip() and ctx.beneficiario(guia) is None:
        yield Aponta(
            Motivo.CARTEIRA_DESCONHECIDA,
            f"A carteira {guia.carteira} não existe nesta operadora.",
            "Confira o número na carteirinha ou consulte o beneficiário pelo CPF em Elegibilidade.",
            campo="carteira",
        )
