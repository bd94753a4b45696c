"""Division of an item: identities and the decisions of the analyst."""

from decimal import Decimal

import pytest

from guiche.faturamento.regras.glosa import (
    Decisao,
    Glosa,
    ItemValorado,
    decidir,
    dividir,
    glosas_dos_achados,
    impedimento,
    resumir,
)
from guiche.nucleo.achado import Achado


def _d(texto: str) -> Decimal:
    return Decimal(texto)


def _valores(item: ItemValorado) -> tuple[str, str, str, str]:
    return (str(item.informado), str(item.processado), str(item.glosado), str(item.liberado))


def test_duzentos_informados_cento_e_oitenta_contratados_trinta_tecnicos() -> None:
    item = dividir(_d("200.00"), _d("180.00"), [Glosa("3145", _d("30.00"), "Sem indicação técnica.")])
    assert _valores(item) == ("200.00", "180.00", "50.00", "150.00")
    assert [(g.codigo, str(g.valor), g.natureza) for g in item.glosas] == [
        ("1705", "20.00", "valor"),
        ("3145", "30.00", "tecnica"),
    ]
    assert item.glosas[0].texto == "O contrato paga R$ 180,00 por este item."


def test_na_outra_convencao_o_processado_e_o_informado() -> None:
    item = dividir(_d("200.00"), _d("180.00"), processado_e_o_informado=True)
    assert _valores(item) == ("200.00", "200.00", "20.00", "180.00")


def test_na_versao_antiga_a_diferenca_tem_outro_codigo() -> None:
    assert dividir(_d("200.00"), _d("180.00"), versao="4.02.00").glosas[0].codigo == "1714"


def test_cobrado_abaixo_do_contrato_e_pago_como_cobrado() -> None:
    assert _valores(dividir(_d("100.00"), _d("112.00"))) == ("100.00", "100.00", "0.00", "100.00")


def test_varias_glosas_nunca_tiram_mais_do_que_ha() -> None:
    item = dividir(
        _d("100.00"),
        _d("90.00"),
        [Glosa("1805", _d("4.00"), "conta", natureza="valor")]
        + [Glosa(codigo, _d("60.00"), codigo) for codigo in ("3210", "3209", "3145")],
    )
    assert _valores(item) == ("100.00", "90.00", "100.00", "0.00")
    assert [(g.codigo, str(g.valor)) for g in item.glosas] == [
        ("1805", "4.00"),
        ("1705", "6.00"),
        ("3210", "60.00"),
        ("3209", "30.00"),
    ]
    assert [g.codigo for g in item.absorvidas] == ["3145"]


def test_demonstrativo_odontologico_com_franquia() -> None:
    item = dividir(_d("130.00"), _d("120.00"), [Glosa("3056", _d("20.00"), "faces")], franquia=_d("36.00"))
    assert _valores(item) == ("130.00", "120.00", "30.00", "64.00")
    assert (item.glosa_sobre_processado, item.franquia) == (_d("20.00"), _d("36.00"))


def test_diferenca_dentro_da_tolerancia_nao_e_glosa() -> None:
    assert dividir(_d("100.01"), _d("100.00"), tolerancia=_d("0.01")).liberado == _d("100.01")
    assert dividir(_d("100.02"), _d("100.00"), tolerancia=_d("0.01")).liberado == _d("100.00")


def test_valores_negativos_sao_erro() -> None:
    for informado, contratado, franquia in (("-1", "0", "0"), ("1", "-1", "0"), ("1", "1", "-1")):
        with pytest.raises(ValueError, match="never negative"):
            dividir(_d(informado), _d(contratado), franquia=_d(franquia))
    with pytest.raises(ValueError, match="never negative"):
        Glosa("1705", _d("-0.01"), "x")


SUGERIDO = dividir(_d("2890.00"), _d("2460.00"), [Glosa("3210", _d("100.00"), "quantidade")])


