"""Change the own password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guiche.acesso import sessao
from guiche.acesso.senhas import politica_de
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.conta.senha.forms import TrocarSenhaForm


@pessoal
@sensitive_post_parameters("atual", "nova", "repetida")
@require_http_methods(["GET", "POST"])
def trocar(request: HttpRequestComAtor) -> HttpResponse:
    """Ask the current password, set the new one, end the other sessions."""
    vencida = sessao.senha_vencida(request)
    form = TrocarSenhaForm(request.POST or None, politica=politica_de(request.pessoa.usuario))
    if request.method == "POST" and form.is_valid():
        try:
            sessao.mudar_senha(request, form.cleaned_data["atual"], form.cleaned_data["nova"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            messages.success(request, "Senha trocada. As suas outras sessões foram encerradas.")
            return redirect("publico:raiz" if vencida else "conta:inicio")
    return render(request, "conta/senha.html", {"form": form, "vencida": vencida})
