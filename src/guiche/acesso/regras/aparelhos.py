"""A device in words, from what its browser says of itself."""

from __future__ import annotations

NAVEGADORES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Marks in the order in which they are looked for: most browsers also carry the marks of others."""

SISTEMAS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def nome_do_aparelho(navegador: str) -> str:
    """``Chrome no Windows``, ``Safari no iPhone``; what is not recognised is said to be so."""
    programa = _achar(navegador, NAVEGADORES)
    sistema = _achar(navegador, SISTEMAS)
    if programa and sistema:
        return f"{programa} no {sistema}"
    return programa or sistema or "Aparelho não reconhecido"


def de_bolso(navegador: str) -> bool:
    """Whether it is a phone or a tablet."""
    return any(marca in navegador for marca in ("iPhone", "iPad", "Android", "Mobile"))


def _achar(navegador: str, marcas: tuple[tuple[str, str], ...]) -> str:
    return next((nome for marca, nome in marcas if marca in navegador), "")
