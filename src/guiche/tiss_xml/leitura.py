"""Safe reading: bytes → XML root → document valid against the schema of its own version.

Steps 1 to 4 of the reception: size, compression, encoding, DTD, depth (1), well-formed, root and namespace
(2), accepted version (3), schema (4). Everything refused is a ``DefeitoTiss`` with the message code of
table 38, the value of ``tissFault`` and a text a person can act on.

Source: Padrão TISS, Componente de Comunicação 202511; TUSS table 38; Componente de Segurança 202305 item
53.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from lxml import etree

from guiche.tiss_xml.codec import linha_de
from guiche.tiss_xml.esquema_em_portugues import ErroDeEsquema, traduzir
from guiche.tiss_xml.versoes import NS, Raiz, RegistroDeVersoes, Versao, VersaoDesconhecida, registro

LIMITE_PADRAO = 20 * 1024 * 1024
"""Bytes of a message after decompression."""

LIMITE_DE_DOCUMENTO = 100 * 1024 * 1024
"""Bytes of an envioDocumentos message: the base64 text of a document has no limit in the standard."""

GZIP = b"\x1f\x8b"
"""How a gzip begins."""

_MAX_MARCAS = 2_000_000
_MAX_PROFUNDIDADE = 64
_MAX_ERROS = 20
_CODIFICACOES = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "utf-8", "utf8", "us-ascii", "ascii"}
_DECLARACAO = re.compile(rb"^<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_VERSAO = re.compile(r"[0-9]\.[0-9]{2}\.[0-9]{2}")
_FUNDO_DEMAIS = etree.XPath("boolean(" + "/*" * (_MAX_PROFUNDIDADE + 1) + ")")
_PADRAO = etree.XPath("string(t:cabecalho/t:Padrao)", namespaces={"t": NS})


class Falha(StrEnum):
    """Values of ``tissFault``. Source: tissSimpleTypes st_tissFault."""

    DESTINATARIO = "DestinatarioInvalido"
    REMETENTE = "RemetenteInvalido"
    LOGIN = "LoginInvalido"
    VERSAO = "VersaoInvalida"
    HASH = "HashInvalido"
    ESQUEMA = "SchemaInvalido"
    ERRO = "ErroInesperadoServidor"


class DefeitoTiss(Exception):
    """Why a message is refused before any business rule looks at it.

    ``codigo_glosa`` is a code of table 38, ``fault`` the value of ``tissFault``, ``campo`` the element at
    fault and ``linha`` its line in the file, where known. ``erros`` are the schema errors (at most 20)
    behind a 5001.
    """

    def __init__(
        self,
        codigo_glosa: str,
        mensagem: str,
        fault: Falha,
        campo: str | None = None,
        linha: int | None = None,
        erros: tuple[ErroDeEsquema, ...] = (),
    ) -> None:
        super().__init__(mensagem)
        self.codigo_glosa = codigo_glosa
        self.mensagem = mensagem
        self.fault = fault
        self.campo = campo
        self.linha = linha
        self.erros = erros

    @property
    def descricao(self) -> str:
        """Text for ``descricaoGlosa``: at most 500 characters."""
        return self.mensagem if len(self.mensagem) <= 500 else self.mensagem[:497] + "..."


@dataclass(frozen=True, slots=True)
class Documento:
    """A schema-valid message: its root (``mensagemTISS`` or ``*WS``), version and root schema."""

    elemento: etree._Element
    versao: Versao
    raiz: Raiz

    @property
    def nome(self) -> str:
        """Name of the root element."""
        return etree.QName(self.elemento).localname


def analisar(dados: bytes, limite: int = LIMITE_PADRAO) -> etree._Element:
    """Parse untrusted bytes (plain or gzip) into a root element. Raises DefeitoTiss (5002).

    Only ISO-8859-1, UTF-8 and US-ASCII; no DTD, no entities, no network; bounded size, count of tags and
    depth.
    """
    grande = max(limite, LIMITE_DE_DOCUMENTO)
    if dados.startswith(GZIP):
        dados = descomprimir(dados, grande)
    eh_documento = b"nvioDocumento" in dados[:8192]
    if len(dados) > (grande if eh_documento else limite):
        raise _malformado(f"O arquivo tem mais de {limite // (1024 * 1024)} MB, o máximo aceito.")
    dados = _conferir_codificacao(dados)
    if dados.count(b"<") > _MAX_MARCAS:
        raise _malformado("O arquivo tem elementos demais.")
    if _doctype_no_prologo(dados):
        raise _malformado("O arquivo traz uma declaração DOCTYPE, que não é permitida em mensagens TISS.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=eh_documento
    )
    try:
        raiz = etree.fromstring(dados, parser)
    except etree.XMLSyntaxError as erro:
        linha = erro.lineno or None
        onde = f" (linha {linha})" if linha else ""
        raise _malformado(f"O arquivo não é um XML bem formado{onde}: {erro.msg}", linha) from erro
    informacao = raiz.getroottree().docinfo
    if informacao.internalDTD is not None or informacao.externalDTD is not None or informacao.doctype:
        raise _malformado("O arquivo traz uma declaração DOCTYPE, que não é permitida em mensagens TISS.")
    if _FUNDO_DEMAIS(raiz):
        raise _malformado("O arquivo tem elementos aninhados demais.")
    return raiz


def validar(
    elemento: etree._Element,
    aceitas: Collection[Versao] | None = None,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> Documento:
    """Steps 2 to 4 on a TISS root element. ``aceitas`` None accepts every installed version. Raises
    DefeitoTiss.
    """
    qualificado = etree.QName(elemento)
    nome = qualificado.localname
    if qualificado.namespace != NS:
        raise DefeitoTiss(
            "5001",
            f"O elemento raiz {nome} não pertence ao espaço de nomes do Padrão TISS ({NS}).",
            Falha.ESQUEMA,
            nome,
            linha_de(elemento),
        )
    if nome == "mensagemTISS":
        raiz = Raiz.ARQUIVO
    elif nome.endswith("WS"):
        raiz = Raiz.WEBSERVICE
    else:
        raise DefeitoTiss(
            "5001",
            f"O elemento raiz deveria ser mensagemTISS, mas é {nome}.",
            Falha.ESQUEMA,
            nome,
            linha_de(elemento),
        )
    versao = _versao(elemento, aceitas, registro_de_versoes)
    try:
        esquema = registro_de_versoes.esquema(versao, raiz)
    except VersaoDesconhecida as erro:
        raise DefeitoTiss("5028", str(erro), Falha.VERSAO, "Padrao") from erro
    if not esquema.validate(elemento):
        erros = traduzir(elemento, cast("Iterable[Any]", esquema.error_log), _MAX_ERROS)
        raise DefeitoTiss(
            "5001",
            " ".join(str(e) for e in erros),
            Falha.ESQUEMA,
            erros[0].caminho if erros else None,
            erros[0].linha if erros else None,
            erros,
        )
    return Documento(elemento, versao, raiz)


def abrir(
    dados: bytes,
    aceitas: Collection[Versao] | None = None,
    limite: int = LIMITE_PADRAO,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> Documento:
    """Steps 1 to 4 on an uploaded file. Raises DefeitoTiss."""
    return validar(analisar(dados, limite), aceitas, registro_de_versoes)


def _malformado(mensagem: str, linha: int | None = None) -> DefeitoTiss:
    return DefeitoTiss("5002", mensagem, Falha.ESQUEMA, linha=linha)


def descomprimir(dados: bytes, limite: int = LIMITE_PADRAO) -> bytes:
    """What one whole gzip holds. Raises DefeitoTiss (5002) when it is damaged, cut, followed by anything else, or
    above ``limite`` bytes once opened.
    """
    descompressor = zlib.decompressobj(wbits=31)
    try:
        saida = descompressor.decompress(dados, limite + 1)
    except zlib.error as erro:
        raise _malformado("O arquivo compactado (gzip) está danificado.") from erro
    if len(saida) > limite:
        raise _malformado("O arquivo compactado é grande demais depois de aberto.")
    if not descompressor.eof or descompressor.unused_data:
        raise _malformado("O arquivo compactado (gzip) está incompleto ou traz dados a mais.")
    return saida


def _conferir_codificacao(dados: bytes) -> bytes:
    if dados.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
        raise _malformado("O arquivo está em UTF-16 ou UTF-32; use ISO-8859-1.")
    if dados.startswith(b"\xef\xbb\xbf"):
        dados = dados[3:]
    # White space before the declaration is a common slip of generators and harmless.
    dados = dados.lstrip(b" \t\r\n")
    if not dados:
        raise _malformado("O arquivo está vazio.")
    declarada = _DECLARACAO.match(dados)
    if declarada is not None:
        nome = declarada.group(1).decode("ascii", "replace")
        if nome.lower() not in _CODIFICACOES:
            raise _malformado(f"A codificação {nome!r} não é aceita; use ISO-8859-1.")
    return dados


def _doctype_no_prologo(dados: bytes) -> bool:
    posicao = dados.find(b"<!DOCTYPE")
    if posicao < 0:
        return False
    primeiro = re.search(rb"<[A-Za-z_:\x80-\xff]", dados)
    return primeiro is None or posicao < primeiro.start()


def _versao(
    elemento: etree._Element, aceitas: Collection[Versao] | None, registro_de_versoes: RegistroDeVersoes
) -> Versao:
    informado = str(_PADRAO(elemento)).strip()
    if aceitas is None:
        aceitas = registro_de_versoes.instaladas()
    lista = ", ".join(str(v) for v in sorted(aceitas, reverse=True))
    if not informado:
        raise DefeitoTiss(
            "5001",
            "A mensagem não informa a versão do Padrão TISS: falta o campo Padrao no cabeçalho "
            f"(até a versão 3 ele se chamava versaoPadrao). Versões aceitas: {lista}.",
            Falha.ESQUEMA,
            "Padrao",
            linha_de(elemento),
        )
    if not _VERSAO.fullmatch(informado) or Versao(informado) not in aceitas:
        raise DefeitoTiss(
            "5028",
            f"A versão {informado} do Padrão TISS não é aceita. Versões aceitas: {lista}.",
            Falha.VERSAO,
            "Padrao",
            linha_de(elemento),
        )
    return Versao(informado)
