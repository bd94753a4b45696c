"""Pages that anybody may open: entry, verification, theme."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import contas
from guiche.acesso.acolhida import PUBLICOS, Acolhida, acolher
from guiche.acesso.config import EntradaConfig
from guiche.cadastro.publico import operadora_publica
from guiche.documentos import services as documentos
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.portais.componentes.acolhida import duvidas_com_enderecos, obter_acesso
from guiche.portais.componentes.estilo import contexto_do_estilo
from guiche.portais.componentes.telas import destino_seguro, publica
from guiche.portais.componentes.tema import arquivo_do_tema, css_da_operadora
from guiche.portais.publico.entrada import recusa, seguir
from guiche.portais.publico.forms import EntrarForm, VerificarForm


@publica
@require_GET
def raiz(request: HttpRequest) -> HttpResponse:
    """The home of whoever is inside, their account when they act for nobody; else the entry page."""
    ator = getattr(request, "ator", None)
    if ator is not None:
        return redirect(f"{ator.portal}:inicio")
    return redirect("publico:entrar" if getattr(request, "pessoa", None) is None else "conta:inicio")


@publica
@sensitive_post_parameters("senha")
@require_http_methods(["GET", "POST"])
def entrar(request: HttpRequest, registro: str = "", portal: str = "") -> HttpResponse:
    """Entry page, in the operadora's colours when the address says which."""
    if portal and portal not in PUBLICOS:
        raise Http404
    operadora = operadora_publica(registro) if registro else None
    if registro and operadora is None:
        raise Http404
    request.operadora = operadora  # type: ignore[attr-defined]
    destino = destino_seguro(request, request.GET.get("proxima", ""), "/")
    if request.method == "GET" and getattr(request, "pessoa", None) is not None:
        return redirect("conta:inicio" if request.ator is None else destino)  # type: ignore[attr-defined]
    form, situacao = EntrarForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        dados = form.cleaned_data
        intencao = contas.Intencao(portal, dados["manter"], destino)
        entrada = contas.entrar(request, dados["login"], dados["senha"], intencao)
        if entrada.usuario is not None or entrada.falta_fator:
            return seguir(request, entrada)
        situacao = 429 if entrada.espera else 200
        form.add_error(None, recusa(entrada.espera))
    acolhida = _acolhida(portal, operadora)
    return render(
        request,
        "publico/entrar.html",
        {
            "form": form,
            "travada": situacao == 429,
            "terminou": request.method == "GET" and "terminou" in request.GET,
            "publico": acolhida,
            "portais": PUBLICOS,
            "portal_da_entrada": portal,
            "registro": registro,
            "duvidas": duvidas_com_enderecos(acolhida, registro, portal),
            "obter_acesso": obter_acesso(registro, portal),
        },
        status=situacao,
    )


def _acolhida(portal: str, operadora: Operadora | None) -> Acolhida:
    """The words of the page: those of the operadora that the address names, or the product's."""
    if operadora is None:
        return acolher(portal, None)
    with escopo(operadora):
        return acolher(portal, config(EntradaConfig))


@publica
@require_GET
def verificar(request: HttpRequest, codigo: str = "") -> HttpResponse:
    """Say whether a document is authentic and current, from its code or QR."""
    digitado = codigo or request.GET.get("codigo", "")
    form = VerificarForm({"codigo": digitado} if digitado else None)
    emitido = documentos.verificar(digitado) if digitado else None
    if emitido is not None:
        request.operadora = emitido.operadora  # type: ignore[attr-defined]
    return render(
        request,
        "publico/verificar.html",
        {"form": form, "codigo": digitado, "emitido": emitido},
        status=404 if digitado and emitido is None else 200,
    )


@publica
@require_GET
def tema(request: HttpRequest, arquivo: str) -> HttpResponse:
    """The operadora's stylesheet; the name follows the content, so it may be kept for a year."""
    operadora = operadora_publica(arquivo.partition("-")[0])
    if operadora is None:
        raise Http404
    css = css_da_operadora(operadora.cor)
    resposta = HttpResponse(css, content_type="text/css; charset=utf-8")
    atual = arquivo_do_tema(operadora.registro_ans, css) == arquivo
    resposta["Cache-Control"] = "public, max-age=31536000, immutable" if atual else "no-cache"
    return resposta


@publica
@require_GET
def manifesto(request: HttpRequest, registro: str) -> HttpResponse:
    """Web app manifest: the portal of one operadora installs as an application with its name and colour."""
    operadora = operadora_publica(registro)
    if operadora is None:
        raise Http404
    resposta = JsonResponse(
        {
            "id": f"/?operadora={operadora.registro_ans}",
            "name": operadora.nome_fantasia,
            "short_name": operadora.nome_fantasia,
            "lang": "pt-BR",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": operadora.cor,
            "background_color": "#ffffff",
            "icons": [{"src": static("componentes/guiche.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
    resposta["Cache-Control"] = "public, max-age=86400"
    return resposta


@publica
@require_GET
def acessibilidade(request: HttpRequest) -> HttpResponse:
    """What the portal does for people who use it by keyboard, screen reader or with large text."""
    return render(request, "publico/acessibilidade.html")


@publica
@require_GET
def estilo(request: HttpRequest) -> HttpResponse:
    """Every component on one page; only in demo and development."""
    if not (settings.DEBUG or settings.MODO_DEMO):
        raise Http404
    return render(request, "componentes/estilo.html", contexto_do_estilo(request))


def nao_encontrada(request: HttpRequest, exception: Any) -> HttpResponse:
    """404: not there, or not yours."""
    return render(request, "publico/nao_encontrada.html", status=404)


def proibida(request: HttpRequest, exception: Any = None, reason: str = "") -> HttpResponse:
    """403 of the framework, of CSRF too: usually a form open for too long."""
    return render(request, "publico/proibida.html", status=403)


def falhou(request: HttpRequest) -> HttpResponse:
    """500, without touching the database."""
    return HttpResponse(render_to_string("publico/falhou.html", {"tema": "auto"}), status=500)
