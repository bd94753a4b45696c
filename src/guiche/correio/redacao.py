"""From words and data to a letter: one plain text becomes text and HTML in the operadora's dress.

A letter is written as ``<template>.txt``: paragraphs parted by an empty line, lists with ``- `` at the start
of each line, ``{% botao_da_carta "Rótulo" url %}`` and ``{% codigo_da_carta codigo %}``. Greeting, brand,
contact and the reason of the letter come by themselves. The values are plain text and can bring neither
markup nor a new paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template, render_to_string

from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.templatetags.carta import FIM, INICIO, MEIO
from guiche.nucleo.identificadores import formatar_registro_ans
from guiche.nucleo.models import Operadora

COR_DO_PRODUTO: Final = "#0b6478"
_COR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_CONTROLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_VAZIAS: Final = re.compile(r"\n\s*\n")
_MEIA_LUZ: Final = 0.179
_DADO_SIMPLES = (str, int, Decimal, date, time, type(None))


@dataclass(frozen=True, slots=True)
class CartaRedigida:
    """Subject and both forms of the body."""

    assunto: str
    texto: str
    html: str


@dataclass(frozen=True, slots=True)
class Bloco:
    """One part of the body: ``paragrafo``, ``lista``, ``botao`` (``partes`` = label, address) or ``codigo``."""

    tipo: str
    partes: tuple[str, ...]


def redigir(
    modelo: ModeloDeCarta, nome: str, dados: Mapping[str, Any], operadora: Operadora | None, url_de_saida: str = ""
) -> CartaRedigida:
    """Write a letter. Raises TypeError for data that is not plain values, lists or mappings of them."""
    limpos = {chave: limpar(valor) for chave, valor in dados.items()}
    contexto = Context({**limpos, "operadora": operadora}, autoescape=False)
    molde: Any = get_template(f"{modelo.template}.txt")
    blocos = separar(molde.template.render(contexto))
    assunto = Template(modelo.assunto).render(contexto)
    marca = _marca(operadora)
    pe = {
        "saudacao": f"Olá, {nome.split()[0]}." if nome.split() else "Olá.",
        "motivo": modelo.motivo,
        "url_de_saida": url_de_saida,
        **marca,
    }
    html = render_to_string(
        "correio/cartas/moldura.html",
        {"assunto": assunto, "blocos": blocos, "tinta": tinta(marca["cor"]), **pe},
    )
    return CartaRedigida(assunto, _em_texto(blocos, pe), html)


def limpar(valor: Any) -> Any:
    """A value without control characters or line breaks. Raises TypeError for objects."""
    if isinstance(valor, str):
        return _CONTROLE.sub(" ", valor).strip()
    if isinstance(valor, Mapping):
        return {chave: limpar(item) for chave, item in valor.items()}
    if isinstance(valor, list | tuple):
        return [limpar(item) for item in valor]
    if not isinstance(valor, _DADO_SIMPLES):
        raise TypeError(f"Uma carta leva texto, número ou data, não {type(valor).__name__}.")
    return valor


def separar(escrito: str) -> list[Bloco]:
    """The parts of a rendered letter, in order."""
    return [_bloco(trecho.strip("\n ")) for trecho in _VAZIAS.split(escrito) if trecho.strip()]


def tinta(cor: str) -> str:
    """Black or white, whichever reads better on a colour. Source: WCAG 2.2, relative luminance."""
    canais = [int(cor[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canais]
    luz = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luz > _MEIA_LUZ else "#ffffff"


def _bloco(trecho: str) -> Bloco:
    if trecho.startswith(INICIO):
        tipo, *partes = trecho.strip(INICIO + FIM).split(MEIO)
        return Bloco(tipo, tuple(partes))
    linhas = [linha.strip() for linha in trecho.splitlines()]
    if all(linha.startswith("- ") for linha in linhas):
        return Bloco("lista", tuple(linha[2:].strip() for linha in linhas))
    return Bloco("paragrafo", (" ".join(linhas),))


def _marca(operadora: Operadora | None) -> dict[str, str]:
    """Name, colour and how to reach who writes."""
    if operadora is None:
        return {"marca": "Guichê", "cor": COR_DO_PRODUTO, "contato": settings.GUICHE_ENDERECO, "registro": ""}
    return {
        "marca": limpar(operadora.nome_fantasia),
        "cor": operadora.cor if _COR.fullmatch(operadora.cor) else COR_DO_PRODUTO,
        "contato": limpar(" · ".join(operadora.canais)),
        "registro": f"ANS nº {formatar_registro_ans(operadora.registro_ans)}",
    }


def _em_texto(blocos: list[Bloco], pe: Mapping[str, str]) -> str:
    assinatura = [" · ".join(parte for parte in (pe["marca"], pe["registro"]) if parte), pe["contato"]]
    assinatura.append(f"Você recebe este e-mail porque {pe['motivo']}")
    assinatura.append("Mensagem automática.")
    if pe["url_de_saida"]:
        assinatura.append(f"Para não receber mais: {pe['url_de_saida']}")
    corpo = [pe["saudacao"], *(_bloco_em_texto(bloco) for bloco in blocos)]
    fim = "\n".join(linha for linha in assinatura if linha)
    return "\n\n".join([*corpo, f"-- \n{fim}\n"])


def _bloco_em_texto(bloco: Bloco) -> str:
    if bloco.tipo == "botao":
        return f"{bloco.partes[0]}:\n{bloco.partes[1]}"
    if bloco.tipo == "codigo":
        return f"Código: {bloco.partes[0]}"
    if bloco.tipo == "lista":
        return "\n".join(f"- {parte}" for parte in bloco.partes)
    return bloco.partes[0]
