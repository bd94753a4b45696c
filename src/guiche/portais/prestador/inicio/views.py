"""Home: what waits for the prestador, what is at risk and what is to be received."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guiche.cadastro.selectors import contrato_em
from guiche.faturamento import permissions
from guiche.faturamento.selectors.do_prestador import (
    conferencias_a_enviar,
    desde_ha_90_dias,
    lotes_com_glosa,
)
from guiche.faturamento.selectors.lotes import painel
from guiche.nucleo.relogio import calendario, hoje
from guiche.pagamento import permissions as pagamento_permissions
from guiche.pagamento.selectors import pagamentos
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.inicio.quadro import etapas, fichas_de_conferencias, fichas_de_glosas

RECURSO_SEM_CONTRATO = 30
ENTREGA_SEM_CONTRATO = 31


@tela(permissao=permissions.LOTE_VER, portal="prestador")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """Everything the faturista needs in the morning, in one page."""
    ator, dia, prestador = request.ator, hoje(), request.ator.vinculo.prestador
    contrato = contrato_em(prestador, dia)
    prontas = conferencias_a_enviar(ator) if ator.pode(permissions.LOTE_CONFERIR) else []
    glosados = lotes_com_glosa(ator, dia, contrato.dias_para_recurso if contrato else RECURSO_SEM_CONTRATO)
    fichas = [
        *fichas_de_conferencias(
            prontas, dia, contrato.dia_limite_entrega if contrato else ENTREGA_SEM_CONTRATO, calendario()
        ),
        *fichas_de_glosas(glosados, dia, calendario()),
    ]
    fichas.sort(key=lambda ficha: ficha.prazo)
    ve_pagamentos = ator.pode(pagamento_permissions.PAGAMENTO_VER)
    return render(
        request,
        "prestador/inicio.html",
        {
            "hora": timezone.localtime().hour,
            "hoje": dia,
            "prestador": prestador,
            "fichas": fichas,
            "vencem_hoje": sum(1 for ficha in fichas if ficha.prazo == dia),
            "depende": sum((ficha.valor for ficha in fichas)),
            "prontas": prontas,
            "glosados": glosados,
            "etapas": etapas(painel(ator, desde_ha_90_dias(dia)), prontas, glosados),
            "a_receber": proximo_a_receber(ator) if ve_pagamentos else None,
            "ve_pagamentos": ve_pagamentos,
        },
    )


def proximo_a_receber(ator):  # type: ignore[no-untyped-def]
    """Placeholder replaced below."""
    return pagamentos(ator).filter(pago_em__isnull=True).order_by("data_prevista").first()
