"""Dates that make sense, and billing inside the term of the contract."""

from collections.abc import Iterator
from datetime import date

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import dia_br
from guiche.nucleo.calendario import dias_corridos

ANO_MINIMO = 1998


@regra("PZ-01", "As datas do atendimento são possíveis", "TISS tabela 38 (1323)", "prazo")
def datas_possiveis(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Present, not in the future, not before the law of health plans, inside the period of the guia.

    Source: TISS table 38 (1323).
    """
    for item in guia.itens:
        dia = guia.data_do_item(item)
        problema = _problema(guia, dia, ctx.fatos.hoje)
        if problema:
            yield Aponta(
                Motivo.DATA_INCORRETA,
                f"{ctx.descricao(item)}: {problema}",
                "Corrija a data do atendimento.",
                item=item,
                campo="data",
            )


def _problema(guia: GuiaCobrada, dia: date | None, hoje: date) -> str:
    if dia is None:
        return "falta a data do atendimento."
    if dia > hoje:
        return f"a data {dia_br(dia)} ainda não chegou."
    if dia.year < ANO_MINIMO:
        return f"o ano {dia.year:04d} não é possível."
    if guia.data_inicio and guia.data_fim and not guia.data_inicio <= dia <= guia.data_fim:
        return (
            f"a data {dia_br(dia)} está fora do período da guia ({dia_br(guia.data_inicio)} a {dia_br(guia.data_fim)})."
        )
    return ""


@regra("PZ-02", "A guia está dentro do prazo de envio do contrato", "RN 503/2022", "prazo")
def dentro_do_prazo(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Calendar days from the last attendance day, exclusive; a date that PZ-01 refuses starts no term.

    Source: RN 503/2022; TISS table 38 (3214).
    """
    prestador, ultima = ctx.fatos.prestador, guia.ultima_data
    if prestador.dias_para_entrega is None or ultima is None:
        return
    if ultima.year < ANO_MINIMO or ultima > ctx.fatos.hoje:
        return
    limite = dias_corridos(ultima, prestador.dias_para_entrega)
    if ctx.fatos.hoje > limite:
        yield Aponta(
            Motivo.FORA_DO_PRAZO,
            f"O prazo de envio terminou em {dia_br(limite)} "
            f"({prestador.dias_para_entrega} dias depois de {dia_br(ultima)}).",
            "Fale com a operadora: o contrato diz quando o envio fora do prazo é aceito.",
            campo="data",
            resolve_em="operadora",
            base_legal=f"{prestador.clausula_de_prazo} (RN 503/2022)",
        )
