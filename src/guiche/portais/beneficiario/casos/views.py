"""Attendances not recognised, and who read the person's data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from guiche.faturamento import permissions
from guiche.faturamento.selectors.extrato import item_do_extrato, leituras
from guiche.faturamento.selectors.lotes import contestacoes
from guiche.faturamento.services.extrato import contestar_item
from guiche.nucleo import eventos
from guiche.portais.beneficiario.casos.forms import ContestarForm
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.ITEM_CONTESTAR, portal="beneficiario")
def contestar(request: HttpRequestComAtor, item_id: int) -> HttpResponse:
    """Confirm that an attendance is not recognised; the ticket comes back with number and date."""
    item = item_do_extrato(request.ator, item_id)
    form = ContestarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        caso = contestar_item(request.ator, item, form.cleaned_data["relato"])
        messages.success(request, f"Obrigado por avisar. Protocolo {caso.protocolo.numero}.")
        return HttpResponseRedirect(f"{reverse('beneficiario:casos')}#caso-{caso.pk}", status=303)
    return render(request, "beneficiario/contestar.html", {"item": item, "form": form})


@require_GET
@tela(permissao=permissions.ITEM_CONTESTAR, portal="beneficiario")
def casos(request: HttpRequestComAtor) -> HttpResponse:
    """Every case with its protocolo, promised date and answer."""
    lista = list(contestacoes(request.ator))
    abertos = [caso for caso in lista if caso.procede is None]
    return render(request, "beneficiario/casos.html", {"casos": lista, "abertos": abertos})


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def quem_viu(request: HttpRequestComAtor) -> HttpResponse:
    """Reads of the person's health data: who, for whom, why, when."""
    linhas = [(leitura, eventos.tipo(leitura.tipo).rotulo) for leitura in leituras(request.ator)]
    return render(request, "beneficiario/quem_viu.html", {"leituras": linhas})
