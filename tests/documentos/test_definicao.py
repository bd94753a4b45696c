"""How values are written for reading, the same in PDF, CSV and on screen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from guiche.documentos.definicao import Coluna, Documento, Secao, TipoDeColuna, texto
from guiche.nucleo.competencia import Competencia


@pytest.mark.parametrize(
    ("valor", "tipo", "escrito"),
    [
        (None, "valor", ""),
        ("", "data", ""),
        (Decimal("1234567.8"), "valor", "1.234.567,80"),
        (Decimal("1.005"), "valor", "1,01"),
        (Decimal("-0.5"), "valor", "-0,50"),
        (0, "valor", "0,00"),
        ("a apurar", "valor", "a apurar"),
        (Decimal("2.5000"), "quantidade", "2,5"),
        (Decimal("1000"), "quantidade", "1.000"),
        (Decimal("0"), "quantidade", "0"),
        (12345, "inteiro", "12.345"),
        ("00012345", "codigo", "00012345"),
        (date(2026, 11, 23), "data", "23/11/2026"),
        (date(2026, 11, 23), "texto", "23/11/2026"),
        (datetime(2026, 11, 23, 9, 5), "data_hora", "23/11/2026 09h05"),  # noqa: DTZ001
        (datetime(2026, 11, 24, 1, 30, tzinfo=UTC), "data_hora", "23/11/2026 22h30"),
        (datetime(2026, 11, 24, 1, 30, tzinfo=UTC), "data", "23/11/2026"),
        (Competencia(2026, 11), "texto", "11/2026"),
        (True, "texto", "sim"),
        (False, "inteiro", "não"),
    ],
)
def test_valor_se_escreve_como_se_le_no_brasil(valor: Any, tipo: TipoDeColuna, escrito: str) -> None:
    assert texto(valor, tipo) == escrito


def test_coluna_de_numero_se_alinha_a_direita() -> None:
    tipos: tuple[TipoDeColuna, ...] = ("valor", "inteiro", "quantidade", "texto", "codigo", "data", "data_hora")
    assert [Coluna("x", "X", tipo).numerica for tipo in tipos] == [True, True, True, False, False, False, False]


def test_documento_conta_as_linhas_de_todas_as_secoes() -> None:
    secao = Secao("S", (Coluna("a", "A"),), [{"a": "1"}, {"a": "2"}])
    assert Documento("teste", "T", "R").quantidade_de_linhas == 0
    assert Documento("teste", "T", "R", secoes=(secao, secao)).quantidade_de_linhas == 4
