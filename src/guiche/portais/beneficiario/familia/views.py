"""Who of the family sees what, requests to see, and the history of both."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.assuntos import ASSUNTOS, rotulos
from guiche.acesso.models import Vinculo
from guiche.acesso.selectors.familia import familia_do_ator, pedidos_abertos
from guiche.acesso.selectors.familia import historico as historico_do_ator
from guiche.acesso.services.familia import desistir_do_pedido, pedir_para_ver, permitir, responder_pedido, revogar
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.beneficiario.familia.forms import HistoricoForm, PedirForm, PermitirForm, ResponderForm
from guiche.portais.beneficiario.familia.tables import HISTORICO, na_tela
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def familia(request: HttpRequestComAtor) -> HttpResponse:
    """Switches of what is mine, what I see of others, and requests that wait: three statements of its own."""
    return _pagina(request)


@require_POST
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def permitir_um(request: HttpRequestComAtor) -> HttpResponse:
    """Turn one switch on, or change until when it is on."""
    form = PermitirForm(request.POST)
    if not form.is_valid():
        raise Recusa(_primeiro_erro(form))
    dados = form.cleaned_data
    dado = permitir(request.ator, dados["para"], dados["assunto"], dados["fim"])
    ate = f"Até {dado.fim:%d/%m/%Y}." if dado.fim else "Até você desfazer."
    avisar(request, "ok", f"{ASSUNTOS[dado.assunto].rotulo}: visível a partir de {dado.inicio:%d/%m/%Y}", ate)
    return _volta(f"pessoa-{dados['para']}")


@require_POST
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def revogar_um(request: HttpRequestComAtor) -> HttpResponse:
    """Turn one switch off, at once."""
    form = PermitirForm(request.POST)
    if not form.is_valid():
        raise Recusa(_primeiro_erro(form))
    revogar(request.ator, form.cleaned_data["para"], form.cleaned_data["assunto"])
    rotulo = ASSUNTOS[form.cleaned_data["assunto"]].rotulo
    avisar(request, "ok", f"{rotulo}: já não aparece", "Ninguém é avisado, e você não precisa explicar.")
    return _volta(f"pessoa-{form.cleaned_data['para']}")


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def pedir(request: HttpRequestComAtor) -> HttpResponse:
    """Ask an adult of the family to see something."""
    pessoas = familia_do_ator(request.ator).a_quem_pedir
    enviado = request.POST if request.method == "POST" else None
    form = PedirForm(enviado, initial={"de": request.GET.get("de", "")}, pessoas=pessoas)
    if enviado is not None and form.is_valid():
        try:
            pedir_para_ver(request.ator, form.cleaned_data["de"], form.cleaned_data["assuntos"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Pedido enviado", "A pessoa escolhe o que mostrar e não precisa dizer o motivo.")
            return _volta()
    return responder_formulario(request, "beneficiario/familia/pedir.html", form, {"pessoas": pessoas})


@require_POST
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def responder(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Answer a request: what is marked is shown; the other button shows nothing."""
    recusa = "recusar" in request.POST
    form = ResponderForm(request.POST, pedidos=list(ASSUNTOS))
    if not form.is_valid():
        raise Recusa(_primeiro_erro(form))
    marcados = form.cleaned_data["assuntos"]
    if not marcados and not recusa:
        raise Recusa("Marque o que você deixa ver, ou escolha Não mostrar nada.")
    dados = responder_pedido(request.ator, pk, [] if recusa else marcados, form.cleaned_data["fim"])
    if dados:
        avisar(request, "ok", "Você deixou ver", f"{rotulos(dado.assunto for dado in dados)}.")
    else:
        avisar(request, "ok", "Você não mostrou nada", "Quem pediu só fica sabendo que você preferiu assim.")
    return _volta()


@require_POST
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def desistir(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw an own request."""
    desistir_do_pedido(request.ator, pk)
    avisar(request, "ok", "Pedido retirado")
    return _volta()


@require_GET
@tela(permissao=permissions.FAMILIA_GERIR, portal="beneficiario")
def historico(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every consent the person gave, with the evidence of who, when and from where."""
    form = HistoricoForm(request.GET)
    registros = [na_tela(registro, hoje()) for registro in historico_do_ator(request.ator)]
    situacao = form.cleaned_data["situacao"] if form.is_valid() else ""
    escolhidos = [linha for linha in registros if not situacao or linha.vale == (situacao == "vale")]
    tabela = HISTORICO.montar(escolhidos, request.GET, form)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    valendo = sum(linha.vale for linha in registros)
    contexto = {"tabela": tabela, "quantos": len(registros), "valendo": valendo, "aba": "historico"}
    return render(request, "beneficiario/familia/historico.html", contexto)


def _pagina(request: HttpRequestComAtor) -> HttpResponse:
    if request.ator.vinculo.tipo != Vinculo.Tipo.PROPRIO:
        return render(request, "beneficiario/familia/de_outro.html")
    da_pessoa = familia_do_ator(request.ator)
    recebidos, feitos = pedidos_abertos(request.ator)
    contexto: dict[str, Any] = {
        "familia": da_pessoa,
        "recebidos": [
            (pedido, ResponderForm(initial={"assuntos": []}, pedidos=pedido.assuntos, auto_id=f"id_%s_{pedido.pk}"))
            for pedido in recebidos
        ],
        "feitos": [(pedido, rotulos(pedido.assuntos)) for pedido in feitos],
        "abertas": [um for um in da_pessoa.quem_ve if um.ligadas],
        "hoje": hoje(),
        "aba": "familia",
    }
    return render(request, "beneficiario/familia/familia.html", contexto)


def _primeiro_erro(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


def _volta(ancora: str = "") -> HttpResponseRedirect:
    destino = reverse("beneficiario:familia")
    return seguir(f"{destino}#{ancora}" if ancora else destino)
