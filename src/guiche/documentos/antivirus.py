"""Optional second opinion on a received file: a ClamAV daemon spoken to over TCP, by its INSTREAM command.

Source: clamd(8), command INSTREAM: chunks of a 4-byte big-endian size and the bytes, ended by a size of zero.
"""

from __future__ import annotations

import socket
import struct
from typing import Final

from django.conf import settings

ESPERA_EM_SEGUNDOS: Final = 20.0
_PARTE: Final = 64 * 1024
_RESPOSTA_MAXIMA: Final = 4096


class AntivirusIndisponivel(Exception):
    """The daemon did not answer, or did not answer yes or no."""


def ameaca(conteudo: bytes) -> str | None:
    """Name of the threat the daemon sees in the bytes; None when it sees none or no daemon is set
    (``GUICHE_CLAMAV``, ``host:port``). Raises AntivirusIndisponivel.
    """
    endereco: str = settings.GUICHE_CLAMAV
    if not endereco:
        return None
    maquina, _, porta = endereco.rpartition(":")
    try:
        with socket.create_connection((maquina, int(porta)), timeout=ESPERA_EM_SEGUNDOS) as ligacao:
            ligacao.sendall(b"zINSTREAM\0")
            for inicio in range(0, len(conteudo), _PARTE):
                parte = conteudo[inicio : inicio + _PARTE]
                ligacao.sendall(struct.pack("!L", len(parte)) + parte)
            ligacao.sendall(struct.pack("!L", 0))
            resposta = _ler(ligacao)
    except (OSError, ValueError) as erro:
        raise AntivirusIndisponivel(type(erro).__name__) from erro
    if resposta == "stream: OK":
        return None
    if resposta.startswith("stream: ") and resposta.endswith(" FOUND"):
        return resposta.removeprefix("stream: ").removesuffix(" FOUND")
    raise AntivirusIndisponivel("resposta desconhecida")


def _ler(ligacao: socket.socket) -> str:
    lido = b""
    while b"\0" not in lido and len(lido) < _RESPOSTA_MAXIMA and (parte := ligacao.recv(_RESPOSTA_MAXIMA)):
        lido += parte
    return lido.partition(b"\0")[0].decode("utf-8", "replace").strip()
