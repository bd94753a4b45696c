"""The link of an invitation, opened by whoever holds it: logged in, logged in as somebody else, or not at all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso.chaves import ChaveInvalida
from guiche.acesso.services.convites import SESSAO_CONVITE, convite_do_link
from guiche.portais.componentes.telas import publica
from guiche.portais.publico.entrada import deixar


@publica
@require_GET
def abrir(request: HttpRequest, segredo: str) -> HttpResponse:
    """Keep the secret in the session and go on without it in the address: it must not leak by links or history."""
    request.session[SESSAO_CONVITE] = segredo
    return redirect("publico:convite_aberto")


@publica
@require_GET
def convite(request: HttpRequest) -> HttpResponse:
    """What was offered, and the way to answer it; one same page for every link that is worth nothing."""
    try:
        um = convite_do_link(str(request.session.get(SESSAO_CONVITE, "")))
    except ChaveInvalida:
        return render(request, "publico/convite_invalido.html", status=404)
    pessoa = getattr(request, "pessoa", None)
    if pessoa is not None and um.usuario_id in (None, pessoa.usuario.pk):
        return redirect("conta:convite", um.pk)
    request.operadora = um.operadora  # type: ignore[attr-defined]
    contexto = {
        "convite": um,
        "outra_pessoa": pessoa is not None,
        "entrar": _entrar(),
    }
    return render(request, "publico/convite.html", contexto)


@publica
@require_POST
def trocar_de_conta(request: HttpRequest) -> HttpResponse:
    """Leave, and come back to the invitation with the account it was sent to."""
    segredo = str(request.session.get(SESSAO_CONVITE, ""))
    deixar(request)
    request.session[SESSAO_CONVITE] = segredo
    return redirect(_entrar())


def _entrar() -> str:
    return f"{reverse('publico:entrar')}?{urlencode({'proxima': reverse('publico:convite_aberto')})}"
