"""Synthetic archives in the format ANS publishes, for the tests of the loader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

CABECALHO = (
    "Código do Termo", "Termo", "Descrição Detalhada", "Data de início de vigência",
    "Data de fim de vigência", "Data de fim de implantação",
)  # fmt: skip
CABECALHO_19 = (
    "Código do Termo", "Termo", "Modelo", "Fabricante", "Data de início de vigência",
    "Data de fim de vigência", "Data de fim de implantação", "Registro Anvisa", "Classe de risco",
)  # fmt: skip
CABECALHO_CURTO = ("Código do Termo", "Termo", "Data de início de vigência", "Data de fim de vigência")
CABECALHO_HISTORICO = ("Tabela", *CABECALHO, "Tipo de ação")

Linhas = Sequence[Sequence[Any]]


def planilha(*abas: tuple[str, Sequence[str], Linhas], em_linha: bool = False) -> bytes:
    """A workbook with a cover and, in each sheet, a title, a blank line, the headings and the rows.

    ``em_linha`` writes inline strings instead of shared ones.
    """
    saida = io.BytesIO()
    livro = xlsxwriter.Workbook(saida, {"in_memory": True, "constant_memory": em_linha})
    formato = livro.add_format({"num_format": "dd/mm/yyyy"})
    livro.add_worksheet("Capa").write(0, 0, "Padrão TISS")
    for nome, cabecalho, linhas in abas:
        aba = livro.add_worksheet(nome)
        aba.write(0, 0, f"Terminologia {nome}")
        for coluna, titulo in enumerate(cabecalho):
            aba.write(2, coluna, titulo)
        for numero, linha in enumerate(linhas, start=3):
            for coluna, valor in enumerate(linha):
                if isinstance(valor, date):
                    aba.write_datetime(numero, coluna, valor, formato)
                elif valor is not None:
                    aba.write(numero, coluna, valor)
    livro.close()
    return saida.getvalue()


def compactar(caminho: Path, **membros: bytes) -> Path:
    """A zip with these files; ``__`` in a name stands for a dot and ``_`` for a space."""
    with zipfile.ZipFile(caminho, "w") as pacote:
        for nome, conteudo in membros.items():
            pacote.writestr(nome.replace("__", ".").replace("_", " "), conteudo)
    return caminho


def arquivo_da_ans(caminho: Path) -> Path:
    """A small whole archive: tables 18 (CSV), 19 in two files, 22, the small domains, a PDF and table 64."""
    csv_18 = (
        "Código do Termo;Termo;Data de início de vigência;Data de fim de vigência\r\n"
        '60000001;"Diária ""compacta"";\r\nenfermaria";01/01/2020;\r\n'
        "60000002;Taxa de sala;2020-01-01;31/12/2024\r\n"
    )
    t22 = [
        (10101012, "Consulta em consultório", None, date(2009, 2, 13), None, None),
        ("40304361", "Hemograma com contagem de plaquetas", "Inclui reticulócitos", "13/02/2009", None, None),
        ("40999990", "Exame novo", None, "2026-10-01", None, "31/12/2026"),
        ("40999991", "Exame encerrado", None, "2009-02-13", "2025-04-30", None),
        ("40999992", "Exame com data errada", None, "31/02/2020", None, None),
        (None, "Linha de nota sem código"),
    ]
    t19a = [("70000001", "PRÓTESE TOTAL DE JOELHO", "P1", "FÁBRICA UM LTDA", "2020-01-01", None, None,
             "10000000001", "III")]  # fmt: skip
    t19b = [("70000002", "ÓRTESE CRANIANA", "P2", "FÁBRICA DOIS LTDA", "2020-01-01", None, None,
             "10000000002", "III")]  # fmt: skip
    t38 = [("1801", "PROCEDIMENTO INVÁLIDO", "2005-11-10", None), ("9101", "MOTIVO NOVO", "2026-10-01", None),
           ("9102", "MOTIVO FINDO", "2005-11-10", "2026-06-30")]  # fmt: skip
    t35 = [("14", "Papel novo", "2026-10-01", None), ("13", "Intensivista", "2012-10-10", "2026-12-31")]
    with zipfile.ZipFile(caminho, "w") as pacote:
        pasta = "Padrao_TISS_202609"
        pacote.writestr(f"{pasta}/TUSS 18 - DIÁRIAS E TAXAS.csv", csv_18.encode("cp1252"))
        pacote.writestr(f"{pasta}/TUSS 22 - PROCEDIMENTOS.pdf", b"%PDF-1.4")
        pacote.writestr(f"{pasta}/TUSS 22 - PROCEDIMENTOS.xlsx", planilha(("Tab 22", CABECALHO, t22)))
        pacote.writestr(f"{pasta}/TUSS 19/TUSS 19 - OPME_PARTE_1.xlsx", planilha(("Materiais", CABECALHO_19, t19a)))
        pacote.writestr(
            f"{pasta}/TUSS 19/TUSS 19 - OPME_PARTE_2.xlsx",
            planilha(("Materiais", CABECALHO_19, t19b), em_linha=True),
        )
        pacote.writestr(
            f"{pasta}/TUSS - Demais terminologias.xlsx",
            planilha(("Tab 35", CABECALHO_CURTO, t35), ("Tab 38", CABECALHO_CURTO, t38)),
        )
        pacote.writestr(f"{pasta}/TUSS 64.zip", b"PK")
    return caminho
