"""Today, in the operadora's time zone. Services ask here; rules receive the date as an argument."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from guiche.nucleo.calendario import Calendario
from guiche.nucleo.escopo import memoria, operadora_atual
from guiche.nucleo.models import Feriado


def hoje() -> date:
    """The local date (America/Sao_Paulo unless set otherwise); ``GUICHE_HOJE`` fixes it for demos and tests."""
    return settings.GUICHE_HOJE or timezone.localdate()


def agora() -> datetime:
    """The current instant, time-zone aware."""
    return timezone.now()


def calendario() -> Calendario:
    """Business-day calendar of the operadora in scope: national, state and municipal holidays of its seat."""
    lembrados = memoria()
    if Calendario not in lembrados:
        sede = operadora_atual().municipio_ibge
        dias = Feriado.objects.filter(municipio_ibge__in=["", sede], uf__in=["", sede[:2]])
        lembrados[Calendario] = Calendario(frozenset(dias.values_list("dia", flat=True)))
    calendario: Calendario = lembrados[Calendario]
    return calendario
