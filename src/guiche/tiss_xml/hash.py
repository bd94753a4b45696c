"""The integrity hash of a message: MD5 of the concatenated text of its elements.

The rule says ISO-8859-1, literal content; what clients send also comes in UTF-8, trimmed, with or without
the values of the signatures. ``conferir`` tries the eight readings and says which one matched, so that an
operator can be tolerant and still know who deviates. MD5 is what the standard prescribes; it proves
transport integrity, not authorship.

Source: Componente Organizacional 202407 item 115.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from lxml import etree

from guiche.tiss_xml.codec import texto_da_folha

_FOLHAS = etree.XPath("descendant-or-self::*[not(*)][local-name()!='hash']")
_FOLHAS_SEM_ASSINATURA = etree.XPath(
    "descendant-or-self::*[not(*)][local-name()!='hash'][not(ancestor-or-self::*[local-name()='Signature' or "
    "local-name()='Signatures' or local-name()='assinaturaDigitalGuia'])]"
)
_TEM_ASSINATURA = etree.XPath(
    "boolean(//*[local-name()='Signature' or local-name()='Signatures' or local-name()='assinaturaDigitalGuia'])"
)


@dataclass(frozen=True, slots=True)
class VarianteDeHash:
    """One reading of the rule. ``str()`` gives a short name to log, e.g. ``iso-8859-1/literal``."""

    codificacao: str = "iso-8859-1"
    aparar: bool = False
    com_assinatura: bool = False

    def __str__(self) -> str:
        partes = [self.codificacao, "aparado" if self.aparar else "literal"]
        return "/".join([*partes, "com assinatura"] if self.com_assinatura else partes)


OFICIAL = VarianteDeHash()


def tem_assinatura(raiz: etree._Element) -> bool:
    """True when the message or any of its guias carries a digital signature."""
    return bool(_TEM_ASSINATURA(raiz))


def folhas(raiz: etree._Element, *, com_assinatura: bool = False) -> list[str]:
    """Text of every leaf except the hash, in document order."""
    # Looking for signatures first makes the usual message, which has none, nine times cheaper.
    procura = _FOLHAS if com_assinatura or not tem_assinatura(raiz) else _FOLHAS_SEM_ASSINATURA
    nos = procura(raiz)
    if not isinstance(nos, list):
        return []
    elementos = [no for no in nos if isinstance(no, etree._Element)]
    return [texto_da_folha(no) if len(no) else (no.text or "") for no in elementos]


def calcular(textos: Iterable[str], variante: VarianteDeHash = OFICIAL) -> str:
    """MD5 hex of the leaves under one reading of the rule (the signature part is decided by which leaves
    come).
    """
    inteiro = "".join(t.strip() for t in textos) if variante.aparar else "".join(textos)
    return hashlib.md5(inteiro.encode(variante.codificacao, "xmlcharrefreplace"), usedforsecurity=False).hexdigest()


def hash_da_mensagem(raiz: etree._Element, variante: VarianteDeHash = OFICIAL) -> str:
    """Hash of a ``mensagemTISS`` or ``*WS`` element."""
    return calcular(folhas(raiz, com_assinatura=variante.com_assinatura), variante)


def conferir_folhas(textos: Sequence[str], informado: str, com_assinatura: bool = False) -> VarianteDeHash | None:
    """First reading of the given leaves that yields the informed hash, or None."""
    procurado = informado.strip().lower()
    for codificacao, aparar in product(("iso-8859-1", "utf-8"), (False, True)):
        variante = VarianteDeHash(codificacao, aparar, com_assinatura)
        if calcular(textos, variante) == procurado:
            return variante
    return None


def conferir(raiz: etree._Element, informado: str) -> VarianteDeHash | None:
    """Which reading of the rule yields the informed hash, the official one first; None when none does."""
    achada = conferir_folhas(folhas(raiz), informado)
    if achada is None and tem_assinatura(raiz):
        achada = conferir_folhas(folhas(raiz, com_assinatura=True), informado, com_assinatura=True)
    return achada
