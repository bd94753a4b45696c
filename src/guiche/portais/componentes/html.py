"""The two pieces of markup used from Python as well as from templates: icon and state."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from guiche.portais.componentes.icones import nome_no_sprite
from guiche.portais.componentes.visual import ICONE_DO_TOM


def icone(nome: str, rotulo: str = "") -> SafeString:
    """An icon of the sprite; decorative unless ``rotulo`` says what it means. Unknown name:
    ``LookupError``.
    """
    uso = format_html('<use href="{}#{}"/>', static("vendor/icones.svg"), nome_no_sprite(nome))
    if rotulo:
        return format_html('<svg class="gc-i" role="img" aria-label="{}" focusable="false">{}</svg>', rotulo, uso)
    return format_html('<svg class="gc-i" aria-hidden="true" focusable="false">{}</svg>', uso)


def estado(tom: str, rotulo: str, desenho: str = "") -> SafeString:
    """State chip: icon (that of the tone unless named), word and colour. Unknown tone: ``KeyError``."""
    return format_html(
        '<span class="gc-estado" data-tom="{}">{}{}</span>', tom, icone(desenho or ICONE_DO_TOM[tom]), rotulo
    )
