"""Usernames and proofs: pure rules of who comes in alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from guiche.acesso.regras.logins import candidatos, problema, simplificar
from guiche.acesso.regras.provas import DadosBancarios, DadosPessoais, banco_confere, espera, pessoa_confere

MEIO_DIA = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("login", ["ana", "ana.lucia", "maria_2", "j-b", "a" * 30])
def test_login_que_serve(login: str) -> None:
    assert problema(login) == ""


@pytest.mark.requisito("U-04")
@pytest.mark.parametrize(
    ("login", "motivo"),
    [
        ("ana lucia", "espaços"),
        ("joão", "acentos"),
        ("ab", "de 3 a 30"),
        ("a" * 31, "de 3 a 30"),
        ("123456", "Comece por uma letra"),
        ("ana@casa", "Comece por uma letra"),
        ("ana..b", "Comece por uma letra"),
        ("ana.", "Comece por uma letra"),
    ],
)
def test_login_que_nao_serve_diz_por_que(login: str, motivo: str) -> None:
    assert motivo in problema(login)


def test_login_simplificado_e_os_proximos() -> None:
    assert simplificar("Ana Lúcia  Sá") == "ana.lucia.sa"
    assert simplificar("2ª via") == "a.via"
    assert candidatos("ana", 2026)[:2] == ("ana2", "ana3")
    assert "ana.2026" in candidatos("ana", 2026)
    assert all(problema(um) == "" for base in ("ana", "é", "x" * 30) for um in candidatos(base, 2026))


@pytest.mark.requisito("C-44")
@pytest.mark.parametrize(
    ("cadastrado", "informado"),
    [
        (DadosBancarios("1234", "12345-6"), DadosBancarios("1234", "12345", "9", "6")),
        (DadosBancarios("0123-X", "00012345X"), DadosBancarios("123", "12345", "x", "x")),
        (DadosBancarios("1234-5", "123456"), DadosBancarios("01234", "12345", "5", "6")),
    ],
)
def test_conta_confere_com_ou_sem_mascara(cadastrado: DadosBancarios, informado: DadosBancarios) -> None:
    assert banco_confere(cadastrado, informado)


@pytest.mark.parametrize(
    ("cadastrado", "informado"),
    [
        (DadosBancarios("", ""), DadosBancarios("", "")),
        (DadosBancarios("", ""), DadosBancarios("1234", "12345", "5", "6")),
        (DadosBancarios("1234-5", "12345-6"), DadosBancarios("1234", "12345", "", "6")),
        (DadosBancarios("1234-5", "12345-6"), DadosBancarios("1234", "12345", "5", "7")),
        (DadosBancarios("1234", "12345-6"), DadosBancarios("1235", "12345", "5", "6")),
    ],
)
def test_conta_errada_ou_que_nao_ha_nao_confere(cadastrado: DadosBancarios, informado: DadosBancarios) -> None:
    assert not banco_confere(cadastrado, informado)


def test_pessoa_confere_pelo_primeiro_nome_da_mae_sem_acentos() -> None:
    dia = date(1990, 5, 17)
    cadastrada = DadosPessoais(dia, "CONCEIÇÃO Dias Moreira")
    assert pessoa_confere(cadastrada, DadosPessoais(dia, "  conceicao "))
    assert pessoa_confere(cadastrada, DadosPessoais(dia, "Conceição de Tal"))
    assert not pessoa_confere(cadastrada, DadosPessoais(dia, "Maria"))
    assert not pessoa_confere(cadastrada, DadosPessoais(date(1990, 5, 18), "Conceição"))
    assert not pessoa_confere(DadosPessoais(dia, ""), DadosPessoais(dia, ""))
    assert not pessoa_confere(DadosPessoais(None, ""), DadosPessoais(None, ""))


def test_espera_depois_de_cinco_e_acaba_sozinha() -> None:
    falhas = [MEIO_DIA + timedelta(minutes=minuto) for minuto in range(5)]
    assert espera(falhas[:4], MEIO_DIA + timedelta(minutes=5), 5) is None
    assert espera(falhas, MEIO_DIA + timedelta(minutes=5), 5) == timedelta(minutes=55)
    assert espera(falhas, MEIO_DIA + timedelta(minutes=60), 5) is None
