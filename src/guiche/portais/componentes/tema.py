"""White label: the whole stylesheet of an operadora, made from its colour.

The other colours derive from it in ``tokens.css`` with clamped lightness, so any colour is safe to choose.
The stylesheet is served from a versioned address because the content policy allows no inline style.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

_COR: Final = re.compile(r"#[0-9a-fA-F]{6}")
RAIO_MAXIMO: Final = 24


def css_da_operadora(cor: str, raio: int | None = None) -> str:
    """Style sheet for a ``#rrggbb`` colour and, if wanted, a corner radius in pixels (0 to 24).

    Raises ``ValueError`` for anything else: the text goes into a style sheet as it is.
    """
    if not _COR.fullmatch(cor):
        raise ValueError(f"cor da marca inválida: {cor!r}; use #rrggbb")
    if raio is not None and not 0 <= raio <= RAIO_MAXIMO:
        raise ValueError(f"raio inválido: {raio}; use de 0 a {RAIO_MAXIMO}")
    canto = "" if raio is None else f" --gc-raio: {raio}px;"
    return f":root {{ --gc-marca: {cor.lower()};{canto} }}\n"


def arquivo_do_tema(registro_ans: str, css: str) -> str:
    """Name that follows the content, so that browsers may keep it: ``414662-1f2e3d4c5b6a.css``."""
    return f"{registro_ans}-{hashlib.sha256(css.encode()).hexdigest()[:12]}.css"
