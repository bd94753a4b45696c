"""List of every access, as reviewers of access need it."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from guiche.acesso.models import Vinculo
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.operadora.acessos.equipe.tables import situacao_do_vinculo, ultimo_acesso


def _pessoa(vinculo: Vinculo) -> str:
    return format_html(
        '<span>{}</span><br><span class="gc-2 gc-mini gc-quebra">{}</span>', vinculo.usuario.nome, vinculo.usuario.login
    )


def _por_quem(vinculo: Vinculo) -> str:
    return format_html(
        '<span>{}</span><br><span class="gc-2 gc-mini">{}, {}</span>',
        vinculo.rotulo,
        vinculo.get_portal_display(),
        vinculo.get_tipo_display().lower(),
    )


QUEM: Final = Tabela(
    id="quem-tem-acesso",
    rotulo="Quem tem acesso",
    ordem="usuario__nome",
    linha_url=lambda vinculo: reverse("operadora:acesso", args=[vinculo.pk]),
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome", desenho=_pessoa),
        ColunaDeTela("usuario__login", "Usuário", "texto", so_exportacao=True),
        ColunaDeTela("usuario__email", "E-mail", "texto", so_exportacao=True),
        ColunaDeTela("rotulo", "Atua por", "texto", desenho=_por_quem),
        ColunaDeTela("get_portal_display", "Portal", "texto", so_exportacao=True),
        ColunaDeTela("get_tipo_display", "Tipo", "texto", so_exportacao=True),
        ColunaDeTela("papeis", "Perfis", "texto"),
        ColunaDeTela("nomes_das_unidades", "Unidades", so_exportacao=True),
        ColunaDeTela("vigencia_inicio", "Desde", "data", "vigencia_inicio"),
        ColunaDeTela("vigencia_fim", "Até", "data", "vigencia_fim"),
        ColunaDeTela("concedido_por__nome", "Quem deu", "texto", so_exportacao=True),
        ColunaDeTela("revisado_em", "Revisto em", "data", so_exportacao=True),
        ColunaDeTela("ultimo_acesso", "Último acesso", "data_hora", "ultimo_acesso", desenho=ultimo_acesso),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=situacao_do_vinculo),
        ColunaDeTela("motivo", "Motivo", "texto", so_exportacao=True),
    ),
    vazio_titulo="Ninguém tem acesso",
)
