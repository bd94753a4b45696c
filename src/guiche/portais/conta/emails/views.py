"""E-mails of the person. What changes one asks again who is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso.selectors.conta import emails_da_pessoa
from guiche.acesso.services import emails as services
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.conta.confirmacao import confirmada
from guiche.portais.conta.emails.forms import EmailForm


@pessoal
@require_GET
def emails(request: HttpRequestComAtor) -> HttpResponse:
    """Every address, which one is the principal and which wait for their confirmation."""
    lista = emails_da_pessoa(request.pessoa)
    return render(
        request,
        "conta/emails.html",
        {"emails": lista, "a_confirmar": sum(not linha.verified for linha in lista)},
    )


@pessoal
@confirmada
@require_http_methods(["GET", "POST"])
def incluir(request: HttpRequestComAtor) -> HttpResponse:
    """Add an address; the answer is the same whoever it is of."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            linha = services.incluir_email(request.pessoa, **form.cleaned_data)
        except Recusa as recusa:
            form.add_error("email", recusa.mensagem)
        else:
            messages.success(request, f"Mandamos um link para {linha.email}. Abra-o para confirmar que é seu.")
            return redirect("conta:emails")
    return render(request, "conta/incluir_email.html", {"form": form}, status=422 if form.errors else 200)


@pessoal
@require_POST
def reenviar(request: HttpRequestComAtor, email_id: int) -> HttpResponse:
    """Send the link of confirmation again."""
    linha = services.reenviar_confirmacao(request.pessoa, email_id)
    messages.success(request, f"Mandamos outro link para {linha.email}. O anterior deixou de valer.")
    return redirect("conta:emails")


@pessoal
@confirmada
@require_POST
def principal(request: HttpRequestComAtor, email_id: int) -> HttpResponse:
    """Put an address in the first place."""
    linha = services.tornar_principal(request.pessoa, email_id)
    messages.success(request, f"{linha.email} agora é o seu e-mail principal. Avisamos o anterior.")
    return redirect("conta:emails")


@pessoal
@confirmada
@require_POST
def remover(request: HttpRequestComAtor, email_id: int) -> HttpResponse:
    """Take an address out."""
    messages.success(request, f"{services.remover_email(request.pessoa, email_id)} saiu da sua conta.")
    return redirect("conta:emails")
