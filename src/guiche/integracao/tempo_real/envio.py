"""From new notices to the channel layer, after commit. The notice centre keeps them, so a lost push loses nothing."""

from __future__ import annotations

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from guiche.comunicacao.models import Notificacao
from guiche.comunicacao.selectors import dados_do_aviso

log = structlog.get_logger(__name__)


def grupo_da_pessoa(usuario_id: int) -> str:
    """Name of the group of one person's open pages."""
    return f"pessoa.{usuario_id}"


def empurrar(notificacoes: list[Notificacao]) -> None:
    """Send each notice to its person's open pages, in whatever process they are."""
    if not settings.VALKEY:
        return
    enviar = async_to_sync(get_channel_layer().group_send)
    for notificacao in notificacoes:
        try:
            enviar(
                grupo_da_pessoa(notificacao.usuario_id),
                {"type": "avisar", "aviso": dados_do_aviso(notificacao)},
            )
        except OSError as erro:
            log.warning("tempo_real.sem_canal", erro=type(erro).__name__)
