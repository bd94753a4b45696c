"""The operadora decides what changes in a prestador's record: item by item, with evidence and a second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.cadastro import permissions
from guiche.cadastro.models import Atualizacao
from guiche.cadastro.selectors.atualizacoes import a_decidir, anexos_de, buscar, itens_na_tela
from guiche.cadastro.selectors.atualizacoes import atualizacoes as visiveis
from guiche.cadastro.services import atualizacoes as servico
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import avisar, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.atualizacoes.forms import (
    ComplementoForm,
    ContaForm,
    DecisaoForm,
    DevolucaoForm,
    FilaForm,
)
from guiche.portais.operadora.atualizacoes.tables import DO_PEDIDO, FILA

Ato = Callable[[Ator, Atualizacao, forms.Form], Atualizacao]


def _decidir(ator: Ator, pedido: Atualizacao, form: forms.Form) -> Atualizacao:
    assert isinstance(form, DecisaoForm)  # noqa: S101  (ATOS pairs each act with its form)
    return servico.decidir_atualizacao(ator, pedido.pk, form.decisoes(), form.cleaned_data["vigencia"])


def _complementar(ator: Ator, pedido: Atualizacao, form: forms.Form) -> Atualizacao:
    return servico.pedir_complemento(ator, pedido.pk, form.cleaned_data["pedido"])


def _conferir(ator: Ator, pedido: Atualizacao, form: forms.Form) -> Atualizacao:
    return servico.conferir_conta(ator, pedido.pk, form.cleaned_data)


def _devolver(ator: Ator, pedido: Atualizacao, form: forms.Form) -> Atualizacao:
    return servico.devolver_a_analise(ator, pedido.pk, form.cleaned_data["motivo"])


ATOS: Final[dict[str, Ato]] = {
    "decidir": _decidir,
    "complemento": _complementar,
    "conferir": _conferir,
    "devolver": _devolver,
}


@require_GET
@tela(permissao=permissions.ATUALIZACAO_ANALISAR, portal="operadora")
def atualizacoes(request: HttpRequestComAtor) -> HttpResponseBase:
    """The queue, by deadline, filtered by the URL."""
    filtro = FilaForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = buscar(request.ator, situacao=dados.get("situacao", ""), texto=dados.get("q", ""))
    tabela = FILA.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    esperam = a_decidir(request.ator)
    contexto = {
        "tabela": tabela,
        "esperam": esperam.count(),
        "primeiro": esperam.first(),
        "hoje": hoje(),
        "pode_configurar": request.ator.pode(permissions.OPCOES_MUDAR),
    }
    return render(request, "operadora/atualizacoes.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.ATUALIZACAO_ANALISAR, portal="operadora")
def atualizacao(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One request: from what to what, what the record has today, the papers, and what can be done now."""
    pedido = visiveis(request.ator).get(pk=pk)
    itens = itens_na_tela(pedido)
    acao = request.POST.get("acao", "") if request.method == "POST" else ""
    formularios: dict[str, forms.Form] = {
        "decidir": DecisaoForm(itens, request.POST if acao == "decidir" else None),
        "complemento": ComplementoForm(request.POST if acao == "complemento" else None),
        "conferir": ContaForm(request.POST if acao == "conferir" else None),
        "devolver": DevolucaoForm(request.POST if acao == "devolver" else None),
    }
    enviado = formularios.get(acao)
    if enviado is not None and enviado.is_valid():
        try:
            feito = ATOS[acao](request.ator, pedido, enviado)
        except Recusa as recusa:
            por_no_campo(enviado, recusa)
        else:
            avisar(request, "ok", f"Pedido {feito.numero}: {feito.get_situacao_display().lower()}")
            return seguir("operadora:atualizacao", pk)
    contexto = {
        "pedido": pedido,
        "estado": DO_PEDIDO[pedido.situacao],
        "itens": itens,
        "conflitos": sum(linha.conflito for linha in itens) if pedido.aberta else 0,
        "anexos": anexos_de(pedido),
        "historico": [(eventos.tipo(e.tipo).rotulo, e) for e in eventos.historico(pedido)],
        "formularios": formularios,
        "e_o_mesmo": pedido.decidida_por_id == request.ator.usuario.pk,
    }
    status = 422 if enviado is not None and enviado.errors else 200
    return render(request, "operadora/atualizacao.html", contexto, status=status)
