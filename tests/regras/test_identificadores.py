"""Check digits and masks."""

import pytest

from guiche.nucleo import identificadores as i


@pytest.mark.requisito("C-02")
@pytest.mark.parametrize("cpf", ["529.982.247-25", "11144477735", "123.456.789-09", " 529 982 247 25 "])
def test_cpf_valido(cpf: str) -> None:
    assert i.cpf_valido(cpf)


@pytest.mark.parametrize("cpf", ["111.111.111-11", "529.982.247-26", "5299822472", "", "A2998224725", "٥٢٩٩٨٢٢٤٧٢٥"])
def test_cpf_invalido(cpf: str) -> None:
    assert not i.cpf_valido(cpf)


@pytest.mark.requisito("Q-08", "C-02")
@pytest.mark.parametrize(
    "cnpj",
    [
        "12.ABC.345/01DE-35",
        "12abc34501de35",
        "12ABC345000188",
        "ABCDEFGH000195",
        "11222333000181",
        "07.906.129/0001-02",
    ],
)
def test_cnpj_valido_com_letras_ou_so_numeros(cnpj: str) -> None:
    assert i.cnpj_valido(cnpj)


@pytest.mark.requisito("Q-08")
@pytest.mark.parametrize(
    "cnpj", ["12ABC34501DE36", "12ABC34501DE3A", "00000000000000", "1122233300018", "Ç2ABC34501DE35"]
)
def test_cnpj_invalido(cnpj: str) -> None:
    assert not i.cnpj_valido(cnpj)


@pytest.mark.requisito("Q-08")
def test_dv_do_exemplo_oficial_do_cnpj_alfanumerico() -> None:
    assert i.dv_cnpj("12ABC34501DE") == "35"
    with pytest.raises(ValueError, match="twelve"):
        i.dv_cnpj("12abc34501de")
    with pytest.raises(ValueError, match="nine"):
        i.dv_cpf("52998224")


@pytest.mark.parametrize("cns", ["123456789010000", "100000000060018", "898001160660761", "700 0000 0000 0005"])
def test_cns_valido(cns: str) -> None:
    assert i.cns_valido(cns)


@pytest.mark.parametrize("cns", ["123456789010001", "300000000000000", "70000000000000", "70000000000000X", ""])
def test_cns_invalido(cns: str) -> None:
    assert not i.cns_valido(cns)


def test_cns_definitivo_com_miolo_impossivel_e_recusado() -> None:
    """The weighted sum alone would accept it: only 000 or 001 can stand before the check digit."""
    falso = "123456789010108"
    assert sum(int(c) * (15 - k) for k, c in enumerate(falso)) % 11 == 0
    assert not i.cns_valido(falso)


def test_cns_derivado_do_pis() -> None:
    assert i.cns_definitivo("12345678901") == "123456789010000"
    assert i.cns_definitivo("10000000006") == "100000000060018"
    with pytest.raises(ValueError, match="eleven"):
        i.cns_definitivo("123")


@pytest.mark.requisito("O-01")
@pytest.mark.parametrize(("base", "dv"), [("41466", "2"), ("35572", "1"), ("32630", "5"), ("30405", "1")])
def test_registro_ans(base: str, dv: str) -> None:
    assert i.dv_registro_ans(base) == dv
    assert i.registro_ans_valido(base + dv)
    assert not i.registro_ans_valido(base + str((int(dv) + 1) % 10))


def test_cnes_e_cbo_so_tem_tamanho() -> None:
    assert i.cnes_valido("9999999")
    assert not i.cnes_valido("0000000")
    assert not i.cnes_valido("123456")
    assert i.cbo_valido("223208")
    assert not i.cbo_valido("22320A")


@pytest.mark.parametrize(
    ("funcao", "texto", "esperado"),
    [
        (i.formatar_cpf, "52998224725", "529.982.247-25"),
        (i.formatar_cpf, "529", "529"),
        (i.mascarar_cpf, "52998224725", "***.982.247-**"),
        (i.mascarar_cpf, "x", "***"),
        (i.formatar_cnpj, "12abc34501de35", "12.ABC.345/01DE-35"),
        (i.formatar_cnpj, "12", "12"),
        (i.formatar_documento, "52998224725", "529.982.247-25"),
        (i.formatar_documento, "11222333000181", "11.222.333/0001-81"),
        (i.formatar_registro_ans, "414662", "41.466-2"),
        (i.formatar_registro_produto, "412345019", "412.345/01-9"),
        (i.formatar_cep, "79002000", "79002-000"),
        (i.formatar_telefone, "67999998888", "(67) 99999-8888"),
        (i.formatar_telefone, "(67) 3333-4444", "(67) 3333-4444"),
        (i.formatar_telefone, "0800", "0800"),
        (i.formatar_telefone, "08007019656", "0800 701 9656"),
        (i.normalizar, " 12.abc.345/01de-35 ", "12ABC34501DE35"),
        (i.so_digitos, "R$ 1.234,56", "123456"),
    ],
)
def test_mascaras(funcao, texto: str, esperado: str) -> None:  # type: ignore[no-untyped-def]
    assert funcao(texto) == esperado
