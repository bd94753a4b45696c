"""Amendments as a list, and how the states of an answer look to the prestador."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.cadastro import estados
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DA_RESPOSTA: Final[dict[str, Estado]] = {
    estados.A_RESPONDER: Estado("alerta", "Com você: responder"),
    estados.ACEITO: Estado("ok", "Aceito", "check"),
    estados.RECUSADO: Estado("info", "Recusado: a operadora vai responder"),
    estados.DISPENSADO: Estado("neutro", "Dispensado", "proibido"),
}


def _situacao(resposta: Any) -> str:
    estado = DA_RESPOSTA[resposta.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


ADITIVOS = Tabela(
    id="aditivos",
    rotulo="Aditivos do contrato",
    linha_url=lambda resposta: reverse("prestador:aditivo", args=[resposta.pk]),
    colunas=(
        ColunaDeTela("aditivo__titulo", "Aditivo", "texto", "aditivo__titulo"),
        ColunaDeTela("aditivo__versao", "Versão", "codigo", "aditivo__versao"),
        ColunaDeTela("aditivo__publicado_em", "Publicado em", "data", "aditivo__publicado_em"),
        ColunaDeTela("aditivo__vigencia", "Vale a partir de", "data", "aditivo__vigencia"),
        ColunaDeTela("prazo", "Responder até", "data", "prazo"),
        ColunaDeTela("signatario", "Quem assinou", "texto", so_exportacao=True),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhum aditivo para vocês",
    vazio_texto="Quando a operadora publicar um aditivo do contrato, ele aparece aqui e nas notificações.",
)
