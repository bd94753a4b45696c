"""Limits of use: so many per window of time, per person, tooth or face."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from guiche.faturamento.regras.cobranca import GuiaCobrada, ItemCobrado
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.fatos import Limite
from guiche.faturamento.regras.formato import quantia
from guiche.nucleo.decimais import arredondar

ZERO = Decimal(0)


def inicio_da_janela(dia: date, meses: int | None) -> date:
    """First day that counts together with `dia`: 0 the same day, None the whole life, else `meses` months
    back.

    A use exactly `meses` months before is already outside.
    """
    if meses is None:
        return date.min
    if meses == 0:
        return dia
    anos, mes = divmod(dia.year * 12 + dia.month - 1 - meses, 12)
    if anos < date.min.year:
        return date.min
    for ultimo in (dia.day, 30, 29, 28):
        try:
            inicio = date(anos, mes + 1, min(dia.day, ultimo))
        except ValueError:
            continue
        return date.fromordinal(inicio.toordinal() + 1)
    raise AssertionError("every month has a day 28")


def _mesmo_lugar(limite: Limite, item: ItemCobrado, dente: str, faces: str) -> bool:
    if limite.por == "dente":
        return dente == item.dente
    if limite.por == "dente_face":
        return dente == item.dente and bool(set(faces) & set(item.faces))
    return True


def _descrever(meses: int | None) -> str:
    if meses is None:
        return "uma vez na vida"
    return "por dia" if meses == 0 else f"em {meses} meses" if meses > 1 else "por mês"


@regra("LI-01", "O uso cabe nos limites do plano", "Contrato do plano; RN 541/2022", "limites")
def dentro_do_limite(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Counts the past and the earlier guias of this lote; only the excess is at risk; authorised items pass.

    Source: contract of the plan; TISS table 38 (3210, 3101).
    """
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or item.quantidade <= 0:
            continue
        for limite in ctx.fatos.limites.get(item.codigo, ()):
            if not limite.vigencia.contem(dia) or ctx.foi_autorizado(guia, item):
                continue
            excesso = min(item.quantidade, _usado(guia, ctx, limite, item, dia) + item.quantidade - limite.maximo)
            if excesso > ZERO:
                valor = arredondar(ctx.valor_de_uma_unidade(guia, item) * excesso * item.fator)
                periodo = _descrever(limite.meses)
                yield Aponta(
                    limite.motivo,
                    f"{limite.rotulo}: o plano cobre {quantia(limite.maximo)} {periodo} "
                    f"e esta cobrança passa em {quantia(excesso)}.",
                    "Retire o excedente ou peça autorização à operadora.",
                    item=item,
                    campo="quantidade",
                    valor=min(valor, max(item.valor_total, ZERO)),
                    resolve_em="retirar",
                    causa=limite.id,
                    base_legal=limite.base_legal,
                )
        usos = ctx.usos_no_lote.setdefault((guia.carteira, item.codigo), [])
        usos.append((dia, item.quantidade, item.dente, item.faces))


def _usado(guia: GuiaCobrada, ctx: Contexto, limite: Limite, item: ItemCobrado, dia: date) -> Decimal:
    desde = inicio_da_janela(dia, limite.meses)
    total = ZERO
    for codigo in limite.codigos | {item.codigo}:
        chave = (guia.carteira, codigo)
        usos = [(u.data, u.quantidade, u.dente, u.faces) for u in ctx.fatos.historico.get(chave, ())]
        for quando, quantidade, dente, faces in usos + ctx.usos_no_lote.get(chave, []):
            if desde <= quando <= dia and _mesmo_lugar(limite, item, dente, faces):
                total += quantidade
    return total
