"""From new notices to the channel layer, after commit. The page polls as well, so a lost push loses nothing."""

from __future__ import annotations

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from guiche.comunicacao.models import Notificacao

log = structlog.get_logger(__name__)


def grupo_da_pessoa(usuario_id: int) -> str:
    """Name of the group of one person's open pages."""
    return f"pessoa.{usuario_id}"


def empurrar(notificacoes: list[Notificacao]) -> None:
    """Send each notice to its person's open pages."""
    camada = get_channel_layer()
    for notificacao in notificacoes:
        try:
            async_to_sync(camada.group_send)(
                grupo_da_pessoa(notificacao.usuario_id),
                {
                    "type": "avisar",
                    "titulo": notificacao.titulo,
                    "texto": notificacao.texto,
                    "url": notificacao.url,
                },
            )
        except OSError as erro:
            log.warning("tempo_real.sem_canal", erro=type(erro).__name__)
