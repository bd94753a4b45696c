"""Usernames: what one may look like, and others to offer when it is taken.

Source: requirement U-04 ("sem espaços e acentos").
"""

from __future__ import annotations

import re
from typing import Final

from guiche.nucleo.texto import para_busca

TAMANHO_MINIMO: Final = 3
TAMANHO_MAXIMO: Final = 30
_PARTES: Final = re.compile(r"[a-z0-9]+")
_FORMA: Final = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")


def simplificar(texto: str) -> str:
    """The nearest username to what was typed: small letters without accents, spaces as dots ("Ana Lúcia" →
    "ana.lucia"). May come out shorter than allowed.
    """
    partes = ".".join(_PARTES.findall(para_busca(texto).lower()))
    return partes.lstrip("0123456789.")[:TAMANHO_MAXIMO].rstrip(".")


def problema(login: str) -> str:
    """Why a username, already in small letters, can't be used; empty when it can."""
    if " " in login:
        return "O usuário não pode ter espaços."
    if not login.isascii():
        return "O usuário não pode ter acentos."
    if not TAMANHO_MINIMO <= len(login) <= TAMANHO_MAXIMO:
        return f"O usuário tem de {TAMANHO_MINIMO} a {TAMANHO_MAXIMO} caracteres."
    if not _FORMA.fullmatch(login):
        return "Comece por uma letra e use só letras, números, ponto, hífen ou sublinhado entre eles."
    return ""


def candidatos(base: str, ano: int) -> tuple[str, ...]:
    """Usernames near a taken one, best first; whoever asks leaves out those that are taken too."""
    raiz = simplificar(base)[: TAMANHO_MAXIMO - 5] or "usuario"
    raiz = raiz if len(raiz) >= TAMANHO_MINIMO else f"{raiz}.usuario"
    return (*(f"{raiz}{numero}" for numero in range(2, 10)), f"{raiz}.{ano}", *(f"{raiz}{n}" for n in range(10, 40)))
