"""The table of the workbench: charged, contracted, authorised and decided, in one row per item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from guiche.autorizacao.models import Autorizacao
from guiche.documentos.definicao import texto
from guiche.faturamento.models import ItemDaGuia
from guiche.portais.componentes.visual import Estado
from guiche.portais.operadora.contas import diferencas
from guiche.portais.operadora.contas.diferencas import Diferenca
from guiche.portais.operadora.situacoes import DO_ITEM

ATE_MOSTRAR_TODOS = 8


@dataclass(frozen=True, slots=True)
class LinhaDoItem:
    """One item ready to draw. ``coberto`` is what the senha pays of it, in reais."""

    item: ItemDaGuia
    quantidade: str
    autorizada: str
    coberto: Decimal | None
    estado: Estado
    preco: Diferenca | None
    autorizacao: Diferenca | None
    diverge: bool


def linhas(itens: Iterable[ItemDaGuia], autorizacao: Autorizacao | None) -> list[LinhaDoItem]:
    """What diverges first, each group in the order of the guia."""
    prontas = [_linha(item, autorizacao) for item in itens]
    return sorted(prontas, key=lambda linha: (not linha.diverge, linha.item.sequencial))


def diverge(item: ItemDaGuia) -> bool:
    """Whether the item needed, or needs, a person."""
    return bool(item.valor_glosa or item.decisao != ItemDaGuia.Decisao.AUTOMATICA)


def _linha(item: ItemDaGuia, autorizacao: Autorizacao | None) -> LinhaDoItem:
    base = DO_ITEM[item.decisao]
    codigos = ", ".join(dict.fromkeys(glosa.codigo for glosa in item.glosas.all()))
    do_autorizado = diferencas.do_autorizado(item, autorizacao)
    return LinhaDoItem(
        item=item,
        quantidade=texto(item.quantidade, "quantidade"),
        autorizada=texto(item.quantidade_autorizada, "quantidade"),
        coberto=diferencas.coberto(item, do_autorizado),
        estado=Estado(base.tom, f"{base.rotulo} {codigos}".strip(), base.icone),
        preco=diferencas.do_preco(item),
        autorizacao=do_autorizado,
        diverge=diverge(item),
    )
