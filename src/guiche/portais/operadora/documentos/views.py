"""Issued documents: find one, see whether it is in force, revoke it; and the logo they carry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.documentos import permissions
from guiche.documentos.logotipo import logo_da_operadora
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.selectors import emitidos
from guiche.documentos.services import revogar, trocar_logo
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.documentos.forms import DocumentosForm, LogotipoForm, RevogarForm
from guiche.portais.operadora.documentos.tables import DO_DOCUMENTO, DOCUMENTOS


@require_GET
@tela(permissao=permissions.DOCUMENTO_REVOGAR, portal="operadora")
def documentos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every document issued, filtered by the URL."""
    filtro = DocumentosForm(request.GET)
    dados: dict[str, Any] = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = emitidos(
        request.ator,
        texto=dados.get("q", ""),
        situacao=dados.get("situacao", ""),
        de=dados.get("de"),
        ate=dados.get("ate"),
    )
    tabela = DOCUMENTOS.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {"tabela": tabela, "pode_trocar_logo": request.ator.pode(permissions.LOGOTIPO_TROCAR)}
    return render(request, "operadora/documentos.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.DOCUMENTO_REVOGAR, portal="operadora")
def documento(request: HttpRequestComAtor, documento_id: int) -> HttpResponse:
    """One document; POST takes it out of force."""
    emitido: DocumentoEmitido = emitidos(request.ator).get(pk=documento_id)
    form = RevogarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            revogar(request.ator, emitido.pk, form.cleaned_data["motivo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            messages.success(request, f"Documento {emitido.codigo} revogado. Quem verificar o código já lê isso.")
            return seguir("operadora:documento", emitido.pk)
    contexto = {"emitido": emitido, "estado": DO_DOCUMENTO[emitido.situacao], "form": form}
    return render(request, "operadora/documento.html", contexto, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.LOGOTIPO_TROCAR, portal="operadora")
def logotipo(request: HttpRequestComAtor) -> HttpResponse:
    """Send the logo of the documents."""
    form = LogotipoForm(request.POST, request.FILES) if request.method == "POST" else LogotipoForm()
    if request.method == "POST" and form.is_valid():
        try:
            trocar_logo(request.ator, form.cleaned_data["logotipo"].read())
        except Recusa as recusa:
            form.add_error("logotipo", recusa.mensagem)
        else:
            messages.success(request, "Logotipo trocado. Sai nos próximos documentos.")
            return seguir("operadora:logotipo")
    contexto = {"form": form, "logo": logo_da_operadora()}
    return render(request, "operadora/logotipo.html", contexto, status=422 if form.errors else 200)
