"""New notices, pushed to the open screens of one person."""

from __future__ import annotations

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from guiche.integracao.tempo_real.envio import grupo_da_pessoa


class AvisosConsumer(AsyncJsonWebsocketConsumer):
    """One socket per open page; the person is the session's, never the client's word."""

    async def connect(self) -> None:
        pessoa = self.scope.get("user")
        if pessoa is None or not pessoa.is_authenticated:
            await self.close(code=4401)
            return
        self.grupo = grupo_da_pessoa(pessoa.pk)
        await self.channel_layer.group_add(self.grupo, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "grupo"):
            await self.channel_layer.group_discard(self.grupo, self.channel_name)

    async def avisar(self, evento: dict[str, Any]) -> None:
        """A notice for this person: how many are new is asked by the page, which knows its portal."""
        await self.send_json({"titulo": evento["titulo"], "texto": evento["texto"], "url": evento["url"]})
