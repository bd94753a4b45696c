"""The streaming XLSX reader."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from guiche.terminologia import xlsx_leitura
from tests.terminologia.arquivos import CABECALHO_CURTO, planilha

LINHAS = [("10101012", "Consulta & exame", date(2009, 2, 13)), (5, None, None, True)]
ABA = ("Tab 22", CABECALHO_CURTO, LINHAS)


@pytest.mark.parametrize("em_linha", [False, True])
def test_rows_as_text_with_gaps(em_linha: bool) -> None:
    with xlsx_leitura.abrir(io.BytesIO(planilha(ABA, em_linha=em_linha))) as abas:
        assert [aba.nome for aba in abas] == ["Capa", "Tab 22"]
        assert list(abas[1].linhas()) == [
            ["Terminologia Tab 22"],
            list(CABECALHO_CURTO),
            ["10101012", "Consulta & exame", "39857"],
            ["5", "", "", "1"],
        ]
        assert list(abas[1].linhas())[2][1] == "Consulta & exame"
        assert abas[1].contar() == 4


def test_counts_as_many_rows_as_it_reads_across_blocks() -> None:
    linhas = [(str(10_000_000 + n), "Termo " + "x" * 40) for n in range(12_000)]
    with xlsx_leitura.abrir(io.BytesIO(planilha(("Tab 19", CABECALHO_CURTO, linhas)))) as abas:
        assert abas[1].contar() == 12_002
        lidas = list(abas[1].linhas())
    assert (len(lidas), lidas[-1][0]) == (12_002, "10011999")


@pytest.mark.parametrize("conteudo", [b"nada", b""])
def test_other_files_are_refused(conteudo: bytes) -> None:
    with pytest.raises(xlsx_leitura.PlanilhaInvalida), xlsx_leitura.abrir(io.BytesIO(conteudo)):
        raise AssertionError("não deveria abrir")


def test_zip_that_is_no_workbook_is_refused() -> None:
    saida = io.BytesIO()
    with zipfile.ZipFile(saida, "w") as pacote:
        pacote.writestr("leia.txt", "oi")
    with pytest.raises(xlsx_leitura.PlanilhaInvalida), xlsx_leitura.abrir(saida):
        raise AssertionError("não deveria abrir")


def _trocar(conteudo: bytes, alvo: str, novo: bytes) -> io.BytesIO:
    saida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(conteudo)) as velho, zipfile.ZipFile(saida, "w") as pacote:
        for item in velho.infolist():
            pacote.writestr(item.filename, novo if item.filename == alvo else velho.read(item.filename))
    return saida


def test_external_entities_are_not_read() -> None:
    folha = (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY b "bomba">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>&e;&b;</v></c><c r="B1"><v>7</v></c></row></sheetData></worksheet>'
    )
    with xlsx_leitura.abrir(_trocar(planilha(ABA), "xl/worksheets/sheet2.xml", folha)) as abas:
        assert list(abas[1].linhas()) == [["", "7"]]


def test_broken_sheet_and_missing_text_are_refused() -> None:
    cortada = _trocar(planilha(ABA), "xl/worksheets/sheet2.xml", b"<worksheet><sheetData><row>")
    with xlsx_leitura.abrir(cortada) as abas, pytest.raises(xlsx_leitura.PlanilhaInvalida):
        list(abas[1].linhas())
    sem_texto = _trocar(
        planilha(ABA),
        "xl/sharedStrings.xml",
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    )
    with xlsx_leitura.abrir(sem_texto) as abas, pytest.raises(xlsx_leitura.PlanilhaInvalida):
        list(abas[1].linhas())
