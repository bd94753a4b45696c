"""Deadline of delivery as the prestador sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from guiche.cadastro.selectors.prestadores import contrato_em
from guiche.faturamento.models import Lote
from guiche.faturamento.regras.entrega import competencia_da_entrega
from guiche.faturamento.regras.recurso import ultimo_dia_para_recorrer
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia

ENTREGA_SEM_CONTRATO = 31
RECURSO_SEM_CONTRATO = 30


@dataclass(frozen=True, slots=True)
class Entrega:
    """Last day to deliver for the competência that takes what is sent today. ``dias_para_recurso`` of the
    contract, calendar days.
    """

    prazo: date
    competencia: Competencia
    vence_hoje: bool
    dias_para_recurso: int


def entrega_do_contrato(ator: Ator, dia: date) -> Entrega:
    """Deadline of the contract in force of the prestador acted for; without a contract, the end of the month."""
    contrato = contrato_em(ator.vinculo.prestador, dia)
    limite = contrato.dia_limite_entrega if contrato else ENTREGA_SEM_CONTRATO
    alvo = competencia_da_entrega(dia, limite)
    prazo = alvo.primeiro_dia.replace(day=min(limite, alvo.ultimo_dia.day))
    recurso = contrato.dias_para_recurso if contrato else RECURSO_SEM_CONTRATO
    return Entrega(prazo, alvo, prazo == dia, recurso)


def recorrer_ate(lote: Lote, entrega: Entrega) -> date | None:
    """Last day to contest the glosas of a closed lote, or None while it is open."""
    if lote.fechado_em is None:
        return None
    return ultimo_dia_para_recorrer(timezone.localdate(lote.fechado_em), entrega.dias_para_recurso)


def contestaveis(lotes: Iterable[Lote], entrega: Entrega) -> list[tuple[Lote, date]]:
    """Closed lotes with glosa and the last day to contest each, the first to expire first."""
    prazos = ((lote, recorrer_ate(lote, entrega)) for lote in lotes if lote.valor_glosa)
    abertos = [(lote, prazo) for lote, prazo in prazos if prazo is not None]
    return sorted(abertos, key=lambda par: (par[1], par[0].pk))
