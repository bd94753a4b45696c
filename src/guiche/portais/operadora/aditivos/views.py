"""Amendments: publish, follow who accepted, who is late, and treat refusals."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.cadastro import estados, permissions
from guiche.cadastro.selectors.aditivos import VENCIDO, aditivos_com_contas, buscar_respostas, respostas
from guiche.cadastro.services import aditivos as servico
from guiche.nucleo import eventos
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.aditivos.forms import AditivoForm, RespostasForm, TratativaForm
from guiche.portais.operadora.aditivos.tables import ADITIVOS, RESPOSTAS, da_resposta


@require_GET
@tela(permissao=permissions.ADITIVO_PUBLICAR, portal="operadora")
def aditivos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every amendment, with how many accepted, refused and are late."""
    linhas = aditivos_com_contas(request.ator, hoje())
    tabela = ADITIVOS.montar(linhas, request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {
        "tabela": tabela,
        "vencidos": buscar_respostas(request.ator, hoje(), situacao=VENCIDO).count(),
        "recusados": list(buscar_respostas(request.ator, hoje(), situacao=estados.RECUSADO)[:20]),
    }
    return render(request, "operadora/aditivos.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.ADITIVO_PUBLICAR, portal="operadora")
def novo(request: HttpRequestComAtor) -> HttpResponse:
    """Publish one."""
    form = AditivoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            feito = servico.publicar_aditivo(request.ator, form.novo())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Aditivo publicado", "Os prestadores recebem aviso e e-mail.")
            return seguir("operadora:aditivo", feito.pk)
    return responder_formulario(request, "operadora/aditivo_novo.html", form)


@require_GET
@tela(permissao=permissions.ADITIVO_PUBLICAR, portal="operadora")
def aditivo(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """One amendment and the answers to it, filtered by the URL."""
    um = aditivos_com_contas(request.ator, hoje()).get(pk=pk)
    filtro = RespostasForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = buscar_respostas(
        request.ator, hoje(), aditivo=um, situacao=dados.get("situacao", ""), texto=dados.get("q", "")
    )
    tabela = RESPOSTAS.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(request, "operadora/aditivo.html", {"aditivo": um, "tabela": tabela})


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.ADITIVO_PUBLICAR, portal="operadora")
def resposta(request: HttpRequestComAtor, pk: int, resposta_id: int) -> HttpResponse:
    """What one prestador answered, with the evidence; a refusal is treated here."""
    uma = respostas(request.ator).select_related("comprovante").get(pk=resposta_id, aditivo_id=pk)
    form = TratativaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dados = form.cleaned_data
        try:
            servico.tratar_recusa(request.ator, uma.pk, tratativa=dados["tratativa"], novo_prazo=dados["novo_prazo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", f"Resposta enviada a {uma.prestador}")
            return seguir("operadora:aditivo", pk)
    contexto = {
        "resposta": uma,
        "aditivo": uma.aditivo,
        "estado": da_resposta(uma),
        "historico": [(eventos.tipo(e.tipo).rotulo, e) for e in eventos.historico(uma)],
    }
    return responder_formulario(request, "operadora/aditivo_resposta.html", form, contexto)
