"""The steps of a login after the first form: second factor, and entering with a passkey alone."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guiche.acesso import contas, fatores
from guiche.acesso.autenticacao import minutos
from guiche.acesso.services.sessoes import encerrar_sessao
from guiche.portais.componentes.atalhos import guardar_visitas
from guiche.portais.componentes.telas import destino_seguro, publica
from guiche.portais.publico.forms import ChaveForm, CodigoForm

RECUSA = "Não foi possível entrar com estes dados. Confira e tente de novo."
RECUSA_DO_FATOR = "Este código não vale. Confira o aplicativo e tente de novo: o código muda a cada 30 segundos."
RECUSA_DA_CHAVE = "A chave de acesso não foi reconhecida. Tente de novo ou entre com a senha."
NAO_MANTIDA = "Por segurança, quem trabalha na operadora não fica conectado: a sessão termina sem uso."


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def confirmar(request: HttpRequest) -> HttpResponse:
    """Second step of a login: the code of an authenticator, a recovery code or a passkey."""
    usuario = contas.a_espera_do_fator(request)
    if usuario is None:
        return redirect("publico:entrar")
    form: Form = CodigoForm()
    situacao = 200
    if request.method == "POST" and request.POST.get("acao") == "desistir":
        contas.desistir(request)
        return redirect("publico:entrar")
    if request.method == "POST":
        form, entrada = _tentar(request)
        if entrada is not None and entrada.usuario is not None:
            return seguir(request, entrada)
        if entrada is not None:
            situacao = 429 if entrada.espera else 200
            form.add_error(None, recusa(entrada.espera, RECUSA_DO_FATOR))
    tipos = fatores.tipos(usuario)
    return render(
        request,
        "publico/confirmar.html",
        {
            "form": form,
            "com_aplicativo": "totp" in tipos,
            "pedido": fatores.pedir_chave(usuario) if "webauthn" in tipos else None,
        },
        status=situacao,
    )


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def chave(request: HttpRequest) -> HttpResponse:
    """Enter with a passkey: GET gives what the browser must sign, POST takes what it signed."""
    if request.method == "GET":
        return JsonResponse(fatores.pedir_chave(None))
    destino = destino_seguro(request, request.GET.get("proxima", ""), "/")
    form = ChaveForm(request.POST)
    if form.is_valid():
        intencao = contas.Intencao(request.GET.get("portal", ""), destino=destino)
        entrada = contas.entrar_com_chave(request, form.cleaned_data["credencial"], intencao)
        if entrada.usuario is not None:
            return seguir(request, entrada)
        messages.error(request, recusa(entrada.espera, RECUSA_DA_CHAVE))
    else:
        messages.error(request, RECUSA_DA_CHAVE)
    return redirect("publico:entrar")


def seguir(request: HttpRequest, entrada: contas.Entrada) -> HttpResponse:
    """Where a right step of a login leads: the second factor, the question for whom, or where the person was going."""
    if entrada.falta_fator:
        return redirect("publico:confirmar")
    if entrada.nao_mantida:
        messages.info(request, NAO_MANTIDA)
    if entrada.escolher:
        return redirect(f"{reverse('publico:contextos')}?{urlencode({'primeira': 'sim', 'proxima': entrada.destino})}")
    return redirect(entrada.destino or "/")


def deixar(request: HttpRequest) -> None:
    """Leave: what the screens were used is kept, the operadora's trail says it, and the session ends on the server."""
    ator = getattr(request, "ator", None)
    if ator is not None:
        guardar_visitas(request)
        encerrar_sessao(ator)
    contas.sair(request)


def recusa(espera: timedelta | None, motivo: str = RECUSA) -> str:
    """Why a step was refused, in the same words for everybody; ``espera``: how long to wait, when that is why."""
    if espera is None:
        return motivo
    quanto = minutos(espera)
    return f"Muitas tentativas. Espere {quanto} {'minuto' if quanto == 1 else 'minutos'} e tente de novo."


def _tentar(request: HttpRequest) -> tuple[Form, contas.Entrada | None]:
    if "credencial" in request.POST:
        chave_ = ChaveForm(request.POST)
        if not chave_.is_valid():
            return chave_, None
        return chave_, contas.confirmar_chave(request, chave_.cleaned_data["credencial"])
    codigo = CodigoForm(request.POST)
    if not codigo.is_valid():
        return codigo, None
    return codigo, contas.confirmar_codigo(request, codigo.cleaned_data["codigo"])
