"""The PDF: accessible and archivable by its own structure, the same bytes for the same data, hard to break."""

from __future__ import annotations

import re
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from guiche.documentos import pdf
from guiche.documentos.definicao import Campo, Coluna, Documento, DocumentoGrande, Secao
from guiche.documentos.glifos import Glifos, caracteres_da_fonte
from guiche.documentos.larguras import RETRATO
from guiche.documentos.pdf import ARQUIVOS_DE_FONTE, FONTES, MAXIMO_DE_LINHAS, Autenticacao, FontesAusentes, gerar_pdf
from guiche.nucleo.models import Operadora

COLUNAS = (
    Coluna("dia", "Quando", "data"),
    Coluna("nome", "O que foi feito", largura=3.0),
    Coluna("v", "Valor", "valor"),
)
AUTENTICACAO = Autenticacao(
    "K7QX-29FM-3TRD", "https://guiche.exemplo/verificar/K7QX-29FM-3TRD/", datetime(2026, 11, 23, 12, 14, tzinfo=UTC)
)
REGULAR = FONTES / ARQUIVOS_DE_FONTE[0]


def operadora(cor: str = "#0b6478") -> Operadora:
    return Operadora(
        registro_ans="999997",
        razao_social="Aroeira Saúde S.A.",
        nome_fantasia="Aroeira Saúde",
        cnpj="12345678000195",
        cor=cor,
    )


def documento(linhas: int = 3, resposta: str = "A operadora pagou R$ 30,00.", secao: str = "Consultas") -> Documento:
    return Documento(
        "extrato",
        "Extrato de utilização",
        resposta,
        campos=(Campo("Período", "01/10/2026 a 31/10/2026"),),
        secoes=(
            Secao(
                secao,
                COLUNAS,
                [{"dia": date(2026, 10, 6), "nome": f"Consulta {n}", "v": Decimal("10")} for n in range(linhas)],
                totais={"nome": "Total", "v": Decimal(10 * linhas)},
                nota="Valores em reais.",
            ),
        ),
        notas=("Informado pelos prestadores.",),
    )


def gerar(alvo: Documento, de: Operadora | None = None) -> bytes:
    return gerar_pdf(alvo, de or operadora(), AUTENTICACAO)


@pytest.mark.requisito("X-05")
def test_pdf_declara_as_normas_a_lingua_e_o_titulo() -> None:
    escrito = gerar(documento())
    assert escrito.startswith(b"%PDF-1.7")
    assert escrito.rstrip().endswith(b"%%EOF")
    assert b"/Lang(pt-BR)/StructTreeRoot" in escrito
    assert b"/MarkInfo<</Marked true" in escrito
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in escrito
    assert b"<pdfuaid:part>1</pdfuaid:part>" in escrito
    assert "Extrato de utilização</rdf:li>".encode() in escrito
    assert "Aroeira Saúde S.A.</rdf:li>".encode() in escrito


def test_pdf_tem_tabela_com_cabecalho_de_coluna_e_descricao_do_qr() -> None:
    escrito = gerar(documento(linhas=4))
    assert len(re.findall(rb"/S/TH/", escrito)) == 3
    assert len(re.findall(rb"/Scope/Column", escrito)) == 3
    assert len(re.findall(rb"/S/TD/", escrito)) == 3 * (4 + 1)
    assert len(re.findall(rb"/S/Figure/", escrito)) == 1
    descricao = "Código QR que abre a verificação deste documento".encode("utf-16-be").hex().upper()
    assert f"FEFF{descricao}".encode() in escrito


def test_pdf_longo_repete_paginas_e_deitado_troca_os_lados() -> None:
    assert b"/Type/Pages/Count 1/" in gerar(documento(linhas=3))
    assert b"/Type/Pages/Count 3/" in gerar(documento(linhas=100))
    em_pe, deitado = documento(), Documento("extrato", "Extrato", "Nada.", paisagem=True)
    assert b"/MediaBox[0 0 595.2756 841.8898]" in gerar(em_pe)
    assert b"/MediaBox[0 0 841.8898 595.2756]" in gerar(deitado)


