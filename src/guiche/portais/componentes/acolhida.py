"""The pages that the answers of the entry page lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.urls import reverse

from guiche.acesso.acolhida import Acolhida
from guiche.acesso.regras.acolhida import Parte

COM_CADASTRO: Final = ("prestador", "beneficiario")
"""Audiences whose access is proved by registry data."""
Duvidas = list[tuple[str, list[tuple[str, str]]]]


def duvidas_com_enderecos(acolhida: Acolhida, registro: str, portal: str) -> Duvidas:
    """Each question with the stretches of its answer: text, and address when it is a link."""
    return [
        (duvida.pergunta, [(parte.texto, _endereco(parte, registro, portal)) for parte in duvida.resposta])
        for duvida in acolhida.duvidas
    ]


def obter_acesso(registro: str, portal: str) -> str:
    """Where somebody known to the operadora gets the first access; who did not say from where they come chooses."""
    if registro and portal in COM_CADASTRO:
        return reverse("publico:obter_acesso", args=[registro, portal])
    return reverse("publico:como_obter_acesso")


def _endereco(parte: Parte, registro: str, portal: str) -> str:
    return _PAGINAS[parte.link](registro, portal) if parte.link else ""


_PAGINAS: Final[dict[str, Callable[[str, str], str]]] = {
    "obter acesso": obter_acesso,
    "novo usuário": lambda registro, portal: reverse("publico:novo_usuario"),
    "criar outra senha": lambda registro, portal: reverse("publico:esqueci"),
    "alterar a senha": lambda registro, portal: reverse("conta:senha"),
    "mudar o e-mail": lambda registro, portal: reverse("conta:emails"),
}
