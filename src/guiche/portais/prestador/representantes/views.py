"""Representatives of the prestador: who they are, what they may do, and the invitations still open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import Convite, Vinculo
from guiche.acesso.selectors import representantes as selectors_representantes
from guiche.acesso.selectors.relacionamentos import (
    papeis_para_o_vinculo,
    papeis_que_pode_dar,
    situacao_do_convite,
)
from guiche.acesso.selectors.representantes import convite_de_representante, cpf_escrito, quantos_ativos
from guiche.acesso.services import representantes as verbos
from guiche.acesso.services import vinculos
from guiche.nucleo import eventos
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acessos import ESPERA_A_PESSOA, MotivoForm, do_convite, do_vinculo
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.representantes.forms import ContatoForm, NovoForm, ReenvioForm, RepresentantesForm
from guiche.portais.prestador.representantes.tables import ESTADOS, REPRESENTANTES

GERIR = permissions.REPRESENTANTE_GERIR


@require_GET
@tela(permissao=GERIR, portal="prestador")
def representantes(request: HttpRequestComAtor) -> HttpResponseBase:
    """Everybody, by CPF or name, with state, grupos and last access (C-10)."""
    filtro = RepresentantesForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = selectors_representantes.representantes(request.ator, escolhas.get("q", ""), escolhas.get("situacao", ""))
    tabela = REPRESENTANTES.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {"tabela": tabela, "ativos": quantos_ativos(request.ator)}
    return render(request, "prestador/representantes.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=GERIR, portal="prestador")
def novo(request: HttpRequestComAtor) -> HttpResponse:
    """Novo representante: Fechar, Gravar (C-12, C-14)."""
    form = NovoForm(request.POST or None, papeis=papeis_que_pode_dar(request.ator, Convite.Tipo.REPRESENTANTE))
    if request.method == "POST" and form.is_valid():
        try:
            feito = verbos.convidar_representante(request.ator, form.novo())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            nome = form.cleaned_data["nome"].split()[0]
            avisar(request, "ok", "Convite enviado", f"{nome} grava a própria senha pelo link do e-mail.")
            return seguir("prestador:representante_convite", feito.pk)
    return responder_formulario(request, "prestador/representante_novo.html", form)


@require_http_methods(["GET", "POST"])
@tela(permissao=GERIR, portal="prestador")
def representante(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One person: contact, grupos, state, history; POST changes contact and grupos."""
    um = selectors_representantes.representante(request.ator, pk)
    form = _form_do_vinculo(request, um)
    if request.method == "POST" and form.is_valid():
        try:
            verbos.editar_representante(request.ator, um, form.contato(), form.escolhidos())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Dados gravados", "Os grupos valem a partir do próximo clique da pessoa.")
            return seguir("prestador:representante", pk)
    return _pagina(request, um, form=form)


@require_POST
@tela(permissao=GERIR, portal="prestador")
def bloquear(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Stop an access for a while."""
    return _tirar(request, pk, "bloqueio")


@require_POST
@tela(permissao=GERIR, portal="prestador")
def encerrar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """End an access for good."""
    return _tirar(request, pk, "encerramento")


@require_POST
@tela(permissao=GERIR, portal="prestador")
def desbloquear(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Give it back."""
    verbos.desbloquear_representante(request.ator, selectors_representantes.representante(request.ator, pk))
    avisar(request, "ok", "Acesso desbloqueado", "Vale a partir do próximo clique da pessoa.")
    return seguir("prestador:representante", pk)


@require_http_methods(["GET", "POST"])
@tela(permissao=GERIR, portal="prestador")
def convite(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """An invitation: what was offered, until when, and sending it again; once accepted, the person."""
    um = convite_de_representante(request.ator, pk)
    if um.vinculo_id is not None:
        return seguir("prestador:representante", um.vinculo_id)
    form = ReenvioForm(request.POST or None, initial={"email": um.dados.get("email_pessoal")})
    if request.method == "POST" and form.is_valid():
        try:
            verbos.corrigir_convite(request.ator, um, form.cleaned_data["email"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Convite reenviado", "O link anterior deixou de valer.")
            return seguir("prestador:representante_convite", pk)
    situacao = situacao_do_convite(um)
    contexto = {
        "convite": um,
        "situacao": situacao,
        "estado": ESTADOS[situacao],
        "passos": do_convite(eventos.historico(um), ESPERA_A_PESSOA),
    }
    return responder_formulario(request, "prestador/representante_convite.html", form, contexto)


@require_POST
@tela(permissao=GERIR, portal="prestador")
def cancelar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    verbos.cancelar_convite(request.ator, convite_de_representante(request.ator, pk))
    avisar(request, "ok", "Convite cancelado", "O link enviado deixou de valer.")
    return seguir("prestador:representante_convite", pk)


def _tirar(request: HttpRequestComAtor, pk: int, qual: str) -> HttpResponse:
    um = selectors_representantes.representante(request.ator, pk)
    form = MotivoForm(request.POST, auto_id=f"{qual}_%s")
    verbo = verbos.bloquear_representante if qual == "bloqueio" else verbos.encerrar_representante
    if form.is_valid():
        try:
            verbo(request.ator, um, form.cleaned_data["motivo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            feito = "Acesso bloqueado" if qual == "bloqueio" else "Acesso encerrado"
            avisar(request, "ok", feito, "A pessoa já não entra por vocês.")
            return seguir("prestador:representante", pk)
    return _pagina(request, um, **{qual: form})


def _form_do_vinculo(request: HttpRequestComAtor, um: Vinculo) -> ContatoForm:
    inicial = {
        "telefone": um.telefone,
        "email": um.email_pessoal,
        "email_de_novo": um.email_pessoal,
        "lotacao": um.lotacao,
        "cargo": um.cargo,
        "perfis": [str(perfil.pk) for perfil in um.perfis.all()],
    }
    dados = request.POST if request.method == "POST" and "telefone" in request.POST else None
    return ContatoForm(dados, papeis=papeis_para_o_vinculo(request.ator, um), initial=inicial)


def _pagina(request: HttpRequestComAtor, um: Vinculo, **forms_: forms.Form) -> HttpResponse:
    aberto = um.situacao != Vinculo.Situacao.ENCERRADO
    contexto: dict[str, Any] = {
        "vinculo": um,
        "cpf": cpf_escrito(request.ator, um),
        "estado": ESTADOS[um.situacao],
        "pode_gerir": aberto and vinculos.pode_gerir(request.ator, um),
        "passos": do_vinculo(eventos.historico(um)),
        "bloqueio": MotivoForm(auto_id="bloqueio_%s"),
        "encerramento": MotivoForm(auto_id="encerramento_%s"),
        "form": _form_do_vinculo(request, um),
        **forms_,
    }
    recusado = any(form.is_bound and form.errors for form in forms_.values())
    return render(request, "prestador/representante.html", contexto, status=422 if recusado else 200)
