"""The link that confirms the e-mail of a registration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import contas, registros
from guiche.acesso.chaves import ChaveInvalida
from guiche.acesso.middleware import endereco
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.telas import publica
from guiche.portais.publico.obter_acesso.estado import pendente_da_sessao

SESSAO_REGISTRO = "registro"


@publica
@require_GET
def abrir(request: HttpRequest, segredo: str) -> HttpResponse:
    """Keep the secret in the session and go on without it in the address: it must not leak by links or history."""
    request.session[SESSAO_REGISTRO] = segredo
    return redirect("publico:registro_confirmar")


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def confirmar(request: HttpRequest) -> HttpResponse:
    """What the link confirms, and the button that does it: opening a link must not act by itself."""
    segredo = str(request.session.get(SESSAO_REGISTRO, ""))
    try:
        registro = registros.ver_registro(segredo)
        request.operadora = registro.operadora  # type: ignore[attr-defined]
        if request.method == "POST":
            return _confirmar(request, segredo, registro)
    except ChaveInvalida:
        return render(request, "publico/registro_vencido.html", status=410)
    except Recusa as recusa:
        messages.error(request, recusa.mensagem)
    pessoa = getattr(request, "pessoa", None)
    contexto = {
        "registro": registro,
        "outra_pessoa": pessoa is not None
        and registro.usuario is not None
        and registro.usuario.pk != pessoa.usuario.pk,
        "falta_entrar": pessoa is None and registro.usuario is not None,
        "entrar": f"{reverse('publico:entrar')}?{urlencode({'proxima': request.path})}",
    }
    return render(request, "publico/registro_confirmar.html", contexto)


def _confirmar(request: HttpRequest, segredo: str, registro: registros.Registro) -> HttpResponse:
    pessoa = getattr(request, "pessoa", None)
    if registro.usuario is None:
        usuario = registros.confirmar(segredo, endereco(request), request.headers.get("User-Agent", ""))
        request.session.pop(SESSAO_REGISTRO, None)
        como = "o seu CPF ou e-mail" if usuario.documento else "o seu e-mail"
        messages.success(request, f"E-mail confirmado. Entre com {como} e a senha que você escolheu.")
        portal = "prestador" if registro.pendente.prestador_id else "beneficiario"
        return redirect("publico:entrar_em", registro.operadora.registro_ans, portal)
    if pessoa is None:
        return redirect(f"{reverse('publico:entrar')}?{urlencode({'proxima': request.path})}")
    vinculo = registros.confirmar_na_conta(pessoa, segredo, pendente_da_sessao(request))
    request.session.pop(SESSAO_REGISTRO, None)
    contas.trocar_contexto(request, vinculo)
    messages.success(request, f"Acesso confirmado. Agora você atua por {vinculo.rotulo}.")
    return redirect("publico:raiz")
