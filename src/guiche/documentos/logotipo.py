"""The operadora's logo on its documents: an SVG or PNG kept as a private file of the operadora itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from lxml import etree

from guiche.documentos.models import Arquivo
from guiche.documentos.pdf import Logo
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Operadora
from guiche.nucleo.servico import Recusa

TAMANHO_MAXIMO: Final = 200 * 1024
MIME: Final[dict[Literal["svg", "png"], str]] = {"svg": "image/svg+xml", "png": "image/png"}
_DONO: Final = Operadora._meta.label_lower
_ATIVOS: Final = frozenset({"script", "foreignObject", "iframe", "image", "use", "a", "animate", "set", "style"})

_sinais: list[Callable[[Operadora], bytes | None]] = []


def registrar_sinal(desenhar: Callable[[Operadora], bytes | None]) -> None:
    """Who draws, as SVG, the sign the operadora chose for its screens; None when it chose none."""
    _sinais[:] = [desenhar]


def logo_da_operadora() -> Logo | None:
    """The newest logo of the operadora in scope; else the sign of its screens, with the name beside it; None when
    it has neither and the documents say only its name.
    """
    arquivo = (
        Arquivo.objects.filter(objeto_tipo=_DONO, objeto_id=operadora_atual().pk, tipo_mime__in=MIME.values())
        .order_by("-pk")
        .first()
    )
    if arquivo is None:
        sinal = next((svg for desenhar in _sinais if (svg := desenhar(operadora_atual()))), None)
        return Logo("svg", sinal, com_nome=True) if sinal else None
    with arquivo.conteudo.open("rb") as aberto:
        return Logo("svg" if arquivo.tipo_mime == MIME["svg"] else "png", aberto.read())


def formato_do_logo(conteudo: bytes) -> Literal["svg", "png"]:
    """``svg`` or ``png`` by what the bytes are. Raises Recusa for anything else, and for an SVG that does more
    than draw.
    """
    if len(conteudo) > TAMANHO_MAXIMO:
        raise Recusa("O logotipo passa de 200 kB. Diminua a imagem.", campo="logotipo")
    if conteudo.startswith(b"\x89PNG\r\n\x1a\n"):
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
