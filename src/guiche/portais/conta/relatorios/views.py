"""Reports by e-mail: what each access offers, turned on and off one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import contas
from guiche.acesso.selectors.conta import enderecos_confirmados
from guiche.comunicacao.selectors.relatorios import assinatura_da_pessoa, conhecido, relatorios_da_pessoa
from guiche.comunicacao.services.relatorios import desligar, ligar
from guiche.portais.componentes.paginas import avisar, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, destino_seguro, pessoal


@pessoal
@require_http_methods(["GET", "POST"])
def relatorios(request: HttpRequestComAtor) -> HttpResponse:
    """Every access with its reports; POST turns one on or off."""
    if request.method == "POST":
        return _escolher(request)
    acessos = relatorios_da_pessoa(request.pessoa)
    contexto = {
        "acessos": acessos,
        "ligados": sum(escolha.ligada for acesso in acessos for escolha in acesso.escolhas),
        "endereco": next(iter(enderecos_confirmados(request.pessoa.usuario)), ""),
    }
    return render(request, "conta/relatorios.html", contexto)


@pessoal
@require_GET
def abrir(request: HttpRequestComAtor, assinatura_id: int) -> HttpResponse:
    """Open what a letter is about, in the access it belongs to."""
    assinatura = assinatura_da_pessoa(request.pessoa, assinatura_id)
    vinculo = next((v for v in request.vinculos if v.pk == assinatura.vinculo_id), None)  # type: ignore[attr-defined]
    if vinculo is None:
        messages.warning(request, f"Você não atua mais por {assinatura.vinculo.rotulo}.")
        return redirect("conta:relatorios")
    if request.ator is None or request.ator.vinculo.pk != vinculo.pk:
        contas.trocar_contexto(request, vinculo)
        messages.success(request, f"Agora você atua por {vinculo.rotulo}.")
    destino = destino_seguro(request, request.GET.get("proxima", ""), "")
    return redirect(destino if destino.startswith(f"/{vinculo.portal}/") else f"{vinculo.portal}:inicio")


def _escolher(request: HttpRequestComAtor) -> HttpResponse:
    acesso, codigo = request.POST.get("acesso", ""), request.POST.get("relatorio", "")
    if not (acesso.isascii() and acesso.isdigit()):
        raise Http404
    if request.POST.get("ligar") == "sim":
        nome = conhecido(ligar(request.pessoa, int(acesso[:18]), codigo))
        avisar(request, "ok", f"{nome}: você será avisado por e-mail", "Pode desligar aqui ou em cada e-mail.")
    else:
        nome = conhecido(desligar(request.pessoa, int(acesso[:18]), codigo))
        avisar(request, "ok", f"{nome}: você não recebe mais", "O relatório continua no portal.")
    return seguir("conta:relatorios")
