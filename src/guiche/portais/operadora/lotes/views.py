"""Lotes: list, detail with totals, and the verbs of their flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q, Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.cadastro import permissions as cadastro
from guiche.faturamento import permissions
from guiche.faturamento.models import Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors.lotes import (
    glosas_por_motivo,
    guias,
    lotes_por_fechar,
    lotes_sem_divergencia,
)
from guiche.faturamento.selectors.lotes import lotes as visiveis
from guiche.faturamento.services.contas import fechar_lote, liberar_lote
from guiche.faturamento.services.lotes import cancelar_lote
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.pagamento import permissions as pagamento
from guiche.pagamento.selectors import pagamento_do_lote
from guiche.portais.componentes.paginas import seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.lotes.forms import LotesForm
from guiche.portais.operadora.lotes.tables import CONTAS_DO_LOTE, LOTES
from guiche.portais.operadora.situacoes import DO_LOTE
from guiche.terminologia.selectors.termos import descricao_glosa
from guiche.tiss_xml.mensagens import TipoGuia

ACOES: dict[str, tuple[Callable[[Ator, Lote], Lote], str]] = {
    "fechar": (fechar_lote, "Análise do lote {} fechada."),
    "liberar": (liberar_lote, "Lote {} liberado para pagamento."),
    "cancelar": (cancelar_lote, "Lote {} cancelado."),
}


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="operadora")
def lotes(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every lote, filtered by the URL."""
    filtro = LotesForm(request.GET)
    dados: dict[str, Any] = filtro.cleaned_data if filtro.is_valid() else {}
    situacao = dados.get("situacao", "")
    achados = lotes_por_fechar(request.ator) if situacao == "por-fechar" else visiveis(request.ator)
    if situacao and situacao != "por-fechar":
        achados = achados.filter(situacao=situacao)
    if texto := dados.get("q"):
        achados = achados.filter(
            Q(numero__startswith=texto) | Q(protocolo__startswith=texto) | Q(prestador__nome_fantasia__parece=texto)
        )
    if dados.get("competencia"):
        achados = achados.filter(competencia=dados["competencia"])
    tabela = LOTES.montar(achados, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(
        request,
        "operadora/lotes.html",
        {
            "tabela": tabela,
            "total": achados.aggregate(valor=Sum("valor_informado"))["valor"],
            "por_fechar": lotes_por_fechar(request.ator).count(),
            "limpos": lotes_sem_divergencia(request.ator).count(),
        },
    )


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="operadora")
def lote(request: HttpRequestComAtor, lote_id: int) -> HttpResponseBase:
    """One lote: totals, reasons, contas, history and what can be done now."""
    um = visiveis(request.ator).get(pk=lote_id)
    ator = request.ator
    contas = CONTAS_DO_LOTE if ator.pode(permissions.CONTA_ANALISAR) else replace(CONTAS_DO_LOTE, linha_url=None)
    tabela = contas.montar(guias(ator).filter(lote=um), request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    motivos = [(linha, descricao_glosa(linha.codigo)) for linha in glosas_por_motivo(ator, um)]
    return render(
        request,
        "operadora/lote.html",
        {
            "lote": um,
            "estado": DO_LOTE[um.situacao],
            "tipo": TipoGuia(um.tipo_guia).rotulo,
            "tabela": tabela,
            "motivos": motivos,
            "acoes": _acoes(ator, um),
            "pagamento": pagamento_do_lote(ator, um) if ator.pode(pagamento.PAGAMENTO_VER) else None,
            "ve_prestador": ator.pode(cadastro.PRESTADOR_VER),
            "historico": [(evento, eventos.tipo(evento.tipo).rotulo) for evento in eventos.historico(um)],
        },
    )


@require_POST
@tela(permissao=permissions.LOTE_VER, portal="operadora")
def agir(request: HttpRequestComAtor, lote_id: int, acao: str) -> HttpResponse:
    """Close, release or cancel: the verb checks its own right."""
    if acao not in ACOES:
        raise Http404
    verbo, frase = ACOES[acao]
    um = verbo(request.ator, visiveis(request.ator).get(pk=lote_id))
    messages.success(request, frase.format(um.numero))
    return seguir("operadora:lote", lote_id)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.LOTE_FECHAR, portal="operadora")
def fechar_sem_divergencia(request: HttpRequestComAtor) -> HttpResponse:
    """Preview, then close in one go, the lotes that the checks accepted whole."""
    limpos = list(lotes_sem_divergencia(request.ator))
    if request.method == "POST":
        for um in limpos:
            fechar_lote(request.ator, um)
        messages.success(request, f"{len(limpos)} lotes fechados." if len(limpos) != 1 else "1 lote fechado.")
        return seguir("operadora:lotes")
    return render(
        request,
        "operadora/fechar_limpos.html",
        {"lotes": limpos, "valor": sum((um.valor_liberado for um in limpos), start=0)},
    )


def _acoes(ator: Ator, um: Lote) -> list[tuple[str, str]]:
    """(action, button) that the flow and the ator's rights allow from here."""
    direitos = {
        "fechar": permissions.LOTE_FECHAR,
        "liberar": permissions.LOTE_FECHAR,
        "cancelar": permissions.LOTE_CANCELAR,
    }
    permitidas = [t for t in estados.LOTE.acoes(um.situacao) if t.acao in ACOES and ator.pode(direitos[t.acao])]
    return [(t.acao, t.rotulo) for t in permitidas if t.acao != "fechar" or not um.pendentes]
