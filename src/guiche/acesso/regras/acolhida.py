"""Answers of the entry page: plain text in which a name in brackets leads to a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LINKS: Final = (
    "obter acesso",
    "novo usuário",
    "criar outra senha",
    "alterar a senha",
    "mudar o e-mail",
)
"""What may stand in brackets. The portals know which page each one is."""
_COLCHETES: Final = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Parte:
    """A stretch of an answer; ``link`` is one of :data:`LINKS`, or empty for plain text."""

    texto: str
    link: str = ""


def partes(resposta: str) -> list[Parte]:
    """The stretches of an answer, in order; what is in brackets and is no link stays as it was written."""
    saida: list[Parte] = []
    fim = 0
    for achado in _COLCHETES.finditer(resposta):
        nome = _nome(achado.group(1))
        if nome not in LINKS:
            continue
        saida += [Parte(resposta[fim : achado.start()]), Parte(achado.group(1).strip(), nome)]
        fim = achado.end()
    return [parte for parte in (*saida, Parte(resposta[fim:])) if parte.texto]


def desconhecidos(resposta: str) -> list[str]:
    """What stands in brackets and leads nowhere, as it was written."""
    return [nome for nome in _COLCHETES.findall(resposta) if _nome(nome) not in LINKS]


def pares(textos: Sequence[str]) -> list[tuple[str, str]]:
    """Questions and answers kept one after the other."""
    return list(zip(textos[::2], textos[1::2], strict=True))


def _nome(escrito: str) -> str:
    return " ".join(escrito.lower().split())
