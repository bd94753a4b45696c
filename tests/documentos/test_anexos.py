"""What people send is checked and rebuilt: nothing that acts, hides or tells where it was made is kept."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from guiche.documentos import anexos
from guiche.documentos.anexos import DOCUMENTOS, IMAGENS, SO_PDF, Anexo, foto, limpar
from guiche.nucleo.servico import Recusa


def pdf(*, senha: str = "", armado: bool = False) -> bytes:
    """A one-page PDF, with a password or with everything that acts by itself."""
    novo = pikepdf.new()
    novo.add_blank_page()
    if armado:
        raiz = novo.Root
        raiz.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        raiz.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="cmd.exe"))
        arquivo = novo.make_stream(b"MZ")
        anexo = novo.make_indirect(Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=arquivo)))
        raiz.Names = Dictionary(
            JavaScript=Dictionary(Names=Array(["x", Dictionary(S=Name.JavaScript, JS="app.alert(2)")])),
            EmbeddedFiles=Dictionary(Names=Array(["a.exe", anexo])),
        )
        raiz.AF = Array([anexo])
        ligacao = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], A=Dictionary(S=Name.Launch, F="cmd.exe")
        )
        site = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 1, 1],
            A=Dictionary(S=Name.URI, URI="https://exemplo.com.br"),
        )
        preso = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 1, 1], FS=anexo)
        novo.pages[0].obj.Annots = Array([novo.make_indirect(ligacao), site, preso])
    saida = io.BytesIO()
    novo.save(saida, encryption=pikepdf.Encryption(user=senha, owner="dona") if senha else False)
    return saida.getvalue()


def imagem(formato: str = "JPEG", tamanho: tuple[int, int] = (300, 200), **opcoes: Any) -> bytes:
    """A picture whose left half is red."""
    nova = Image.new("RGB", tamanho, "white")
    nova.paste("red", (0, 0, tamanho[0] // 2, tamanho[1]))
    saida = io.BytesIO()
    nova.save(saida, formato, **opcoes)
    return saida.getvalue()


def aberta(anexo: Anexo) -> Image.Image:
    return Image.open(io.BytesIO(anexo.conteudo))


def test_a_pdf_keeps_its_pages_and_loses_what_acts_or_hides() -> None:
    anexo = limpar("C:\\papéis\\alvará.PDF", pdf(armado=True), SO_PDF)

    assert (anexo.nome, anexo.tipo_mime) == ("alvará.PDF", "application/pdf")
    with pikepdf.open(io.BytesIO(anexo.conteudo)) as limpo:
        assert len(limpo.pages) == 1
        assert [chave for chave in ("/OpenAction", "/AA", "/AF") if chave in limpo.Root] == []
        assert list(limpo.Root.Names.keys()) == []
        acoes = [nota.get("/A", Dictionary()) for nota in limpo.pages[0].obj.Annots]
        assert [str(acao.get("/S", "")) for acao in acoes] == ["", "/URI", ""]
        assert "/FS" not in limpo.pages[0].obj.Annots[2]
        restos = b"".join(o.unparse() for o in limpo.objects)
    assert [palavra for palavra in (b"JavaScript", b"Launch", b"cmd.exe", b"a.exe", b"/EF") if palavra in restos] == []


def test_a_tagged_pdf_of_our_own_survives() -> None:
    novo = pikepdf.new()
    novo.add_blank_page()
    paragrafo = novo.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sound, P=novo.Root))
    novo.Root.StructTreeRoot = Dictionary(K=Array([paragrafo]))
    saida = io.BytesIO()
    novo.save(saida)

    with pikepdf.open(io.BytesIO(limpar("a.pdf", saida.getvalue(), SO_PDF).conteudo)) as limpo:
        assert str(limpo.Root.StructTreeRoot.K[0].S) == "/Sound"


@pytest.mark.parametrize(
    ("nome", "conteudo", "mensagem"),
    [
        ("a.pdf", b"", "O arquivo está vazio."),
        ("a.pdf", b"%PDF" + b"x" * anexos.TAMANHO_MAXIMO, "O arquivo passa de 10 MB. Envie um menor."),
        ("a.exe", b"MZ", "Envie o arquivo em JPEG, PDF ou PNG."),
        ("a.pdf", imagem(), "O nome diz PDF, mas o conteúdo é outro. Envie o arquivo em JPEG, PDF ou PNG."),
        ("a.png", pdf(), "O nome diz PNG, mas o conteúdo é outro. Envie o arquivo em JPEG, PDF ou PNG."),
        ("a.pdf", b"%PDF-1.4 <script>", "O PDF está danificado e não abre. Gere o arquivo de novo e envie."),
        ("a.pdf", pdf(senha="x"), "O PDF tem senha ou proteção. Salve uma cópia sem proteção e envie essa."),
        ("a.jpg", imagem()[:400], "A imagem está danificada e não abre. Envie outra."),
    ],
)
def test_what_is_not_safely_a_document_is_refused_at_its_field(nome: str, conteudo: bytes, mensagem: str) -> None:
    with pytest.raises(Recusa) as recusa:
        limpar(nome, conteudo, DOCUMENTOS, "comprovante")

    assert (recusa.value.mensagem, recusa.value.campo) == (mensagem, "comprovante")


def test_a_pdf_locked_only_against_changes_is_refused_too() -> None:
    novo = pikepdf.new()
    novo.add_blank_page()
    saida = io.BytesIO()
    novo.save(saida, encryption=pikepdf.Encryption(user="", owner="dona"))

    with pytest.raises(Recusa, match="tem senha ou proteção"):
        limpar("a.pdf", saida.getvalue(), SO_PDF)


@pytest.mark.parametrize("torto", [b"/S /#ff", b"/Extra << /Subtype /#ff >>"])
def test_a_pdf_with_a_name_that_is_no_text_is_refused(torto: bytes) -> None:
    conteudo = pdf().replace(b"/Type /Catalog", torto + b" /Type /Catalog")
    assert torto in conteudo

    with pytest.raises(Recusa, match="está danificado e não abre"):
        limpar("a.pdf", conteudo, SO_PDF)


@pytest.mark.parametrize("torto", [b"/#ff 3", b"/Extra << /S /JavaScript /#ff 3 >>"])
def test_a_pdf_with_a_key_that_is_no_text_is_rebuilt(torto: bytes) -> None:
    conteudo = pdf().replace(b"/Type /Catalog", torto + b" /Type /Catalog")
    assert torto in conteudo

    with pikepdf.open(io.BytesIO(limpar("a.pdf", conteudo, SO_PDF).conteudo)) as limpo:
        assert len(limpo.pages) == 1


def test_a_pdf_without_pages_or_with_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    vazio = io.BytesIO()
    pikepdf.new().save(vazio)
    with pytest.raises(Recusa, match="não tem nenhuma página"):
        limpar("a.pdf", vazio.getvalue(), SO_PDF)

    monkeypatch.setattr(anexos, "PAGINAS_MAXIMAS", 0)
    with pytest.raises(Recusa, match="grande demais"):
        limpar("a.pdf", pdf(), SO_PDF)


def test_an_image_is_drawn_again_upright_and_without_what_it_told() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera da clinica"
    exif.get_ifd(0x8825)[2] = (23.0, 33.0, 1.0)
    anexo = limpar("foto.jpeg", imagem(exif=exif, comment=b"rua tal"), DOCUMENTOS)

    nova = aberta(anexo)
    assert (anexo.tipo_mime, nova.format, nova.size) == ("image/jpeg", "JPEG", (200, 300))
    assert (dict(nova.getexif()), "comment" in nova.info) == ({}, False)
    assert b"Camera" not in anexo.conteudo and b"rua tal" not in anexo.conteudo


def test_a_png_with_few_colours_keeps_its_transparency() -> None:
    paleta = Image.new("P", (120, 120), 0)
    saida = io.BytesIO()
    paleta.save(saida, "PNG", transparency=0)

    nova = aberta(limpar("logo.png", saida.getvalue(), IMAGENS))
    assert (nova.mode, nova.getpixel((5, 5))[3]) == ("RGBA", 0)  # type: ignore[index]


def test_an_image_that_unfolds_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anexos, "PIXELS_MAXIMOS", 59_999)

    with pytest.raises(Recusa, match="pontos demais"):
        limpar("a.jpg", imagem(), DOCUMENTOS)


@pytest.mark.requisito("C-09")
def test_a_photo_comes_out_square_small_and_bare() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera da clinica"
    anexo = foto("eu.jpg", imagem(tamanho=(1600, 900), exif=exif))

    nova = aberta(anexo)
    assert (anexo.nome, anexo.tipo_mime, nova.format, nova.size) == ("foto.webp", "image/webp", "WEBP", (512, 512))
    assert dict(nova.getexif()) == {}
    assert aberta(foto("eu.png", imagem("PNG", (300, 200)))).size == (200, 200)


def test_a_logo_is_kept_whole_on_a_transparent_ground() -> None:
    nova = aberta(foto("logo.png", imagem("PNG", (400, 100)), inteira=True)).convert("RGBA")

    assert nova.size == (400, 400)
    assert (nova.getpixel((200, 5))[3], nova.getpixel((10, 200))[3]) == (0, 255)  # type: ignore[index]


def test_a_photo_too_small_or_not_an_image_is_refused() -> None:
    with pytest.raises(Recusa, match="pequena demais: use uma de pelo menos 96 × 96 pontos"):
        foto("a.png", imagem("PNG", (95, 400)))
    with pytest.raises(Recusa, match="Envie o arquivo em JPEG, PNG ou WebP") as recusa:
        foto("a.pdf", pdf())
    assert recusa.value.campo == "foto"


class Clamd:
    """A daemon of one connection: reads an INSTREAM and answers what it was told to."""

    def __init__(self, resposta: bytes) -> None:
        self.resposta, self.recebido = resposta, b""
        self.tomada = socket.create_server(("127.0.0.1", 0))
        self.fio = threading.Thread(target=self._atender, daemon=True)
        self.fio.start()

    @property
    def endereco(self) -> str:
        return f"127.0.0.1:{self.tomada.getsockname()[1]}"

    def _atender(self) -> None:
        ligacao, _ = self.tomada.accept()
        with ligacao, ligacao.makefile("rb") as entrada:
            assert entrada.read(10) == b"zINSTREAM\0"
            while tamanho := struct.unpack("!L", entrada.read(4))[0]:
                self.recebido += entrada.read(tamanho)
            ligacao.sendall(self.resposta)


@pytest.fixture
def clamd(settings: Any) -> Iterator[Any]:
    """Start a daemon that answers so, and point the product at it."""
    abertos: list[Clamd] = []

    def comecar(resposta: bytes) -> Clamd:
        abertos.append(Clamd(resposta))
        settings.GUICHE_CLAMAV = abertos[-1].endereco
        return abertos[-1]

    yield comecar
    for um in abertos:
        um.fio.join(5)
        um.tomada.close()


def test_the_antivirus_reads_the_bytes_that_came(clamd: Any) -> None:
    daemon, conteudo = clamd(b"stream: OK\0"), imagem("PNG", (700, 700), compress_level=0)

    assert limpar("a.png", conteudo, DOCUMENTOS).tipo_mime == "image/png"
    assert daemon.recebido == conteudo


def test_what_the_antivirus_knows_is_refused(clamd: Any) -> None:
    clamd(b"stream: Eicar-Test-Signature FOUND\0")

    with pytest.raises(Recusa, match="encontrou uma ameaça"):
        limpar("a.pdf", pdf(), SO_PDF)


@pytest.mark.parametrize("resposta", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_an_antivirus_that_does_not_say_yes_or_no_lets_nothing_in(clamd: Any, resposta: bytes) -> None:
    clamd(resposta)

    with pytest.raises(Recusa, match="Não foi possível verificar o arquivo agora"):
        foto("a.png", imagem("PNG"))


def test_an_antivirus_out_of_reach_lets_nothing_in(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as tomada:
        settings.GUICHE_CLAMAV = f"127.0.0.1:{tomada.getsockname()[1]}"

    with pytest.raises(Recusa, match="Não foi possível verificar o arquivo agora"):
        limpar("a.pdf", pdf(), SO_PDF)
