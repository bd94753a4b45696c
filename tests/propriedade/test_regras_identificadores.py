"""Identifiers against two independent libraries, and what a mask may never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.br import cnpj as stdnum_cnpj
from stdnum.br import cpf as stdnum_cpf
from validate_docbr import CNPJ, CNS, CPF

from guiche.nucleo import identificadores as i

DIGITOS = "0123456789"
ALFANUMERICOS = DIGITOS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

bases_de_cpf = st.text(DIGITOS, min_size=9, max_size=9)
bases_de_cnpj = st.text(ALFANUMERICOS, min_size=12, max_size=12)
numericos = st.text(DIGITOS, min_size=12, max_size=12)


@given(bases_de_cpf)
def test_cpf_com_dv_calculado_vale_para_todos(base: str) -> None:
    cpf = base + i.dv_cpf(base)
    esperado = len(set(cpf)) > 1
    assert i.cpf_valido(cpf) is esperado
    assert CPF().validate(cpf) is esperado
    if esperado:
        assert stdnum_cpf.is_valid(cpf)
        assert i.cpf_valido(i.formatar_cpf(cpf)) and i.normalizar(i.formatar_cpf(cpf)) == cpf


@given(st.text(DIGITOS, min_size=11, max_size=11))
def test_cpf_concorda_com_outra_biblioteca(cpf: str) -> None:
    assert i.cpf_valido(cpf) is CPF().validate(cpf)


@pytest.mark.requisito("Q-08")
@given(bases_de_cnpj)
def test_cnpj_alfanumerico_com_dv_calculado(base: str) -> None:
    cnpj = base + i.dv_cnpj(base)
    assert i.cnpj_valido(cnpj) is (len(set(cnpj)) > 1)
    assert i.cnpj_valido(i.formatar_cnpj(cnpj).lower()) is i.cnpj_valido(cnpj)
    assert i.normalizar(i.formatar_cnpj(cnpj)) == cnpj


@given(numericos)
def test_cnpj_numerico_concorda_com_outras_bibliotecas(base: str) -> None:
    cnpj = base + i.dv_cnpj(base)
    if len(set(cnpj)) > 1:
        assert stdnum_cnpj.is_valid(cnpj)
        assert CNPJ().validate(cnpj)


@given(bases_de_cnpj, st.text(DIGITOS, min_size=2, max_size=2))
def test_so_um_par_de_dv_serve(base: str, dv: str) -> None:
    if dv != i.dv_cnpj(base):
        assert not i.cnpj_valido(base + dv)


@given(st.text("12", min_size=1, max_size=1), st.text(DIGITOS, min_size=10, max_size=10))
def test_cns_definitivo_vale_para_todos(inicio: str, resto: str) -> None:
    cns = i.cns_definitivo(inicio + resto)
    assert len(cns) == 15
    assert i.cns_valido(cns)
    assert CNS().validate(cns)


@given(st.text("789", min_size=1, max_size=1), st.text(DIGITOS, min_size=14, max_size=14))
def test_cns_provisorio_concorda_com_outra_biblioteca(inicio: str, resto: str) -> None:
    assert i.cns_valido(inicio + resto) is CNS().validate(inicio + resto)


@given(st.text(DIGITOS, min_size=5, max_size=5))
def test_um_so_dv_de_registro_ans(base: str) -> None:
    assert sum(i.registro_ans_valido(base + dv) for dv in DIGITOS) == 1


@given(st.text())
def test_nenhum_texto_derruba_a_validacao(texto: str) -> None:
    validos = [
        f(texto)
        for f in (
            i.cpf_valido,
            i.cnpj_valido,
            i.cns_valido,
            i.registro_ans_valido,
            i.cnes_valido,
            i.cbo_valido,
        )
    ]
    assert all(isinstance(v, bool) for v in validos)
    for formatar in (
        i.formatar_documento,
        i.formatar_cep,
        i.formatar_telefone,
        i.mascarar_cpf,
    ):
        assert isinstance(formatar(texto), str)
