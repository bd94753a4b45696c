"""Terms of use of the operadora: what is in force, publishing the next version, who accepted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import permissions
from guiche.acesso.models import Termo
from guiche.acesso.regras.textos import comparar, normalizar_texto, trechos
from guiche.acesso.selectors.termos import (
    SituacaoDoPortal,
    anterior,
    rotulo_do_portal,
    situacao_dos_portais,
    vigente_do,
)
from guiche.acesso.selectors.termos import aceites as aceites_da_operadora
from guiche.acesso.selectors.termos import termo as um_termo
from guiche.acesso.selectors.termos import termos as todos_os_termos
from guiche.acesso.services.termos import publicar_termo
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.termos.forms import PORTAIS, TODOS, AceitesForm, TermoForm
from guiche.portais.operadora.acessos.termos.tables import ACEITES, VERSOES


@require_GET
@tela(permissao=permissions.TERMO_PUBLICAR, portal="operadora")
def termos(request: HttpRequestComAtor) -> HttpResponseBase:
    """What each portal asks today, how far it was accepted, and every version published."""
    tabela = VERSOES.montar(todos_os_termos(request.ator), request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    portais = situacao_dos_portais(request.ator)
    return render(
        request,
        "operadora/termos.html",
        {
            "tabela": tabela,
            "portais": portais,
            "em_vigor": sum(situacao.termo is not None for situacao in portais),
            "faltam": sum(_faltam(situacao) for situacao in portais),
        },
    )


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.TERMO_PUBLICAR, portal="operadora")
def publicar(request: HttpRequestComAtor) -> HttpResponse:
    """Write the next version from the one in force, see it and what changed, publish it. It is never edited after.

    With another portal comes its text, and over what was typed only after asking.
    """
    if request.method == "POST":
        if (trocado := _outro_portal(request)) is not None:
            return trocado
        form = TermoForm(request.POST)
    else:
        form = _em_vigor(request, request.GET.get("portal", "prestador").replace(TODOS, ""))
    previa: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("acao") == "publicar":
            try:
                termo = publicar_termo(request.ator, form.novo())
            except Recusa as recusa:
                por_no_campo(form, recusa)
            else:
                messages.success(request, f"Versão {termo.versao} publicada. Será pedida no próximo clique de cada um.")
                return seguir("operadora:termo", termo.pk)
        else:
            previa = _previa(request, form)
    situacao = 422 if form.errors else 200
    return render(request, "operadora/publicar_termo.html", {"form": form, **previa}, status=situacao)


@require_GET
@tela(permissao=permissions.TERMO_PUBLICAR, portal="operadora")
def termo(request: HttpRequestComAtor, termo_id: int) -> HttpResponse:
    """One version as it was published, and what it changed."""
    publicado = um_termo(request.ator, termo_id)
    antes = anterior(publicado)
    vigente = vigente_do(request.ator, publicado.portal)
    return render(
        request,
        "operadora/termo.html",
        {
            "termo": publicado,
            "portal_do_termo": rotulo_do_portal(publicado.portal),
            "partes": trechos(publicado.texto),
            "antes": antes,
            "diferencas": comparar(antes.texto, publicado.texto) if antes else [],
            "em_vigor": vigente is not None and vigente.pk == publicado.pk,
        },
    )


@require_GET
@tela(permissao=permissions.TERMO_PUBLICAR, portal="operadora")
def aceites(request: HttpRequestComAtor) -> HttpResponseBase:
    """Who accepted which version, when and from where."""
    versoes: list[Termo] = list(todos_os_termos(request.ator))
    filtro = AceitesForm(request.GET, versoes=versoes)
    dados: dict[str, Any] = filtro.cleaned_data if filtro.is_valid() else {}
    portal = dados.get("portal") or None
    linhas = aceites_da_operadora(
        request.ator, dados.get("termo"), "" if portal == TODOS else portal, dados.get("q", "")
    )
    tabela = ACEITES.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(request, "operadora/aceites.html", {"tabela": tabela})


def _em_vigor(request: HttpRequestComAtor, portal: str) -> TermoForm:
    """The form filled with the text in force of a portal, if it has one."""
    atual = vigente_do(request.ator, portal)
    escrito = {"titulo": atual.titulo, "texto": atual.texto} if atual else {}
    return TermoForm(initial={"portal": portal, "base": portal, **escrito})


def _outro_portal(request: HttpRequestComAtor) -> HttpResponse | None:
    """The page for the portal just chosen, or None when the fields were written for it.

    Fields nobody touched take its text; over what was typed the person decides: ``substituir`` or ``manter``.
    """
    dados = {campo: request.POST.get(campo, "") for campo in ("portal", "titulo", "texto")}
    portal, base = dados["portal"], request.POST.get("base", dados["portal"])
    if portal == base or portal not in dict(PORTAIS):
        return None
    contexto: dict[str, Any] = {"portal_escolhido": rotulo_do_portal(portal)}
    acao = request.POST.get("acao", "")
    if acao == "manter":
        form = TermoForm(initial={**dados, "base": portal})
    elif acao == "substituir" or not _digitado(request, dados, base):
        form = _em_vigor(request, portal)
        contexto["veio"] = True
    else:
        form = TermoForm(initial={**dados, "base": base})
        contexto["pergunta"] = True
    return render(request, "operadora/publicar_termo.html", {"form": form, **contexto})


def _digitado(request: HttpRequestComAtor, dados: dict[str, str], base: str) -> bool:
    """Whether the fields hold anything besides the text in force they were filled from."""
    escrito = (" ".join(dados["titulo"].split()), normalizar_texto(dados["texto"]))
    de_onde = vigente_do(request.ator, base)
    return escrito not in (("", ""), (de_onde.titulo, de_onde.texto) if de_onde else ("", ""))


def _previa(request: HttpRequestComAtor, form: TermoForm) -> dict[str, Any]:
    """The text as people will read it, what changes, and how many will be asked."""
    novo = form.novo()
    texto = normalizar_texto(novo.texto)
    atual = vigente_do(request.ator, novo.portal)
    alvo = next(s for s in situacao_dos_portais(request.ator) if s.portal == novo.portal)
    return {
        "previa": novo,
        "partes": trechos(texto),
        "atual": atual,
        "diferencas": comparar(atual.texto, texto) if atual else [],
        "alvo": alvo,
    }


def _faltam(situacao: SituacaoDoPortal) -> int:
    return situacao.com_acesso - situacao.aceitaram if situacao.termo else 0
