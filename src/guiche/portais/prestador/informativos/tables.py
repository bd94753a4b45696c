"""Informativos as a list, with what this person has not read yet."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

_ENCERRADO: Final = Estado("neutro", "Encerrado", "calendario")
_LIDO: Final = Estado("neutro", "Lido", "check")
_NOVO: Final = Estado("info", "Novo", "circulo")


def _leitura(informativo: Any) -> str:
    if informativo.vale_ate is not None and informativo.vale_ate < hoje():
        estado = _ENCERRADO
    else:
        estado = _LIDO if informativo.lido else _NOVO
    return html.estado(estado.tom, estado.rotulo, estado.icone)


INFORMATIVOS = Tabela(
    id="informativos",
    rotulo="Informativos",
    ordem="-publicado_em",
    linha_url=lambda informativo: reverse("prestador:informativo", args=[informativo.pk]),
    colunas=(
        ColunaDeTela("titulo", "Título", "texto", "titulo"),
        ColunaDeTela("get_tipo_display", "Tipo", "texto", "tipo"),
        ColunaDeTela("publicado_em", "Enviado em", "data_hora", "publicado_em"),
        ColunaDeTela("vale_ate", "Vale até", "data", "vale_ate"),
        ColunaDeTela("lido", "Leitura", "texto", "lido", desenho=_leitura, so_tela=True),
    ),
    vazio_titulo="Nenhum informativo para vocês",
    vazio_texto="Quando a operadora publicar um alerta, um informativo ou um documento, ele aparece aqui e no sino.",
)
