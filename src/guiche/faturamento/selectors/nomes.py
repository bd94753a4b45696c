"""What a charged item is called by people: never a bare code, never a shout."""

from __future__ import annotations

from collections.abc import Iterable

from guiche.faturamento.models import ItemDaGuia
from guiche.terminologia.selectors.termos import termos_vigentes


def nomear(itens: Iterable[ItemDaGuia]) -> None:
    """Give each item, in memory only, the term of its code when the prestador sent no description.

    A guia de consulta carries only the code. Text all in capitals becomes a sentence. Costs one query per
    TUSS table, and none when every item came described.
    """
    todos = list(itens)
    sem_nome = [(item.tabela, item.codigo, item.data) for item in todos if not item.descricao]
    termos = termos_vigentes(sem_nome) if sem_nome else {}
    for item in todos:
        if not item.descricao:
            item.descricao = termos[item.tabela, item.codigo, item.data].termo or f"Serviço {item.codigo}"
        if item.descricao.isupper():
            item.descricao = item.descricao.capitalize()
