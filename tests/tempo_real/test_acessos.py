"""The live channel of who loses an access closes at once, and opens again for what is left."""

from __future__ import annotations

from typing import Any

import pytest
from channels.layers import channel_layers
from django.test import Client

from guiche.acesso.models import Vinculo
from guiche.acesso.services.vinculos import encerrar, suspender
from guiche.integracao.tempo_real import consumidores
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import acesso, pessoa, titular
from tests.cenario import Mundo, mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes
from tests.tempo_real.test_avisos import Tomada, a_parte, avisar, de_dentro, depressa

__all__ = ["depressa", "eventos_protegidos_de_novo", "varias_conexoes"]
pytestmark = pytest.mark.usefixtures("varias_conexoes")


@pytest.fixture
def mundo_real(varias_conexoes: None) -> Mundo:
    return mundo_pequeno()


def parar(mundo: Mundo, vinculo: Vinculo, verbo: Any) -> None:
    """Suspend or end, and let what follows happen."""
    with escopo(mundo.operadora):
        verbo(titular(mundo), vinculo, "Saiu da clínica.")
        drenar()


def de_nara(mundo: Mundo) -> tuple[Client, Vinculo]:
    """The browser of a secretary of the clinic, and her access."""
    vinculo = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador)
    client = Client()
    client.force_login(vinculo.usuario)
    return client, vinculo


@pytest.mark.parametrize("verbo", [suspender, encerrar])
def test_acesso_que_termina_fecha_o_canal_aberto(mundo_real: Mundo, verbo: Any) -> None:
    client, vinculo = de_nara(mundo_real)

    async def fazer(tomada: Tomada) -> Any:
        await a_parte(parar, mundo_real, vinculo, verbo)
        return await tomada.receive_output(5)

    resposta = de_dentro(client, fazer)
    assert (resposta["type"], resposta["code"]) == ("websocket.close", consumidores.SEM_ACESSO)


def test_quem_ainda_atua_por_outro_abre_de_novo_e_ouve(mundo_real: Mundo) -> None:
    client, vinculo = de_nara(mundo_real)
    acesso(mundo_real.operadora, vinculo.usuario, ["Faturamento"], mundo_real.outro_prestador)
    parar(mundo_real, vinculo, encerrar)

    async def fazer(tomada: Tomada) -> str:
        await a_parte(avisar, mundo_real, vinculo.usuario, "9")
        return await tomada.ouvir()

    assert "Lote 9" in de_dentro(client, fazer)


def test_com_valkey_o_fim_do_acesso_fecha_o_canal_de_outro_processo(
    mundo_real: Mundo, settings: Any, valkey: str
) -> None:
    settings.VALKEY = valkey
    configuracao = {"hosts": [{"address": valkey, "socket_timeout": None}]}
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": configuracao}}
    channel_layers.backends.clear()
    client, vinculo = de_nara(mundo_real)

    async def fazer(tomada: Tomada) -> Any:
        await a_parte(parar, mundo_real, vinculo, encerrar)
        return await tomada.receive_output(5)

    try:
        assert de_dentro(client, fazer)["code"] == consumidores.SEM_ACESSO
    finally:
        channel_layers.backends.clear()
