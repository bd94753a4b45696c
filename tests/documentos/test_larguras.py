"""Widths of printed columns: what can't be broken decides, then the weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiche.documentos.larguras import RETRATO, cabem, distribuir


def test_sem_palavra_comprida_valem_os_pesos() -> None:
    assert distribuir([1.0, 3.0], [["a", "b c d"]], 400.0) == [100.0, 300.0]


def test_palavra_comprida_toma_o_que_precisa_e_as_outras_repartem_o_resto() -> None:
    # 12 letters ask for 7 + 12 × 5.3 = 70.6 points.
    assert distribuir([0.1, 1.0, 3.0], [["Lote", "x", "y"], ["000000012345", "x", "y z"]], 470.6) == [
        70.6,
        100.0,
        300.0,
    ]


def test_quando_nem_as_palavras_cabem_so_as_mais_compridas_se_quebram() -> None:
    larguras = distribuir([1.0, 5.0, 1.0], [["x" * 100, "y" * 200, "1.234,56"]], 349.4)
    assert larguras == pytest.approx([150.0, 150.0, 49.4])
    assert [cabem(largura) for largura in larguras] == [26, 26, 8]


@pytest.mark.parametrize(("largura", "letras"), [(0.0, 1), (12.3, 1), (70.6, 12), (70.5, 11)])
def test_quantas_letras_cabem(largura: float, letras: int) -> None:
    assert cabem(largura) == letras


@given(
    st.lists(
        st.tuples(st.floats(0.1, 9), st.lists(st.text("ab ", max_size=60), min_size=2, max_size=2)),
        min_size=1,
        max_size=12,
    )
)
def test_as_larguras_enchem_a_pagina_e_nenhuma_palavra_que_cabia_deixa_de_caber(
    colunas: list[tuple[float, list[str]]],
) -> None:
    pesos = [peso for peso, _ in colunas]
    linhas = [list(linha) for linha in zip(*(textos for _, textos in colunas), strict=True)]
    larguras = distribuir(pesos, linhas, RETRATO)
    assert sum(larguras) == pytest.approx(RETRATO)
    maiores = [max((len(p) for t in textos for p in t.split()), default=0) for _, textos in colunas]
    if sum(7.0 + 5.3 * maior for maior in maiores) < RETRATO:
        assert all(cabem(largura + 1e-6) >= maior for largura, maior in zip(larguras, maiores, strict=True))
