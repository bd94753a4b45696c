"""Complete seu registro: from the link of an invitation to an account, with a review before it is made."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import ingresso
from guiche.acesso.chaves import ChaveInvalida
from guiche.acesso.ingresso import TIPOS_DE_USUARIO, QuemIngressa
from guiche.acesso.middleware import endereco
from guiche.acesso.models import Convite
from guiche.acesso.senhas import politica_da
from guiche.acesso.services.convites import SESSAO_CONVITE
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.telas import publica
from guiche.portais.publico.registro.forms import QuemForm, RegistrarForm

SESSAO_QUEM = "registro_do_convite"


@publica
@require_GET
def abrir(request: HttpRequest, segredo: str) -> HttpResponse:
    """Keep the secret in the session and go on without it in the address: it must not leak by links or history."""
    request.session[SESSAO_CONVITE] = segredo
    request.session.pop(SESSAO_QUEM, None)
    return redirect("publico:completar_registro")


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def preencher(request: HttpRequest) -> HttpResponse:
    """What the operadora or the inviter already said, read-only, and what the person says."""
    try:
        convite = _convite(request)
        if convite is None:
            return redirect("publico:convite_aberto")
        fixo = ingresso.fixo_do(convite)
        form = QuemForm(request.POST or None, fixo=fixo, initial=request.session.get(SESSAO_QUEM))
        if request.method == "POST" and form.is_valid():
            quem = form.quem()
            ingresso.conferir(_segredo(request), quem)
            request.session[SESSAO_QUEM] = asdict(quem)
            return redirect("publico:conferir_registro")
    except ChaveInvalida:
        return _invalido(request)
    except Recusa as recusa:
        por_no_campo(form, recusa)
    contexto = {"form": form, "convite": convite, "fixo": fixo}
    return render(request, "publico/registro.html", contexto, status=422 if form.errors else 200)


@publica
@never_cache
@sensitive_post_parameters("nova", "repetida")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def conferir(request: HttpRequest) -> HttpResponse:
    """Confira as informações: everything at once, then the password and the terms, then Registrar."""
    if SESSAO_QUEM not in request.session:
        return redirect("publico:completar_registro")
    quem = QuemIngressa(**request.session[SESSAO_QUEM])
    try:
        convite = _convite(request)
    except ChaveInvalida:
        return _invalido(request)
    if convite is None:
        return redirect("publico:convite_aberto")
    form = RegistrarForm(
        request.POST or None, politica=politica_da(convite.operadora), termos=ingresso.termos_do(convite)
    )
    try:
        if request.method == "POST" and form.is_valid():
            navegador = request.headers.get("User-Agent", "")
            ingresso.registrar(
                _segredo(request), quem, form.cleaned_data["nova"], form.aceitos(), endereco(request), navegador
            )
            return _pronto(request, convite, quem)
    except ChaveInvalida:
        return _invalido(request)
    except Recusa as recusa:
        form.add_error("nova" if recusa.campo == "senha" else None, recusa.mensagem)
    contexto = {
        "form": form,
        "convite": convite,
        "fixo": ingresso.fixo_do(convite),
        "quem": quem,
        "tipo": dict(TIPOS_DE_USUARIO).get(quem.tipo, ""),
    }
    return render(request, "publico/registro_conferir.html", contexto, status=422 if form.errors else 200)


def _pronto(request: HttpRequest, convite: Convite, quem: QuemIngressa) -> HttpResponse:
    for chave in (SESSAO_CONVITE, SESSAO_QUEM):
        request.session.pop(chave, None)
    frase = f"Registro concluído. Entre com o e-mail {convite.email} e a senha que você criou."
    if quem.email_secundario:
        frase += " Enviamos um link para confirmar o e-mail secundário."
    destino = reverse("publico:entrar_em", args=[convite.operadora.registro_ans, convite.portal])
    if convite.tipo in ingresso.ESCOLHEM_O_PRAZO:
        frase += " Em seguida, responda ao convite."
        destino += f"?{urlencode({'proxima': reverse('conta:relacionamentos')})}"
    messages.success(request, frase)
    return redirect(destino)


def _convite(request: HttpRequest) -> Convite | None:
    """The invitation of this browser, in whose brand the page is drawn; None when its owner has an account.

    Raises ChaveInvalida.
    """
    convite = ingresso.convite_para_registrar(_segredo(request))
    if convite is not None:
        request.operadora = convite.operadora  # type: ignore[attr-defined]
    return convite


def _segredo(request: HttpRequest) -> str:
    return str(request.session.get(SESSAO_CONVITE, ""))


def _invalido(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSAO_QUEM, None)
    return render(request, "publico/registro_invalido.html", status=404)
