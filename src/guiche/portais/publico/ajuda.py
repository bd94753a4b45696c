"""Help that everybody has: first steps in the portal, and frequently asked questions of each audience."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import permissions
from guiche.acesso.perguntas import PASSOS, perguntas_frequentes
from guiche.acesso.selectors.inicio import preferencias
from guiche.acesso.services.preferencias import mostrar_de_novo
from guiche.acesso.services.sessoes import dispensar
from guiche.cadastro.publico import operadora_publica
from guiche.portais.componentes.passos import chave_de, primeiros_passos
from guiche.portais.componentes.telas import TODOS, HttpRequestComAtor, publica, tela

PUBLICOS = {
    "prestador": "Prestadores",
    "beneficiario": "Beneficiários",
    "contratante": "Empresas contratantes",
    "operadora": "Equipe da operadora",
}


@tela(permissao=permissions.INICIO_VER, portal=TODOS)
@require_http_methods(["GET", "POST"])
def passos(request: HttpRequestComAtor) -> HttpResponse:
    """First steps and what the portal offers; POST puts the block of the home page away, or back."""
    chave = chave_de(request.ator)
    if request.method == "POST":
        if request.POST.get("acao") == "mostrar":
            mostrar_de_novo(request.pessoa, chave)
            messages.success(request, "Os primeiros passos estão de novo na sua página inicial.")
        else:
            dispensar(request.pessoa, chave)
            messages.success(request, "Pronto. Os primeiros passos continuam no menu do seu nome.")
        return redirect(f"{request.ator.portal}:inicio")
    return render(
        request,
        "publico/passos.html",
        {
            "primeiros": primeiros_passos(request.pessoa, request.ator),
            "dispensado": bool(preferencias(request.pessoa).get(chave)),
        },
    )


@publica
@require_GET
def perguntas(request: HttpRequest, registro: str = "", publico: str = "") -> HttpResponse:
    """Questions and answers of one audience, in the operadora's words; who is inside sees those of the own portal."""
    ator = getattr(request, "ator", None)
    if publico not in ("", *PUBLICOS):
        raise Http404
    operadora = ator.operadora if ator else operadora_publica(registro) if registro else None
    if registro and operadora is None:
        raise Http404
    request.operadora = operadora  # type: ignore[attr-defined]
    de_quem = publico or (ator.portal if ator else "beneficiario")
    return render(
        request,
        "publico/perguntas.html",
        {
            "leiaute": "componentes/layout/portal.html" if ator else "componentes/layout/simples.html",
            "publicos": PUBLICOS,
            "publico": de_quem,
            "rotulo_do_publico": PUBLICOS[de_quem],
            "registro": operadora.registro_ans if operadora else "",
            "perguntas": perguntas_frequentes(de_quem, operadora),
            "passos_de_entrada": PASSOS[de_quem],
        },
    )
