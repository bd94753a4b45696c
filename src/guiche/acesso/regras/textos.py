"""Texts that people agree to: their fingerprint, how they are read, what changed from one version to the next."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_VAZIAS: Final = re.compile(r"\n\s*\n")
Mudanca = Literal["igual", "saiu", "entrou"]


@dataclass(frozen=True, slots=True)
class Trecho:
    """One part of a text: ``titulo`` (a line after ``# ``), ``lista`` (lines after ``- ``) or ``paragrafo``."""

    tipo: str
    linhas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diferenca:
    """One paragraph of a comparison: kept, gone or new."""

    mudanca: Mudanca
    texto: str


def normalizar_texto(texto: str) -> str:
    """The text as it is kept: line breaks of one kind, no blanks at the ends of lines or of the whole."""
    linhas = texto.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(linha.rstrip() for linha in linhas).strip()


def impressao(titulo: str, texto: str) -> str:
    """SHA-256, in hexadecimal, of title and text: what ties an acceptance to the words that were accepted."""
    return hashlib.sha256(f"{titulo}\n\n{texto}".encode()).hexdigest()


def trechos(texto: str) -> list[Trecho]:
    """The parts of a normalised text, in order."""
    return [_trecho(parte) for parte in _VAZIAS.split(texto) if parte.strip()]


def comparar(antes: str, depois: str) -> list[Diferenca]:
    """Heading by heading, paragraph by paragraph and item by item, what is equal, what is gone and what is new."""
    velhos, novos = _unidades(antes), _unidades(depois)
    saida: list[Diferenca] = []
    for tipo, a, b, c, d in SequenceMatcher(a=velhos, b=novos, autojunk=False).get_opcodes():
        if tipo == "equal":
            saida += [Diferenca("igual", texto) for texto in velhos[a:b]]
        else:
            saida += [Diferenca("saiu", texto) for texto in velhos[a:b]]
            saida += [Diferenca("entrou", texto) for texto in novos[c:d]]
    return saida


def _unidades(texto: str) -> list[str]:
    marca = {"lista": "• "}
    return [f"{marca.get(trecho.tipo, '')}{linha}" for trecho in trechos(texto) for linha in trecho.linhas]


def _trecho(parte: str) -> Trecho:
    linhas = [linha.strip() for linha in parte.strip().splitlines()]
    if len(linhas) == 1 and linhas[0].startswith("# "):
        return Trecho("titulo", (linhas[0][2:].strip(),))
    if all(linha.startswith("- ") for linha in linhas):
        return Trecho("lista", tuple(linha[2:].strip() for linha in linhas))
    return Trecho("paragrafo", (" ".join(linhas),))
