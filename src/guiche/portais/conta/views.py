"""Home of the account: what the person is called, where each part of the account is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.conta.cartoes import CARTOES


@pessoal
@require_GET
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """The account in one page; for who acts for nobody yet, what to do about it."""
    return render(request, "conta/inicio.html", {"cartoes": CARTOES})
