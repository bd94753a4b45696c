"""Obter acesso: who is already in the registers of the operadora proves it and registers, in four steps.

The first step asks the database nothing, so it can tell nothing; a wrong proof and an unknown document give one
same refusal. Source: requirements C-41 to C-46.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import registros
from guiche.acesso.chaves import AguardeParaReenviar
from guiche.acesso.middleware import endereco
from guiche.acesso.senhas import politica_da
from guiche.cadastro.publico import operadora_publica, operadoras_publicas
from guiche.nucleo.models import Operadora
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.emails import OutroEnderecoForm
from guiche.portais.componentes.telas import publica
from guiche.portais.publico.entrada import recusa as recusa_da_entrada
from guiche.portais.publico.obter_acesso.estado import Andamento
from guiche.portais.publico.obter_acesso.forms import (
    BeneficiarioForm,
    ContaBancariaForm,
    DadosPessoaisForm,
    PrestadorForm,
    RegistroForm,
)

PRESTADOR, BENEFICIARIO = "prestador", "beneficiario"
NAO_CONFERE = (
    "Não foi possível conferir estes dados. Veja se cada um está como no seu cadastro na operadora e tente de novo. "
    "Depois de cinco tentativas é preciso esperar."
)


@publica
@require_GET
def como(request: HttpRequest) -> HttpResponse:
    """Step by step of each audience, and the way in at each operadora (U-14)."""
    return render(request, "publico/como_obter_acesso.html", {"operadoras": operadoras_publicas()})


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def documento(request: HttpRequest, registro: str, publico: str) -> HttpResponse:
    """Step 1: which person. Only the form of the number is checked."""
    operadora, andamento = _onde(request, registro, publico)
    classe = PrestadorForm if publico == PRESTADOR else BeneficiarioForm
    form = classe(request.POST or None, initial=andamento.documento)
    if request.method == "POST" and form.is_valid():
        andamento.guardar_documento(form.cleaned_data)
        return redirect("publico:obter_acesso_prova", registro, publico)
    return _pagina(request, "documento", operadora, publico, form)


@publica
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prova(request: HttpRequest, registro: str, publico: str) -> HttpResponse:
    """Step 2: prove it, with data that only the person and the operadora have; nothing typed is kept or shown again."""
    operadora, andamento = _onde(request, registro, publico)
    if not andamento.documento:
        return redirect("publico:obter_acesso", registro, publico)
    classe = ContaBancariaForm if publico == PRESTADOR else DadosPessoaisForm
    form, situacao = classe(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        provar: Any = registros.provar_prestador if publico == PRESTADOR else registros.provar_beneficiario
        try:
            provado = provar(operadora, andamento.documento["documento"], form.prova(), endereco(request))
        except registros.ProvaNegada as negada:
            form = classe()
            situacao = 429 if negada.espera else 200
            messages.error(request, recusa_da_entrada(negada.espera, NAO_CONFERE))
        except Recusa as recusa:
            messages.error(request, recusa.mensagem)
        else:
            andamento.guardar_prova(provado)
            return redirect("publico:obter_acesso_dados", registro, publico)
    return _pagina(request, "prova", operadora, publico, form, situacao)


@publica
@never_cache
@sensitive_post_parameters("nova", "repetida")
@require_http_methods(["GET", "POST"])
def dados(request: HttpRequest, registro: str, publico: str) -> HttpResponse:
    """Step 3: e-mail and password, and what the register does not know of the person."""
    operadora, andamento = _onde(request, registro, publico)
    provado = andamento.provado
    if provado is None:
        return redirect("publico:obter_acesso_prova", registro, publico)
    form = RegistroForm(
        request.POST or None, initial=andamento.registro, provado=provado, politica=politica_da(operadora)
    )
    situacao = 200
    if request.method == "POST" and form.is_valid():
        limpos = form.cleaned_data
        campos = {n: limpos.get(n, "") for n in ("nome", "documento", "telefone", "email", "email_repetido")}
        novo = registros.DadosDoRegistro(
            campos["nome"], campos["documento"], campos["email"], limpos["nova"], campos["telefone"]
        )
        try:
            pendente = registros.registrar(operadora, provado, novo)
        except registros.ProvaNegada as negada:
            situacao = 429
            form.add_error(None, recusa_da_entrada(negada.espera))
        except Recusa as recusa:
            form.add_error({"senha": "nova"}.get(recusa.campo, recusa.campo) or None, recusa.mensagem)
        else:
            andamento.guardar_registro(campos, pendente.pk)
            return redirect("publico:obter_acesso_email", registro, publico)
    return _pagina(request, "dados", operadora, publico, form, situacao, provado=provado)


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def email(request: HttpRequest, registro: str, publico: str) -> HttpResponse:
    """Step 4: "verifique o e-mail"; send again, or to a corrected address."""
    operadora, andamento = _onde(request, registro, publico)
    pendente = registros.pendente_da_sessao(andamento.pendente_id)
    if pendente is None:
        return redirect("publico:obter_acesso_dados", registro, publico)
    corrigindo = request.POST.get("acao") == "corrigir"
    form = OutroEnderecoForm(request.POST if corrigindo else None)
    if request.method == "POST" and (not corrigindo or form.is_valid()):
        try:
            pendente = registros.reenviar(pendente, form.cleaned_data["email"] if corrigindo else "")
        except AguardeParaReenviar as espera:
            messages.warning(request, str(espera))
        except Recusa as recusa:
            form.add_error(None, recusa.mensagem) if form.is_bound else messages.error(request, recusa.mensagem)
        else:
            if corrigindo:
                novo = pendente.email
                andamento.guardar_registro({**andamento.registro, "email": novo, "email_repetido": novo}, pendente.pk)
            messages.success(request, f"Mensagem enviada de novo para {pendente.email}.")
            return redirect("publico:obter_acesso_email", registro, publico)
    return _pagina(request, "email", operadora, publico, form, pendente=pendente)


def _onde(request: HttpRequest, registro: str, publico: str) -> tuple[Operadora, Andamento]:
    operadora = operadora_publica(registro)
    if operadora is None or publico not in (PRESTADOR, BENEFICIARIO):
        raise Http404
    request.operadora = operadora  # type: ignore[attr-defined]
    return operadora, Andamento(request, f"{operadora.registro_ans}/{publico}")


def _pagina(
    request: HttpRequest,
    passo: str,
    operadora: Operadora,
    publico: str,
    form: forms.Form,
    situacao: int = 200,
    **mais: Any,
) -> HttpResponse:
    contexto = {
        "form": form,
        "registro": operadora.registro_ans,
        "publico": publico,
        "prestador": publico == PRESTADOR,
        "contato": operadora.contato,
        **mais,
    }
    return render(request, f"publico/obter_acesso_{passo}.html", contexto, status=situacao)
