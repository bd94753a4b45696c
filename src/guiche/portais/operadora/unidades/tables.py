"""List of units."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DA_UNIDADE: Final[dict[bool, Estado]] = {
    True: Estado("ok", "Ativa"),
    False: Estado("neutro", "Desativada", "proibido"),
}


def _situacao(unidade: Any) -> str:
    estado = DA_UNIDADE[unidade.ativa]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


UNIDADES: Final = Tabela(
    id="unidades",
    rotulo="Unidades",
    ordem="nome",
    linha_url=lambda unidade: reverse("operadora:unidade", args=[unidade.pk]),
    colunas=(
        ColunaDeTela("nome", "Unidade", "texto", "nome"),
        ColunaDeTela("codigo", "Código", "codigo", "codigo"),
        ColunaDeTela("prestadores_dela", "Prestadores", "inteiro", "prestadores_dela"),
        ColunaDeTela("pessoas", "Pessoas", "inteiro", "pessoas"),
        ColunaDeTela("ativa", "Situação", "texto", "ativa", desenho=_situacao),
    ),
    vazio_titulo="Nenhuma unidade",
    vazio_texto="Sem unidades, toda a equipe vê todos os prestadores. Crie a primeira se a operadora tem regionais.",
)
