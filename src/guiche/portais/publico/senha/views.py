"""Who forgot the password asks a link; the link opens the page that sets another."""

from __future__ import annotations

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from guiche.acesso.chaves import ChaveInvalida, Finalidade
from guiche.acesso.middleware import endereco
from guiche.acesso.senhas import politica_de
from guiche.acesso.services.senhas import definir_senha, dono_do_link, pedir_nova_senha
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.senhas import NovaSenhaForm
from guiche.portais.componentes.telas import publica
from guiche.portais.publico.senha.forms import EsqueciForm

PEDIDOS_POR_IP = 20
JANELA_S = 600


@publica
@require_http_methods(["GET", "POST"])
def esqueci(request: HttpRequest) -> HttpResponse:
    """Ask a link by any identifier; the answer is one, whoever it is of."""
    form, situacao, pedido = EsqueciForm(request.POST or None), 200, False
    if request.method == "POST" and form.is_valid():
        if _demais(endereco(request)):
            situacao = 429
            form.add_error(None, "Muitos pedidos deste endereço. Espere dez minutos e tente de novo.")
        else:
            navegador = request.headers.get("User-Agent", "")
            pedir_nova_senha(form.cleaned_data["login"], endereco(request), navegador)
            pedido = True
    return render(request, "publico/esqueci.html", {"form": form, "pedido": pedido}, status=situacao)


@publica
@never_cache
@sensitive_post_parameters("nova", "repetida")
@sensitive_variables("segredo")
@require_http_methods(["GET", "POST"])
def definir(request: HttpRequest, segredo: str, finalidade: Finalidade) -> HttpResponse:
    """Set the password with a link. A link that does not work any more has one page, whatever the cause."""
    try:
        dono = dono_do_link(finalidade, segredo)
        form = NovaSenhaForm(request.POST or None, politica=politica_de(dono))
        if request.method == "POST" and form.is_valid():
            navegador = request.headers.get("User-Agent", "")
            definir_senha(finalidade, segredo, form.cleaned_data["nova"], endereco(request), navegador)
            messages.success(request, "Senha gravada. Entre com ela.")
            return redirect("publico:entrar")
    except ChaveInvalida:
        return render(request, "publico/link_vencido.html", status=410)
    except Recusa as recusa:
        por_no_campo(form, recusa)
    primeira = finalidade == Finalidade.DEFINIR_SENHA
    return render(request, "publico/nova_senha.html", {"form": form, "dono": dono, "primeira": primeira})


def _demais(ip: str) -> bool:
    """Whether this address asked too often, counting this time."""
    chave = f"esqueci:{ip}"
    cache.add(chave, 0, JANELA_S)
    try:
        return bool(cache.incr(chave) > PEDIDOS_POR_IP)
    except ValueError:
        return False
