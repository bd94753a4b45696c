"""Lists of versions and of acceptances."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from guiche.acesso.models import AceiteDeTermo, Termo
from guiche.acesso.regras.aparelhos import nome_do_aparelho
from guiche.acesso.selectors.termos import rotulo_do_portal
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela


def _portal_do_termo(termo: Termo) -> str:
    return rotulo_do_portal(termo.portal)


def _portal_do_aceite(aceite: AceiteDeTermo) -> str:
    return rotulo_do_portal(aceite.termo.portal)


VERSOES: Final = Tabela(
    id="versoes",
    rotulo="Versões publicadas",
    ordem="-publicado_em",
    linha_url=lambda termo: reverse("operadora:termo", args=[termo.pk]),
    colunas=(
        ColunaDeTela("titulo", "Termo", "texto", "titulo"),
        ColunaDeTela("get_portal_display", "Portal", "texto", "portal", desenho=_portal_do_termo),
        ColunaDeTela("versao", "Versão", "inteiro", "versao"),
        ColunaDeTela("publicado_em", "Publicado em", "data_hora", "publicado_em"),
        ColunaDeTela("quantos", "Aceites", "inteiro", "quantos"),
        ColunaDeTela("sha256", "Resumo (SHA-256)", "codigo", so_exportacao=True),
    ),
    vazio_titulo="Nenhum termo publicado",
    vazio_texto="Enquanto não houver um, os portais abrem sem pedir aceite.",
)
ACEITES: Final = Tabela(
    id="aceites",
    rotulo="Aceites",
    ordem="-aceito_em",
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome"),
        ColunaDeTela("termo__titulo", "Termo", "texto", "termo__titulo"),
        ColunaDeTela("termo__get_portal_display", "Portal", "texto", "termo__portal", desenho=_portal_do_aceite),
        ColunaDeTela("termo__versao", "Versão", "inteiro", "termo__versao"),
        ColunaDeTela("aceito_em", "Aceito em", "data_hora", "aceito_em"),
        ColunaDeTela("ip", "Endereço de rede", "codigo"),
        ColunaDeTela(
            "navegador", "Aparelho", "texto", desenho=lambda aceite: nome_do_aparelho(aceite.navegador), so_tela=True
        ),
        ColunaDeTela("navegador", "Navegador", "texto", so_exportacao=True),
        ColunaDeTela("usuario__login", "Usuário", "texto", so_exportacao=True),
        ColunaDeTela("sha256", "Resumo (SHA-256)", "codigo", so_exportacao=True),
    ),
    vazio_titulo="Nenhum aceite ainda",
    vazio_texto="Cada aceite aparece aqui com a pessoa, o dia, a hora e de onde veio.",
)
