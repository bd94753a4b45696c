"""Plain data of the standard: the codes of each domain in each version, and the shipped terms of TUSS.

Codes come from the enumerations of each version's XSD; what the terminology keeps of them (labels, validity)
is read in ``terminologia.fontes``. The extract of TUSS is streamed, never held whole.

Source: tissSimpleTypes (dm_*); ANS tables 18, 19, 20 and 22 of the Representação de Conceitos.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import IO, Any

from guiche.tiss_xml.codec import codec
from guiche.tiss_xml.versoes import RegistroDeVersoes, Versao, registro

TUSS = "tuss/_data/tuss.json"
"""The extract of TUSS, among the data files of the package ``tiss``."""

_BLOCO = 1 << 20


@dataclass(frozen=True, slots=True)
class Termo:
    """Entry of a table with its validity (None = open)."""

    tabela: str
    codigo: str
    termo: str
    descricao: str = ""
    inicio: date | None = None
    fim: date | None = None


def codigos(versao: Versao, tipo: str, registro_de_versoes: RegistroDeVersoes = registro) -> tuple[str, ...]:
    """Codes of a ``dm_*`` type in a version, in the order of the schema, without repetitions. Raises
    KeyError.
    """
    enumeracao = codec(versao, registro_de_versoes).modelo.simples[tipo].enumeracao
    return tuple(dict.fromkeys(codigo for codigo in enumeracao if codigo))


def codigos_glosa_xsd(versao: Versao, registro_de_versoes: RegistroDeVersoes = registro) -> frozenset[str]:
    """Codes of table 38 that an answer in this version may carry without breaking the schema."""
    return frozenset(codigos(versao, "dm_tipoGlosa", registro_de_versoes))


def tuss(tabela: str | None = None) -> Iterator[Termo]:
    """Terms of TUSS tables 18, 19, 20 and 22 of the extract (or one of them), streamed in bounded memory."""
    with resources.files("tiss").joinpath(TUSS).open("rb") as arquivo:
        for lido in _registros(arquivo):
            if tabela is None or lido["tabela"] == tabela:
                yield _termo(lido)


def _registros(arquivo: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Objects of the ``records`` array of a JSON file, one at a time."""
    decodificador = json.JSONDecoder()
    incremental = codecs.getincrementaldecoder("utf-8")()
    pendente = ""
    na_lista = False
    while bloco := arquivo.read(_BLOCO):
        pendente += incremental.decode(bloco)
        if not na_lista:
            inicio = re.search(r'"records"\s*:\s*\[', pendente)
            if inicio is None:
                continue
            pendente = pendente[inicio.end() :]
            na_lista = True
        posicao = 0
        while True:
            while posicao < len(pendente) and pendente[posicao] in " \t\r\n,":
                posicao += 1
            if pendente.startswith("]", posicao):
                return
            try:
                lido, posicao = decodificador.raw_decode(pendente, posicao)
            except json.JSONDecodeError:
                break
            yield lido
        pendente = pendente[posicao:]
    raise ValueError("O arquivo de termos terminou antes do fim da lista.")


def _termo(lido: dict[str, Any]) -> Termo:
    return Termo(
        lido["tabela"],
        lido["codigo"],
        lido["termo"],
        lido.get("descricao", ""),
        _dia(lido.get("vigencia_inicio", "")),
        _dia(lido.get("vigencia_fim", "")),
    )


@lru_cache(maxsize=4096)
def _dia(texto: str) -> date | None:
    return date.fromisoformat(texto) if texto else None
