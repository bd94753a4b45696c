"""Closing a competência into payments."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.cadastro import permissions as cadastro
from guiche.faturamento.selectors.lotes import lotes_por_liberar
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.relogio import hoje
from guiche.pagamento import permissions
from guiche.pagamento.selectors import a_vencer, competencias_abertas, previa
from guiche.pagamento.services.pagamentos import fechar_competencia
from guiche.portais.componentes import formatos
from guiche.portais.componentes.paginas import seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.COMPETENCIA_FECHAR, portal="operadora")
def competencias(request: HttpRequestComAtor) -> HttpResponse:
    """Months with released lotes waiting for payment, and what was closed and is not paid yet."""
    abertas = competencias_abertas(request.ator)
    return render(
        request,
        "operadora/competencias.html",
        {
            "abertas": abertas,
            "total": sum((aberta.valor for aberta in abertas), start=0),
            "por_liberar": lotes_por_liberar(request.ator).count() if not abertas else 0,
            "a_vencer": a_vencer(request.ator) if request.ator.pode(permissions.PAGAMENTO_VER) else [],
            "hoje": hoje(),
        },
    )


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.COMPETENCIA_FECHAR, portal="operadora")
def competencia(request: HttpRequestComAtor, mes: str) -> HttpResponse:
    """Preview by prestador, exceptions first; POST closes."""
    try:
        qual = Competencia.de(mes)
    except ValueError as erro:
        raise Http404 from erro
    if request.method == "POST":
        feitos = fechar_competencia(request.ator, qual)
        quantos = formatos.plural(len(feitos), "pagamento", "pagamentos")
        messages.success(request, f"Competência {qual.rotulo} fechada: {quantos}.")
        return seguir("operadora:pagamentos")
    linhas = previa(request.ator, qual)
    aptas = [linha for linha in linhas if not linha.excecao]
    return render(
        request,
        "operadora/competencia.html",
        {
            "competencia": qual,
            "linhas": linhas,
            "aptas": len(aptas),
            "excecoes": len(linhas) - len(aptas),
            "total": sum((linha.valor_liberado for linha in aptas), start=0),
            "ve_prestador": request.ator.pode(cadastro.PRESTADOR_VER),
        },
    )
