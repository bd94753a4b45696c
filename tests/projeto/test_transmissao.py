"""Downloads through the ASGI application: whole, in parts, and without reading a synchronous iterator."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth import get_user_model
from django.test import Client

from guiche.acesso.middleware import SESSAO_VINCULO
from guiche.projeto import transmissao
from guiche.projeto.asgi import application
from tests.cenario import Mundo, mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes

__all__ = ["eventos_protegidos_de_novo", "varias_conexoes"]
pytestmark = pytest.mark.usefixtures("varias_conexoes")


@pytest.fixture
def faturista(varias_conexoes: None) -> Client:
    """A browser of the clinic's faturista."""
    mundo: Mundo = mundo_pequeno()
    client = Client()
    client.force_login(get_user_model().objects.get(pk=mundo.faturista.pk))
    sessao = client.session
    sessao[SESSAO_VINCULO] = mundo.vinculo("faturista", prestador=mundo.prestador).pk
    sessao.save()
    return client


def baixar(client: Client, caminho: str, consulta: str = "", comprimido: bool = False) -> tuple[int, list[bytes]]:
    """(status, parts of the body) of a GET spoken to the ASGI application. A warning fails."""
    cabecalhos = [
        (b"host", b"testserver"),
        (b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode()),
        *([(b"accept-encoding", b"gzip")] if comprimido else []),
    ]
    pedido: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": caminho,
        "query_string": consulta.encode(),
        "headers": cabecalhos,
        "http_version": "1.1",
    }

    async def falar() -> tuple[int, list[bytes]]:
        conversa = ApplicationCommunicator(application, pedido)
        await conversa.send_input({"type": "http.request", "body": b""})
        situacao, partes = (await conversa.receive_output(10))["status"], []
        while (mensagem := await conversa.receive_output(10)).get("more_body"):
            partes.append(mensagem["body"])
        await conversa.wait(10)
        return situacao, [*partes, mensagem.get("body", b"")]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        situacao, partes = async_to_sync(falar)()
    return situacao, [parte for parte in partes if parte]


@pytest.mark.parametrize(("formato", "inicio"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_planilha_sai_inteira(faturista: Client, formato: str, inicio: bytes) -> None:
    situacao, partes = baixar(faturista, "/prestador/lotes/", f"formato={formato}")
    assert (situacao, len(partes)) == (200, 1)
    assert partes[0].startswith(inicio)
    if formato == "csv":
        resposta = faturista.get("/prestador/lotes/?formato=csv")
        assert partes[0] == b"".join(resposta.streaming_content)


def test_comprimida_tambem(faturista: Client) -> None:
    situacao, partes = baixar(faturista, "/prestador/lotes/", "formato=csv", comprimido=True)
    assert situacao == 200
    assert b"".join(partes).startswith(b"\x1f\x8b")


def test_arquivo_grande_sai_em_partes_do_tamanho_pedido() -> None:
    async def todas() -> list[bytes]:
        return [parte async for parte in transmissao.em_partes((b"ab" for _ in range(5)), 4)]

    assert async_to_sync(todas)() == [b"abab", b"abab", b"ab"]
