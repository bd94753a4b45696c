"""Lists of the review of accesses."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse, reverse_lazy
from django.utils.html import format_html

from guiche.acesso.selectors.revisao import CONFIRMADO, ENCERRADO, NOVO, SEM_REVISAO
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.tabelas import AcaoEmGrupo, ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado
from guiche.portais.operadora.acessos.equipe.tables import situacao_do_vinculo, ultimo_acesso

CONFIRMAR: Final = AcaoEmGrupo("Ainda precisam do acesso", reverse_lazy("operadora:revisao_confirmar"))  # type: ignore[arg-type]
LEMBRAR: Final = AcaoEmGrupo("Lembrar os prestadores", reverse_lazy("operadora:revisao_lembrar"))  # type: ignore[arg-type]
DO_RESULTADO: Final[dict[str, Estado]] = {
    CONFIRMADO: Estado("ok", CONFIRMADO, "check"),
    ENCERRADO: Estado("neutro", ENCERRADO, "proibido"),
    NOVO: Estado("info", NOVO, "usuario-novo"),
    SEM_REVISAO: Estado("alerta", SEM_REVISAO, "relogio"),
}


def _pessoa(vinculo: Any) -> str:
    return format_html(
        '<span>{}</span><br><span class="gc-2 gc-mini gc-quebra">{}</span>', vinculo.usuario.nome, vinculo.usuario.login
    )


def _confirmado(vinculo: Any) -> str:
    return formatos.data(vinculo.revisado_em) if vinculo.revisado_em else "nunca"


def _quando(vinculo: Any) -> str:
    return formatos.data_hora(vinculo.revisto_quando) if vinculo.revisto_quando else "não foi"


def _revisao(vinculo: Any) -> str:
    atraso = vinculo.atraso.days
    if atraso < 0:
        return html.estado("ok", f"Em dia até {formatos.data(hoje() - vinculo.atraso)}", "check")
    quando = f"Atrasada há {formatos.plural(atraso, 'dia', 'dias')}" if atraso else "A confirmar hoje"
    return html.estado("alerta", quando, "relogio")


def _dias(vinculo: Any) -> str:
    return formatos.plural(vinculo.atraso.days, "dia", "dias") if vinculo.atraso.days else "vence hoje"


def _lembrado(vinculo: Any) -> str:
    if vinculo.lembrado_em is None:
        return "ainda não"
    return str(ColunaDeTela("lembrado_em", "", "data_hora").celula(vinculo))


def _atua_por(vinculo: Any) -> str:
    return format_html(
        '<span>{}</span><br><span class="gc-2 gc-mini">{}</span>', vinculo.rotulo, vinculo.get_tipo_display().lower()
    )


def _resultado(vinculo: Any) -> str:
    estado = DO_RESULTADO[vinculo.resultado]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


EQUIPE: Final = Tabela(
    id="revisao-equipe",
    rotulo="Revisão da equipe",
    linha_url=lambda vinculo: reverse("operadora:equipe_pessoa", args=[vinculo.pk]),
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome", desenho=_pessoa),
        ColunaDeTela("usuario__login", "Usuário", "texto", so_exportacao=True),
        ColunaDeTela("usuario__email", "E-mail", "texto", so_exportacao=True),
        ColunaDeTela("papeis", "Perfis", "texto"),
        ColunaDeTela("vigencia_inicio", "Desde", "data", "vigencia_inicio"),
        ColunaDeTela("ultimo_acesso", "Último acesso", "data_hora", "ultimo_acesso", desenho=ultimo_acesso),
        ColunaDeTela("revisado_em", "Confirmado em", "data", "revisado_em", desenho=_confirmado),
        ColunaDeTela("atraso__days", "Revisão", "texto", "atraso", desenho=_revisao, so_tela=True),
        ColunaDeTela("atraso__days", "Dias de atraso (negativo: faltam)", "inteiro", so_exportacao=True),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=situacao_do_vinculo),
    ),
    vazio_titulo="Nenhum acesso da equipe a rever",
    vazio_texto="A lista fica vazia quando a revisão está desligada em Regras de acesso.",
)

PRESTADORES: Final = Tabela(
    id="revisao-prestadores",
    rotulo="Revisão atrasada dos prestadores",
    linha_url=lambda vinculo: reverse("operadora:acesso", args=[vinculo.pk]),
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome", desenho=_pessoa),
        ColunaDeTela("usuario__login", "Usuário", "texto", so_exportacao=True),
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia"),
        ColunaDeTela("prestador__codigo", "Código", "codigo", so_exportacao=True),
        ColunaDeTela("papeis", "Papéis", "texto"),
        ColunaDeTela("vigencia_inicio", "Desde", "data", "vigencia_inicio"),
        ColunaDeTela("revisado_em", "Confirmado em", "data", "revisado_em", desenho=_confirmado),
        ColunaDeTela("atraso__days", "Atraso", "inteiro", "atraso", desenho=_dias),
        ColunaDeTela("lembrado_em", "Prestador lembrado em", "data_hora", "lembrado_em", desenho=_lembrado),
        ColunaDeTela("ultimo_acesso", "Último acesso", "data_hora", so_exportacao=True),
        ColunaDeTela("get_situacao_display", "Situação", "texto", so_exportacao=True),
    ),
    vazio_titulo="Nenhum prestador está atrasado",
    vazio_texto="Quando um acesso dado por um prestador passa da data de revisão, ele aparece aqui.",
)

TRIMESTRE: Final = Tabela(
    id="revisao-trimestre",
    rotulo="Revisão do trimestre",
    ordem="usuario__nome",
    linha_url=lambda vinculo: reverse("operadora:acesso", args=[vinculo.pk]),
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome", desenho=_pessoa),
        ColunaDeTela("usuario__login", "Usuário", "texto", so_exportacao=True),
        ColunaDeTela("rotulo", "Atua por", "texto", desenho=_atua_por),
        ColunaDeTela("get_portal_display", "Portal", "texto", so_exportacao=True),
        ColunaDeTela("get_tipo_display", "Tipo", "texto", so_exportacao=True),
        ColunaDeTela("papeis", "Perfis hoje", "texto"),
        ColunaDeTela("vigencia_inicio", "Desde", "data", "vigencia_inicio"),
        ColunaDeTela("vigencia_fim", "Até", "data", so_exportacao=True),
        ColunaDeTela("revisto_quando", "Confirmado em", "data_hora", "revisto_quando", desenho=_quando),
        ColunaDeTela("revisto_por", "Quem confirmou", "texto", "revisto_por"),
        ColunaDeTela("revisto_papeis", "Perfis confirmados", "texto", so_exportacao=True),
        ColunaDeTela("saiu_quando", "Encerrado em", "data_hora", so_exportacao=True),
        ColunaDeTela("saiu_por", "Quem encerrou", "texto", so_exportacao=True),
        ColunaDeTela("motivo", "Motivo", "texto", so_exportacao=True),
        ColunaDeTela("ultimo_acesso", "Último acesso", "data_hora", so_exportacao=True),
        ColunaDeTela("resultado", "Resultado", "texto", "resultado", desenho=_resultado),
    ),
    vazio_titulo="Nenhum acesso neste trimestre",
)
