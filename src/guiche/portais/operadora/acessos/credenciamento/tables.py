"""List of the invitations of credenciamento."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from guiche.acesso.models import Convite
from guiche.acesso.selectors.credenciamento import SITUACOES
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

ESTADOS: Final[dict[str, Estado]] = {
    "pendente": Estado("info", SITUACOES["pendente"]),
    "aceito": Estado("ok", SITUACOES["aceito"], "check"),
    "recusado": Estado("erro", SITUACOES["recusado"]),
    "expirado": Estado("alerta", SITUACOES["expirado"], "relogio"),
    "cancelado": Estado("neutro", SITUACOES["cancelado"], "proibido"),
}


def _prestador(convite: Convite) -> str:
    prestador = convite.prestador
    return format_html(
        '<span>{}</span><br><span class="gc-2 gc-mini">{}</span>',
        prestador,
        prestador.documento_formatado if prestador else "",
    )


def _situacao(convite: Convite) -> str:
    estado = ESTADOS[convite.agora_esta]  # type: ignore[attr-defined]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


CREDENCIAMENTO: Final = Tabela(
    id="credenciamento",
    rotulo="Convites de credenciamento",
    ordem="-criado_em",
    linha_url=lambda convite: reverse("operadora:credenciamento_convite", args=[convite.pk]),
    colunas=(
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia", desenho=_prestador),
        ColunaDeTela("prestador__codigo", "Código", "codigo", so_exportacao=True),
        ColunaDeTela("email", "E-mail", "texto", "email"),
        ColunaDeTela("criado_em", "Convidado em", "data_hora", "criado_em"),
        ColunaDeTela("expira_em", "Vale até", "data_hora", "expira_em"),
        ColunaDeTela("respondido_em", "Encerrado em", "data_hora", so_exportacao=True),
        ColunaDeTela("situacao_em_palavras", "Situação", "texto", "agora_esta", desenho=_situacao),
    ),
    vazio_titulo="Nenhum convite ainda",
    vazio_texto="Na página de cada prestador, use Convidar para o portal.",
)
