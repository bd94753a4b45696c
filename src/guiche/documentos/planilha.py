"""XLSX and CSV of rows: typed cells, never formulas, streamed."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from guiche.documentos.definicao import Coluna, Linha, texto

_FORMATOS = {
    "valor": "#,##0.00",
    "quantidade": "#,##0.####",
    "inteiro": "#,##0",
    "data": "dd/mm/yyyy",
    "data_hora": "dd/mm/yyyy hh:mm",
}
_PERIGOSOS = ("=", "+", "-", "@", "\t", "\r")
_NOME_MAXIMO = 31


def gerar_xlsx(titulo: str, colunas: Sequence[Coluna], linhas: Iterable[Linha]) -> IO[bytes]:
    """Spreadsheet file at position 0, constant memory: bold frozen head, filter, money and date formats."""
    saida: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115 (the caller closes it)
    opcoes = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(saida, opcoes) as livro:
        folha = livro.add_worksheet(_nome_da_folha(titulo))
        cabeca = livro.add_format({"bold": True, "bottom": 1})
        formatos = {tipo: livro.add_format({"num_format": mascara}) for tipo, mascara in _FORMATOS.items()}
        for posicao, coluna in enumerate(colunas):
            folha.set_column(posicao, posicao, max(12, round(14 * coluna.largura)))
            folha.write_string(0, posicao, coluna.rotulo, cabeca)
        ultima = 0
        for ultima, linha in enumerate(linhas, start=1):
            for posicao, coluna in enumerate(colunas):
                _escrever(folha, ultima, posicao, linha.get(coluna.nome), formatos.get(coluna.tipo))
        folha.freeze_panes(1, 0)
        folha.autofilter(0, 0, ultima, max(len(colunas) - 1, 0))
    saida.seek(0)
    return saida


def gerar_csv(colunas: Sequence[Coluna], linhas: Iterable[Linha]) -> Iterator[bytes]:
    """CSV for Brazilian spreadsheets, in chunks: UTF-8 with BOM, ``;``, decimal comma, no live formulas."""
    buffer = io.StringIO()
    escritor = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    escritor.writerow([coluna.rotulo for coluna in colunas])
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    for linha in linhas:
        buffer.seek(0)
        buffer.truncate()
        escritor.writerow([_inofensivo(linha.get(coluna.nome), coluna) for coluna in colunas])
        yield buffer.getvalue().encode()


def _escrever(folha: Any, linha: int, coluna: int, valor: Any, formato: Any) -> None:
    if valor is None or valor == "":
        return
    if isinstance(valor, datetime):
        momento = timezone.localtime(valor) if timezone.is_aware(valor) else valor
        folha.write_datetime(linha, coluna, momento.replace(tzinfo=None), formato)
    elif isinstance(valor, date):
        folha.write_datetime(linha, coluna, datetime(valor.year, valor.month, valor.day), formato)  # noqa: DTZ001
    elif isinstance(valor, int | Decimal) and not isinstance(valor, bool):
        folha.write_number(linha, coluna, valor, formato)
    else:
        folha.write_string(linha, coluna, str(valor))


def _inofensivo(valor: Any, coluna: Coluna) -> str:
    escrito = texto(valor, coluna.tipo)
    if not coluna.numerica and escrito.startswith(_PERIGOSOS):
        return "'" + escrito
    return escrito.replace(".", "") if coluna.numerica else escrito


def _nome_da_folha(titulo: str) -> str:
    limpo = "".join(" " if letra in "[]:*?/\\" else letra for letra in titulo)
    return limpo[:_NOME_MAXIMO].strip("' ") or "Dados"
