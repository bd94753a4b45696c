"""ANS's archive of terminologies (``Padrao_TISS_Representacao_de_Conceitos_em_Saude_AAAAMM.zip``), streamed.

A zip of one XLSX or CSV per table; table 19 comes in several files, the small domains share one workbook
with a sheet per table ("Tab 23"), the history names the table in each line. Each data file is one *parte* of
the load; PDFs and the inner archive of table 64 are passed over. Sheets without a heading are covers.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from guiche.terminologia import xlsx_leitura
from guiche.terminologia.regras.planilha import (
    LinhaDeTermo,
    LinhaInvalida,
    colunas,
    ler_linha,
    numero_da_tabela,
)

LIMITE_MEMBRO = 4 * 1024**3
"""Largest uncompressed file accepted inside the archive, in bytes."""

_LINHAS_ATE_O_CABECALHO = 40


class ArquivoInvalido(Exception):
    """The file is no terminology archive of ANS; the text says why, in Portuguese."""


@dataclass(frozen=True, slots=True)
class LinhaRecusada:
    """A line that could not be read: where it stands and why."""

    onde: str
    motivo: str


LinhaLida = LinhaDeTermo | LinhaRecusada


@dataclass(frozen=True, slots=True)
class ParteDoArquivo:
    """One data file of the archive. Reading it twice gives the same lines in the same order."""

    arquivo: Path
    nome: str
    tabelas: frozenset[str]

    def contar(self) -> int:
        """Rows in the file, headings included."""
        with zipfile.ZipFile(self.arquivo) as pacote:
            if self._eh_csv:
                return sum(1 for _ in _linhas_csv(pacote, self.nome))
            with _xlsx(pacote, self.nome) as abas:
                return sum(aba.contar() for aba in abas if self._interessa(self._tabela(aba.nome)))

    def linhas(self) -> Iterator[LinhaLida]:
        """The lines of the tables asked for, typed, or the reason why one could not be."""
        with zipfile.ZipFile(self.arquivo) as pacote:
            if self._eh_csv:
                yield from self._tipar(_linhas_csv(pacote, self.nome), self._tabela(""), self.nome)
                return
            with _xlsx(pacote, self.nome) as abas:
                for aba in abas:
                    tabela = self._tabela(aba.nome)
                    if self._interessa(tabela):
                        with closing(aba.linhas()) as linhas:
                            yield from self._tipar(linhas, tabela, f"{self.nome}/{aba.nome}")

    @property
    def _eh_csv(self) -> bool:
        return self.nome.lower().endswith(".csv")

    def _tabela(self, aba: str) -> str:
        return numero_da_tabela(aba) or numero_da_tabela(self.nome.rsplit("/", 1)[-1])

    def _interessa(self, tabela: str) -> bool:
        return not tabela or not self.tabelas or tabela in self.tabelas

    def _tipar(self, linhas: Iterable[list[str]], tabela: str, onde: str) -> Iterator[LinhaLida]:
        posicoes: dict[str, int] = {}
        for numero, celulas in enumerate(linhas, start=1):
            if not posicoes:
                if numero > _LINHAS_ATE_O_CABECALHO:
                    return
                posicoes = colunas(celulas)
                continue
            try:
                lida = ler_linha(celulas, posicoes, tabela)
            except LinhaInvalida as motivo:
                yield LinhaRecusada(f"{onde}, linha {numero}", str(motivo))
                continue
            if lida is not None and self._interessa(lida.tabela):
                yield lida


def partes(arquivo: Path, tabelas: Collection[str] = ()) -> list[ParteDoArquivo]:
    """The data files of the archive, in its order; only those that may hold ``tabelas`` when given.

    Raises ArquivoInvalido when the file is no zip, holds no spreadsheet, or one is absurdly large.
    """
    pedidas = frozenset(tabelas)
    try:
        with zipfile.ZipFile(arquivo) as pacote:
            membros = [m for m in pacote.infolist() if m.filename.lower().endswith((".xlsx", ".csv"))]
    except zipfile.BadZipFile:
        raise ArquivoInvalido("O arquivo não é um ZIP da ANS.") from None
    if not membros:
        raise ArquivoInvalido("O ZIP não tem planilhas (XLSX ou CSV).")
    for membro in membros:
        if membro.file_size > LIMITE_MEMBRO:
            raise ArquivoInvalido(f"Planilha grande demais: {membro.filename}.")
    todas = [ParteDoArquivo(arquivo, m.filename, pedidas) for m in membros]
    return [parte for parte in todas if parte._interessa(numero_da_tabela(parte.nome.rsplit("/", 1)[-1]))]


@contextmanager
def _xlsx(pacote: zipfile.ZipFile, nome: str) -> Iterator[list[xlsx_leitura.Planilha]]:
    """A workbook inside the archive, unpacked to a temporary file: a zip inside a zip must be seekable."""
    with tempfile.TemporaryFile() as temporario:
        with pacote.open(nome) as origem:
            shutil.copyfileobj(origem, temporario, 1 << 20)
        with xlsx_leitura.abrir(temporario) as abas:
            yield abas


def _linhas_csv(pacote: zipfile.ZipFile, nome: str) -> Iterator[list[str]]:
    codificacao = _codificacao(pacote, nome)
    with pacote.open(nome) as origem, io.TextIOWrapper(origem, codificacao, newline="") as texto:
        primeiras = [texto.readline() for _ in range(_LINHAS_ATE_O_CABECALHO)]
        amostra = "".join(primeiras)
        separador = max(";,\t", key=amostra.count)
        yield from csv.reader(_emendar(primeiras, texto), delimiter=separador)


def _emendar(primeiras: list[str], texto: io.TextIOWrapper) -> Iterator[str]:
    yield from primeiras
    yield from texto


def _codificacao(pacote: zipfile.ZipFile, nome: str) -> str:
    """UTF-8 when every byte of the file is, else Windows-1252."""
    try:
        with pacote.open(nome) as origem, io.TextIOWrapper(origem, "utf-8") as texto:
            while texto.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
