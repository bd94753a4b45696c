"""List of perfis."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from guiche.acesso.models import Perfil
from guiche.acesso.selectors.equipe import diferenca_do_padrao
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela


def _nome(perfil: Perfil) -> str:
    return format_html('<span>{}</span><br><span class="gc-2 gc-mini">{}</span>', perfil.nome, perfil.descricao)


def _padrao(perfil: Perfil) -> str:
    diferenca = diferenca_do_padrao(perfil)
    if diferenca is None:
        return html.estado("info", "Da operadora", "editar")
    return html.estado("alerta", "Mudado", "editar") if diferenca.muda else html.estado("neutro", "Padrão", "igual")


PERFIS: Final = Tabela(
    id="perfis",
    rotulo="Perfis",
    linha_url=lambda perfil: reverse("operadora:perfil", args=[perfil.pk]),
    colunas=(
        ColunaDeTela("nome", "Perfil", "texto", "nome", desenho=_nome),
        ColunaDeTela("descricao", "Para que serve", "texto", so_exportacao=True),
        ColunaDeTela("get_portal_display", "Portal", "texto", "portal"),
        ColunaDeTela("pessoas", "Pessoas", "inteiro", "pessoas"),
        ColunaDeTela("delegavel", "Pode ser delegado", "texto", "delegavel"),
        ColunaDeTela("origem", "Direitos", "texto", desenho=_padrao, so_tela=True),
    ),
    vazio_titulo="Nenhum perfil neste portal",
)
