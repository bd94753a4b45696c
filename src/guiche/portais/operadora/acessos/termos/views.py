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
from guiche.acesso.selectors_termos import (
    SituacaoDoPortal,
    anterior,
    rotulo_do_portal,
    situacao_dos_portais,
    vigente_do,
)
from guiche.acesso.selectors_termos import aceites as aceites_da_operadora
from guiche.acesso.selectors_termos import termo as um_termo
from guiche.acesso.selectors_termos import termos as todos_os_termos
from guiche.acesso.services.termos import publicar_termo
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.termos.forms import TODOS, AceitesForm, TermoForm
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
    """Write the next version from the one in force, see it and what changed, publish it. It is never edited after."""
    if request.method == "POST":
        form = TermoForm(request.POST)
    else:
        portal = request.GET.get("portal", "prestador").replace(TODOS, "")
        atual = vigente_do(request.ator, portal)
        form = TermoForm(initial={"portal": portal} | ({"titulo": atual.titulo, "texto": atual.texto} if atual else {}))
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
