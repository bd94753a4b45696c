"""Closing a competência into payments and registering them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.nucleo.competencia import Competencia
from guiche.pagamento import permissions
from guiche.pagamento.selectors import competencias_abertas, previa
from guiche.pagamento.selectors import pagamentos as visiveis
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.portais.componentes import formatos
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.competencias.tables import PAGAMENTOS


@require_GET
@tela(permissao=permissions.COMPETENCIA_FECHAR, portal="operadora")
def competencias(request: HttpRequestComAtor) -> HttpResponse:
    """Months with released lotes waiting for payment."""
    abertas = competencias_abertas()
    total = sum((aberta.valor for aberta in abertas), start=0)
    return render(request, "operadora/competencias.html", {"abertas": abertas, "total": total})


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
        return HttpResponseRedirect(reverse("operadora:pagamentos"), status=303)
    linhas = previa(qual)
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
        },
    )


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="operadora")
def pagamentos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every payment, newest competência first."""
    todos = visiveis(request.ator)
    tabela = PAGAMENTOS.montar(todos, request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    a_pagar = list(todos.filter(situacao="FECHADO").order_by("data_prevista", "pk"))
    return render(
        request,
        "operadora/pagamentos.html",
        {
            "tabela": tabela,
            "a_pagar": a_pagar,
            "total": sum((p.valor_liquido for p in a_pagar), start=0),
            "pode_pagar": request.ator.pode(permissions.PAGAMENTO_REGISTRAR),
        },
    )


@require_POST
@tela(permissao=permissions.PAGAMENTO_REGISTRAR, portal="operadora")
def pagar(request: HttpRequestComAtor, pagamento_id: int) -> HttpResponse:
    """Register that a payment was made today."""
    feito = marcar_pago(request.ator, visiveis(request.ator).get(pk=pagamento_id))
    messages.success(request, f"Pagamento {feito.numero} registrado.")
    return HttpResponseRedirect(reverse("operadora:pagamentos"), status=303)
