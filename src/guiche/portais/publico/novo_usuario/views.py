"""Novo usuário: an account of one's own, with no right until somebody gives it one (U-03 to U-05, B-26)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guiche.acesso import contas, registros
from guiche.acesso.chaves import AguardeParaReenviar, ChaveInvalida
from guiche.acesso.middleware import endereco
from guiche.acesso.models import RegistroPendente
from guiche.acesso.senhas import Politica
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.emails import OutroEnderecoForm
from guiche.portais.componentes.telas import publica
from guiche.portais.publico.entrada import recusa as espere
from guiche.portais.publico.novo_usuario.forms import CodigoForm, NovoUsuarioForm

SESSAO_CADASTRO = "novo_usuario"
NAO_VALE = (
    "Este código não vale. Confira os números da última mensagem; depois de cinco erros ou quinze minutos, peça outro."
)


@publica
@never_cache
@sensitive_post_parameters("nova", "repetida")
@require_http_methods(["GET", "POST"])
def novo(request: HttpRequest) -> HttpResponse:
    """Choose username, e-mail and password; the code goes to the e-mail."""
    form = NovoUsuarioForm(request.POST or None, politica=Politica())
    situacao = 200
    if request.method == "POST" and form.is_valid():
        dados = form.cleaned_data
        cadastro = registros.NovoCadastro(dados["login"], dados["email"], dados["nova"])
        try:
            pendente = registros.abrir_cadastro(cadastro, endereco(request))
        except registros.ProvaNegada as negada:
            situacao = 429
            form.add_error(None, espere(negada.espera))
        except Recusa as recusa:
            form.add_error({"senha": "nova"}.get(recusa.campo, recusa.campo) or None, recusa.mensagem)
        else:
            request.session[SESSAO_CADASTRO] = pendente.pk
            return redirect("publico:novo_usuario_codigo")
    return render(request, "publico/novo_usuario.html", {"form": form}, status=situacao)


@publica
@never_cache
@require_http_methods(["GET", "POST"])
def codigo(request: HttpRequest) -> HttpResponse:
    """Type the code; ask another, or correct the address."""
    pendente = registros.pendente_da_sessao(request.session.get(SESSAO_CADASTRO))
    if pendente is None:
        return redirect("publico:novo_usuario")
    acao = request.POST.get("acao", "")
    form = CodigoForm(request.POST if request.method == "POST" and not acao else None)
    outro = OutroEnderecoForm(request.POST if acao == "corrigir" else None)
    if request.method == "POST" and acao:
        if acao == "reenviar" or outro.is_valid():
            return _enviar_de_novo(request, pendente, outro.cleaned_data["email"] if acao == "corrigir" else "")
    elif request.method == "POST" and form.is_valid():
        navegador = request.headers.get("User-Agent", "")
        try:
            usuario = registros.confirmar_codigo(pendente, form.cleaned_data["codigo"], endereco(request), navegador)
        except ChaveInvalida:
            form.add_error("codigo", NAO_VALE)
        except Recusa as recusa:
            messages.error(request, recusa.mensagem)
            return redirect("publico:novo_usuario")
        else:
            del request.session[SESSAO_CADASTRO]
            contas.entrar_na_conta_nova(request, usuario)
            messages.success(request, "Conta criada. Agora diga quem você é e que acesso precisa.")
            return redirect("conta:solicitar_acesso")
    return render(request, "publico/novo_usuario_codigo.html", {"form": form, "outro": outro, "pendente": pendente})


def _enviar_de_novo(request: HttpRequest, pendente: RegistroPendente, email: str) -> HttpResponse:
    try:
        pendente = registros.reenviar(pendente, email)
    except AguardeParaReenviar as espera:
        messages.warning(request, str(espera))
    except Recusa as recusa:
        messages.error(request, recusa.mensagem)
    else:
        messages.success(request, f"Enviamos outro código para {pendente.email}.")
    return redirect("publico:novo_usuario_codigo")
