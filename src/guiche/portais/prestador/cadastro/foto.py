"""The photo or logo of the prestador: shown, changed, removed."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from guiche.cadastro import permissions
from guiche.cadastro.selectors.prestadores import foto_do_prestador
from guiche.cadastro.services import proprio
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.baixar import imagem
from guiche.portais.componentes.paginas import avisar, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.cadastro.forms import FotoForm
from guiche.portais.prestador.cadastro.views import contexto_do_cadastro


@require_GET
@tela(permissao=permissions.PROPRIO_VER, portal="prestador")
def foto(request: HttpRequestComAtor) -> HttpResponseBase:
    """The image itself, only to who acts for the prestador."""
    return imagem(foto_do_prestador(request.ator, request.ator.prestador_atual))


@require_POST
@tela(permissao=permissions.PROPRIO_ATUALIZAR, portal="prestador")
def trocar(request: HttpRequestComAtor) -> HttpResponse:
    """Change it; a refused image stands at its field."""
    form = FotoForm(request.POST, request.FILES)
    if form.is_valid():
        enviado = form.cleaned_data["foto"]
        try:
            proprio.trocar_foto(request.ator, enviado.name, enviado.read())
        except Recusa as recusa:
            form.add_error("foto", recusa.mensagem)
        else:
            avisar(request, "ok", "Foto trocada", "Já aparece no cadastro de vocês.")
            return seguir("prestador:cadastro")
    contexto = {**contexto_do_cadastro(request.ator), "form_da_foto": form}
    return render(request, "prestador/cadastro.html", contexto, status=422)


@require_POST
@tela(permissao=permissions.PROPRIO_ATUALIZAR, portal="prestador")
def remover(request: HttpRequestComAtor) -> HttpResponse:
    """Take it away."""
    proprio.remover_foto(request.ator)
    avisar(request, "ok", "Foto removida")
    return seguir("prestador:cadastro")
