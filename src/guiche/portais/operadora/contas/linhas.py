"""The table of the workbench: charged, contracted, authorised and decided, in one row per item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from guiche.documentos.definicao import texto
from guiche.faturamento.models import ItemDaGuia
from guiche.portais.componentes import formatos
from guiche.portais.componentes.visual import Estado, Tom
from guiche.portais.operadora.situacoes import DO_ITEM

ATE_MOSTRAR_TODOS = 8


@dataclass(frozen=True, slots=True)
class Diferenca:
    """One comparison under a number: tone, sign and words."""

    tom: Tom
    icone: str
    texto: str


@dataclass(frozen=True, slots=True)
class LinhaDoItem:
    """One item ready to draw."""

    item: ItemDaGuia
    quantidade: str
    autorizada: str
    estado: Estado
    preco: Diferenca | None
    autorizacao: Diferenca | None
    diverge: bool


def linhas(itens: Iterable[ItemDaGuia]) -> list[LinhaDoItem]:
    """What diverges first, each group in the order of the guia."""
    prontas = [_linha(item) for item in itens]
    return sorted(prontas, key=lambda linha: (not linha.diverge, linha.item.sequencial))


def diverge(item: ItemDaGuia) -> bool:
    """Whether the item needed, or needs, a person."""
    return bool(item.valor_glosa or item.decisao != ItemDaGuia.Decisao.AUTOMATICA)


def _linha(item: ItemDaGuia) -> LinhaDoItem:
    base = DO_ITEM[item.decisao]
    codigos = ", ".join(dict.fromkeys(glosa.codigo for glosa in item.glosas.all()))
    estado = Estado(base.tom, f"{base.rotulo} {codigos}".strip(), base.icone)
    return LinhaDoItem(
        item=item,
        quantidade=texto(item.quantidade, "quantidade"),
        autorizada=texto(item.quantidade_autorizada, "quantidade"),
        estado=estado,
        preco=_preco(item),
        autorizacao=_autorizacao(item),
        diverge=diverge(item),
    )


def _preco(item: ItemDaGuia) -> Diferenca | None:
    if item.valor_contratado is None:
        return None
    acima = item.valor_informado - item.valor_contratado
    if acima > Decimal(0):
        return Diferenca("erro", "cima", f"+{formatos.valor(acima)}")
    if acima < Decimal(0):
        return Diferenca("ok", "abaixo", formatos.valor(acima))
    return Diferenca("ok", "igual", "confere")


def _autorizacao(item: ItemDaGuia) -> Diferenca | None:
    """Against the senha when there is one; else what the rules of authorisation and repetition found."""
    if item.quantidade_autorizada is not None:
        a_mais = item.quantidade - item.quantidade_autorizada
        if a_mais > 0:
            return Diferenca("erro", "cima", f"+{texto(a_mais, 'quantidade')}")
        return Diferenca("ok", "igual", "confere")
    regras = {glosa.regra[:2] for glosa in item.glosas.all()}
    if "AU" in regras:
        return Diferenca("erro", "x", "sem senha válida")
    return Diferenca("erro", "copiar", "já cobrado") if "DU" in regras else None
