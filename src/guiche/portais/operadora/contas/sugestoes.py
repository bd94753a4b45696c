"""What the decision panel proposes for one item: amount, code and words for each choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from guiche.faturamento.models import Glosa, ItemDaGuia, Lote
from guiche.faturamento.regras.glosa import Decisao, TipoDeDecisao, decidir, impedimento
from guiche.faturamento.services.contas import valorado
from guiche.portais.componentes import formatos
from guiche.terminologia.selectors.termos import descricao_glosa

ROTULOS: Final[dict[TipoDeDecisao, str]] = {
    "aceitar": "Aceitar o cobrado",
    "pagar_contratado": "Pagar o contratado",
    "glosar_parcial": "Glosar parte",
    "glosar_total": "Glosar o item",
}
TECLAS: Final[dict[TipoDeDecisao, str]] = {
    "aceitar": "a",
    "pagar_contratado": "v",
    "glosar_parcial": "p",
    "glosar_total": "g",
}


@dataclass(frozen=True, slots=True)
class Escolha:
    """One choice: what it would release (``None`` when the person still has to say) and what the button says."""

    tipo: TipoDeDecisao
    rotulo: str
    tecla: str
    liberado: Decimal | None
    botao: str


def escolhas(item: ItemDaGuia, lote: Lote) -> list[Escolha]:
    """The choices that fit the item, each with its exact result under the rules."""
    return [
        _escolha(tipo, item, lote)
        for tipo in ROTULOS
        if tipo != "pagar_contratado"
        or (item.valor_contratado is not None and item.valor_contratado < item.valor_informado)
    ]


def sugerido(item: ItemDaGuia) -> TipoDeDecisao:
    """The choice that gives what the checks, or the last decision, left on the item."""
    if not item.glosas.all():
        return "aceitar"
    contratado = item.valor_contratado
    if contratado is not None and item.valor_liberado == min(contratado, item.valor_informado):
        return "pagar_contratado"
    return "glosar_total" if item.valor_liberado == 0 else "glosar_parcial"


def sugestao(item: ItemDaGuia, lote: Lote, tipo: TipoDeDecisao | None = None) -> dict[str, Any]:
    """Values of the form for a choice (the suggested one by default)."""
    tipo = tipo or sugerido(item)
    glosa = _principal(item.glosas.all(), tipo)
    codigo, texto = (glosa.codigo, item.justificativa or glosa.mensagem) if glosa else ("", "")
    if tipo == "pagar_contratado" and (glosa is None or glosa.regra not in ("VA-01", "")):
        novo = decidir(valorado(item), Decisao(tipo), versao=lote.versao)
        codigo, texto = next(((g.codigo, g.texto) for g in novo.glosas), ("", ""))
    return {
        "tipo": tipo,
        "valor_glosado": item.valor_glosa or None,
        "codigo": "" if tipo == "aceitar" else codigo,
        "texto": "" if tipo == "aceitar" else texto,
    }


def dito(codigo: str) -> str:
    """The reason in the case people read: the table shouts."""
    return descricao_glosa(codigo).capitalize()


def _principal(glosas: Iterable[Glosa], tipo: TipoDeDecisao) -> Glosa | None:
    """The reason that carries the choice: the price for paying the contract, else what denies most."""
    lista = list(glosas)
    de_preco = [g for g in lista if g.regra == "VA-01"]
    if tipo == "pagar_contratado":
        return next(iter(de_preco or lista), None)
    outras = [g for g in lista if g not in de_preco] or lista
    return max(outras, key=lambda g: g.valor, default=None)


def _escolha(tipo: TipoDeDecisao, item: ItemDaGuia, lote: Lote) -> Escolha:
    rotulo, tecla = ROTULOS[tipo], TECLAS[tipo]
    # Code and words never change the amount: any will do to ask the rule what would be released.
    decisao = Decisao(tipo, "-", "-")
    if tipo == "glosar_parcial" or impedimento(valorado(item), decisao):
        return Escolha(tipo, rotulo, tecla, None, "Glosar parte e seguir")
    novo = decidir(valorado(item), decisao, versao=lote.versao)
    quantia = formatos.dinheiro(novo.glosado or novo.liberado)
    return Escolha(tipo, rotulo, tecla, novo.liberado, f"{'Glosar' if novo.glosado else 'Liberar'} {quantia} e seguir")
