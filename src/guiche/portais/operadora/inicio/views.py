"""Home of the operadora's people: what has a deadline today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.faturamento import permissions
from guiche.faturamento.selectors import lotes as faturamento
from guiche.nucleo.relogio import hoje
from guiche.pagamento import selectors as pagamento
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="operadora")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """Queues by deadline, with the number that matters in each."""
    ator, dia = request.ator, hoje()
    fila = faturamento.fila_de_contas(ator)
    casos = faturamento.contestacoes(ator).filter(procede__isnull=True)
    return render(
        request,
        "operadora/inicio.html",
        {
            "hoje": dia,
            "vencem": fila.filter(lote__prazo_da_analise__lte=dia).count(),
            "pendentes": fila.count(),
            "primeiras": list(fila[:5]),
            "por_fechar": faturamento.lotes_por_fechar(ator).count(),
            "por_liberar": faturamento.lotes_por_liberar(ator).count(),
            "casos": list(casos[:5]),
            "competencias": pagamento.competencias_abertas(),
        },
    )
