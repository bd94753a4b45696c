"""Who saw my data."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.cadastro.selectors import beneficiarios
from guiche.faturamento import permissions
from guiche.faturamento.selectors.leituras import leituras
from guiche.nucleo.relogio import hoje
from guiche.portais.beneficiario.acessos.forms import LeiturasForm
from guiche.portais.beneficiario.acessos.tables import LEITURAS
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def quem_viu(request: HttpRequestComAtor) -> HttpResponseBase:
    """Reads of the person's health data: who, in which role, why, when; exportable as filtered."""
    familia = list(beneficiarios(request.ator).order_by("nascimento", "pk"))
    form = LeiturasForm(request.GET, familia=familia)
    escolha = form.escolha(hoje())
    linhas = leituras(request.ator, **escolha)
    tabela = LEITURAS.montar(linhas, request.GET, form)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(request, "beneficiario/quem_viu.html", {"tabela": tabela, "quantas": len(linhas), **escolha})
