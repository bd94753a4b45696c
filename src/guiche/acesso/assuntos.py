"""The subjects on which a person decides, one by one, who of the family may see their data.

Nothing is shared before the person says so: health data need a consent that is specific and stands out.
Source: LGPD art. 8 (may be withdrawn at any time, freely) and art. 11 I (specific and for a stated purpose).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Assunto:
    """One subject. ``mostra`` is the sentence the person agrees to; its hash goes into the evidence."""

    codigo: str
    rotulo: str
    mostra: str


CARTAO: Final = "cartao"
EXTRATO: Final = "extrato"
AUTORIZACOES: Final = "autorizacoes"
DOCUMENTOS: Final = "documentos"
PROTOCOLOS: Final = "protocolos"
REEMBOLSO: Final = "reembolso"

ASSUNTOS: Final[dict[str, Assunto]] = {
    assunto.codigo: assunto
    for assunto in (
        Assunto(CARTAO, "Cartão", "Número do cartão, plano e validade."),
        Assunto(EXTRATO, "Extrato", "O que você usou, quando, onde e quanto custou, na tela e em planilha."),
        Assunto(AUTORIZACOES, "Autorizações", "O que foi pedido, por quem, e o que a operadora decidiu."),
        Assunto(DOCUMENTOS, "Documentos", "Declarações, cartas e extratos em PDF com o seu nome."),
        Assunto(PROTOCOLOS, "Protocolos", "O que você perguntou ou contestou e o que foi respondido."),
        Assunto(REEMBOLSO, "Reembolsos", "O que você pediu de volta, os recibos e o valor pago."),
    )
}


def rotulos(codigos: Iterable[str]) -> str:
    """Names of several subjects, in the order of the catalogue: ``Cartão, Extrato``. Unknown codes raise KeyError."""
    pedidos = {ASSUNTOS[codigo].codigo for codigo in codigos}
    return ", ".join(assunto.rotulo for codigo, assunto in ASSUNTOS.items() if codigo in pedidos)


def texto_sha256(codigo: str) -> str:
    """Hash of the words agreed to, kept as evidence of what the person read. Raises KeyError."""
    assunto = ASSUNTOS[codigo]
    return hashlib.sha256(f"{assunto.rotulo}: {assunto.mostra}".encode()).hexdigest()
