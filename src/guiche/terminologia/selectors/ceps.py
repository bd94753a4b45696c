"""Reads of the table of CEP. Global rows: no scope and no ator."""

from __future__ import annotations

from guiche.nucleo.identificadores import so_digitos
from guiche.terminologia.models import Cep


def endereco_do_cep(cep: str) -> Cep | None:
    """The address of a CEP, mask ignored; None when the table does not have it, which does not make it wrong."""
    numero = so_digitos(cep)
    return Cep.objects.filter(pk=numero).first() if len(numero) == 8 else None
