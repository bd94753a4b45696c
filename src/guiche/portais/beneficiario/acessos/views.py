"""Who saw my data."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.cadastro.selectors.prestadores import beneficiarios
from guiche.faturamento import permissions
from guiche.faturamento.selectors.leituras import MAXIMO, leituras, por_pessoa_e_dia
from guiche.nucleo.relogio import hoje
from guiche.portais.beneficiario.acessos.forms import LeiturasForm
from guiche.portais.beneficiario.acessos.tables import POR_DIA, UMA_A_UMA
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def quem_viu(request: HttpRequestComAtor) -> HttpResponseBase:
    """Reads of the person's health data: who, in which role, what, on which day; each one in the spreadsheet.

    Thirteen statements at most, whatever the readings: seven that every page pays (session read and moved, person,
    vínculos, perfis, family, notices), the family's names, and the readings with their roles, contas and files.
    """
    familia = list(beneficiarios(request.ator).order_by("nascimento", "pk"))
    form = LeiturasForm(request.GET, familia=familia)
    escolha = form.escolha(hoje())
    linhas = leituras(
        request.ator,
        [pessoa for pessoa in familia if escolha.pessoa_id in (None, pessoa.pk)],
        escolha.inicio,
        escolha.fim,
        so_de_outros=escolha.so_de_outros,
    )
    if (arquivo := UMA_A_UMA.montar(linhas, request.GET, form).exportacao()) is not None:
        return arquivo
    tabela = POR_DIA.montar(por_pessoa_e_dia(linhas), request.GET, form)
    return render(
        request,
        "beneficiario/quem_viu.html",
        {"tabela": tabela, "quantas": len(linhas), "escolha": escolha, "limite": MAXIMO},
    )
