"""Aditivo contratual: read it, accept it with who signs, or refuse it with the reason."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.cadastro import permissions
from guiche.cadastro.models import RespostaAoAditivo
from guiche.cadastro.selectors.aditivos import a_responder, buscar_respostas, respostas
from guiche.cadastro.services import aditivos as servico
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.baixar import guardado
from guiche.portais.componentes.paginas import avisar, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.aditivos.forms import AditivosForm, AssinaturaForm, RecusaForm
from guiche.portais.prestador.aditivos.tables import ADITIVOS, DA_RESPOSTA


@require_GET
@tela(permissao=permissions.ADITIVO_VER, portal="prestador")
def aditivos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every amendment published to the prestador, with what was answered."""
    filtro = AditivosForm(request.GET)
    situacao = filtro.cleaned_data["situacao"] if filtro.is_valid() else ""
    tabela = ADITIVOS.montar(buscar_respostas(request.ator, hoje(), situacao=situacao), request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    esperam = list(a_responder(request.ator)[:25])
    return render(request, "prestador/aditivos.html", {"tabela": tabela, "esperam": esperam, "hoje": hoje()})


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.ADITIVO_VER, portal="prestador")
def aditivo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One amendment: what changes, the document, and the answer."""
    resposta = respostas(request.ator).select_related("comprovante").get(pk=pk)
    aceita = request.POST.get("acao") == "aceitar"
    assinatura = AssinaturaForm(request.POST if aceita else None)
    recusa = RecusaForm(request.POST if request.POST.get("acao") == "recusar" else None)
    enviado: forms.Form = assinatura if aceita else recusa
    if request.method == "POST" and enviado.is_valid():
        try:
            _responder(request, resposta, enviado)
        except Recusa as erro:
            por_no_campo(enviado, erro)
        else:
            return seguir("prestador:aditivo", pk)
    contexto = {
        "resposta": resposta,
        "aditivo": resposta.aditivo,
        "estado": DA_RESPOSTA[resposta.situacao],
        "assinatura": assinatura,
        "recusa": recusa,
        "hoje": hoje(),
        "pode_assinar": request.ator.pode(permissions.ADITIVO_ASSINAR),
    }
    return render(request, "prestador/aditivo.html", contexto, status=422 if enviado.errors else 200)


def _responder(request: HttpRequestComAtor, resposta: RespostaAoAditivo, form: forms.Form) -> None:
    dados = form.cleaned_data
    if isinstance(form, AssinaturaForm):
        assinatura = servico.Assinatura(dados["nome"], dados["cpf"], dados["cargo"])
        feita = servico.aceitar_aditivo(request.ator, resposta.pk, assinatura)
        codigo = feita.comprovante.codigo if feita.comprovante else ""
        avisar(request, "ok", "Aditivo aceito", f"O comprovante tem o código {codigo}.")
    else:
        feita = servico.recusar_aditivo(request.ator, resposta.pk, dados["motivo"])
        avisar(request, "ok", "Recusa registrada", f"A operadora vai responder. Protocolo {feita.protocolo}.")


@require_GET
@tela(permissao=permissions.ADITIVO_VER, portal="prestador")
def documento(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """The PDF; opening it is what lets the prestador accept."""
    return guardado(servico.ler_aditivo(request.ator, pk), anexo=False)