def test_pdf_traz_so_a_fonte_do_produto() -> None:
    nomes = set(re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", gerar(documento())))
    assert nomes == {b"Inter-Regular", b"Inter-Medium", b"Inter-Bold"}


def test_mesmos_dados_dao_os_mesmos_bytes() -> None:
    primeiro = gerar(documento())
    assert gerar(documento(resposta="Outra.")) != primeiro
    assert gerar(documento()) == primeiro


def test_texto_e_dado_e_nunca_codigo() -> None:
    escrito = gerar(documento(secao='#read("/etc/passwd") *a* $x$'))
    assert b'/Title(#read("/etc/passwd") *a* $x$)/Dest' in escrito


def test_secao_sem_titulo_e_sem_linhas_tambem_sai() -> None:
    vazio = Documento("extrato", "Extrato", "", secoes=(Secao("", COLUNAS, []),))
    assert b"/S/TH/" not in gerar(vazio)


def test_codigo_comprido_tem_coluna_em_que_cabe_e_o_impossivel_se_quebra() -> None:
    colunas = (Coluna("lote", "Lote", "codigo", 0.1), Coluna("nota", "Nota", largura=9.0))
    secao = Secao("Lotes", colunas, [{"lote": "0" * 12, "nota": "x" * 500}])
    dados = pdf._secao(secao, RETRATO)
    assert [coluna["cabem"] for coluna in dados["colunas"]] == [12, 80]
    assert sum(coluna["largura"] for coluna in dados["colunas"]) == pytest.approx(504.0)
    assert gerar(Documento("x", "X", "Y", secoes=(secao,))).startswith(b"%PDF-1.7")
    curta = Secao("Lotes", colunas, [{"lote": "0" * 12, "nota": "uma nota"}])
    assert [coluna["cabem"] for coluna in pdf._secao(curta, RETRATO)["colunas"]] == [12, 80]


@pytest.mark.parametrize("cor", ["#ffd400", "#ffffff", "#000000", "azul", ""])
def test_qualquer_cor_de_marca_serve(cor: str) -> None:
    assert gerar(documento(), operadora(cor)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("estranho", "limpo"),
    [
        ("Ana 😀 Lima", "Ana � Lima"),
        ("漢字", "��"),
        ("\ue000\ufffe", "��"),
        ("a\x00b\x07c\u202ed\u200be", "abcde"),
        ("Cec\u0327a\u0303o", "Ceção"),
        ("a\tb\u2003c\nd", "a b c\nd"),
        ("R$\u00a01.986,40 − ≥ → “ok”", "R$\u00a01.986,40 − ≥ → “ok”"),
        ("Ørsted Łukasz Άλφα Жук", "Ørsted Łukasz Άλφα Жук"),
    ],
)
def test_caractere_que_a_fonte_nao_desenha_nao_derruba_o_documento(estranho: str, limpo: str) -> None:
    assert Glifos(REGULAR).limpar(estranho) == limpo
    assert gerar(documento(resposta=estranho)) == gerar(documento(resposta=limpo))


def test_todo_caractere_que_se_diz_desenhado_cabe_nas_normas() -> None:
    for nome in ARQUIVOS_DE_FONTE:
        assert caracteres_da_fonte((FONTES / nome).read_bytes()) == caracteres_da_fonte(REGULAR.read_bytes())
    todos = "".join(map(chr, sorted(caracteres_da_fonte(REGULAR.read_bytes()))))
    assert set("aãçÉ0€–—“”º§\u00a0") <= set(todos)
    assert gerar(documento(resposta=todos)).startswith(b"%PDF-1.7")


def test_documento_grande_manda_baixar_planilha() -> None:
    with pytest.raises(DocumentoGrande, match=r"^São 1\.001 linhas; baixe em XLSX ou CSV"):
        gerar(documento(linhas=MAXIMO_DE_LINHAS + 1))


def test_varios_documentos_ao_mesmo_tempo_saem_certos() -> None:
    esperados = {n: gerar(documento(resposta=f"Resposta {n}")) for n in range(4)}
    feitos: dict[int, bytes] = {}

    def fazer(n: int) -> None:
        feitos[n] = gerar(documento(resposta=f"Resposta {n}"))

    fios = [threading.Thread(target=fazer, args=(n,)) for n in esperados]
    for fio in fios:
        fio.start()
    for fio in fios:
        fio.join()
    assert feitos == esperados


def test_sem_as_fontes_diz_o_que_rodar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FONTES", tmp_path)
    pdf._motor.cache_clear()
    try:
        with pytest.raises(FontesAusentes, match=r"inter-400Regular\.ttf.*Rode: python ferramentas/frontend\.py"):
            gerar(documento())
    finally:
        monkeypatch.undo()
        pdf._motor.cache_clear()


def test_fonte_sem_mapa_unicode_completo_e_erro() -> None:
    fonte = REGULAR.read_bytes()
    cmap = int.from_bytes(fonte[fonte.index(b"cmap") + 8 : fonte.index(b"cmap") + 12])
    with pytest.raises(ValueError, match="mapa Unicode"):
        caracteres_da_fonte(fonte[: cmap + 2] + b"\0\0" + fonte[cmap + 4 :])
