"""Informativos, and who read one of them, as lists."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.comunicacao import estados
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

_ESTADOS: Final[dict[str, Estado]] = {
    estados.RASCUNHO: Estado("alerta", "Rascunho", "editar"),
    estados.PUBLICADO: Estado("ok", "No portal", "check"),
    estados.SUBSTITUIDO: Estado("neutro", "Substituído", "historico"),
    estados.RETIRADO: Estado("neutro", "Retirado", "proibido"),
    estados.DESCARTADO: Estado("neutro", "Descartado", "lixo"),
}
_AGENDADO: Final = Estado("info", "Agendado", "relogio")
_ENCERRADO: Final = Estado("neutro", "Encerrado", "calendario")


def do_informativo(informativo: Any) -> Estado:
    """State today: a published one may still wait for its first day, or be past its last."""
    if informativo.situacao == estados.PUBLICADO and informativo.vale_desde > hoje():
        return _AGENDADO
    if informativo.situacao == estados.PUBLICADO and informativo.vale_ate and informativo.vale_ate < hoje():
        return _ENCERRADO
    return _ESTADOS[informativo.situacao]


def _situacao(informativo: Any) -> str:
    estado = do_informativo(informativo)
    return html.estado(estado.tom, estado.rotulo, estado.icone)


INFORMATIVOS = Tabela(
    id="informativos",
    rotulo="Informativos",
    linha_url=lambda informativo: reverse("operadora:informativo", args=[informativo.pk]),
    colunas=(
        ColunaDeTela("titulo", "Título", "texto", "titulo"),
        ColunaDeTela("get_tipo_display", "Tipo", "texto", "tipo"),
        ColunaDeTela("versao", "Versão", "inteiro", "versao"),
        ColunaDeTela("publico", "Para quem", "texto"),
        ColunaDeTela("publicado_em", "Publicado em", "data_hora", "publicado_em"),
        ColunaDeTela("prestadores", "Lido por", "inteiro", "prestadores"),
        ColunaDeTela("pessoas", "Pessoas que leram", "inteiro", so_exportacao=True),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhum informativo escrito",
    vazio_texto="Escreva o primeiro e diga para quem é; aqui se vê quem leu.",
)

LEITURAS = Tabela(
    id="leituras",
    rotulo="Quem leu",
    ordem="-lido_em",
    colunas=(
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("prestador__codigo", "Código", "codigo", "prestador__codigo"),
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome"),
        ColunaDeTela("lido_em", "Leu em", "data_hora", "lido_em"),
    ),
    vazio_titulo="Ninguém leu ainda",
)
