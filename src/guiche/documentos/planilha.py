"""XLSX and CSV of rows: typed cells, never formulas, streamed."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any, Final

import xlsxwriter
from django.utils import timezone

from guiche.documentos.definicao import Coluna, DocumentoGrande, Linha, milhar, texto

BOM: Final = b"\xef\xbb\xbf"
MAXIMO_DE_LINHAS_XLSX: Final = 1_048_575
_FORMATOS: Final = {
    "valor": "#,##0.00",
    "quantidade": "#,##0.####",
    "inteiro": "#,##0",
    "data": "dd/mm/yyyy",
    "data_hora": "dd/mm/yyyy hh:mm",
}
# What a spreadsheet takes for the start of a formula; the wide forms are the ones of East Asian keyboards.
_PERIGOSOS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LOTE_CSV: Final = 500
_NOME_MAXIMO: Final = 31


def gerar_xlsx(titulo: str, colunas: Sequence[Coluna], linhas: Iterable[Linha]) -> IO[bytes]:
    """Spreadsheet file at position 0, constant memory: bold frozen head, filter, money and date formats.

    Raises DocumentoGrande above the 1,048,575 rows a sheet holds, instead of losing the rest.
    """
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
            if ultima > MAXIMO_DE_LINHAS_XLSX:
                raise DocumentoGrande(
                    f"São mais de {milhar(f'{MAXIMO_DE_LINHAS_XLSX:,}')} linhas: baixe em CSV ou escolha um "
                    "período menor."
                )
            for posicao, coluna in enumerate(colunas):
                _escrever(folha, ultima, posicao, linha.get(coluna.nome), coluna, formatos)
        folha.freeze_panes(1, 0)
        folha.autofilter(0, 0, ultima, max(len(colunas) - 1, 0))
    saida.seek(0)
    return saida


def gerar_csv(colunas: Sequence[Coluna], linhas: Iterable[Linha]) -> Iterator[bytes]:
    """CSV for Brazilian spreadsheets, in chunks of 500 rows: UTF-8 with BOM, ``;``, decimal comma, no live
    formulas.
    """
    yield BOM + _csv([[_texto_inofensivo(coluna.rotulo) for coluna in colunas]])
    restantes = iter(linhas)
    while lote := list(islice(restantes, _LOTE_CSV)):
        yield _csv([[_inofensivo(linha.get(coluna.nome), coluna) for coluna in colunas] for linha in lote])


def gravar_csv(colunas: Sequence[Coluna], linhas: Iterable[Linha]) -> IO[bytes]:
    """The same CSV as a file at position 0.

    The rows are read here and now, inside the scope of the request: a streamed answer would read them after
    the scope has been left.
    """
    saida: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115 (the caller closes it)
    saida.writelines(gerar_csv(colunas, linhas))
    saida.seek(0)
    return saida


def _csv(linhas: Iterable[list[str]]) -> bytes:
    escrito = io.StringIO()
    csv.writer(escrito, delimiter=";", lineterminator="\r\n").writerows(linhas)
    return escrito.getvalue().encode()


def _escrever(folha: Any, linha: int, posicao: int, valor: Any, coluna: Coluna, formatos: dict[str, Any]) -> None:
    if valor is None or valor == "":
        return
    if isinstance(valor, datetime):
        momento = timezone.localtime(valor) if timezone.is_aware(valor) else valor
        mascara = formatos["data" if coluna.tipo == "data" else "data_hora"]
        folha.write_datetime(linha, posicao, momento.replace(tzinfo=None), mascara)
    elif isinstance(valor, date):
        dia = datetime(valor.year, valor.month, valor.day)  # noqa: DTZ001 (a sheet has no time zones)
        folha.write_datetime(linha, posicao, dia, formatos["data"])
    elif _eh_numero(valor) and coluna.tipo != "codigo":
        folha.write_number(linha, posicao, valor, formatos.get(coluna.tipo))
    else:
        folha.write_string(linha, posicao, texto(valor, coluna.tipo))


def _eh_numero(valor: Any) -> bool:
    return isinstance(valor, int | Decimal) and not isinstance(valor, bool)


def _inofensivo(valor: Any, coluna: Coluna) -> str:
    escrito = texto(valor, coluna.tipo)
    if _eh_numero(valor):
        return escrito.replace(".", "") if coluna.numerica else escrito
    return _texto_inofensivo(escrito)


def _texto_inofensivo(escrito: str) -> str:
    return f"'{escrito}" if escrito.startswith(_PERIGOSOS) else escrito


def _nome_da_folha(titulo: str) -> str:
    limpo = "".join(" " if letra in "[]:*?/\\" else letra for letra in titulo)
    return limpo[:_NOME_MAXIMO].strip("' ") or "Dados"
