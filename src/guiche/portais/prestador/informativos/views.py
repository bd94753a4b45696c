"""Informativos: what the operadora published for the prestador, and what this person has not read."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.acesso.regras.textos import trechos
from guiche.comunicacao import estados, permissions
from guiche.comunicacao.selectors.informativos import caixa, versoes
from guiche.comunicacao.services.informativos import ler_informativo
from guiche.portais.componentes.menu import contagens
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.informativos.forms import InformativosForm
from guiche.portais.prestador.informativos.tables import INFORMATIVOS


@require_GET
@tela(permissao=permissions.INFORMATIVO_LER, portal="prestador")
def informativos(request: HttpRequestComAtor) -> HttpResponseBase:
    """The list, filtered by the URL."""
    filtro = InformativosForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = caixa(request.ator, texto=dados.get("q", ""), tipo=dados.get("tipo", ""), quais=dados.get("quais", ""))
    tabela = INFORMATIVOS.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(
        request,
        "prestador/informativos.html",
        {"tabela": tabela, "novos": contagens(request.ator)["prestador:informativos"]},
    )


@require_GET
@tela(permissao=permissions.INFORMATIVO_LER, portal="prestador")
def informativo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One version: opening it is reading it. One that was withdrawn only says why."""
    um = ler_informativo(request.ator, pk)
    todas = list(versoes(request.ator, um))
    contexto = {
        "informativo": um,
        "partes": trechos(um.texto),
        "versoes": todas,
        "retirado": um.situacao == estados.RETIRADO,
        "atual": next((v for v in todas if v.situacao == estados.PUBLICADO and v.pk != um.pk), None),
    }
    return render(request, "prestador/informativo.html", contexto)
