"""The second step of a login: what the person has, and including, renaming and removing it."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import sessao
from guiche.acesso.fatores import Fator
from guiche.acesso.services import fatores
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.baixar import bytes_de
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.conta.confirmacao import confirmada
from guiche.portais.conta.fatores.forms import AplicativoForm, NomeForm, NovaChaveForm


@pessoal
@require_GET
def lista(request: HttpRequestComAtor) -> HttpResponse:
    """What the person has; for the team that must have one and has none, the first thing to do."""
    tidos = fatores.fatores_da_pessoa(request.pessoa)
    return render(
        request,
        "conta/fatores.html",
        {
            "fatores": tidos,
            "com_aplicativo": any(fator.type == fatores.Tipo.TOTP for fator in tidos),
            "codigos": len(fatores.codigos_de_recuperacao(request.pessoa)),
            "obrigatorio": sessao.falta_fator(request),
        },
    )


@pessoal
@confirmada
@never_cache
@require_http_methods(["GET", "POST"])
def nova_chave(request: HttpRequestComAtor) -> HttpResponse:
    """Make a passkey in this device, or in one that is plugged in."""
    form = NovaChaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dados = form.cleaned_data
        try:
            fatores.incluir_chave(request.pessoa, dados["nome"], dados["credencial"], _chave_da_sessao(request))
        except Recusa as recusa:
            form.add_error(None, recusa.mensagem)
        else:
            return _incluido(request, "Chave de acesso cadastrada.")
    return render(request, "conta/nova_chave.html", {"form": form, "pedido": fatores.preparar_chave(request.pessoa)})


@pessoal
@confirmada
@never_cache
@require_http_methods(["GET", "POST"])
def aplicativo(request: HttpRequestComAtor) -> HttpResponse:
    """Set up an authenticator: QR code, the secret to type, and the code that proves it."""
    form = AplicativoForm(request.POST or None)
    preparo = fatores.preparar_autenticador(request.pessoa, de_novo=request.method == "GET")
    if request.method == "POST" and form.is_valid():
        try:
            fatores.incluir_autenticador(request.pessoa, form.cleaned_data["codigo"], _chave_da_sessao(request))
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            return _incluido(request, "Aplicativo autenticador cadastrado.")
    qr = segno.make(preparo.endereco, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return render(request, "conta/aplicativo.html", {"form": form, "preparo": preparo, "qr": qr})


@pessoal
@confirmada
@never_cache
@require_http_methods(["GET", "POST"])
def codigos(request: HttpRequestComAtor) -> HttpResponse:
    """The recovery codes not used yet; POST makes new ones."""
    if request.method == "POST":
        fatores.refazer_codigos(request.pessoa)
        messages.success(request, "Novos códigos prontos. Os anteriores não valem mais.")
        return redirect("conta:codigos")
    contexto = {
        "codigos": fatores.codigos_de_recuperacao(request.pessoa),
        "com_fator": bool(fatores.fatores_da_pessoa(request.pessoa)),
    }
    return render(request, "conta/codigos.html", contexto)


@pessoal
@confirmada
@never_cache
@require_GET
def baixar_codigos(request: HttpRequestComAtor) -> HttpResponse:
    """The recovery codes as a text file."""
    linhas = [f"{codigo[:4]} {codigo[4:]}" for codigo in fatores.codigos_de_recuperacao(request.pessoa)]
    corpo = "\r\n".join(["Códigos de recuperação. Cada um vale uma vez. Guarde longe do celular.", "", *linhas, ""])
    return bytes_de(corpo.encode(), "codigos-de-recuperacao.txt", "text/plain; charset=utf-8")


@pessoal
@confirmada
@require_http_methods(["GET", "POST"])
def renomear(request: HttpRequestComAtor, fator_id: int) -> HttpResponse:
    """Give a passkey another name."""
    fator = _fator(request, fator_id, so_chave=True)
    form = NomeForm(request.POST or None, initial={"nome": fator.data["name"]})
    if request.method == "POST" and form.is_valid():
        fatores.renomear_chave(request.pessoa, fator_id, form.cleaned_data["nome"])
        messages.success(request, "Nome trocado.")
        return redirect("conta:fatores")
    return render(request, "conta/renomear_fator.html", {"form": form, "fator": fator})


@pessoal
@confirmada
@require_http_methods(["GET", "POST"])
def remover(request: HttpRequestComAtor, fator_id: int) -> HttpResponse:
    """Say what will happen, then remove a factor."""
    fator = _fator(request, fator_id)
    if request.method == "POST":
        fatores.remover_fator(request.pessoa, fator_id)
        messages.success(request, "Removido. Mandamos um aviso para os seus e-mails confirmados.")
        return redirect("conta:fatores")
    ultimo = len(fatores.fatores_da_pessoa(request.pessoa)) == 1
    return render(request, "conta/remover_fator.html", {"fator": fator, "ultimo": ultimo})


def _incluido(request: HttpRequestComAtor, mensagem: str) -> HttpResponse:
    sessao.fator_incluido(request)
    messages.success(request, f"{mensagem} Guarde os códigos de recuperação.")
    return redirect("conta:codigos")


def _chave_da_sessao(request: HttpRequestComAtor) -> str:
    return str(request.session.session_key)


def _fator(request: HttpRequestComAtor, fator_id: int, *, so_chave: bool = False) -> Fator:
    """The person's factor of this id. Raises DoesNotExist (404)."""
    for fator in fatores.fatores_da_pessoa(request.pessoa):
        if fator.pk == fator_id and (fator.type == fatores.Tipo.WEBAUTHN or not so_chave):
            return fator
    raise Fator.DoesNotExist
