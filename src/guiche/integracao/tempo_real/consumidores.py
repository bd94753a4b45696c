"""New notices, pushed to the open screens of one person."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.template.loader import render_to_string

from guiche.acesso.selectors.relacionamentos import acessos_em_vigor
from guiche.comunicacao.selectors.avisos import dados_do_aviso, novas_da_pessoa, quer_avisos_ao_vivo, ultima_da_pessoa
from guiche.integracao.tempo_real.envio import grupo_da_pessoa

INTERVALO = 2.0
SEM_LOGIN = 4401
SEM_ACESSO = 4403


class AvisosConsumer(AsyncWebsocketConsumer):
    """One socket per open page; the person is the session's, never the client's word.

    With Valkey every process reaches every socket. Without it (demo, one small machine) the worker is
    another process, so the socket itself looks for news every two seconds.

    A socket is worth the accesses the person had when it opened: as soon as one of them ends or is suspended it
    closes, and the page that still has a right to one opens another.
    """

    async def connect(self) -> None:
        pessoa = self.scope.get("user")
        if pessoa is None or not pessoa.is_authenticated:
            await self.close(code=SEM_LOGIN)
            return
        self.pessoa_id: int = pessoa.pk
        self.acessos = await database_sync_to_async(acessos_em_vigor)(self.pessoa_id)
        await self.accept()
        if settings.VALKEY:
            await self.channel_layer.group_add(grupo_da_pessoa(self.pessoa_id), self.channel_name)
        else:
            self.vigia = asyncio.create_task(self._vigiar())

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "vigia"):
            self.vigia.cancel()
        elif hasattr(self, "pessoa_id"):
            await self.channel_layer.group_discard(grupo_da_pessoa(self.pessoa_id), self.channel_name)

    async def avisar(self, evento: dict[str, Any]) -> None:
        """Show one notice: a fragment that htmx puts into the live region.

        A session that ended hears nothing, nor does who has just asked not to be disturbed.
        """
        if not await database_sync_to_async(self._sessao_viva)():
            await self.close(code=SEM_LOGIN)
            return
        if not await self.conferir_acessos():
            return
        if await database_sync_to_async(quer_avisos_ao_vivo)(self.pessoa_id):
            await self.send(text_data=render_to_string("componentes/aviso_ao_vivo.html", evento["aviso"]))

    async def conferir_acessos(self, evento: dict[str, Any] | None = None) -> bool:
        """Close when an access the socket was opened with is no longer in force; whether it goes on."""
        if self.acessos <= await database_sync_to_async(acessos_em_vigor)(self.pessoa_id):
            return True
        await self.close(code=SEM_ACESSO)
        return False

    def _sessao_viva(self) -> bool:
        guardadas = import_module(settings.SESSION_ENGINE).SessionStore
        sessao = guardadas(self.scope["session"].session_key).load()
        return bool(sessao.get(SESSION_KEY) == str(self.pessoa_id))

    async def _vigiar(self) -> None:
        ultima = await database_sync_to_async(ultima_da_pessoa)(self.pessoa_id)
        while True:
            await asyncio.sleep(INTERVALO)
            if not await self.conferir_acessos():
                return
            for notificacao in await database_sync_to_async(novas_da_pessoa)(self.pessoa_id, ultima):
                ultima = notificacao.pk
                await self.avisar({"aviso": dados_do_aviso(notificacao)})
