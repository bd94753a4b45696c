"""Amendments and the answers to one of them, as lists."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.cadastro import estados
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DA_RESPOSTA: Final[dict[str, Estado]] = {
    estados.A_RESPONDER: Estado("info", "A responder"),
    estados.ACEITO: Estado("ok", "Aceito", "check"),
    estados.RECUSADO: Estado("alerta", "Recusado: tratar", "bandeira"),
    estados.DISPENSADO: Estado("neutro", "Dispensado", "proibido"),
}
VENCIDO: Final = Estado("erro", "Fora do prazo", "relogio")


def da_resposta(resposta: Any) -> Estado:
    """State of an answer today: one not given in time is overdue."""
    if resposta.situacao == estados.A_RESPONDER and resposta.prazo < hoje():
        return VENCIDO
    return DA_RESPOSTA[resposta.situacao]


def _situacao(resposta: Any) -> str:
    estado = da_resposta(resposta)
    return html.estado(estado.tom, estado.rotulo, estado.icone)


ADITIVOS = Tabela(
    id="aditivos",
    rotulo="Aditivos",
    ordem="-publicado_em",
    linha_url=lambda aditivo: reverse("operadora:aditivo", args=[aditivo.pk]),
    colunas=(
        ColunaDeTela("titulo", "Aditivo", "texto", "titulo"),
        ColunaDeTela("versao", "Versão", "codigo", "versao"),
        ColunaDeTela("publicado_em", "Publicado em", "data", "publicado_em"),
        ColunaDeTela("vigencia", "Vale a partir de", "data", "vigencia"),
        ColunaDeTela("enviados", "Prestadores", "inteiro", "enviados"),
        ColunaDeTela("aceitos", "Aceitos", "inteiro", "aceitos"),
        ColunaDeTela("recusados", "Recusados", "inteiro", "recusados"),
        ColunaDeTela("vencidos", "Fora do prazo", "inteiro", "vencidos"),
    ),
    vazio_titulo="Nenhum aditivo publicado",
    vazio_texto="Publique o PDF, diga para quem é e até quando responder; aceites e recusas aparecem aqui.",
)

RESPOSTAS = Tabela(
    id="respostas",
    rotulo="Respostas ao aditivo",
    ordem="prazo",
    linha_url=lambda r: reverse("operadora:aditivo_resposta", args=[r.aditivo_id, r.pk]),
    colunas=(
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("prestador__codigo", "Código", "codigo", "prestador__codigo"),
        ColunaDeTela("prazo", "Responder até", "data", "prazo"),
        ColunaDeTela("lido_em", "Lido em", "data_hora", "lido_em"),
        ColunaDeTela("respondido_em", "Respondido em", "data_hora", "respondido_em"),
        ColunaDeTela("signatario", "Quem assinou", "texto", "signatario"),
        ColunaDeTela("cargo", "Cargo", "texto", so_exportacao=True),
        ColunaDeTela("protocolo", "Protocolo da recusa", "codigo", so_exportacao=True),
        ColunaDeTela("motivo", "Motivo da recusa", "texto", so_exportacao=True),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhuma resposta",
)
