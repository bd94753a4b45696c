"""The end of a term told in advance, and the periodic question "does this person still need access?".

Nothing is taken away for want of an answer: the question is asked again (requirement X-11). Both verbs run by
themselves, for the operadora in scope, and bear repetition.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Final

from django.db.models import Max

from guiche.acesso import cartas, events
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.relacoes import DELEGADOS, a_confirmar
from guiche.acesso.services.vinculos import escrever_a_pessoa
from guiche.cadastro.models import Prestador
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, hoje

PERGUNTA_DE_NOVO: Final = timedelta(days=30)


def avisar_do_fim() -> int:
    """Register, once for each end date, that an active access is about to end; returns how many were new.

    ``AcessoConfig.aviso_fim_dias`` says how long before; 0 = never.
    """
    dias, dia = config(AcessoConfig).aviso_fim_dias, hoje()
    if not dias:
        return 0
    perto = list(
        Vinculo.objects.filter(situacao=Vinculo.Situacao.ATIVO, vigencia_fim__range=(dia, dia + timedelta(days=dias)))
        .select_related("operadora", "usuario", "prestador", "beneficiario", "contrato")
        .order_by("pk")
    )
    avisados = set(
        Evento.objects.filter(
            tipo=events.VINCULO_A_TERMINAR.codigo, objeto_id__in=[vinculo.pk for vinculo in perto]
        ).values_list("objeto_id", "fato__fim")
    )
    sistema = Ator.sistema(operadora_atual())
    novos = [vinculo for vinculo in perto if (vinculo.pk, _iso(vinculo)) not in avisados]
    for vinculo in novos:
        fato = {"usuario": vinculo.usuario_id, "fim": _iso(vinculo)}
        eventos.registrar(events.VINCULO_A_TERMINAR, vinculo, sistema, fato)
        escrever_a_pessoa(vinculo, cartas.ACESSO_A_TERMINAR, {"fim": f"{vinculo.vigencia_fim:%d/%m/%Y}"})
    return len(novos)


def abrir_revisoes() -> int:
    """Ask each prestador with accesses to confirm, and again every thirty days while it does not answer.

    ``AcessoConfig.revisao_dias`` is the interval of the review; 0 = none. Returns how many were asked.
    """
    dias, dia = config(AcessoConfig).revisao_dias, hoje()
    esperam: dict[int, list[int]] = defaultdict(list)
    abertos = Vinculo.objects.filter(portal=Portal.PRESTADOR, tipo__in=DELEGADOS, prestador__isnull=False)
    for vinculo in abertos.exclude(situacao=Vinculo.Situacao.ENCERRADO).order_by("pk"):
        if vinculo.prestador_id is not None and a_confirmar(vinculo, dias, dia):
            esperam[vinculo.prestador_id].append(vinculo.pk)
    perguntados = dict(
        Evento.objects.filter(tipo=events.REVISAO_ABERTA.codigo, objeto_id__in=list(esperam))
        .values_list("objeto_id")
        .annotate(ultima=Max("criado_em"))
    )
    sistema = Ator.sistema(operadora_atual())
    antes_de = agora() - PERGUNTA_DE_NOVO
    novos = [pk for pk in esperam if pk not in perguntados or perguntados[pk] <= antes_de]
    for prestador in Prestador.objects.filter(pk__in=novos).order_by("pk"):
        eventos.registrar(events.REVISAO_ABERTA, prestador, sistema, {"vinculos": esperam[prestador.pk]})
    return len(novos)


def _iso(vinculo: Vinculo) -> str:
    return vinculo.vigencia_fim.isoformat() if vinculo.vigencia_fim else ""
