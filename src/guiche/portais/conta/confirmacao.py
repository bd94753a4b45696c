"""Changes of the account ask the person to show again who they are, when they last did so too long ago."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guiche.acesso import fatores, sessao
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.telas import HttpRequestComAtor, View, destino_seguro, pessoal, volta_de
from guiche.portais.conta.forms import ProvaForm

REPITA = "Confirme que é você e repita o que ia fazer."


def confirmada(view: View) -> View:
    """Put under ``@pessoal``: the screen opens only within five minutes of a password or factor shown.

    What was sent is not kept: the person comes back to the page of the form and sends it again.
    """

    @wraps(view)
    def protegida(request: HttpRequestComAtor, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessao.confirmou_ha_pouco(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.info(request, REPITA)
        return redirect(f"{reverse('conta:confirmar')}?{urlencode({'proxima': volta_de(request)})}")

    return protegida


@pessoal
@never_cache
@require_http_methods(["GET", "POST"])
def confirmar(request: HttpRequestComAtor) -> HttpResponse:
    """Show password, code or passkey again, and go back to what was being done."""
    destino = destino_seguro(request, request.GET.get("proxima", ""), reverse("conta:inicio"))
    tipos = fatores.tipos(request.pessoa.usuario)
    # Who has no factor yet shows the password, or could never include the first one.
    so_fator = bool(tipos) and sessao.falta_fator(request)
    form = ProvaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _conferir(request, form.cleaned_data, so_fator=so_fator)
        except Recusa as recusa:
            form.add_error(None, recusa.mensagem)
        else:
            return redirect(destino)
    return render(
        request,
        "conta/confirmar.html",
        {
            "form": form,
            "com_senha": not so_fator,
            "com_codigo": bool(tipos),
            "pedido": fatores.pedir_chave(request.pessoa.usuario) if "webauthn" in tipos else None,
        },
    )


def _conferir(request: HttpRequestComAtor, dados: dict[str, Any], *, so_fator: bool) -> None:
    if dados["senha"] and not so_fator:
        sessao.reconfirmar_senha(request, dados["senha"])
    else:
        sessao.reconfirmar_fator(request, codigo=dados["codigo"], credencial=dados["credencial"])
