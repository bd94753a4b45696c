"""Change requests as a list, and how their states look to who sent them."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.cadastro import estados
from guiche.cadastro.models import ItemDaAtualizacao
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DO_PEDIDO: Final[dict[str, Estado]] = {
    estados.EM_ANALISE: Estado("info", "Com a operadora"),
    estados.PENDENTE: Estado("alerta", "Com você: falta um complemento"),
    estados.CONFERENCIA: Estado("info", "Em segunda conferência"),
    estados.APROVADA: Estado("ok", "Aprovado, com data marcada", "calendario"),
    estados.APLICADA: Estado("ok", "Em vigor", "check"),
    estados.RECUSADA: Estado("erro", "Recusado"),
    estados.CANCELADA: Estado("neutro", "Cancelado", "proibido"),
}
DO_ITEM: Final[dict[str, Estado]] = {
    ItemDaAtualizacao.Decisao.A_DECIDIR: Estado("info", "Em análise"),
    ItemDaAtualizacao.Decisao.ACEITO: Estado("ok", "Aceito", "check"),
    ItemDaAtualizacao.Decisao.RECUSADO: Estado("erro", "Recusado"),
}


def _situacao(pedido: Any) -> str:
    estado = DO_PEDIDO[pedido.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


PEDIDOS = Tabela(
    id="pedidos",
    rotulo="Pedidos de mudança no cadastro",
    ordem="-enviada_em",
    linha_url=lambda pedido: reverse("prestador:pedido_de_cadastro", args=[pedido.pk]),
    colunas=(
        ColunaDeTela("numero", "Pedido", "codigo", "numero"),
        ColunaDeTela("enviada_em", "Enviado em", "data_hora", "enviada_em"),
        ColunaDeTela("quantos", "Mudanças", "inteiro", "quantos"),
        ColunaDeTela("vigencia", "Vale a partir de", "data", "vigencia"),
        ColunaDeTela("prazo", "Resposta até", "data", "prazo"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhum pedido de mudança",
    vazio_texto="Quando algo mudar no cadastro de vocês, peça a mudança e acompanhe por aqui.",
)
