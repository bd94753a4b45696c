"""Text as it is compared: no accents, upper case, single spaces."""

from __future__ import annotations

import unicodedata


def para_busca(texto: str) -> str:
    """Without accents, upper case, single spaces: "Órtese  e prótese" → "ORTESE E PROTESE"."""
    decomposto = unicodedata.normalize("NFKD", texto)
    return " ".join("".join(c for c in decomposto if not unicodedata.combining(c)).upper().split())
