"""Queue of contas and the workbench where items are decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from guiche.faturamento import permissions
from guiche.faturamento.models import Guia, ItemDaGuia
from guiche.faturamento.selectors.da_operadora import buscar_contas
from guiche.faturamento.selectors.lotes import conta as conta_completa
from guiche.faturamento.selectors.lotes import seguinte_na_fila
from guiche.faturamento.selectors.motivos import codigos_de_glosa
from guiche.faturamento.services.contas import concluir_conta, decidir_itens, itens_iguais
from guiche.faturamento.services.guias import abrir_guia
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import eh_parcial, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.contas import bancada
from guiche.portais.operadora.contas.forms import DecisaoForm, FilaForm
from guiche.portais.operadora.contas.sugestoes import ROTULOS, sugestao
from guiche.portais.operadora.contas.tables import CONTAS
from guiche.terminologia.selectors.termos import motivos_glosa
from guiche.tiss_xml.versoes import Versao

ABERTA = "conta_aberta"


@require_GET
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def contas(request: HttpRequestComAtor) -> HttpResponseBase:
    """Contas waiting for a decision, by deadline and money at risk."""
    filtro = FilaForm(request.GET)
    tabela = CONTAS.montar(buscar_contas(request.ator, **filtro.busca(hoje())), request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    vencem = buscar_contas(request.ator, ate=hoje()).count()
    return render(request, "operadora/contas.html", {"tabela": tabela, "vencem": vencem})


@require_GET
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def conta(request: HttpRequestComAtor, guia_id: int) -> HttpResponse:
    """The workbench: queue, items in one row each, decision. Opening the conta registers the reading.

    Walking through the items of the conta already open is the same reading. Three kinds of things stand side by
    side, so it asks more than ten statements, whatever the rows: who acts and the frame (7), the conta with items and
    reasons (3), its senha, its story, the queue (2 when it is long), the equal items with their reasons (2).
    """
    if request.session.get(ABERTA) != guia_id:
        abrir_guia(request.ator, guia_id)
        request.session[ABERTA] = guia_id
    return _bancada(request, conta_completa(request.ator, guia_id))


@require_POST
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def painel(request: HttpRequestComAtor, guia_id: int, item_id: int) -> HttpResponse:
    """The decision panel for another choice: its code and words, keeping what the person wrote. Writes nothing."""
    guia = conta_completa(request.ator, guia_id)
    if not bancada.pode_decidir(guia.lote):
        raise Recusa("A análise deste lote terminou: as decisões não mudam mais.")
    item = _item(guia, item_id)
    tipo = next((t for t in ROTULOS if t == request.POST.get("tipo")), None)
    inicial = sugestao(item, guia.lote, tipo)
    propostos = {str(sugestao(item, guia.lote, t)["texto"]) for t in ROTULOS}
    if (escrito := request.POST.get("texto", "").strip()) not in propostos | {""}:
        inicial["texto"] = escrito
    return render(request, "operadora/conta_decisao.html", bancada.decisao(guia, item, DecisaoForm(initial=inicial)))


@require_POST
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def decidir(request: HttpRequestComAtor, guia_id: int, item_id: int) -> HttpResponse:
    """Apply one decision to one item, and to its equals when asked; then the next item."""
    guia = conta_completa(request.ator, guia_id)
    item = _item(guia, item_id)
    form = DecisaoForm(request.POST)
    if not form.is_valid():
        return _bancada(request, guia, item, form)
    alvos = [item, *itens_iguais(item)] if form.cleaned_data["iguais"] else [item]
    try:
        decidir_itens(request.ator, alvos, form.decisao())
    except Recusa as recusa:
        por_no_campo(form, recusa)
        return _bancada(request, guia, item, form)
    quantos = len(alvos)
    messages.success(request, "Item decidido." if quantos == 1 else f"{quantos} itens decididos.")
    if eh_parcial(request):
        return _bancada(request, conta_completa(request.ator, guia_id))
    return seguir("operadora:conta", guia_id)


@require_POST
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def concluir(request: HttpRequestComAtor, guia_id: int) -> HttpResponse:
    """Finish the conta (taking the suggestions, when asked) and open the next of the queue."""
    guia = conta_completa(request.ator, guia_id)
    concluir_conta(request.ator, guia, aplicar_sugestoes=request.POST.get("sugestoes") == "1")
    messages.success(request, f"Conta {guia.numero_prestador} concluída.")
    proxima = seguinte_na_fila(request.ator, guia_id)
    destino = reverse("operadora:conta", args=[proxima.pk]) if proxima else reverse("operadora:contas")
    return seguir(destino)


def _bancada(
    request: HttpRequestComAtor,
    guia: Guia,
    escolhido: ItemDaGuia | None = None,
    form: DecisaoForm | None = None,
) -> HttpResponse:
    """The whole workbench; asked for by htmx, only the part that changes, with the focus on the item."""
    parcial = eh_parcial(request)
    contexto = bancada.contexto(
        request.ator,
        guia,
        item=escolhido or next((um for um in guia.itens.all() if str(um.pk) == request.GET.get("item")), None),
        todos=request.GET.get("ver") == "todos",
        form=form,
    )
    if not parcial:
        ditos = {motivo.codigo: motivo.descricao.capitalize() for motivo in motivos_glosa(somente_atuais=False)}
        aceitos = sorted(codigos_de_glosa(Versao(guia.lote.versao)))
        contexto["motivos"] = [(codigo, ditos.get(codigo, "")) for codigo in aceitos]
    modelo = "operadora/conta_bancada.html" if parcial else "operadora/conta.html"
    resposta = render(
        request, modelo, contexto | {"densidade": "compacta", "parcial": parcial}, status=200 if form is None else 422
    )
    patch_vary_headers(resposta, ["HX-Request-Type"])
    return resposta


def _item(guia: Guia, item_id: int) -> ItemDaGuia:
    for item in guia.itens.all():
        if item.pk == item_id:
            return item
    raise ItemDaGuia.DoesNotExist
