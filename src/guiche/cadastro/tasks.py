"""Subscribers and periodic work of the registers: thin, repeatable."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction

from guiche.cadastro import events
from guiche.cadastro.models import Aditivo
from guiche.cadastro.services.aditivos import escrever_aos_prestadores, lembrar_dos_prazos
from guiche.cadastro.services.atualizacoes import aplicar_vencidas
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import periodica, tarefa

log = structlog.get_logger(__name__)


@periodica(cada=timedelta(hours=1))
@tarefa
def aplicar_atualizacoes() -> None:
    """Put approved changes into the record on their day."""
    with transaction.atomic():
        quantas = aplicar_vencidas(Ator.sistema(operadora_atual()))
    log.info("cadastro.atualizacoes_aplicadas", operadora=operadora_atual().pk, quantas=quantas)


@periodica(cada=timedelta(hours=24))
@tarefa
def lembrar_dos_aditivos() -> None:
    """Remind who may sign of amendments whose deadline is near."""
    with transaction.atomic():
        lembrar_dos_prazos(Ator.sistema(operadora_atual()))


@assinar(events.ADITIVO_PUBLICADO)
def avisar_do_aditivo(evento: Evento) -> None:
    """Write to every prestador that an amendment concerns."""
    escrever_aos_prestadores(Aditivo.objects.get(pk=evento.alvo))
