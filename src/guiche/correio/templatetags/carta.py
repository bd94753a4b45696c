"""Parts of a letter that are more than words: ``{% load carta %}`` in the ``.txt`` of a letter.

They write marks that only :mod:`guiche.correio.redacao` reads. Data can't forge a mark: control
characters and line breaks are taken out of every value before it reaches the template.
"""

from __future__ import annotations

from typing import Final

from django import template
from django.conf import settings

register = template.Library()

INICIO: Final = "\x02"
MEIO: Final = "\x1f"
FIM: Final = "\x03"


@register.simple_tag
def botao_da_carta(rotulo: str, url: str) -> str:
    """A link the letter is about: a button in HTML, label and address in text. A path gets our address."""
    completa = f"{settings.GUICHE_ENDERECO.rstrip('/')}{url}" if url.startswith("/") else url
    if not completa.startswith(("https://", "http://")):
        raise ValueError("O botão de uma carta leva a um endereço http ou a um caminho do portal.")
    return _bloco("botao", rotulo, completa)


@register.simple_tag
def codigo_da_carta(codigo: str) -> str:
    """A code to type, large and spaced in HTML."""
    return _bloco("codigo", str(codigo))


def _bloco(*partes: str) -> str:
    return f"\n\n{INICIO}{MEIO.join(partes)}{FIM}\n\n"
