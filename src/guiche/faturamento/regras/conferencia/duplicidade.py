"""The same thing charged twice: inside the guia, inside the lote, against what was already received."""

from collections.abc import Iterator

from guiche.faturamento.regras.cobranca import GuiaCobrada, ItemCobrado
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.fatos import UsoAnterior
from guiche.faturamento.regras.formato import dia_br

BASE = "RN 501/2022; TISS, Componente Organizacional"


@regra("DU-01", "A guia ainda não foi apresentada", BASE, "duplicidade", encerra=True)
def guia_nova(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """In an earlier lote, or earlier in this one. Source: TISS table 38 (1308)."""
    anterior = ctx.fatos.guias_apresentadas.get(guia.numero_prestador)
    if anterior is not None:
        yield Aponta(
            Motivo.GUIA_JA_APRESENTADA,
            f"A guia {guia.numero_prestador} já foi recebida em {dia_br(anterior.recebida_em)}, "
            f"no lote {anterior.lote} (protocolo {anterior.protocolo}).",
            "Retire a guia do lote. Para contestar o resultado, abra um recurso de glosa.",
            campo="numero_prestador",
            gravidade="recusa",
            resolve_em="retirar",
        )
    primeira = ctx.numeros_vistos.setdefault(guia.numero_prestador, ctx.posicao)
    if primeira != ctx.posicao:
        yield Aponta(
            Motivo.GUIA_JA_APRESENTADA,
            f"A guia {guia.numero_prestador} aparece duas vezes neste lote.",
            "Retire a guia repetida ou corrija o número.",
            campo="numero_prestador",
            gravidade="recusa",
            resolve_em="retirar",
        )


@regra("DU-02", "Cada item da guia tem seu número de sequência", BASE, "duplicidade")
def sequencial_unico(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """`sequencialItem` is the key from billing to recurso. Source: TISS table 38 (3167)."""
    vistos: set[int] = set()
    for item in guia.itens:
        if item.sequencial in vistos:
            yield Aponta(
                Motivo.SEQUENCIAL_REPETIDO,
                f"O número de sequência {item.sequencial} aparece mais de uma vez na guia.",
                "Numere os itens da guia de 1 em diante, sem repetir.",
                campo="sequencial",
                gravidade="recusa",
            )
        vistos.add(item.sequencial)


def _lugar(item: ItemCobrado) -> tuple[str, str, str]:
    return (item.dente, item.regiao, "".join(sorted(item.faces)))


def _graus(item: ItemCobrado) -> str:
    return ",".join(sorted(p.grau for p in item.equipe))


@regra("DU-03", "O item aparece uma vez só no lote", BASE, "duplicidade")
def item_unico_no_lote(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Same card, code, day, hour, place in the mouth and participation. Source: TISS table 38 (3209)."""
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or item.tipo == "despesa" or ctx.procedimento(item).repetivel:
            continue
        chave = (guia.carteira, *item.procedimento, dia, item.hora_inicial, *_lugar(item), _graus(item))
        primeiro = ctx.itens_vistos.setdefault(chave, (guia, item))
        if primeiro[1] is item:
            continue
        yield Aponta(
            Motivo.ITEM_DUPLICADO,
            f"{ctx.descricao(item)} em {dia_br(dia)} já está neste lote: "
            f"item {primeiro[1].sequencial} da guia {primeiro[0].numero_prestador}.",
            "Retire o item repetido; se foram dois atos, informe a hora de cada um.",
            item=item,
            campo="codigo",
            resolve_em="retirar",
        )


def _mesmo_ato(item: ItemCobrado, uso: UsoAnterior) -> bool:
    return (
        uso.tabela == item.tabela
        and (uso.hora_inicial is None or item.hora_inicial is None or uso.hora_inicial == item.hora_inicial)
        and (uso.dente, uso.regiao, "".join(sorted(uso.faces))) == _lugar(item)
        and uso.grau == _graus(item)
    )


@regra("DU-04", "O item não foi cobrado antes", BASE, "duplicidade")
def item_nao_cobrado_antes(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Against the history of the same prestador. Source: TISS table 38 (3209)."""
    if guia.numero_prestador in ctx.fatos.guias_apresentadas:
        return
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or item.tipo == "despesa" or ctx.procedimento(item).repetivel:
            continue
        for uso in ctx.fatos.historico.get((guia.carteira, item.codigo), ()):
            mesmo_prestador = uso.prestador in ("", ctx.fatos.prestador.codigo)
            if uso.data == dia and mesmo_prestador and _mesmo_ato(item, uso):
                yield Aponta(
                    Motivo.ITEM_DUPLICADO,
                    f"{ctx.descricao(item)} em {dia_br(dia)} já foi cobrado no lote {uso.lote}, guia {uso.guia}.",
                    "Retire o item do lote; se foram dois atos, informe a hora de cada um.",
                    item=item,
                    campo="codigo",
                    resolve_em="retirar",
                )
                break
