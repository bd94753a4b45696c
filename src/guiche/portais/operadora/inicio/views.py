"""Home of the operadora's people: what waits for whoever looks, by deadline."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.inicio import preferencias
from guiche.faturamento import permissions
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors import lotes as faturamento
from guiche.faturamento.selectors.nomes import nomear
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.pagamento import permissions as do_pagamento
from guiche.pagamento.selectors import PagamentosAVencer, a_vencer, competencias_abertas
from guiche.portais.componentes.atalhos import atalhos, guardar_visitas
from guiche.portais.componentes.passos import no_inicio
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.inicio.quadro import (
    NADA,
    Espera,
    Ficha,
    fichas_de_casos,
    fichas_de_contas,
    fichas_de_lotes,
    fichas_de_pagamentos,
    medir,
    por_extenso,
    somar,
)

NO_QUADRO = 8
Fila = tuple[Espera, list[Ficha]]


@require_GET
@tela(permissao=acesso.INICIO_VER, portal="operadora")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """The first things due, of every kind the person has the right to do, and the sums of each queue.

    A gestor, who may do everything, costs up to eighteen statements: seven are the shell's, two each for
    contas, casos and the names of their items, one for each other queue and one for what is remembered of the
    person, and one more when pages were visited since. The first steps cost three, until they are put away.
    """
    guardar_visitas(request)
    ator, dia = request.ator, hoje()
    ve_lotes, lembrado = ator.pode(permissions.LOTE_VER), preferencias(request.pessoa)
    contas, de_contas = _contas(ator, dia)
    casos, de_casos = _casos(ator, dia)
    por_fechar = por_liberar = NADA
    if ve_lotes:
        por_fechar = medir(faturamento.lotes_por_fechar(ator), "prazo_da_analise", "valor_liberado", dia)
        por_liberar = medir(faturamento.lotes_por_liberar(ator), "prazo_da_analise", "valor_liberado", dia)
    ve_pagamentos = ator.pode(do_pagamento.PAGAMENTO_VER)
    grupos = a_vencer(ator) if ve_pagamentos else []
    pagamentos, de_pagamentos = _pagamentos(ator, grupos, dia)
    fecha_lote, fecha_mes = ator.pode(permissions.LOTE_FECHAR), ator.pode(do_pagamento.COMPETENCIA_FECHAR)
    de_lotes = fichas_de_lotes(por_fechar, por_liberar, dia) if fecha_lote else []
    minhas = [
        (contas, "conta", "contas"),
        (casos, "atendimento não reconhecido", "atendimentos não reconhecidos"),
        (por_fechar if fecha_lote else NADA, "lote por fechar", "lotes por fechar"),
        (por_liberar if fecha_lote else NADA, "lote por liberar", "lotes por liberar"),
        (pagamentos, "pagamento", "pagamentos"),
    ]
    fichas = sorted([*de_contas, *de_casos, *de_lotes, *de_pagamentos], key=lambda ficha: (ficha.prazo, -ficha.valor))
    return render(
        request,
        "operadora/inicio.html",
        {
            "hoje": dia,
            "fichas": fichas[:NO_QUADRO],
            "vencem": sum(espera.vencem for espera, _, _ in minhas),
            "esperam": por_extenso(minhas),
            "analisa": ator.pode(permissions.CONTA_ANALISAR),
            "contas": contas,
            "apura": ator.pode(permissions.CONTESTACAO_APURAR),
            "casos": casos,
            "por_fechar": por_fechar,
            "por_liberar": por_liberar,
            "analisado": estados.ANALISADO,
            "ve_pagamentos": ve_pagamentos,
            "a_vencer": grupos,
            "a_pagar": somar(grupos, dia).valor,
            "fecha_mes": fecha_mes,
            "competencias": competencias_abertas(ator) if fecha_mes else [],
            "ve_lotes": ve_lotes,
            "atalhos": atalhos(ator, lembrado),
            "primeiros": no_inicio(request.pessoa, ator, lembrado),
        },
    )


def _contas(ator: Ator, dia: date) -> Fila:
    if not ator.pode(permissions.CONTA_ANALISAR):
        return NADA, []
    fila = faturamento.fila_de_contas(ator)
    return medir(fila, "lote__prazo_da_analise", "valor_em_risco", dia), fichas_de_contas(fila[:NO_QUADRO], dia)


def _casos(ator: Ator, dia: date) -> Fila:
    if not ator.pode(permissions.CONTESTACAO_APURAR):
        return NADA, []
    abertos = faturamento.contestacoes(ator).filter(procede__isnull=True)
    primeiros = list(abertos[:NO_QUADRO])
    nomear(caso.item for caso in primeiros)
    return medir(abertos, "protocolo__prazo", "item__valor_informado", dia), fichas_de_casos(primeiros, dia)


def _pagamentos(ator: Ator, grupos: list[PagamentosAVencer], dia: date) -> Fila:
    if not ator.pode(do_pagamento.PAGAMENTO_REGISTRAR):
        return NADA, []
    return somar(grupos, dia), fichas_de_pagamentos(grupos, dia)
