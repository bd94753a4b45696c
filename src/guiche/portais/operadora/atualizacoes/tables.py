"""The queue of change requests as a list."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.cadastro import estados
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DO_PEDIDO: Final[dict[str, Estado]] = {
    estados.EM_ANALISE: Estado("alerta", "Decidir"),
    estados.PENDENTE: Estado("info", "Com o prestador"),
    estados.CONFERENCIA: Estado("alerta", "Conferir a conta", "banco"),
    estados.APROVADA: Estado("ok", "Aprovada, com data", "calendario"),
    estados.APLICADA: Estado("ok", "Em vigor", "check"),
    estados.RECUSADA: Estado("erro", "Recusada"),
    estados.CANCELADA: Estado("neutro", "Cancelada", "proibido"),
}


def _situacao(pedido: Any) -> str:
    estado = DO_PEDIDO[pedido.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


FILA = Tabela(
    id="atualizacoes",
    rotulo="Mudanças de cadastro",
    ordem="prazo",
    linha_url=lambda pedido: reverse("operadora:atualizacao", args=[pedido.pk]),
    colunas=(
        ColunaDeTela("numero", "Pedido", "codigo", "numero"),
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("quantos", "Mudanças", "inteiro", "quantos"),
        ColunaDeTela("enviada_em", "Enviado em", "data", "enviada_em"),
        ColunaDeTela("vigencia", "Vale a partir de", "data", "vigencia"),
        ColunaDeTela("prazo", "Responder até", "data", "prazo"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhum pedido de mudança de cadastro",
    vazio_texto="Quando um prestador pedir uma mudança, ela aparece aqui com o prazo.",
)
