"""List of payments."""

from __future__ import annotations

from django.urls import reverse

from guiche.pagamento.models import Pagamento
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import AcaoEmGrupo, ColunaDeTela, Tabela
from guiche.portais.prestador.situacoes import DO_PAGAMENTO

ESCOLHER = AcaoEmGrupo("Baixar relatórios", "relatorios/")


def _estado(pagamento: Pagamento) -> str:
    estado = DO_PAGAMENTO[pagamento.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


PAGAMENTOS = Tabela(
    id="pagamentos",
    rotulo="Demonstrativos de pagamento",
    ordem="-competencia",
    linha_url=lambda pagamento: reverse("prestador:demonstrativo", args=[pagamento.pk]),
    acoes=(ESCOLHER,),
    colunas=(
        ColunaDeTela("numero", "Código", "codigo", "numero"),
        ColunaDeTela("prestador__nome_fantasia", "Nome", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("competencia", "Competência", "texto", "competencia"),
        ColunaDeTela("data_prevista", "Pagamento", "data", "data_prevista"),
        ColunaDeTela("valor_informado", "Apresentado", "valor", "valor_informado"),
        ColunaDeTela("valor_glosa", "Glosa", "valor", "valor_glosa"),
        ColunaDeTela("valor_liquido", "Valor total", "valor", "valor_liquido"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_estado),
    ),
    vazio_titulo="Nenhum pagamento ainda",
    vazio_texto="O demonstrativo aparece aqui quando a operadora fecha a competência dos seus lotes.",
)
