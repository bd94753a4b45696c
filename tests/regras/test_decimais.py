"""Exact money."""

from decimal import Decimal

import pytest

from guiche.nucleo.decimais import D, arredondar, somar_valores


@pytest.mark.requisito("X-07")
@pytest.mark.parametrize(
    ("valor", "esperado"),
    [("1.005", "1.01"), ("-1.005", "-1.01"), ("2.675", "2.68"), ("0.004", "0.00"), ("70.455", "70.46")],
)
def test_arredonda_meio_para_longe_do_zero(valor: str, esperado: str) -> None:
    assert arredondar(D(valor)) == Decimal(esperado)
    assert arredondar(D(valor)).as_tuple().exponent == -2


@pytest.mark.requisito("X-07")
def test_ponto_flutuante_nunca_e_dinheiro() -> None:
    with pytest.raises(TypeError):
        D(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        D(True)


@pytest.mark.parametrize("texto", ["", "abc", "1,50", "NaN", "Infinity", "-inf"])
def test_texto_que_nao_e_decimal_e_recusado(texto: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        D(texto)


def test_soma_vazia_tem_duas_casas() -> None:
    assert str(somar_valores([])) == "0.00"
    assert somar_valores([D("0.10")] * 3) == D("0.30")
