"""List of the people of the contract: name, card and validity, nothing else (LGPD art. 6 III)."""

from __future__ import annotations

from typing import Any, Final

from guiche.cadastro.consultas import ATIVO, ENCERRADO, FUTURO, SUSPENSO
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DO_PLANO: Final[dict[str, Estado]] = {
    ATIVO: Estado("ok", "Plano ativo"),
    SUSPENSO: Estado("alerta", "Suspenso", "pausa"),
    FUTURO: Estado("info", "Ainda não começou", "calendario"),
    ENCERRADO: Estado("neutro", "Plano encerrado", "proibido"),
}


def _situacao(linha: Any) -> str:
    estado = DO_PLANO[linha.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


# No export: a file with everybody's personal data would leave the system without a purpose (LGPD art. 6 III).
PESSOAS = Tabela(
    id="pessoas",
    rotulo="Pessoas do contrato",
    ordem="nome_de_uso",
    formatos=(),
    colunas=(
        ColunaDeTela("nome_de_uso", "Nome", "texto", "nome"),
        ColunaDeTela("carteira", "Carteirinha", "codigo", "carteira"),
        ColunaDeTela("validade_da_carteira", "Vale até", "data", "validade_da_carteira"),
        ColunaDeTela("situacao", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Ninguém neste contrato",
    vazio_texto="Quando a operadora incluir pessoas, elas aparecem aqui.",
)
