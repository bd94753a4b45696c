"""Home: what waits for the prestador, what is at risk and what is to be received."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.inicio import preferencias
from guiche.faturamento import permissions
from guiche.faturamento.selectors.do_prestador import (
    conferencias_a_enviar,
    desde_ha_90_dias,
    lotes_com_glosa,
)
from guiche.faturamento.selectors.lotes import painel
from guiche.nucleo.relogio import calendario, hoje
from guiche.pagamento import permissions as pagamento_permissions
from guiche.pagamento.selectors import a_receber
from guiche.portais.componentes.atalhos import atalhos, guardar_visitas
from guiche.portais.componentes.passos import no_inicio
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.inicio.quadro import ZERO, etapas, fichas_de_conferencias, fichas_de_glosas
from guiche.portais.prestador.prazos import entrega_do_contrato


@tela(permissao=acesso.INICIO_VER, portal="prestador")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """Everything a person needs in the morning, in one page: of each thing, what they may see.

    Twelve statements for a faturista: five of them are the shell's, one is the calendar of holidays, one what is
    remembered of the person, and one more when pages were visited since. The first steps cost up to four, until
    they are put away.
    """
    ator, dia = request.ator, hoje()
    guardar_visitas(request)
    lembrado = preferencias(request.pessoa)
    comum = {
        "saudacao": _saudacao(timezone.localtime().hour),
        "hoje": dia,
        "prestador": ator.vinculo.prestador,
        "atalhos": atalhos(ator, lembrado),
        "primeiros": no_inicio(request.pessoa, ator, lembrado),
    }
    if not ator.pode(permissions.LOTE_VER):
        return render(request, "prestador/inicio_sem_lotes.html", comum)
    entrega = entrega_do_contrato(ator, dia)
    prontas = conferencias_a_enviar(ator) if ator.pode(permissions.LOTE_CONFERIR) else []
    glosados = lotes_com_glosa(ator, dia, entrega.dias_para_recurso)
    fichas = [
        *fichas_de_conferencias(prontas, dia, entrega, calendario()),
        *fichas_de_glosas(glosados, dia, calendario()),
    ]
    fichas.sort(key=lambda ficha: ficha.prazo)
    quadro = etapas(painel(ator, desde_ha_90_dias(dia)), prontas, glosados)
    ve_pagamentos = ator.pode(pagamento_permissions.PAGAMENTO_VER)
    return render(
        request,
        "prestador/inicio.html",
        {
            **comum,
            "fichas": fichas,
            "vencem_hoje": sum(1 for ficha in fichas if ficha.prazo == dia),
            "depende": sum((ficha.valor for ficha in fichas), ZERO),
            "prontas_em_risco": [pronta for pronta in prontas if pronta.valor_em_risco],
            "glosados": glosados,
            "etapas": quadro,
            "a_fechar": next(etapa for etapa in quadro if etapa.rotulo == "A pagar"),
            "a_receber": a_receber(ator) if ve_pagamentos else None,
            "ve_pagamentos": ve_pagamentos,
        },
    )


def _saudacao(hora: int) -> str:
    return "Bom dia" if hora < 12 else "Boa tarde" if hora < 18 else "Boa noite"
