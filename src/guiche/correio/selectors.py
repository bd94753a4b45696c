"""Letters that an operadora sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from guiche.correio import estados
from guiche.correio.models import Carta
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora, meia_noite

RECENTES: Final = timedelta(days=7)


def cartas(
    ator: Ator,
    *,
    situacao: str = "",
    modelo: str = "",
    para: str = "",
    de: date | None = None,
    ate: date | None = None,
) -> QuerySet[Carta]:
    """Letters of the operadora of the ator, newest first; those of the installation belong to nobody's screen.

    ``para`` is a whole address: who asks already knows it. ``de`` and ``ate`` are local days. None for who has
    units: a letter may be to anybody.
    """
    achadas = Carta.objects.filter(operadora_id=ator.operadora.pk).order_by("-criada_em", "-pk")
    if ator.unidades:
        return achadas.none()
    iguais = {"situacao": situacao, "modelo": modelo, "para": para.strip().lower()}
    achadas = achadas.filter(**{campo: valor for campo, valor in iguais.items() if valor})
    if de is not None:
        achadas = achadas.filter(criada_em__gte=meia_noite(de))
    if ate is not None:
        achadas = achadas.filter(criada_em__lt=meia_noite(ate + timedelta(days=1)))
    return achadas


def quantas_recentes(ator: Ator) -> dict[str, int]:
    """How many letters of the operadora's last seven days are in each state; every state is there.

    Older failures are history: nobody can act on them any more.
    """
    contadas = (
        cartas(ator)
        .filter(criada_em__gte=agora() - RECENTES)
        .order_by()
        .values_list("situacao")
        .annotate(quantas=Count("pk"))
    )
    return dict.fromkeys(estados.ROTULOS, 0) | dict(contadas)
