"""The way out that every letter of a report carries: no login, one button, nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from guiche.acesso.middleware import endereco
from guiche.comunicacao.models import AssinaturaDeRelatorio
from guiche.comunicacao.selectors.relatorios import assinatura_do_link, conhecido
from guiche.comunicacao.services.relatorios import sair_pelo_link
from guiche.portais.componentes.telas import publica

UM_CLIQUE = ("List-Unsubscribe", "One-Click")


@publica
@csrf_exempt
@never_cache
@sensitive_variables("segredo")
@require_http_methods(["GET", "POST"])
def sair(request: HttpRequest, segredo: str) -> HttpResponse:
    """Leave one subscription. Opening the page changes nothing, because programs that check mail open every link.

    The signed address is the whole authority, so a mail program may post to it without our cookie; it is answered
    without a redirect. Source: RFC 8058, 3.1 and 3.2.
    """
    try:
        assinatura = assinatura_do_link(segredo)
    except AssinaturaDeRelatorio.DoesNotExist:
        return render(request, "conta/sair_do_relatorio_invalido.html", status=404)
    if request.method == "POST":
        nome, valor = UM_CLIQUE
        sair_pelo_link(
            assinatura,
            endereco(request),
            request.headers.get("User-Agent", ""),
            um_clique=request.POST.get(nome) == valor,
        )
    request.operadora = assinatura.operadora  # type: ignore[attr-defined]
    contexto = {"nome": conhecido(assinatura), "acesso": assinatura.vinculo.rotulo, "ligada": assinatura.ativa}
    return render(request, "conta/sair_do_relatorio.html", contexto)
