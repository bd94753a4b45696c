"""A document of the engine on screen: the same columns and rows as its PDF and its spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from guiche.documentos.definicao import Linha, Secao
from guiche.portais.componentes.tabelas import desenhar

Celula = tuple[str, SafeString, bool]


@dataclass(frozen=True, slots=True)
class SecaoNaTela:
    """A section ready to draw: heads as (label, numeric), rows and totals as cells (label, html, numeric)."""

    titulo: str
    nota: str
    cabecas: list[tuple[str, bool]]
    linhas: list[list[Celula]]
    totais: list[Celula]


def na_tela(secao: Secao) -> SecaoNaTela:
    """Draw every cell by the type of its column."""

    def celulas(linha: Linha) -> list[Celula]:
        return [(c.rotulo, desenhar(linha.get(c.nome), c.tipo), c.numerica) for c in secao.colunas]

    return SecaoNaTela(
        secao.titulo,
        secao.nota,
        [(coluna.rotulo, coluna.numerica) for coluna in secao.colunas],
        [celulas(linha) for linha in secao.linhas],
        celulas(secao.totais) if secao.totais is not None else [],
    )
