"""Payments and their statements: list, cascade and downloads."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.pagamento import permissions
from guiche.pagamento.selectors import a_receber, buscar_pagamentos, pagamento_com_lotes, somar_pagamentos
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.demonstrativos.cascata import degraus
from guiche.portais.prestador.demonstrativos.forms import PagamentosForm
from guiche.portais.prestador.demonstrativos.tables import PAGAMENTOS
from guiche.portais.prestador.situacoes import DO_LOTE, DO_PAGAMENTO


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def demonstrativos(request: HttpRequestComAtor) -> HttpResponse:
    """Payments, one filter per column, several to be downloaded at once."""
    filtro = PagamentosForm(request.GET)
    achados = buscar_pagamentos(request.ator, **(filtro.cleaned_data if filtro.is_valid() else {}))
    soma = somar_pagamentos(achados)
    totais = {
        "valor_informado": soma.informado,
        "valor_glosa": soma.glosa,
        "valor_liquido": soma.liquido,
    }
    tabela = PAGAMENTOS.montar(achados, request.GET, filtro, totais)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo  # type: ignore[return-value]
    contexto = {"tabela": tabela, "soma": soma, "proximo": a_receber(request.ator)}
    return render(request, "prestador/demonstrativos.html", contexto)


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def demonstrativo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One payment: from what was charged to what arrives, and the lotes in it."""
    pagamento = pagamento_com_lotes(request.ator, pk)
    lotes = [linha.lote for linha in pagamento.lotes.all()]
    return render(
        request,
        "prestador/demonstrativo.html",
        {
            "pagamento": pagamento,
            "estado": DO_PAGAMENTO[pagamento.situacao],
            "lotes": [(lote, DO_LOTE[lote.situacao]) for lote in lotes],
            "guias": sum(lote.quantidade_guias for lote in lotes),
            "lancamentos": pagamento.lancamentos.all(),
            "degraus": degraus(pagamento, lotes),
        },
    )
