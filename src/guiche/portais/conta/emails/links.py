"""Pages that letters about addresses open, with or without a session. Opening one changes nothing; its button does."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from guiche.acesso import contas
from guiche.acesso.chaves import ChaveInvalida
from guiche.acesso.middleware import endereco
from guiche.acesso.services.emails import confirmar_email, conta_do_aviso, contestar_mudanca, email_do_link
from guiche.portais.componentes.telas import publica


@publica
@never_cache
@sensitive_variables("segredo")
@require_http_methods(["GET", "POST"])
def confirmar(request: HttpRequest, segredo: str) -> HttpResponse:
    """Confirm an address with the link it received."""
    try:
        linha = email_do_link(segredo)
        if request.method == "POST":
            linha = confirmar_email(segredo, endereco(request), _navegador(request))
            messages.success(request, f"{linha.email} está confirmado.")
            dentro = getattr(request, "pessoa", None)
            meu = dentro is not None and dentro.usuario.pk == linha.user_id
            return redirect("conta:emails" if meu else "publico:entrar")
    except ChaveInvalida:
        return _vencido(request)
    return render(request, "conta/confirmar_email.html", {"email": linha.email})


@publica
@never_cache
@sensitive_variables("segredo", "nova")
@require_http_methods(["GET", "POST"])
def contestar(request: HttpRequest, segredo: str) -> HttpResponse:
    """Undo a change of address that the person did not make, and go on to a new password."""
    try:
        conta_do_aviso(segredo)
        if request.method == "POST":
            nova = contestar_mudanca(segredo, endereco(request), _navegador(request))
            # A session open here ended with the others: the answer needs a new one.
            contas.sair(request)
            messages.success(request, "Desfeito: o seu e-mail voltou e as sessões foram encerradas.")
            return redirect("publico:nova_senha", nova)
    except ChaveInvalida:
        return _vencido(request)
    return render(request, "conta/contestar_email.html")


def _vencido(request: HttpRequest) -> HttpResponse:
    return render(request, "conta/link_de_email_vencido.html", status=410)


def _navegador(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")
