"""A streaming reader of XLSX: rows of text, one at a time, in bounded memory.

The shared strings, which for ANS's table 19 are millions, live in a temporary file and are read through a
memory map; the sheets are parsed incrementally and forgotten row by row. Only values are read: no formulas,
no formats (a date is the day number the cell holds).
"""

from __future__ import annotations

import mmap
import re
import tempfile
import zipfile
from array import array
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

LIMITE_XML = 8 * 1024**3
"""Largest uncompressed XML accepted inside a workbook, in bytes."""

_RELACAO = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELACAO_ESTRITA = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_LINHA = re.compile(rb"<(?:\w+:)?row[ />]")


class PlanilhaInvalida(Exception):
    """The file is no readable XLSX; the text says why, in Portuguese."""


class _Textos:
    """Shared strings by number, kept on disk."""

    def __init__(self, origem: IO[bytes] | None) -> None:
        self._limites = array("Q", [0])
        self._arquivo: Any = None
        self._mapa: mmap.mmap | bytes = b""
        if origem is None:
            return
        self._arquivo = tempfile.TemporaryFile()  # noqa: SIM115  (closed by fechar)
        for _, si in _iterar(origem, "si"):
            self._arquivo.write(_texto(si).encode())
            self._limites.append(self._arquivo.tell())
            _esquecer(si)
        self._arquivo.flush()
        if self._limites[-1]:
            self._mapa = mmap.mmap(self._arquivo.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, numero: int) -> str:
        return self._mapa[self._limites[numero] : self._limites[numero + 1]].decode()

    def fechar(self) -> None:
        if isinstance(self._mapa, mmap.mmap):
            self._mapa.close()
        if self._arquivo is not None:
            self._arquivo.close()


@dataclass(slots=True)
class Planilha:
    """One sheet of an open workbook."""

    nome: str
    _zip: zipfile.ZipFile = field(repr=False)
    _caminho: str = field(repr=False)
    _textos: _Textos = field(repr=False)

    def linhas(self) -> Generator[list[str], None, None]:
        """Every row that has a cell, as text by column; an empty cell is ""."""
        with self._zip.open(self._caminho) as origem:
            for _, linha in _iterar(origem, "row"):
                celulas = self._celulas(linha)
                if celulas:
                    yield celulas
                _esquecer(linha)

    def contar(self) -> int:
        """Number of rows written in the sheet, headings included, without parsing them."""
        total, resto = 0, b""
        with self._zip.open(self._caminho) as origem:
            while bloco := origem.read(1 << 20):
                bloco = resto + bloco
                ultimo = 0
                for achado in _LINHA.finditer(bloco):
                    total, ultimo = total + 1, achado.end()
                resto = bloco[max(ultimo, len(bloco) - 16) :]
        return total

    def _celulas(self, linha: Any) -> list[str]:
        celulas: list[str] = []
        for celula in linha:
            if not isinstance(celula.tag, str):
                continue
            posicao = _coluna(celula.get("r", "")) if celula.get("r") else len(celulas)
            if posicao > 1000:
                raise PlanilhaInvalida("Planilha com colunas demais.")
            celulas.extend([""] * (posicao - len(celulas)))
            celulas.append(self._valor(celula))
        return celulas

    def _valor(self, celula: Any) -> str:
        tipo = celula.get("t", "n")
        if tipo == "inlineStr":
            return _texto(celula)
        valor = celula.findtext("{*}v") or ""
        if tipo == "s" and valor:
            try:
                return self._textos[int(valor)]
            except (ValueError, IndexError):
                raise PlanilhaInvalida("Célula aponta para um texto que não existe.") from None
        return valor


@contextmanager
def abrir(arquivo: IO[bytes]) -> Iterator[list[Planilha]]:
    """Open a workbook (a seekable file) and give its sheets in order. Raises PlanilhaInvalida."""
    try:
        pacote = zipfile.ZipFile(arquivo)
    except zipfile.BadZipFile:
        raise PlanilhaInvalida("O arquivo não é uma planilha XLSX.") from None
    with pacote:
        if any(item.file_size > LIMITE_XML for item in pacote.infolist()):
            raise PlanilhaInvalida("Planilha grande demais.")
        caminhos = _caminhos_das_planilhas(pacote)
        tem_textos = "xl/sharedStrings.xml" in pacote.namelist()
        origem = pacote.open("xl/sharedStrings.xml") if tem_textos else None
        textos = _Textos(origem)
        try:
            yield [Planilha(nome, pacote, caminho, textos) for nome, caminho in caminhos]
        finally:
            textos.fechar()
            if origem is not None:
                origem.close()


def _caminhos_das_planilhas(pacote: zipfile.ZipFile) -> list[tuple[str, str]]:
    try:
        livro = _raiz(pacote.read("xl/workbook.xml"))
        relacoes = _raiz(pacote.read("xl/_rels/workbook.xml.rels"))
    except KeyError:
        raise PlanilhaInvalida("O arquivo não é uma planilha XLSX.") from None
    alvos = {r.get("Id"): (r.get("Target") or "").lstrip("/") for r in relacoes.iterfind("{*}Relationship")}
    caminhos = []
    for aba in livro.iterfind("{*}sheets/{*}sheet"):
        alvo = alvos.get(aba.get(_RELACAO) or aba.get(_RELACAO_ESTRITA), "")
        caminho = alvo if alvo.startswith("xl/") else f"xl/{alvo}"
        if caminho in pacote.namelist():
            caminhos.append((aba.get("name") or "", caminho))
    return caminhos


def _raiz(conteudo: bytes) -> Any:
    try:
        return etree.fromstring(conteudo, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise PlanilhaInvalida("Planilha com XML ilegível.") from None


def _iterar(origem: IO[bytes], nome: str) -> Iterator[tuple[str, Any]]:
    try:
        yield from etree.iterparse(origem, events=("end",), tag="{*}" + nome, resolve_entities=False, no_network=True)
    except etree.XMLSyntaxError:
        raise PlanilhaInvalida("Planilha com XML ilegível.") from None


def _esquecer(elemento: Any) -> None:
    elemento.clear()
    while elemento.getprevious() is not None:
        del elemento.getparent()[0]


def _texto(elemento: Any) -> str:
    """Text of a string item: its ``t`` pieces, without the phonetic readings."""
    return "".join(parte.text or "" for parte in elemento.iter("{*}t") if not parte.getparent().tag.endswith("}rPh"))


def _coluna(referencia: str) -> int:
    """Zero-based column of a cell reference: "A1" → 0, "AB7" → 27."""
    numero = 0
    for letra in referencia:
        if not letra.isalpha():
            break
        numero = numero * 26 + ord(letra.upper()) - 64
    return numero - 1
