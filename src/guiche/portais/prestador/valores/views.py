"""Prices of the prestador's own contract on the day of an attendance."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.faturamento import permissions
from guiche.faturamento.selectors.valores import valores_negociados
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.valores.forms import ValoresForm
from guiche.portais.prestador.valores.tables import VALORES


@require_GET
@tela(permissao=permissions.VALOR_VER, portal="prestador")
def valores(request: HttpRequestComAtor) -> HttpResponseBase:
    """What the operadora pays for each procedure, searched by code or words, on any day."""
    filtro = ValoresForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    dia = escolhas.get("dia") or hoje()
    achados = valores_negociados(request.ator, dia, escolhas.get("q", ""))
    if escolhas.get("autorizacao"):
        achados = [valor for valor in achados if valor.exige_autorizacao == (escolhas["autorizacao"] == "sim")]
    tabela = VALORES.montar(achados, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {
        "tabela": tabela,
        "dia": dia,
        "quantos": len(achados),
        "unico": achados[0] if len(achados) == 1 else None,
    }
    return render(request, "prestador/valores.html", contexto)
