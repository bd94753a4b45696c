"""Guardians and caregivers: who they are, until when, and one click to end."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import Convite, Vinculo
from guiche.acesso.regras.familia import menor_em
from guiche.acesso.relacoes import RELACOES
from guiche.acesso.selectors.familia import (
    convite_de_delegacao,
    convites_de_delegacao,
    delegacoes,
    pedidos_de_responsavel,
    pessoa_propria,
)
from guiche.acesso.services.convites import cancelar, reenviar
from guiche.acesso.services.familia import (
    NovoCuidador,
    NovoResponsavel,
    convidar_cuidador,
    desistir_da_indicacao,
    encerrar_delegacao,
    indicar_responsavel,
)
from guiche.cadastro.selectors.prestadores import beneficiarios
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.beneficiario.familia.forms import CuidadorForm, ResponsavelForm
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def cuidadores(request: HttpRequestComAtor) -> HttpResponse:
    """Who acts for the person or their minors, invitations and evidence under way: three statements of its own."""
    if request.ator.vinculo.tipo != Vinculo.Tipo.PROPRIO:
        return render(request, "beneficiario/familia/de_outro.html")
    eu = pessoa_propria(request.ator)
    contexto = {
        "delegacoes": list(delegacoes(request.ator)),
        "convites": convites_de_delegacao(request.ator),
        "indicacoes": list(pedidos_de_responsavel(request.ator).filter(situacao__in=("em_analise", "recusado"))),
        "pode_convidar": request.ator.pode(permissions.CUIDADOR_CONVIDAR) and not menor_em(eu.nascimento, hoje()),
        "eu": eu,
        "aba": "cuidadores",
    }
    return render(request, "beneficiario/familia/cuidadores.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.CUIDADOR_CONVIDAR, portal="beneficiario")
def convidar(request: HttpRequestComAtor) -> HttpResponse:
    """Invite a caregiver, with a last day."""
    pessoas = list(beneficiarios(request.ator).order_by("nascimento", "pk"))
    ate = hoje() + timedelta(days=RELACOES[Convite.Tipo.CUIDADOR].dias_no_maximo)
    form = CuidadorForm(request.POST if request.method == "POST" else None, pessoas=pessoas, ate=ate)
    if request.method == "POST" and form.is_valid():
        dados = form.cleaned_data
        try:
            convidar_cuidador(request.ator, NovoCuidador(dados["pessoa"], dados["nome"], dados["email"], dados["fim"]))
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Convite enviado", f"{dados['nome']} só vê alguma coisa depois de aceitar.")
            return seguir("beneficiario:cuidadores")
    return responder_formulario(request, "beneficiario/familia/convidar.html", form)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.CUIDADOR_CONVIDAR, portal="beneficiario")
def indicar(request: HttpRequestComAtor) -> HttpResponse:
    """Name a legal guardian and send the document that says so."""
    pessoas = list(beneficiarios(request.ator).order_by("nascimento", "pk"))
    enviado = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResponsavelForm(*enviado, pessoas=pessoas)
    if enviado and form.is_valid():
        dados = form.cleaned_data
        novo = NovoResponsavel(
            dados["pessoa"],
            dados["nome"],
            dados["email"],
            dados["qualidade"],
            dados["arquivo"].name,
            dados["arquivo"].read(),
            dados["fim"],
        )
        try:
            pedido = indicar_responsavel(request.ator, novo)
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Indicação enviada", f"A operadora responde até {pedido.prazo:%d/%m/%Y}.")
            return seguir("beneficiario:cuidadores")
    return responder_formulario(request, "beneficiario/familia/indicar.html", form)


@require_POST
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def encerrar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """End an access at once."""
    vinculo = encerrar_delegacao(request.ator, pk)
    avisar(request, "ok", f"{vinculo.usuario.nome} já não vê nada", "Vale desde agora.")
    return seguir("beneficiario:cuidadores")


@require_POST
@tela(permissao=permissions.CUIDADOR_CONVIDAR, portal="beneficiario")
def reenviar_um(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Send a pending invitation again."""
    convite = reenviar(request.ator, convite_de_delegacao(request.ator, pk))
    avisar(request, "ok", "Convite enviado de novo", f"Vale até {convite.expira_em:%d/%m/%Y}.")
    return seguir("beneficiario:cuidadores")


@require_POST
@tela(permissao=permissions.CUIDADOR_CONVIDAR, portal="beneficiario")
def cancelar_um(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw a pending invitation."""
    cancelar(request.ator, convite_de_delegacao(request.ator, pk))
    avisar(request, "ok", "Convite cancelado", "O link que foi enviado já não funciona.")
    return seguir("beneficiario:cuidadores")


@require_POST
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def desistir(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw an indication still under analysis."""
    desistir_da_indicacao(request.ator, pk)
    avisar(request, "ok", "Indicação retirada")
    return seguir("beneficiario:cuidadores")
