"""Options with history, and the audit trail with its chain."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.contexto import trilha
from guiche.faturamento import permissions
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.services.opcoes import mudar_opcoes
from guiche.nucleo import eventos
from guiche.nucleo.configuracao import CONFIGURACAO_MUDADA, config
from guiche.nucleo.models import Evento
from guiche.portais.componentes.paginas import seguir
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.administracao.forms import AuditoriaForm, FaturamentoForm
from guiche.portais.operadora.administracao.mudancas import em_palavras

_MODULO = "faturamento.FaturamentoConfig"

EVENTOS = Tabela(
    id="eventos",
    rotulo="Eventos",
    ordem="-numero",
    colunas=(
        ColunaDeTela("numero", "Número", "codigo", "numero"),
        ColunaDeTela("criado_em", "Quando", "data_hora", "criado_em"),
        ColunaDeTela("tipo", "Fato", "texto", "tipo", desenho=lambda evento: _rotulo(evento)),
        ColunaDeTela("quem", "Quem", "texto", "quem"),
        ColunaDeTela("por_quem", "Por quem", "texto", "por_quem"),
        ColunaDeTela("canal", "Canal", "texto", "canal"),
        ColunaDeTela("objeto_tipo", "Sobre", "texto", so_exportacao=True),
        ColunaDeTela("objeto_id", "Identificador", "codigo", so_exportacao=True),
        ColunaDeTela("ip", "Endereço", "texto", so_exportacao=True),
        ColunaDeTela("hash", "Resumo", "codigo", so_exportacao=True),
    ),
    vazio_titulo="Nenhum evento com estes filtros",
    vazio_texto="Cada ato e cada leitura de dado de saúde fica registrado aqui.",
)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.CONFIGURAR, portal="operadora")
def configuracao(request: HttpRequestComAtor) -> HttpResponse:
    """Options of billing; every change is an event with before and after."""
    opcoes = config(FaturamentoConfig)
    form = FaturamentoForm(request.POST if request.method == "POST" else None, initial=asdict(opcoes))
    if request.method == "POST" and form.is_valid():
        mudar_opcoes(request.ator, form.opcoes())
        messages.success(request, "Opções gravadas. Valem a partir do próximo lote.")
        return seguir("operadora:configuracao")
    mudancas = trilha(request.ator).filter(tipo=CONFIGURACAO_MUDADA.codigo, fato__modulo=_MODULO)
    mudancas = mudancas.order_by("-numero")[:10]
    contexto = {
        "form": form,
        "opcoes": opcoes,
        "versoes": " e ".join(opcoes.versoes_tiss),
        "mudancas": [em_palavras(evento) for evento in mudancas],
    }
    return render(request, "operadora/configuracao.html", contexto, status=422 if form.errors else 200)


@require_GET
@tela(permissao=acesso.EVENTOS_VER, portal="operadora")
def auditoria(request: HttpRequestComAtor) -> HttpResponseBase:
    """Who did what, when; and whether the chain of events is whole."""
    filtro = AuditoriaForm(request.GET)
    dados: dict[str, Any] = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = trilha(request.ator, dados.get("tipo", ""), dados.get("q", ""), dados.get("de"), dados.get("ate"))
    tabela = EVENTOS.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    verificar = "verificar" in request.GET
    return render(
        request,
        "operadora/auditoria.html",
        {"tabela": tabela, "verificada": verificar, "quebra": eventos.verificar_cadeia() if verificar else None},
    )


def _rotulo(evento: Evento) -> str:
    return eventos.tipo(evento.tipo).rotulo
