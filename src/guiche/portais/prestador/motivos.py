"""The reasons of table 38 in the case people read: the table shouts."""

from __future__ import annotations

from typing import Final

from guiche.terminologia.selectors.termos import descricao_glosa

_SIGLAS: Final = frozenset(
    {"ANS", "CBO", "CBOS", "CID", "CNES", "CNPJ", "CPF", "OPME", "RN", "SADT", "SP/SADT", "TISS", "TUSS", "UF", "UTI"}
)


def motivo(codigo: str) -> str:
    """``VALOR APRESENTADO A MAIOR`` → ``Valor apresentado a maior``; empty for an unknown code."""
    palavras = [p if p.strip("().,;") in _SIGLAS else p.lower() for p in descricao_glosa(codigo).split()]
    dito = " ".join(palavras)
    return dito[:1].upper() + dito[1:]
