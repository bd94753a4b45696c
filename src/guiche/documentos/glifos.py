"""Which characters the documents' font can draw, read from the font itself.

PDF/A and PDF/UA refuse a page with a character that no glyph shows, so one emoji in a name would cost the
whole document. Such a character becomes ``�``, visibly; invisible ones disappear.

Source: ISO 19005-2 (PDF/A-2) 6.2.11; OpenType 1.9, table ``cmap``, format 12.
"""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path
from typing import Final

SUBSTITUTO: Final = "�"
_UNICODE_COMPLETO: Final = (3, 10)


class Glifos(dict[int, str | None]):
    """Table for ``str.translate``: decides each character once."""

    def __init__(self, fonte: Path) -> None:
        super().__init__()
        self._desenhados = caracteres_da_fonte(fonte.read_bytes())

    def __missing__(self, ponto: int) -> str | None:
        letra = chr(ponto)
        if letra.isspace():
            decisao: str | None = "\n" if letra == "\n" else "\u00a0" if letra == "\u00a0" else " "
        elif unicodedata.category(letra) in ("Cc", "Cf"):
            decisao = None
        else:
            decisao = letra if ponto in self._desenhados else SUBSTITUTO
        self[ponto] = decisao
        return decisao

    def limpar(self, texto: str) -> str:
        """The text in composed form (NFC) with only what the font draws."""
        return unicodedata.normalize("NFC", texto).translate(self)


def caracteres_da_fonte(fonte: bytes) -> frozenset[int]:
    """Code points of a TrueType font, private ones left out. Raises ValueError without a full Unicode map."""
    tabelas = struct.unpack_from(">H", fonte, 4)[0]
    diretorio = {fonte[12 + 16 * i : 16 + 16 * i]: 12 + 16 * i for i in range(tabelas)}
    cmap = struct.unpack_from(">I", fonte, diretorio[b"cmap"] + 8)[0]
    for i in range(struct.unpack_from(">H", fonte, cmap + 2)[0]):
        plataforma, codificacao, desvio = struct.unpack_from(">HHI", fonte, cmap + 4 + 8 * i)
        inicio = cmap + desvio
        formato = struct.unpack_from(">H", fonte, inicio)[0]
        if ((plataforma, codificacao), formato) == (_UNICODE_COMPLETO, 12):
            return frozenset(_grupos(fonte, inicio))
    raise ValueError("A fonte não tem um mapa Unicode completo.")


def _grupos(fonte: bytes, inicio: int) -> set[int]:
    pontos: set[int] = set()
    for grupo in range(struct.unpack_from(">I", fonte, inicio + 12)[0]):
        primeiro, ultimo, glifo = struct.unpack_from(">III", fonte, inicio + 16 + 12 * grupo)
        pontos.update(range(primeiro if glifo else primeiro + 1, ultimo + 1))
    return {ponto for ponto in pontos if unicodedata.category(chr(ponto)) not in ("Co", "Cs", "Cn")}