@pytest.mark.parametrize(
    ("decisao", "valores", "codigos"),
    [
        (Decisao("aceitar"), ("2890.00", "2890.00", "0.00", "2890.00"), []),
        (Decisao("pagar_contratado"), ("2890.00", "2460.00", "430.00", "2460.00"), ["1705"]),
        (
            Decisao("glosar_parcial", "3145", "Fora da indicação.", Decimal("90.00")),
            ("2890.00", "2890.00", "90.00", "2800.00"),
            ["3145"],
        ),
        (Decisao("glosar_total", "3209", "Já pago."), ("2890.00", "2890.00", "2890.00", "0.00"), ["3209"]),
    ],
)
def test_decisao_do_analista_substitui_a_sugestao(
    decisao: Decisao, valores: tuple[str, str, str, str], codigos: list[str]
) -> None:
    novo = decidir(SUGERIDO, decisao)
    assert _valores(novo) == valores
    assert [g.codigo for g in novo.glosas] == codigos
    assert novo.contratado == _d("2460.00")


def test_pagar_o_contratado_com_as_palavras_do_analista() -> None:
    novo = decidir(SUGERIDO, Decisao("pagar_contratado", texto=" Tabela de 01/08/2026. "))
    assert [(g.codigo, g.texto) for g in novo.glosas] == [("1705", "Tabela de 01/08/2026.")]


def test_item_guardado_sem_a_franquia_devida_usa_a_cobrada() -> None:
    guardado = ItemValorado(_d("120.00"), _d("120.00"), _d("84.00"), franquia=_d("36.00"))
    assert decidir(guardado, Decisao("glosar_parcial", "3145", "Motivo.", _d("20.00"))).liberado == _d("64.00")


def test_aceitar_depois_de_glosa_total_devolve_a_franquia() -> None:
    item = dividir(_d("120.00"), _d("120.00"), [Glosa("3209", _d("120.00"), "repetido")], franquia=_d("36.00"))
    assert (item.liberado, item.franquia) == (_d("0.00"), _d("0.00"))
    assert decidir(item, Decisao("aceitar")).liberado == _d("84.00")


@pytest.mark.parametrize(
    ("item", "decisao", "porque"),
    [
        (SUGERIDO, Decisao("glosar_total", "3209", " "), "Escolha o código da glosa"),
        (SUGERIDO, Decisao("glosar_total", "", "Já pago."), "Escolha o código da glosa"),
        (SUGERIDO, Decisao("glosar_parcial", "3209", "Já pago."), "Informe um valor de glosa"),
        (SUGERIDO, Decisao("glosar_parcial", "3209", "Já.", Decimal("0.00")), "entre R$ 0,01 e R$ 2.890,00"),
        (
            SUGERIDO,
            Decisao("glosar_parcial", "3209", "Já.", Decimal("2890.01")),
            "entre R$ 0,01 e R$ 2.890,00",
        ),
        (dividir(Decimal("10.00"), None), Decisao("pagar_contratado"), "O contrato não tem preço"),
    ],
)
def test_decisao_que_nao_se_aplica(item: ItemValorado, decisao: Decisao, porque: str) -> None:
    assert porque in (impedimento(item, decisao) or "")
    with pytest.raises(ValueError, match=r"^(Escolha|Informe|O contrato)"):
        decidir(item, decisao)


def test_resumo_soma_por_codigo() -> None:
    resumo = resumir([SUGERIDO, dividir(_d("200.00"), _d("180.00")), dividir(_d("20.40"), None)])
    assert resumo.totais == {
        "valor_informado": _d("3110.40"),
        "valor_processado": _d("2660.40"),
        "valor_liberado": _d("2560.40"),
        "valor_glosa": _d("550.00"),
    }
    assert (resumo.itens, resumo.itens_glosados) == (3, 2)
    assert resumo.por_codigo == {"1705": _d("450.00"), "3210": _d("100.00")}
    assert resumir([]).totais["valor_liberado"] == _d("0.00")


def test_achados_viram_glosas_e_alertas_nao() -> None:
    def achado(regra: str, valor: str, item: int | None, gravidade: str = "glosa") -> Achado:
        return Achado(
            regra,
            "3209",
            "",
            "m",
            "b",
            "c",
            gravidade,
            _d(valor),
            item=item,  # type: ignore[arg-type]
        )

    glosas = glosas_dos_achados(
        [
            achado("VA-01", "20.00", 1),
            achado("DU-04", "500.00", 1),
            achado("ID-03", "900.00", None),
            achado("TO-03", "0.00", None),
            achado("OD-06", "10.00", 1, "alerta"),
        ],
        _d("100.00"),
    )
    assert [(g.regra, str(g.valor), g.natureza) for g in glosas] == [
        ("VA-01", "20.00", "valor"),
        ("DU-04", "100.00", "tecnica"),
        ("ID-03", "100.00", "tecnica"),
    ]
