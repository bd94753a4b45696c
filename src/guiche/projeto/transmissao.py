"""Files leave an ASGI process in parts read by a thread, so that a download never blocks the event loop.

Django's file and gzip responses are synchronous iterators; under ASGI they would be read whole into memory first,
with a warning. Under WSGI nothing changes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import cast

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

PARTE = 256 * 1024


def transmitir(request: HttpRequest, resposta: HttpResponseBase) -> None:
    """Give a streamed answer of an ASGI request an asynchronous iterator."""
    if isinstance(request, ASGIRequest) and isinstance(resposta, StreamingHttpResponse) and not resposta.is_async:
        partes = cast("Iterable[bytes]", resposta.streaming_content)
        resposta.streaming_content = em_partes(partes)


async def em_partes(conteudo: Iterable[bytes], tamanho: int = PARTE) -> AsyncIterator[bytes]:
    """The same bytes, some ``tamanho`` at a time: one visit to a thread each, not one every 4 kB."""
    partes = iter(conteudo)
    while parte := await sync_to_async(_juntar, thread_sensitive=True)(partes, tamanho):
        yield parte


def _juntar(partes: Iterator[bytes], tamanho: int) -> bytes:
    juntas, soma = [], 0
    for parte in partes:
        juntas.append(parte)
        soma += len(parte)
        if soma >= tamanho:
            break
    return b"".join(juntas)
