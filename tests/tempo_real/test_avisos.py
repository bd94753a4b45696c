"""The live notices: only for who is logged in, only their own, and silent once the session ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.layers import channel_layers
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.test import Client

from guiche.acesso.models import Usuario
from guiche.comunicacao.models import Notificacao
from guiche.comunicacao.services.avisos import notificar
from guiche.integracao.tempo_real import consumidores
from guiche.nucleo.escopo import escopo
from guiche.projeto.asgi import application
from tests.cenario import Mundo, mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes

__all__ = ["eventos_protegidos_de_novo", "varias_conexoes"]
pytestmark = pytest.mark.usefixtures("varias_conexoes")
ORIGEM = b"http://testserver"


class Tomada(ApplicationCommunicator):
    """One WebSocket of a browser, spoken to the ASGI application itself."""

    async def conectar(self) -> dict[str, Any]:
        """Open; returns the application's answer, accept or close."""
        await self.send_input({"type": "websocket.connect"})
        return await self.receive_output(5)

    async def ouvir(self) -> str:
        """The next text."""
        return str((await self.receive_output(5))["text"])

    async def desligar(self) -> None:
        """Close as a browser that leaves the page."""
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(5)


@pytest.fixture(autouse=True)
def depressa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumidores, "INTERVALO", 0.05)


@pytest.fixture
def pequeno(varias_conexoes: None) -> Mundo:
    return mundo_pequeno()


def tomada_de(client: Client | None, origem: bytes = ORIGEM) -> Tomada:
    cabecalhos = [(b"origin", origem), (b"host", b"testserver")]
    if client is not None:
        cabecalhos.append((b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode()))
    pedido = {"type": "websocket", "path": "/ws/avisos/", "query_string": b"", "headers": cabecalhos}
    return Tomada(application, {**pedido, "subprotocols": []})


def de_dentro(client: Client, fazer: Callable[[Tomada], Awaitable[Any]]) -> Any:
    async def rodar() -> Any:
        tomada = tomada_de(client)
        assert (await tomada.conectar())["type"] == "websocket.accept"
        await asyncio.sleep(0.15)
        try:
            return await fazer(tomada)
        finally:
            await tomada.desligar()

    return async_to_sync(rodar)()


async def a_parte(fazer: Callable[..., Any], *dados: Any) -> Any:
    """Do something in another thread, with a connection of its own that is given back."""
    return await database_sync_to_async(fazer, thread_sensitive=False)(*dados)


def avisar(mundo: Mundo, usuario: Any, chave: str) -> None:
    with escopo(mundo.operadora):
        Notificacao.objects.create(usuario=usuario, portal="prestador", titulo=f"Lote {chave}", chave=chave)


def test_quem_nao_entrou_nao_ouve_nada() -> None:
    resposta = async_to_sync(tomada_de(None).conectar)()
    assert (resposta["type"], resposta["code"]) == ("websocket.close", consumidores.SEM_LOGIN)


def test_pagina_de_outro_endereco_e_recusada(pequeno: Mundo) -> None:
    client = Client()
    client.force_login(pequeno.faturista)
    resposta = async_to_sync(tomada_de(client, b"https://mau.example").conectar)()
    assert resposta["type"] == "websocket.close"


@pytest.mark.requisito("B-22")
def test_o_aviso_chega_so_a_pessoa(pequeno: Mundo) -> None:
    client = Client()
    client.force_login(pequeno.faturista)

    async def fazer(tomada: Tomada) -> str:
        await a_parte(avisar, pequeno, pequeno.analista, "alheio")
        await a_parte(avisar, pequeno, pequeno.faturista, "1 <b>recebido</b>")
        chegou = await tomada.ouvir()
        assert await tomada.receive_nothing(0.3)
        return chegou

    chegou = de_dentro(client, fazer)
    assert "Lote 1 &lt;b&gt;recebido&lt;/b&gt;" in chegou
    assert "alheio" not in chegou


def test_sessao_encerrada_nao_ouve_mais(pequeno: Mundo) -> None:
    client = Client()
    client.force_login(pequeno.faturista)

    async def fazer(tomada: Tomada) -> Any:
        await a_parte(Session.objects.all().delete)
        await a_parte(avisar, pequeno, pequeno.faturista, "2")
        return await tomada.receive_output(5)

    resposta = de_dentro(client, fazer)
    assert (resposta["type"], resposta["code"]) == ("websocket.close", consumidores.SEM_LOGIN)


def test_o_aviso_ao_vivo_diz_de_quem_e_e_abre_pelo_proprio_endereco(pequeno: Mundo) -> None:
    client = Client()
    client.force_login(pequeno.faturista)

    def dizer() -> None:
        with escopo(pequeno.operadora):
            alvo = Q(pk=pequeno.vinculo("faturista").pk)
            notificar(alvo, "prestador", titulo="Lote pago", url="/prestador/lotes/", chave="u1")

    async def fazer(tomada: Tomada) -> str:
        await a_parte(dizer)
        return await tomada.ouvir()

    chegou = de_dentro(client, fazer)
    with escopo(pequeno.operadora):
        aviso = Notificacao.objects.get()
    assert f'data-aviso="{aviso.pk}"' in chegou and f'href="/avisos/{aviso.pk}/"' in chegou
    assert str(pequeno.prestador) in chegou and "/prestador/lotes/" not in chegou


@pytest.mark.requisito("B-22")
def test_quem_pediu_para_nao_ser_interrompido_nao_ouve_nada(pequeno: Mundo) -> None:
    client = Client()
    client.force_login(pequeno.faturista)

    def calar(calado: bool) -> None:
        Usuario.objects.filter(pk=pequeno.faturista.pk).update(avisos_ao_vivo=not calado)

    async def fazer(tomada: Tomada) -> str:
        await a_parte(calar, True)
        await a_parte(avisar, pequeno, pequeno.faturista, "calado")
        assert await tomada.receive_nothing(0.3)
        await a_parte(calar, False)
        await a_parte(avisar, pequeno, pequeno.faturista, "ouvido")
        return await tomada.ouvir()

    assert "Lote ouvido" in de_dentro(client, fazer)
    with escopo(pequeno.operadora):
        assert Notificacao.objects.count() == 2


def test_com_valkey_o_aviso_vai_de_processo_a_processo(pequeno: Mundo, settings: Any, valkey: str) -> None:
    settings.VALKEY = valkey
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [{"address": valkey, "socket_timeout": None}]},
        }
    }
    channel_layers.backends.clear()
    client = Client()
    client.force_login(pequeno.faturista)

    def dizer() -> None:
        with escopo(pequeno.operadora):
            alvo = Q(pk=pequeno.vinculo("faturista").pk)
            notificar(alvo, "prestador", titulo="Pagamento pronto", chave="p1")

    async def fazer(tomada: Tomada) -> str:
        await a_parte(dizer)
        return await tomada.ouvir()

    try:
        assert "Pagamento pronto" in de_dentro(client, fazer)
    finally:
        channel_layers.backends.clear()
