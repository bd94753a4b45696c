"""Queue of contas and the workbench where items are decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from guiche.faturamento import permissions
from guiche.faturamento.models import Guia, ItemDaGuia
from guiche.faturamento.selectors.lotes import conta as conta_completa
from guiche.faturamento.selectors.lotes import fila_de_contas, seguinte_na_fila
from guiche.faturamento.services.contas import concluir_conta, decidir_itens, itens_iguais
from guiche.faturamento.services.guias import abrir_guia
from guiche.nucleo import eventos
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.contas.forms import DecisaoForm, FilaForm
from guiche.portais.operadora.contas.tables import CONTAS
from guiche.portais.operadora.situacoes import DO_ITEM
from guiche.tiss_xml.mensagens import TipoGuia

NA_LATERAL = 12


@require_GET
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def contas(request: HttpRequestComAtor) -> HttpResponseBase:
    """Contas waiting for a decision, by deadline and money at risk."""
    filtro = FilaForm(request.GET)
    dados: dict[str, Any] = filtro.cleaned_data if filtro.is_valid() else {}
    fila = fila_de_contas(request.ator)
    if texto := dados.get("q"):
        fila = fila.filter(Q(numero_prestador__startswith=texto) | Q(lote__prestador__nome_fantasia__icontains=texto))
    if dados.get("prazo"):
        limite = hoje() + timedelta(days=0 if dados["prazo"] == "hoje" else 7)
        fila = fila.filter(lote__prazo_da_analise__lte=limite)
    if dados.get("acima") is not None:
        fila = fila.filter(valor_em_risco__gt=dados["acima"])
    tabela = CONTAS.montar(fila, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    vencem = fila_de_contas(request.ator).filter(lote__prazo_da_analise__lte=hoje()).count()
    return render(request, "operadora/contas.html", {"tabela": tabela, "vencem": vencem})


@require_GET
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def conta(request: HttpRequestComAtor, guia_id: int) -> HttpResponse:
    """The workbench: queue, items in one row each, decision. The reading is registered."""
    abrir_guia(request.ator, guia_id)
    return _bancada(request, conta_completa(request.ator, guia_id))


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
        form.add_error(recusa.campo if recusa.campo in form.fields else None, recusa.mensagem)
        return _bancada(request, guia, item, form)
    quantos = len(alvos)
    messages.success(request, "Item decidido." if quantos == 1 else f"{quantos} itens decididos.")
    return HttpResponseRedirect(reverse("operadora:conta", args=[guia_id]), status=303)


@require_POST
@tela(permissao=permissions.CONTA_ANALISAR, portal="operadora")
def concluir(request: HttpRequestComAtor, guia_id: int) -> HttpResponse:
    """Finish the conta (taking the suggestions, when asked) and open the next of the queue."""
    guia = conta_completa(request.ator, guia_id)
    concluir_conta(request.ator, guia, aplicar_sugestoes=request.POST.get("sugestoes") == "1")
    messages.success(request, f"Conta {guia.numero_prestador} concluída.")
    proxima = seguinte_na_fila(request.ator, guia_id)
    destino = reverse("operadora:conta", args=[proxima.pk]) if proxima else reverse("operadora:contas")
    return HttpResponseRedirect(destino, status=303)


def _bancada(
    request: HttpRequestComAtor,
    guia: Guia,
    escolhido: ItemDaGuia | None = None,
    form: DecisaoForm | None = None,
) -> HttpResponse:
    itens = list(guia.itens.all())
    pedido = request.GET.get("item", "")
    atual = (
        escolhido
        or next((item for item in itens if str(item.pk) == pedido), None)
        or next((item for item in itens if item.decisao == ItemDaGuia.Decisao.SUGERIDA), None)
        or next(iter(itens), None)
    )
    iguais = list(itens_iguais(atual)) if atual and atual.decisao == ItemDaGuia.Decisao.SUGERIDA else []
    divergentes = [item for item in itens if item.valor_glosa or item.decisao != ItemDaGuia.Decisao.AUTOMATICA]
    return render(
        request,
        "operadora/conta.html",
        {
            "densidade": "compacta",
            "guia": guia,
            "lote": guia.lote,
            "tipo": TipoGuia(guia.tipo).rotulo,
            "itens": [(item, DO_ITEM[item.decisao]) for item in itens],
            "divergentes": len(divergentes),
            "faltam": sum(item.decisao == ItemDaGuia.Decisao.SUGERIDA for item in itens),
            "item": atual,
            "form": form or DecisaoForm(initial=_sugestao(atual) if atual else {}),
            "iguais": iguais,
            "iguais_valor": sum((igual.valor_glosa for igual in iguais), start=atual.valor_glosa) if atual else 0,
            "fila": list(fila_de_contas(request.ator)[:NA_LATERAL]),
            "fila_total": fila_de_contas(request.ator).count(),
            "historico": [(e, eventos.tipo(e.tipo).rotulo) for e in eventos.historico(guia)],
            "contestado": [item for item in itens if item.contestado],
            "hoje": hoje(),
        },
        status=200 if form is None else 422,
    )


def _item(guia: Guia, item_id: int) -> ItemDaGuia:
    for item in guia.itens.all():
        if item.pk == item_id:
            return item
    raise ItemDaGuia.DoesNotExist


def _sugestao(item: ItemDaGuia) -> dict[str, Any]:
    glosa = next(iter(item.glosas.all()), None)
    if glosa is None:
        return {"tipo": "aceitar"}
    if item.valor_contratado is not None and item.valor_liberado == min(item.valor_contratado, item.valor_informado):
        tipo = "pagar_contratado"
    else:
        tipo = "glosar_total" if item.valor_liberado == 0 else "glosar_parcial"
    return {"tipo": tipo, "valor_glosado": item.valor_glosa, "codigo": glosa.codigo, "texto": glosa.mensagem}
