"""Was the person covered on the day: link, carência, CPT, and the plan itself.

What was authorised is not refused here for lack of cover: the operadora already said yes.
"""

from collections.abc import Iterator

from guiche.cadastro.regras.carencia import coberto_em, cpt_em
from guiche.cadastro.regras.vigencia import SituacaoDoVinculo, elegibilidade_em
from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import dia_br

_POR_SITUACAO: dict[SituacaoDoVinculo, Motivo] = {
    "antes_da_inclusao": Motivo.ANTES_DA_INCLUSAO,
    "desligado": Motivo.APOS_DESLIGAMENTO,
    "suspenso": Motivo.BENEFICIARIO_SUSPENSO,
    "carteira_vencida": Motivo.CARTEIRA_VENCIDA,
}
_COMO_RESOLVER = {
    Motivo.ANTES_DA_INCLUSAO: "Confira a data do atendimento; se estiver certa, fale com a operadora.",
    Motivo.APOS_DESLIGAMENTO: "Confira a data do atendimento; se estiver certa, fale com a operadora.",
    Motivo.BENEFICIARIO_SUSPENSO: "Fale com a operadora sobre a suspensão antes de enviar.",
    Motivo.CARTEIRA_VENCIDA: "Confira o número na carteirinha atual do beneficiário.",
}


@regra(
    "EL-01",
    "O plano estava ativo em cada data de atendimento",
    "RN 501/2022; TISS tabela 38",
    "elegibilidade",
)
def plano_ativo(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Judged at the date of each item. Source: TISS table 38 (3308, 1006, 1016, 1017)."""
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None:
        return
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None:
            continue
        resposta = elegibilidade_em(beneficiario.vinculo, dia)
        if resposta.elegivel:
            continue
        motivo = _POR_SITUACAO[resposta.situacao]
        yield Aponta(
            motivo,
            f"Atendimento em {dia_br(dia)}. {resposta.mensagem}",
            _COMO_RESOLVER[motivo],
            item=item,
            campo="data",
            resolve_em="corrigir" if motivo is Motivo.CARTEIRA_VENCIDA else "operadora",
        )


@regra(
    "EL-02",
    "A carência do grupo do procedimento estava cumprida",
    "Lei 9.656/1998, art. 12, V; CONSU 13/1998",
    "elegibilidade",
)
def carencia_cumprida(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Urgency is covered after 24 hours. Source: Lei 9.656/1998 art. 12 V; TISS table 38 (3171)."""
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None or not beneficiario.carencias:
        return
    for item in guia.itens:
        dia, procedimento = guia.data_do_item(item), ctx.procedimento(item)
        if dia is None or not procedimento.grupo_carencia or ctx.foi_autorizado(guia, item):
            continue
        cobertura = coberto_em(
            beneficiario.carencias,
            procedimento.grupo_carencia,
            dia,
            urgencia=guia.eh_urgencia or procedimento.eh_urgencia,
            segmentacao=beneficiario.segmentacao,
            acidente_pessoal=guia.indicacao_acidente in {"0", "1", "2"},
        )
        if not cobertura.coberto:
            yield Aponta(
                Motivo.CARENCIA,
                f"{ctx.descricao(item)} em {dia_br(dia)}. {cobertura.mensagem}",
                "Retire o item do lote, ou confira a data e o caráter do atendimento.",
                item=item,
                campo="data",
                resolve_em="retirar",
                causa=procedimento.grupo_carencia,
            )


@regra("EL-03", "O procedimento não está suspenso por CPT", "RN 558/2022", "elegibilidade")
def fora_da_cpt(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: RN 558/2022; TISS table 38 (3173)."""
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None:
        return
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or guia.eh_urgencia or ctx.foi_autorizado(guia, item):
            continue
        if cpt := cpt_em(beneficiario.cpts, item.codigo, dia):
            yield Aponta(
                Motivo.CPT,
                f"{ctx.descricao(item)} está em cobertura parcial temporária até {dia_br(cpt.fim)}.",
                "Peça autorização à operadora antes de cobrar este procedimento.",
                item=item,
                campo="codigo",
                resolve_em="operadora",
            )


@regra("EL-04", "O plano cobre o procedimento", "RN 465/2021 (Rol) e contrato do plano", "elegibilidade")
def plano_cobre(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Rol segment of the procedure against the segments of the product.

    Source: TISS table 38 (3287, 1025).
    """
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None or not beneficiario.segmentos:
        return
    for item in guia.itens:
        segmentos = ctx.procedimento(item).segmentos
        if not segmentos or segmentos & beneficiario.segmentos or ctx.foi_autorizado(guia, item):
            continue
        so_odonto = segmentos == {"OD"}
        yield Aponta(
            Motivo.SEM_COBERTURA_ODONTO if so_odonto else Motivo.SEM_COBERTURA,
            f"O plano do beneficiário não cobre {ctx.descricao(item)}.",
            "Retire o item do lote ou fale com a operadora sobre a cobertura.",
            item=item,
            campo="codigo",
            resolve_em="retirar",
        )
