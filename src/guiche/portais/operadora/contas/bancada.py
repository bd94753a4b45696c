"""What the workbench shows: the conta in one row per item, the item to decide, the queue beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from guiche.autorizacao.selectors import autorizacao_da_senha
from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors.da_operadora import historico_da_conta
from guiche.faturamento.selectors.lotes import fila_de_contas
from guiche.faturamento.services.contas import itens_iguais
from guiche.nucleo.ator import Ator
from guiche.nucleo.decimais import ZERO
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import formatos
from guiche.portais.componentes.menu import contagens
from guiche.portais.operadora.contas import diferencas
from guiche.portais.operadora.contas.forms import DecisaoForm
from guiche.portais.operadora.contas.historia import encerramento, passos
from guiche.portais.operadora.contas.linhas import ATE_MOSTRAR_TODOS, LinhaDoItem, linhas
from guiche.portais.operadora.contas.sugestoes import dito, escolhas, sugestao
from guiche.portais.operadora.situacoes import DO_LOTE
from guiche.tiss_xml.mensagens import TipoGuia

NA_LATERAL = 12
DE_QUEM_ANALISA = ("analisar", "fechar")
SUGERIDA = ItemDaGuia.Decisao.SUGERIDA


def contexto(
    ator: Ator, guia: Guia, *, item: ItemDaGuia | None, todos: bool, form: DecisaoForm | None = None
) -> dict[str, Any]:
    """Everything the page reads. ``item`` None takes the first that waits; ``todos`` opens the rows that agree."""
    lote, itens = guia.lote, list(guia.itens.all())
    autorizacao = autorizacao_da_senha(ator, guia.senha)
    todas = linhas(itens, autorizacao)
    divergentes = [linha for linha in todas if linha.diverge]
    atual = item or _primeiro(todas)
    mostra_todos = (
        todos
        or len(itens) <= ATE_MOSTRAR_TODOS
        or not divergentes
        or atual not in [linha.item for linha in divergentes]
    )
    acontecidos = list(historico_da_conta(guia))
    muda = pode_decidir(lote)
    return {
        "guia": guia,
        "lote": lote,
        "lote_estado": DO_LOTE[lote.situacao],
        "tipo": TipoGuia(guia.tipo).rotulo,
        "senha": diferencas.da_senha(guia, autorizacao),
        "linhas": todas if mostra_todos else divergentes,
        "resto": 0 if mostra_todos else len(todas) - len(divergentes),
        "quantos_itens": len(itens),
        "divergentes": len(divergentes),
        "com_glosa": sum(um.valor_glosa > ZERO for um in itens),
        "contratado": _contratado(itens),
        "faltam": sum(um.decisao == SUGERIDA for um in itens),
        "muda": muda,
        "espera_prestador": lote.situacao == estados.AGUARDANDO_INFORMACAO,
        "encerramento": None if muda else encerramento(guia, acontecidos),
        "tamanho_do_xml": formatos.tamanho(lote.arquivo.tamanho),
        "passos": passos(guia, itens, acontecidos),
        "contestado": [um for um in itens if um.contestado],
        "hoje": hoje(),
        "item": atual,
        **_fila(ator, guia),
        **(decisao(guia, atual, form or DecisaoForm(initial=sugestao(atual, lote))) if atual and muda else {}),
    }


def pode_decidir(lote: Lote) -> bool:
    """Whether the flow still lets the analysis go on."""
    return any(acao.acao in DE_QUEM_ANALISA for acao in estados.LOTE.acoes(lote.situacao))


def decisao(guia: Guia, item: ItemDaGuia, form: DecisaoForm) -> dict[str, Any]:
    """What the decision panel shows for one item."""
    iguais = itens_iguais(item) if item.decisao == SUGERIDA else []
    return {
        "guia": guia,
        "item": item,
        "form": form,
        "escolhas": escolhas(item, guia.lote),
        "iguais": iguais,
        "iguais_valor": sum((igual.valor_glosa for igual in iguais), start=item.valor_glosa),
        "motivo": dito(str(form["codigo"].value() or "")),
    }


def _primeiro(todas: list[LinhaDoItem]) -> ItemDaGuia | None:
    """The first item that waits for a decision, else the first of the table."""
    espera = next((linha.item for linha in todas if linha.item.decisao == SUGERIDA), None)
    return espera or next((linha.item for linha in todas), None)


def _contratado(itens: list[ItemDaGuia]) -> Decimal | None:
    """The conta at the contract's prices, in reais; None while an item has no price."""
    precos = [item.valor_contratado for item in itens if item.valor_contratado is not None]
    return sum(precos, ZERO) if precos and len(precos) == len(itens) else None


def _fila(ator: Ator, guia: Guia) -> dict[str, Any]:
    """The head of the queue, its size, and the conta that comes after this one."""
    todas = fila_de_contas(ator)
    fila = list(todas[:NA_LATERAL])
    return {
        "fila": fila,
        "fila_total": len(fila) if len(fila) < NA_LATERAL else contagens(ator)["operadora:contas"],
        "proxima": next((uma for uma in fila if uma.pk != guia.pk), None),
    }
