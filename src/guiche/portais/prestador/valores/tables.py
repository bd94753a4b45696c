"""List of negotiated prices."""

from __future__ import annotations

from django.utils.html import format_html

from guiche.faturamento.selectors.valores import ValorNegociado
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela


def _autorizacao(valor: ValorNegociado) -> str:
    if valor.exige_autorizacao:
        return html.estado("alerta", "Exige", "cadeado")
    return html.estado("neutro", "Não exige", "ok")


def _composicao(valor: ValorNegociado) -> str:
    return format_html('{}<br><span class="gc-mini gc-2">{}</span>', valor.composicao, valor.tabela_de_precos)


VALORES = Tabela(
    id="valores",
    rotulo="Valores negociados",
    ordem="codigo",
    colunas=(
        ColunaDeTela("codigo", "Código", "codigo", "codigo"),
        ColunaDeTela("tabela", "Tabela TISS", "codigo", so_exportacao=True),
        ColunaDeTela("descricao", "Procedimento", "texto", "descricao", largura=3.0),
        ColunaDeTela("valor", "Valor", "valor", "valor"),
        ColunaDeTela("composicao", "Composição e tabela", "texto", desenho=_composicao, so_tela=True),
        ColunaDeTela("composicao", "Composição", "texto", largura=1.5, so_exportacao=True),
        ColunaDeTela("tabela_de_precos", "Tabela", "texto", so_exportacao=True),
        ColunaDeTela("origem", "De onde vem", "texto", so_exportacao=True),
        ColunaDeTela("exige_autorizacao", "Autorização", "texto", "exige_autorizacao", desenho=_autorizacao),
        ColunaDeTela("desde", "Vale desde", "data", "desde"),
        ColunaDeTela("ate", "Vale até", "data", so_exportacao=True),
    ),
    vazio_titulo="Nenhum valor nesse dia",
    vazio_texto="Não há contrato com preços em vigor na data escolhida. Mude a data do atendimento.",
)
