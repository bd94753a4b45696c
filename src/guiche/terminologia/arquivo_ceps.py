"""The operator's own table of CEP: one CSV with a heading, by semicolon, comma or tab, streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guiche.terminologia.arquivo_ans import ArquivoInvalido, LinhaRecusada
from guiche.terminologia.regras.ceps import LinhaDeCep, colunas_de_cep, ler_cep
from guiche.terminologia.regras.planilha import LinhaInvalida


@dataclass(frozen=True, slots=True)
class TabelaDeCep:
    """The lines of the file. Reading it twice gives the same lines in the same order."""

    arquivo: Path
    codificacao: str
    separador: str

    def contar(self) -> int:
        """Lines in the file, the heading included."""
        with self._abrir() as texto:
            return sum(1 for _ in csv.reader(texto, delimiter=self.separador))

    def linhas(self) -> Iterator[LinhaDeCep | LinhaRecusada]:
        """Each address, typed, or the reason why it could not be. Raises ArquivoInvalido without the columns."""
        with self._abrir() as texto:
            todas = csv.reader(texto, delimiter=self.separador)
            try:
                posicoes = colunas_de_cep(next(todas, []))
            except LinhaInvalida as falta:
                raise ArquivoInvalido(f"{self.arquivo.name}: {falta}") from None
            for numero, celulas in enumerate(todas, start=2):
                try:
                    lida = ler_cep(celulas, posicoes)
                except LinhaInvalida as motivo:
                    yield LinhaRecusada(f"{self.arquivo.name}, linha {numero}", str(motivo))
                    continue
                if lida is not None:
                    yield lida

    def _abrir(self) -> io.TextIOWrapper:
        return self.arquivo.open(encoding=self.codificacao, newline="")


def partes_de_ceps(arquivo: Path) -> list[TabelaDeCep]:
    """The file as the single part of a load: UTF-8 when every byte is, else Windows-1252.

    Raises ArquivoInvalido when it is empty or its heading lacks a column, before anything is written.
    """
    tabela = TabelaDeCep(arquivo, codificacao := _codificacao(arquivo), _separador(arquivo, codificacao))
    next(tabela.linhas(), None)
    return [tabela]


def _separador(arquivo: Path, codificacao: str) -> str:
    with arquivo.open(encoding=codificacao, newline="") as texto:
        cabecalho = texto.readline()
    return max(";,\t", key=cabecalho.count)


def _codificacao(arquivo: Path) -> str:
    try:
        with arquivo.open(encoding="utf-8") as texto:
            while texto.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
