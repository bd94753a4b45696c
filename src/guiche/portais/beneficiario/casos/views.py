"""Attendances not recognised: opening a case and following it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from guiche.faturamento import permissions
from guiche.faturamento.models import Contestacao
from guiche.faturamento.selectors.extrato import caso_aberto, item_do_extrato
from guiche.faturamento.services.extrato import abrir_casos, contestar_item
from guiche.nucleo.relogio import hoje
from guiche.portais.beneficiario.casos.forms import ContestarForm
from guiche.portais.beneficiario.casos.passos import na_tela
from guiche.portais.componentes import formatos
from guiche.portais.componentes.paginas import avisar, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.ITEM_CONTESTAR, portal="beneficiario")
def contestar(request: HttpRequestComAtor, item_id: int) -> HttpResponse:
    """Confirm that an attendance is not recognised; the ticket comes back with number and date."""
    item = item_do_extrato(request.ator, item_id)
    if request.method == "GET" and (aberto := caso_aberto(item)) is not None:
        return _ao_caso(aberto)
    form = ContestarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        caso = contestar_item(request.ator, item, form.cleaned_data["relato"])
        prazo = caso.protocolo.prazo
        quando = f"{formatos.dia_da_semana(prazo)}, {formatos.data(prazo)}"
        avisar(request, "ok", "Obrigado por avisar.", f"Respondemos até {quando}. Protocolo {caso.protocolo.numero}.")
        return _ao_caso(caso)
    volta = f"{reverse('beneficiario:extrato')}?{request.GET.urlencode()}"
    return responder_formulario(request, "beneficiario/contestar.html", form, {"item": item, "volta": volta})


@require_GET
@tela(permissao=permissions.ITEM_CONTESTAR, portal="beneficiario")
def casos(request: HttpRequestComAtor) -> HttpResponse:
    """Every case with its protocolo, promised date and answer; the open ones first."""
    lista = [na_tela(caso, hoje()) for caso in abrir_casos(request.ator)]
    abertos = [linha for linha in lista if linha.caso.procede is None]
    return render(request, "beneficiario/casos.html", {"casos": lista, "abertos": abertos})


def _ao_caso(caso: Contestacao) -> HttpResponseRedirect:
    return seguir(f"{reverse('beneficiario:casos')}#caso-{caso.pk}")
