"""The operadora's logo on its documents: an SVG or PNG kept as a private file of the operadora itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final, Literal

from lxml import etree
from PIL import Image

from guiche.documentos.models import Arquivo
from guiche.documentos.pdf import Logo
from guiche.nucleo.escopo import memoria, operadora_atual
from guiche.nucleo.models import Operadora
from guiche.nucleo.servico import Recusa

TAMANHO_MAXIMO: Final = 200 * 1024
PIXELS_MAXIMOS: Final = 4_000_000
MIME: Final[dict[Literal["svg", "png"], str]] = {"svg": "image/svg+xml", "png": "image/png"}
_DONO: Final = Operadora._meta.label_lower
_ATIVOS: Final = frozenset({"script", "foreignObject", "iframe", "image", "use", "a", "animate", "set", "style"})

_Desenho = Callable[[Operadora], bytes | None]
_sinal: _Desenho | None = None


def registrar_sinal(desenhar: _Desenho) -> None:
    """Who draws, as SVG, the sign the operadora chose for its screens; None when it chose none."""
    global _sinal
    _sinal = desenhar


def logo_da_operadora() -> Logo | None:
    """The newest logo of the operadora in scope; else the sign of its screens, with the name beside it; None when
    it has neither and the documents say only its name. Read once per scope: a package has many documents.
    """
    lembrados = memoria()
    if Logo not in lembrados:
        lembrados[Logo] = _ler_logo()
    logo: Logo | None = lembrados[Logo]
    return logo


def esquecer_logo() -> None:
    """Read the logo again when it is next asked for; called when it changes."""
    memoria().pop(Logo, None)


def _ler_logo() -> Logo | None:
    arquivo = (
        Arquivo.objects.filter(objeto_tipo=_DONO, objeto_id=operadora_atual().pk, tipo_mime__in=MIME.values())
        .order_by("-pk")
        .first()
    )
    if arquivo is None:
        sinal = _sinal(operadora_atual()) if _sinal is not None else None
        return Logo("svg", sinal, com_nome=True) if sinal else None
    with arquivo.conteudo.open("rb") as aberto:
        return Logo("svg" if arquivo.tipo_mime == MIME["svg"] else "png", aberto.read())


def formato_do_logo(conteudo: bytes) -> Literal["svg", "png"]:
    """``svg`` or ``png`` by what the bytes are. Raises Recusa for anything else, for an SVG that does more than
    draw, and for a PNG that does not open or has more than 4,000,000 pixels.
    """
    if len(conteudo) > TAMANHO_MAXIMO:
        raise Recusa("O logotipo passa de 200 kB. Diminua a imagem.", campo="logotipo")
    if conteudo.startswith(b"\x89PNG\r\n\x1a\n"):
        _conferir_png(conteudo)
        return "png"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        raiz = etree.fromstring(conteudo, parser)
    except (etree.XMLSyntaxError, ValueError) as erro:
        raise Recusa("Envie o logotipo em SVG ou PNG.", campo="logotipo") from erro
    if raiz.tag != "{http://www.w3.org/2000/svg}svg" or raiz.getroottree().docinfo.internalDTD is not None:
        raise Recusa("Envie o logotipo em SVG ou PNG.", campo="logotipo")
    for elemento in raiz.iter(etree.Element):
        nomes = [str(nome).rpartition("}")[2].lower() for nome in elemento.attrib]
        if etree.QName(elemento).localname in _ATIVOS or any(n.startswith("on") or n == "href" for n in nomes):
            raise Recusa("O SVG do logotipo só pode ter desenho: sem script, link, estilo ou imagem.", campo="logotipo")
    return "svg"


def _conferir_png(conteudo: bytes) -> None:
    """Raise Recusa for what the document engine could not draw: it would stop every document from then on."""
    try:
        with Image.open(io.BytesIO(conteudo), formats=["PNG"]) as imagem:
            if imagem.width * imagem.height > PIXELS_MAXIMOS:
                raise Image.DecompressionBombError
            imagem.load()
    except Image.DecompressionBombError as erro:
        maximo = PIXELS_MAXIMOS // 1_000_000
        raise Recusa(f"O logotipo tem pontos demais. Envie um de até {maximo} megapixels.", campo="logotipo") from erro
    except (OSError, ValueError, SyntaxError, IndexError) as erro:
        raise Recusa("O PNG do logotipo está danificado e não abre. Envie outro.", campo="logotipo") from erro
