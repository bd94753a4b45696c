"""Lists of prestadores and of beneficiários."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from guiche.cadastro.consultas import ATIVO, ENCERRADO, FUTURO, SUSPENSO
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DO_PRESTADOR: Final[dict[str, Estado]] = {
    ATIVO: Estado("ok", "Ativo"),
    ENCERRADO: Estado("neutro", "Descredenciado", "proibido"),
    FUTURO: Estado("info", "Ainda não começou", "calendario"),
}
DO_PLANO: Final[dict[str, Estado]] = {
    ATIVO: Estado("ok", "Plano ativo"),
    SUSPENSO: Estado("alerta", "Suspenso", "pausa"),
    ENCERRADO: Estado("neutro", "Plano encerrado", "proibido"),
    FUTURO: Estado("info", "Ainda não começou", "calendario"),
}


def _do_prestador(linha: Any) -> str:
    estado = DO_PRESTADOR[linha.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


def _do_plano(linha: Any) -> str:
    estado = DO_PLANO[linha.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


PRESTADORES = Tabela(
    id="prestadores",
    rotulo="Prestadores",
    ordem="nome_fantasia",
    linha_url=lambda prestador: reverse("operadora:prestador", args=[prestador.pk]),
    colunas=(
        ColunaDeTela("nome_fantasia", "Prestador", "texto", "nome_fantasia"),
        ColunaDeTela("codigo", "Código", "codigo", "codigo"),
        ColunaDeTela("documento_formatado", "CPF ou CNPJ", "texto"),
        ColunaDeTela("get_categoria_display", "Categoria", "texto", "categoria"),
        ColunaDeTela("get_tipo_display", "Tipo", "texto", "tipo"),
        ColunaDeTela("unidade", "Unidade", "texto", "unidade__nome"),
        ColunaDeTela("municipio", "Município", "texto", ("municipio", "uf")),
        ColunaDeTela("uf", "UF", "texto", so_exportacao=True),
        ColunaDeTela("cnes", "CNES", "codigo", so_exportacao=True),
        ColunaDeTela("credenciado_em", "Credenciado em", "data", so_exportacao=True),
        ColunaDeTela("situacao", "Situação", "texto", "situacao", desenho=_do_prestador),
    ),
    vazio_titulo="Nenhum prestador cadastrado",
)

# No export: a file with everybody's personal data would leave the system without a purpose (LGPD art. 6 III).
BENEFICIARIOS = Tabela(
    id="beneficiarios",
    rotulo="Beneficiários",
    ordem="nome_de_uso",
    formatos=(),
    linha_url=lambda pessoa: reverse("operadora:beneficiario", args=[pessoa.pk]),
    colunas=(
        ColunaDeTela("nome_de_uso", "Beneficiário", "texto", "nome"),
        ColunaDeTela("carteira", "Carteirinha", "codigo", "carteira"),
        ColunaDeTela("get_parentesco_display", "Vínculo", "texto", "parentesco"),
        ColunaDeTela("contrato__produto__nome", "Plano", "texto", "contrato__produto__nome"),
        ColunaDeTela("vigencia_inicio", "Desde", "data", "vigencia_inicio"),
        ColunaDeTela("situacao", "Situação", "texto", "situacao", desenho=_do_plano),
    ),
    vazio_titulo="Nenhum beneficiário cadastrado",
)
