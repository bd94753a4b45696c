"""Files people send: checked from the cheapest question to the dearest, then rebuilt, never kept as they came.

Size, ending, first bytes, the real library that opens the format, the antivirus if there is one. A PDF loses
whatever acts by itself or carries another file; an image is drawn again, so that nothing but its picture remains
(no place, device or thumbnail).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import filetype
import pikepdf
import structlog
from PIL import Image, ImageOps

from guiche.documentos.antivirus import AntivirusIndisponivel, ameaca
from guiche.documentos.services import nome_limpo
from guiche.nucleo.servico import Recusa

log = structlog.get_logger(__name__)

TAMANHO_MAXIMO: Final = 10 * 1024 * 1024
PIXELS_MAXIMOS: Final = 40_000_000
OBJETOS_MAXIMOS: Final = 200_000
PAGINAS_MAXIMAS: Final = 500
LADO_DA_FOTO: Final = 512
LADO_MINIMO: Final = 96


@dataclass(frozen=True, slots=True)
class Tipo:
    """A format that may be received; ``formato`` is Pillow's name of it, empty for what is no image."""

    rotulo: str
    mime: str
    extensoes: tuple[str, ...]
    formato: str = ""


@dataclass(frozen=True, slots=True)
class Anexo:
    """A rebuilt file, safe to keep and to give back."""

    nome: str
    conteudo: bytes
    tipo_mime: str


PDF: Final = Tipo("PDF", "application/pdf", (".pdf",))
JPEG: Final = Tipo("JPEG", "image/jpeg", (".jpg", ".jpeg"), "JPEG")
PNG: Final = Tipo("PNG", "image/png", (".png",), "PNG")
WEBP: Final = Tipo("WebP", "image/webp", (".webp",), "WEBP")
DOCUMENTOS: Final = frozenset({PDF, JPEG, PNG})
IMAGENS: Final = frozenset({JPEG, PNG, WEBP})
SO_PDF: Final = frozenset({PDF})

_ACOES: Final = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
        "/RichMediaExecute", "/GoTo3DView", "/Thread",
    }
)  # fmt: skip
_CHAVES: Final = ("/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Launch")
_ANOTACOES: Final = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"})


def limpar(nome: str, conteudo: bytes, aceitos: frozenset[Tipo], campo: str = "arquivo") -> Anexo:
    """The file rebuilt in its own format. Raises Recusa at ``campo``, saying what to do, for whatever is not
    safely one of ``aceitos``: more than 10 MB, a wrong ending, other content than the ending says, a password,
    damage, an image of too many pixels, a threat.
    """
    tipo = _conferir(nome, conteudo, aceitos, campo)
    refeito = _refazer_pdf(conteudo, campo) if tipo is PDF else _redesenhar(conteudo, tipo, campo)
    _passar_no_antivirus(conteudo, campo)
    return Anexo(nome_limpo(nome), refeito, tipo.mime)


def foto(nome: str, conteudo: bytes, campo: str = "foto", *, inteira: bool = False) -> Anexo:
    """A square WebP of at most 512 × 512 px: cut around the centre, or, ``inteira``, whole on a transparent
    ground (a logo). Raises Recusa as :func:`limpar`, and for an image under 96 px.
    """
    tipo = _conferir(nome, conteudo, IMAGENS, campo)
    imagem = _abrir_imagem(conteudo, tipo, campo)
    if min(imagem.size) < LADO_MINIMO:
        raise Recusa(f"A imagem é pequena demais: use uma de pelo menos {LADO_MINIMO} × {LADO_MINIMO} pontos.", campo)
    if inteira:
        lado = min(LADO_DA_FOTO, max(imagem.size))
        quadrada = ImageOps.pad(imagem.convert("RGBA"), (lado, lado), color=(0, 0, 0, 0))
    else:
        lado = min(LADO_DA_FOTO, *imagem.size)
        quadrada = ImageOps.fit(imagem, (lado, lado))
    _passar_no_antivirus(conteudo, campo)
    return Anexo("foto.webp", _gravar(quadrada, WEBP), WEBP.mime)


def _conferir(nome: str, conteudo: bytes, aceitos: frozenset[Tipo], campo: str) -> Tipo:
    rotulos = _ou(sorted(tipo.rotulo for tipo in aceitos))
    if not conteudo:
        raise Recusa("O arquivo está vazio.", campo)
    if len(conteudo) > TAMANHO_MAXIMO:
        raise Recusa(f"O arquivo passa de {TAMANHO_MAXIMO // 1024 // 1024} MB. Envie um menor.", campo)
    final = nome_limpo(nome).lower()
    tipo = next((tipo for tipo in aceitos if final.endswith(tipo.extensoes)), None)
    if tipo is None:
        raise Recusa(f"Envie o arquivo em {rotulos}.", campo)
    if filetype.guess_mime(conteudo) != tipo.mime:
        raise Recusa(f"O nome diz {tipo.rotulo}, mas o conteúdo é outro. Envie o arquivo em {rotulos}.", campo)
    return tipo


