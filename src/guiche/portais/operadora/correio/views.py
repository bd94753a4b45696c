"""E-mail of the operadora: what left, what did not, and sending it again."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.correio import estados, permissions
from guiche.correio.config import CorreioConfig
from guiche.correio.selectors import cartas, quantas_recentes
from guiche.correio.services import mudar_opcoes, reenviar_cartas
from guiche.nucleo.configuracao import config
from guiche.portais.componentes import formatos
from guiche.portais.componentes.paginas import ids_pedidos, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.correio.forms import CorreioForm, OpcoesForm
from guiche.portais.operadora.correio.tables import CARTAS, REENVIAR


@require_GET
@tela(permissao=permissions.CORREIO_VER, portal="operadora")
def correio(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every letter, filtered by the URL; addresses masked. Failed ones can be chosen and sent again."""
    filtro = CorreioForm(request.GET)
    dados: dict[str, Any] = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = cartas(
        request.ator,
        situacao=dados.get("situacao", ""),
        modelo=dados.get("modelo", ""),
        para=dados.get("para", ""),
        de=dados.get("de"),
        ate=dados.get("ate"),
    )
    pode_reenviar = dados.get("situacao") == estados.FALHOU and request.ator.pode(permissions.CORREIO_REENVIAR)
    tabela = replace(CARTAS, acoes=(REENVIAR,) if pode_reenviar else ()).montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    quantas = quantas_recentes(request.ator)
    return render(
        request,
        "operadora/correio.html",
        {
            "tabela": tabela,
            "falharam": quantas[estados.FALHOU],
            "na_fila": quantas[estados.NA_FILA],
            "enviadas": quantas[estados.ENVIADA],
            "so_falhas": dados.get("situacao") == estados.FALHOU,
            "pode_configurar": request.ator.pode(permissions.CORREIO_CONFIGURAR),
        },
    )


@require_POST
@tela(permissao=permissions.CORREIO_REENVIAR, portal="operadora")
def reenviar(request: HttpRequestComAtor) -> HttpResponse:
    """Put the chosen failed letters back in the queue."""
    ids = ids_pedidos(request.POST.getlist("ids"))
    quantas = reenviar_cartas(request.ator, ids)
    ficaram = len(ids) - quantas
    frase = f"{formatos.plural(quantas, 'e-mail voltou', 'e-mails voltaram')} para a fila."
    if ficaram:
        frase += f" {formatos.plural(ficaram, 'ficou', 'ficaram')}: o texto foi apagado; a pessoa precisa pedir outro."
    messages.success(request, frase)
    return seguir("operadora:correio")


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.CORREIO_CONFIGURAR, portal="operadora")
def opcoes(request: HttpRequestComAtor) -> HttpResponse:
    """Limit of letters and how long their text is kept."""
    form = OpcoesForm(request.POST if request.method == "POST" else None, initial=asdict(config(CorreioConfig)))
    if request.method == "POST" and form.is_valid():
        mudar_opcoes(request.ator, form.opcoes())
        messages.success(request, "Opções gravadas. Já valem para o próximo e-mail.")
        return seguir("operadora:correio")
    return render(request, "operadora/correio_opcoes.html", {"form": form})
