"""The contract of who hired it: product, validity, how many people and who they are."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.cadastro import permissions
from guiche.cadastro.consultas import ATIVO
from guiche.cadastro.selectors.contratante import contrato_do_ator, pessoas_do_contrato, quantas_por_situacao
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.contratante.inicio.forms import PessoasForm
from guiche.portais.contratante.inicio.tables import DO_PLANO, PESSOAS


@require_GET
@tela(permissao=permissions.CONTRATO_VER, portal="contratante")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """One page answers it all; the list is filtered by the URL."""
    dia, filtro = hoje(), PessoasForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    pessoas = pessoas_do_contrato(request.ator, dia, texto=dados.get("q", ""), situacao=dados.get("situacao", ""))
    quantas = quantas_por_situacao(request.ator, dia)
    contexto = {
        "contrato": contrato_do_ator(request.ator),
        "ativas": quantas[ATIVO],
        "situacoes": [(chave, DO_PLANO[chave], numero) for chave, numero in quantas.items()],
        "hoje": dia,
        "tabela": PESSOAS.montar(pessoas, request.GET, filtro),
    }
    return render(request, "contratante/inicio.html", contexto)
