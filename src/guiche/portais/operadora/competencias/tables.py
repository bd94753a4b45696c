"""The list of payments."""

from __future__ import annotations

from guiche.pagamento.models import Pagamento
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.operadora.situacoes import DO_PAGAMENTO


def _estado(pagamento: Pagamento) -> str:
    estado = DO_PAGAMENTO[Pagamento.Situacao(pagamento.situacao)]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


PAGAMENTOS = Tabela(
    id="pagamentos",
    rotulo="Pagamentos",
    ordem="-competencia",
    colunas=(
        ColunaDeTela("numero", "Demonstrativo", "codigo", "numero"),
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("competencia", "Competência", "texto", "competencia"),
        ColunaDeTela("data_prevista", "Previsto", "data", "data_prevista"),
        ColunaDeTela("pago_em", "Pago em", "data", "pago_em"),
        ColunaDeTela("valor_informado", "Cobrado", "valor", "valor_informado"),
        ColunaDeTela("valor_glosa", "Glosa", "valor", "valor_glosa"),
        ColunaDeTela("valor_liquido", "Líquido", "valor", "valor_liquido"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_estado),
    ),
    vazio_titulo="Nenhum pagamento ainda",
    vazio_texto="Feche uma competência com lotes liberados para criar os pagamentos.",
)
