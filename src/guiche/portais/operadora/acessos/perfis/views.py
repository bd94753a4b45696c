"""Perfis of every portal: how many hold each, what each may do, and asking for another content."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import Perfil, Portal
from guiche.acesso.selectors import equipe as selectors_equipe
from guiche.acesso.selectors.equipe import codigos_do_padrao, diferenca_do_padrao, pendentes_do_perfil, rotulos
from guiche.acesso.services import equipe as verbos
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.equipe.views import avisar_do_pedido
from guiche.portais.operadora.acessos.perfis.forms import PerfilForm, PerfisForm
from guiche.portais.operadora.acessos.perfis.tables import PERFIS

VER, MUDAR = permissions.EQUIPE_VER, permissions.EQUIPE_MUDAR


@require_GET
@tela(permissao=VER, portal="operadora")
def perfis(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every perfil, filtered by portal."""
    filtro = PerfisForm(request.GET)
    portal = filtro.cleaned_data["portal"] if filtro.is_valid() else ""
    tabela = PERFIS.montar(selectors_equipe.perfis(request.ator, portal), request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {"tabela": tabela, "pode_mudar": request.ator.pode(MUDAR), "portais": Portal.choices}
    return render(request, "operadora/perfis.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=MUDAR, portal="operadora")
def novo(request: HttpRequestComAtor, portal: str) -> HttpResponse:
    """A new perfil, empty or copied from another of the same portal (``?copiar=``)."""
    if portal not in Portal.values:
        raise Http404
    origem = _origem(request, portal)
    inicial = {"nome": f"{origem.nome} (cópia)", "descricao": origem.descricao} if origem else {}
    form = PerfilForm(request.POST or None, portal=portal, atuais=origem.permissoes if origem else (), initial=inicial)
    if request.method == "POST" and form.is_valid():
        try:
            return avisar_do_pedido(request, verbos.propor_perfil(request.ator, form.conteudo()))
        except Recusa as recusa:
            por_no_campo(form, recusa)
    contexto = {"form": form, "do_portal": Portal(portal).label, "origem": origem}
    return render(request, "operadora/perfil_novo.html", contexto, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@tela(permissao=VER, portal="operadora")
def perfil(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One perfil; ``?padrao=1`` fills the boxes with the standard one. POST asks for the change."""
    um = selectors_equipe.perfil(request.ator, pk)
    de_fabrica = codigos_do_padrao(um)
    voltando = bool(request.GET.get("padrao")) and de_fabrica is not None
    atuais = de_fabrica if voltando and de_fabrica is not None else frozenset(um.permissoes)
    inicial = {"nome": um.nome, "descricao": um.descricao, "delegavel": um.delegavel}
    form = PerfilForm(request.POST or None, portal=um.portal, atuais=atuais, initial=inicial)
    if request.method == "POST" and form.is_valid():
        try:
            mudanca = verbos.propor_perfil(request.ator, form.conteudo(), um)
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            return avisar_do_pedido(request, mudanca, "operadora:perfil", pk)
    nomes = rotulos()
    diferenca = diferenca_do_padrao(um)
    contexto: dict[str, Any] = {
        "perfil": um,
        "form": form,
        "voltando": voltando,
        "ganhou": [nomes.get(codigo, codigo) for codigo in diferenca.ganha] if diferenca else [],
        "perdeu": [nomes.get(codigo, codigo) for codigo in diferenca.perde] if diferenca else [],
        "tem_padrao": diferenca is not None,
        "esperando": pendentes_do_perfil(request.ator, um),
        "pode_mudar": request.ator.pode(MUDAR),
    }
    return render(request, "operadora/perfil.html", contexto, status=422 if form.errors else 200)


@require_POST
@tela(permissao=MUDAR, portal="operadora")
def excluir(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Ask to delete a perfil that nobody has or had."""
    mudanca = verbos.propor_exclusao(request.ator, selectors_equipe.perfil(request.ator, pk))
    return avisar_do_pedido(request, mudanca, "operadora:perfis")


def _origem(request: HttpRequestComAtor, portal: str) -> Perfil | None:
    """The perfil to copy. Raises Perfil.DoesNotExist for one that is not there, or of another portal."""
    copiar = request.GET.get("copiar", "")
    if not copiar.isdecimal():
        return None
    origem: Perfil = selectors_equipe.perfis(request.ator, portal).get(pk=int(copiar))
    return origem
