"""The login a message carries, covered before its bytes are kept."""

from __future__ import annotations

import gzip
import re
from typing import Final

from guiche.tiss_xml.leitura import GZIP, DefeitoTiss, descomprimir

COBERTO: Final = b"***"
CABECALHO: Final = 65_536
"""Bytes at the start of a message where the login is looked for: the header comes first and has under 2 kB, and
no damaged body can make the search slow."""
_ELEMENTO = re.compile(
    rb"""(<(?P<nome>(?:[^\s<>/:!?]+:)?(?:login|senha)Prestador)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?(?<!/)>)"""
    rb"""(?:[^<]|<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>)*"""
    rb"""(</(?P=nome)\s*>)""",
    re.DOTALL,
)


def sem_credencial(conteudo: bytes) -> bytes:
    """The same message with ``***`` in the place of ``loginPrestador`` and ``senhaPrestador``.

    The copy stays valid by the schema and every other byte is the one received; a gzip is opened, covered and
    compressed again. A SHA-256 taken over the bytes received proves what came; it can be checked again by who sent
    the message, not from this copy, and so with the MD5 of the epilogue, which covers the login too. The password
    can't be read back: its MD5 without salt is what a web-service caller proves to know, as good as the password
    itself.

    A gzip that does not open whole, or gives more than 20 MB, leaves nothing: what it hides can't be covered, and the
    message in it was refused. Source: TISS Componente Organizacional 114 (login in the header);
    Segurança e Privacidade 51, 69.
    """
    if not conteudo.startswith(GZIP):
        return _coberto(conteudo)
    try:
        aberto = descomprimir(conteudo)
    except DefeitoTiss:
        return b""
    coberto = _coberto(aberto)
    return conteudo if coberto == aberto else gzip.compress(coberto, mtime=0)


def _coberto(conteudo: bytes) -> bytes:
    return _ELEMENTO.sub(rb"\1" + COBERTO + rb"\3", conteudo[:CABECALHO]) + conteudo[CABECALHO:]
