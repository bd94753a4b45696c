"""Home of the beneficiário: the card's facts, the last attendances, what is being looked into."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.cadastro.selectors import beneficiarios
from guiche.faturamento import permissions
from guiche.faturamento.selectors.extrato import ultimos
from guiche.faturamento.selectors.lotes import contestacoes
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """One page, no clicks."""
    familia = list(beneficiarios(request.ator).order_by("nascimento"))
    abertos = list(contestacoes(request.ator).filter(procede__isnull=True))
    return render(
        request,
        "beneficiario/inicio.html",
        {"familia": familia, "ultimos": ultimos(request.ator), "abertos": abertos},
    )
