"""XLSX and CSV: typed cells, exact text, no live formula, nothing lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from guiche.documentos import planilha
from guiche.documentos.definicao import Coluna, DocumentoGrande
from guiche.documentos.planilha import gerar_csv, gerar_xlsx, gravar_csv

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUNAS = (
    Coluna("quando", "Quando", "data"),
    Coluna("entrega", "Entregue em", "data_hora"),
    Coluna("codigo", "Código", "codigo"),
    Coluna("nome", "Nome", largura=2.0),
    Coluna("quantidade", "Qtd.", "quantidade"),
    Coluna("valor", "Valor", "valor"),
)
LINHA = {
    "quando": date(2026, 11, 23),
    "entrega": datetime(2026, 11, 24, 1, 30, tzinfo=UTC),
    "codigo": "00123",
    "nome": 'Conceição; "Vila"',
    "quantidade": Decimal("2.5"),
    "valor": Decimal("-1234.50"),
}
ATAQUES = (
    "=1+1",
    "+55 11",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    '=HYPERLINK("http://x")',
)


def ler(arquivo: Any) -> tuple[dict[str, Any], etree._Element, zipfile.ZipFile]:
    """Cells of the first sheet by reference, as text, Decimal or (marked) formula; the sheet; the file."""
    pacote = zipfile.ZipFile(io.BytesIO(arquivo.read()))
    folha = etree.fromstring(pacote.read("xl/worksheets/sheet1.xml"))
    celulas: dict[str, Any] = {}
    for celula in folha.iter(f"{X}c"):
        assert celula.find(f"{X}f") is None
        if celula.get("t") == "inlineStr":
            celulas[celula.get("r", "")] = celula.findtext(f"{X}is/{X}t")
        else:
            celulas[celula.get("r", "")] = Decimal(celula.findtext(f"{X}v") or "")
    return celulas, folha, pacote


def formatos(celula: str, folha: etree._Element, pacote: zipfile.ZipFile) -> str:
    """The number format of a cell."""
    estilos = etree.fromstring(pacote.read("xl/styles.xml"))
    mascaras = {n.get("numFmtId"): n.get("formatCode") for n in estilos.iter(f"{X}numFmt")}
    # Formats every reader knows by number are not written in the file.
    mascaras |= {"3": "#,##0", "4": "#,##0.00"}
    usos = estilos.findall(f"{X}cellXfs/{X}xf")
    achada = next(c for c in folha.iter(f"{X}c") if c.get("r") == celula)
    return mascaras[usos[int(achada.get("s", "0"))].get("numFmtId")] or ""


def test_xlsx_guarda_tipos_e_nao_texto() -> None:
    celulas, folha, pacote = ler(gerar_xlsx("Lotes: 11/2026", COLUNAS, [LINHA]))
    assert celulas == {
        "A1": "Quando",
        "B1": "Entregue em",
        "C1": "Código",
        "D1": "Nome",
        "E1": "Qtd.",
        "F1": "Valor",
        "A2": Decimal("46349"),
        "B2": Decimal("46349.9375"),
        "C2": "00123",
        "D2": 'Conceição; "Vila"',
        "E2": Decimal("2.5"),
        "F2": Decimal("-1234.5"),
    }
    assert [formatos(f"{letra}2", folha, pacote) for letra in "ABEF"] == [
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
        "#,##0.####",
        "#,##0.00",
    ]


def test_xlsx_congela_o_cabecalho_filtra_e_da_nome_valido_a_folha() -> None:
    _, folha, pacote = ler(gerar_xlsx("Lotes: [11/2026] de um nome grande demais", COLUNAS, [LINHA, LINHA]))
    painel = folha.find(f".//{X}pane")
    assert painel is not None and (painel.get("ySplit"), painel.get("state")) == ("1", "frozen")
    filtro = folha.find(f"{X}autoFilter")
    assert filtro is not None and filtro.get("ref") == "A1:F3"
    livro = etree.fromstring(pacote.read("xl/workbook.xml"))
    assert [s.get("name") for s in livro.iter(f"{X}sheet")] == ["Lotes   11 2026  de um nome gra"]


def test_xlsx_sem_linhas_tem_so_o_cabecalho() -> None:
    celulas, _, _ = ler(gerar_xlsx("", COLUNAS[:2], []))
    assert celulas == {"A1": "Quando", "B1": "Entregue em"}


@pytest.mark.parametrize("ataque", ATAQUES)
def test_xlsx_nao_cria_formula_nem_ligacao(ataque: str) -> None:
    celulas, folha, pacote = ler(
        gerar_xlsx("x", [Coluna("a", "A"), Coluna("v", "V", "valor")], [{"a": ataque, "v": ataque}])
    )
    assert celulas["A2"] == celulas["B2"] == ataque.replace("\r", "_x000D_")
    assert folha.find(f"{X}hyperlinks") is None
    assert not [nome for nome in pacote.namelist() if "rels/sheet" in nome]


def test_xlsx_escreve_data_como_data_mesmo_em_coluna_de_texto() -> None:
    _, folha, pacote = ler(gerar_xlsx("x", [Coluna("a", "A")], [{"a": date(2026, 1, 2)}]))
    assert formatos("A2", folha, pacote) == "dd/mm/yyyy"


def test_xlsx_grande_demais_e_recusado_em_vez_de_cortado(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planilha, "MAXIMO_DE_LINHAS_XLSX", 2)
    coluna = (Coluna("n", "N", "inteiro"),)
    celulas, _, _ = ler(gerar_xlsx("x", coluna, ({"n": n} for n in range(2))))
    assert celulas == {"A1": "N", "A2": Decimal(0), "A3": Decimal(1)}
    with pytest.raises(DocumentoGrande, match="baixe em CSV"):
        gerar_xlsx("x", coluna, ({"n": n} for n in range(3)))


@pytest.mark.requisito("X-06")
def test_csv_exato() -> None:
    escrito = b"".join(gerar_csv(COLUNAS, [LINHA, {"nome": None}]))
    assert (
        escrito
        == (
            "\ufeffQuando;Entregue em;Código;Nome;Qtd.;Valor\r\n"
            '23/11/2026;23/11/2026 22h30;00123;"Conceição; ""Vila""";2,5;-1234,50\r\n'
            ";;;;;\r\n"
        ).encode()
    )


