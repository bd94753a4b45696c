"""The person's data with where each comes from, their choices, and what happened to the account."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso.models import AtoDaConta
from guiche.acesso.regras.aparelhos import nome_do_aparelho
from guiche.acesso.selectors.conta import atos_da_conta, dados_da_conta
from guiche.acesso.services.conta import mudar_dados
from guiche.acesso.services.preferencias import mudar_preferencias
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.conta.dados.forms import AparenciaForm, DadosForm


def _aparelho(ato: AtoDaConta) -> str:
    return nome_do_aparelho(ato.navegador)


ATIVIDADE: Final = Tabela(
    id="atividade",
    rotulo="Atividade da conta",
    ordem="-criado_em",
    colunas=(
        ColunaDeTela("rotulo", "O que aconteceu", "texto", "rotulo"),
        ColunaDeTela("criado_em", "Quando", "data_hora", "criado_em"),
        ColunaDeTela("navegador", "Aparelho", "texto", desenho=_aparelho),
        ColunaDeTela("ip", "Endereço de rede", "codigo"),
    ),
    vazio_titulo="Nada mudou na sua conta",
    vazio_texto="Troca de senha, e-mail, segundo passo e convites aparecem aqui.",
)


@pessoal
@require_http_methods(["GET", "POST"])
def dados(request: HttpRequestComAtor) -> HttpResponse:
    """Who the person is; what comes from a registry is only shown, with its origin."""
    atuais = dados_da_conta(request.pessoa)
    form = DadosForm(request.POST if request.method == "POST" else None, atuais=atuais)
    if request.method == "POST" and form.is_valid():
        try:
            mudou = mudar_dados(request.pessoa, form.novos())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            messages.success(request, "Dados gravados." if mudou else "Nada mudou: os dados já eram estes.")
            return redirect("conta:dados")
    contexto = {"form": form, "dados": atuais, "aparencia": AparenciaForm.da(request.pessoa.usuario)}
    return render(request, "conta/dados.html", contexto, status=422 if form.errors else 200)


@pessoal
@require_POST
def aparencia(request: HttpRequestComAtor) -> HttpResponse:
    """Theme, keys and live notices, for who acts for somebody and for who does not."""
    form = AparenciaForm(request.POST)
    if not form.is_valid():
        raise Recusa("Escolha uma das aparências.")
    mudar_preferencias(request.pessoa, **form.cleaned_data)
    messages.success(request, "Preferências gravadas.")
    return redirect("conta:dados")


@pessoal
@require_GET
def atividade(request: HttpRequestComAtor) -> HttpResponseBase:
    """What happened to the account, in words."""
    tabela = ATIVIDADE.montar(atos_da_conta(request.pessoa), request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(request, "conta/atividade.html", {"tabela": tabela, "ultimo": atos_da_conta(request.pessoa).first()})
