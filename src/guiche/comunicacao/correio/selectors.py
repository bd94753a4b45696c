"""Letters that an operadora sent."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from guiche.comunicacao import estados
from guiche.comunicacao.models_correio import Carta
from guiche.nucleo.ator import Ator


def cartas(ator: Ator) -> QuerySet[Carta]:
    """Letters of the operadora of the ator, newest first; those of the installation belong to nobody's screen."""
    return Carta.objects.filter(operadora_id=ator.operadora.pk).order_by("-criada_em", "-pk")


def quantas_por_situacao(ator: Ator) -> dict[str, int]:
    """How many letters of the operadora are in each state; every state is there."""
    contadas = cartas(ator).order_by().values_list("situacao").annotate(quantas=Count("pk"))
    return dict.fromkeys(estados.ROTULOS, 0) | dict(contadas)