def _ou(rotulos: list[str]) -> str:
    return " ou ".join([", ".join(rotulos[:-1]), rotulos[-1]] if len(rotulos) > 1 else rotulos)


def _refazer_pdf(conteudo: bytes, campo: str) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(conteudo)) as pdf:
            if pdf.is_encrypted:
                raise Recusa("O PDF tem senha ou proteção. Salve uma cópia sem proteção e envie essa.", campo)
            if len(pdf.pages) == 0:
                raise Recusa("O PDF não tem nenhuma página.", campo)
            if len(pdf.pages) > PAGINAS_MAXIMAS or len(pdf.objects) > OBJETOS_MAXIMOS:
                raise Recusa(f"O PDF é grande demais. Envie um de até {PAGINAS_MAXIMAS} páginas.", campo)
            for dicionario in _dicionarios(pdf):
                _desarmar(dicionario)
            saida = io.BytesIO()
            pdf.save(saida)
            return saida.getvalue()
    except pikepdf.PasswordError as erro:
        raise Recusa("O PDF tem senha ou proteção. Salve uma cópia sem proteção e envie essa.", campo) from erro
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RecursionError, ValueError) as erro:
        raise Recusa("O PDF está danificado e não abre. Gere o arquivo de novo e envie.", campo) from erro


def _dicionarios(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those written inside others too; references are met as objects themselves."""
    yield pdf.trailer
    for objeto in pdf.objects:
        pilha: list[Any] = [objeto]
        while pilha:
            atual = pilha.pop()
            if isinstance(atual, pikepdf.Array):
                filhos: list[Any] = list(atual)
            elif isinstance(atual, pikepdf.Dictionary | pikepdf.Stream):
                yield atual
                filhos = [atual[chave] for chave in atual.keys()]  # noqa: SIM118  (a stream is not iterable)
            else:
                continue
            pilha += [filho for filho in filhos if isinstance(filho, pikepdf.Object) and not filho.is_indirect]


def _desarmar(dicionario: Any) -> None:
    for chave in _CHAVES:
        if chave in dicionario:
            del dicionario[chave]
    # A structure element also has /S, and always a parent /P; an action never has.
    acao = "/P" not in dicionario and str(dicionario.get("/S", "")) in _ACOES
    if acao or str(dicionario.get("/Subtype", "")) in _ANOTACOES:
        for chave in [c for c in dicionario.keys() if c not in ("/Type", "/Rect", "/Length")]:  # noqa: SIM118
            del dicionario[chave]


def _abrir_imagem(conteudo: bytes, tipo: Tipo, campo: str) -> Image.Image:
    """The picture upright, in grey, RGB or RGBA, with nothing else in it."""
    try:
        with Image.open(io.BytesIO(conteudo), formats=[tipo.formato]) as aberta:
            if aberta.width * aberta.height > PIXELS_MAXIMOS:
                raise Image.DecompressionBombError
            imagem = ImageOps.exif_transpose(aberta)
            if imagem.mode not in {"L", "RGB", "RGBA"}:
                imagem = imagem.convert("RGBA" if imagem.has_transparency_data else "RGB")
            imagem.info = {}
            return imagem
    except Image.DecompressionBombError as erro:
        maximo = PIXELS_MAXIMOS // 1_000_000
        raise Recusa(f"A imagem tem pontos demais. Envie uma de até {maximo} megapixels.", campo) from erro
    except (OSError, ValueError, SyntaxError, IndexError) as erro:
        raise Recusa("A imagem está danificada e não abre. Envie outra.", campo) from erro


def _redesenhar(conteudo: bytes, tipo: Tipo, campo: str) -> bytes:
    return _gravar(_abrir_imagem(conteudo, tipo, campo), tipo)


def _gravar(imagem: Image.Image, tipo: Tipo) -> bytes:
    saida = io.BytesIO()
    if tipo is PNG:
        imagem.save(saida, "PNG")
    else:
        imagem.save(saida, tipo.formato, quality=88)
    return saida.getvalue()


def _passar_no_antivirus(conteudo: bytes, campo: str) -> None:
    try:
        nome = ameaca(conteudo)
    except AntivirusIndisponivel as erro:
        log.error("antivirus.indisponivel", motivo=str(erro))
        raise Recusa("Não foi possível verificar o arquivo agora. Tente de novo em alguns minutos.", campo) from erro
    if nome is not None:
        log.warning("anexo.recusado", ameaca=nome)
        raise Recusa("O antivírus encontrou uma ameaça neste arquivo. Envie uma cópia limpa.", campo)
