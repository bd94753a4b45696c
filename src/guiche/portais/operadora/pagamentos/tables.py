"""Lists of payments and of the lotes in one."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html

from guiche.pagamento.models import Pagamento
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.operadora.situacoes import DO_PAGAMENTO


def _estado(pagamento: Pagamento) -> str:
    estado = DO_PAGAMENTO[Pagamento.Situacao(pagamento.situacao)]
    desenho = html.estado(estado.tom, estado.rotulo, estado.icone)
    if pagamento.pago_em is None:
        return desenho
    return format_html(
        '{}<span class="gc-2 gc-mini d-block text-nowrap">em {}</span>', desenho, formatos.data(pagamento.pago_em)
    )


PAGAMENTOS = Tabela(
    id="pagamentos",
    rotulo="Pagamentos",
    ordem="-competencia",
    linha_url=lambda pagamento: reverse("operadora:pagamento", args=[pagamento.pk]),
    colunas=(
        ColunaDeTela("numero", "Demonstrativo", "codigo", "numero"),
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("competencia", "Competência", "texto", "competencia"),
        ColunaDeTela("data_prevista", "Previsto", "data", "data_prevista"),
        ColunaDeTela("pago_em", "Pago em", "data", so_exportacao=True),
        ColunaDeTela("valor_informado", "Cobrado", "valor", "valor_informado"),
        ColunaDeTela("valor_glosa", "Glosa", "valor", "valor_glosa"),
        ColunaDeTela("valor_liquido", "Líquido", "valor", "valor_liquido"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", ("situacao", "pago_em"), desenho=_estado),
    ),
    vazio_titulo="Nenhum pagamento ainda",
    vazio_texto="Feche uma competência com lotes liberados para criar os pagamentos.",
)

LOTES_DO_PAGAMENTO = Tabela(
    id="lotes-do-pagamento",
    rotulo="Lotes deste pagamento",
    ordem="numero",
    linha_url=lambda lote: reverse("operadora:lote", args=[lote.pk]),
    colunas=(
        ColunaDeTela("numero", "Lote", "codigo", "numero"),
        ColunaDeTela("protocolo", "Protocolo", "codigo", "protocolo"),
        ColunaDeTela("quantidade_guias", "Guias", "inteiro", "quantidade_guias"),
        ColunaDeTela("valor_informado", "Cobrado", "valor", "valor_informado"),
        ColunaDeTela("valor_glosa", "Glosa", "valor", "valor_glosa"),
        ColunaDeTela("valor_liberado", "Liberado", "valor", "valor_liberado"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", so_exportacao=True),
    ),
    vazio_titulo="Este pagamento não traz lotes",
    vazio_texto="Ele paga só os lançamentos abaixo.",
)
