"""From new notices to the channel layer, after commit. The notice centre keeps them, so a lost push loses nothing."""

from __future__ import annotations

from typing import Any

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from guiche.acesso import events
from guiche.acesso.models import Vinculo
from guiche.comunicacao.models import Notificacao
from guiche.comunicacao.selectors.avisos import dados_do_aviso
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento

log = structlog.get_logger(__name__)


def grupo_da_pessoa(usuario_id: int) -> str:
    """Name of the group of one person's open pages."""
    return f"pessoa.{usuario_id}"


def empurrar(notificacoes: list[Notificacao]) -> None:
    """Send each notice to its person's open pages, in whatever process they are."""
    for notificacao in notificacoes:
        _mandar(notificacao.usuario_id, {"type": "avisar", "aviso": dados_do_aviso(notificacao)})


@assinar(events.VINCULO_SITUACAO)
def conferir_abertos(evento: Evento) -> None:
    """An access was suspended or ended: the person's open sockets look whether they are still worth anything."""
    vinculo = Vinculo.objects.get(pk=evento.alvo)
    _mandar(vinculo.usuario_id, {"type": "conferir_acessos"})


def _mandar(usuario_id: int, mensagem: dict[str, Any]) -> None:
    if not settings.VALKEY:
        return
    try:
        async_to_sync(get_channel_layer().group_send)(grupo_da_pessoa(usuario_id), mensagem)
    except OSError as erro:
        log.warning("tempo_real.sem_canal", erro=type(erro).__name__)
