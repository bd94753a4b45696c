"""Today, in the operadora's time zone. Services ask here; rules receive the date as an argument."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from guiche.nucleo.calendario import Calendario
from guiche.nucleo.escopo import memoria, operadora_atual
from guiche.nucleo.identificadores import SIGLA_DA_UF
from guiche.nucleo.models import Feriado


def hoje() -> date:
    """The local date (America/Sao_Paulo unless set otherwise); ``GUICHE_HOJE`` fixes it for demos and tests."""
    return settings.GUICHE_HOJE or timezone.localdate()


def agora() -> datetime:
    """The current instant, time-zone aware."""
    return timezone.now()


def meia_noite(dia: date) -> datetime:
    """The instant at which a local day begins: ``meia_noite(de) <= x < meia_noite(ate + 1 day)`` is a period."""
    return timezone.make_aware(datetime.combine(dia, time.min))


def em_palavras(momento: datetime) -> str:
    """An instant in local time, as people read it: ``21/11/2026 às 08h09``."""
    return f"{timezone.localtime(momento):%d/%m/%Y às %Hh%M}"


def calendario() -> Calendario:
    """Business-day calendar of the operadora in scope: national, state and municipal holidays of its seat."""
    lembrados = memoria()
    if Calendario not in lembrados:
        sede = operadora_atual().municipio_ibge
        uf = SIGLA_DA_UF.get(sede[:2], "")
        dias = Feriado.objects.filter(municipio_ibge__in=["", sede], uf__in=["", uf])
        locais = frozenset(dias.values_list("dia", flat=True))
        lembrados[Calendario] = Calendario(locais, versao=f"municipio-{sede}" if locais else "nacional")
    calendario: Calendario = lembrados[Calendario]
    return calendario