@pytest.mark.requisito("X-06")
@pytest.mark.parametrize("ataque", ATAQUES)
def test_csv_nao_leva_formula_viva(ataque: str) -> None:
    colunas = (Coluna("a", "A"), Coluna("c", "C", "codigo"), Coluna("v", "V", "valor"))
    linhas = [{"a": ataque, "c": ataque, "v": ataque}]
    corpo = b"".join(gerar_csv(colunas, linhas)).decode().split("\r\n", 1)[1]
    protegido = f"'{ataque}"
    if any(letra in ataque for letra in '";\r\n'):
        protegido = '"' + protegido.replace('"', '""') + '"'
    assert corpo == f"{protegido};{protegido};{protegido}\r\n"


def test_csv_sai_em_pedacos_sem_ler_tudo_antes() -> None:
    lidas: list[int] = []

    def linhas() -> Iterator[dict[str, int]]:
        for n in range(1200):
            lidas.append(n)
            yield {"n": n}

    pedacos = gerar_csv((Coluna("n", "N", "inteiro"),), linhas())
    assert (next(pedacos), lidas) == (b"\xef\xbb\xbfN\r\n", [])
    assert (next(pedacos).count(b"\r\n"), len(lidas)) == (500, 500)
    assert [pedaco.count(b"\r\n") for pedaco in pedacos] == [500, 200]


def test_csv_em_arquivo_tem_os_mesmos_bytes() -> None:
    with gravar_csv(COLUNAS, [LINHA]) as arquivo:
        assert arquivo.read() == b"".join(gerar_csv(COLUNAS, [LINHA]))
