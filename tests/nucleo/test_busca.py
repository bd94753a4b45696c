"""Searching names as people type them: without accents, in any case, wildcards as plain characters."""

from __future__ import annotations

import pytest

from guiche.nucleo.models import Operadora

pytestmark = pytest.mark.django_db

NOMES = ("Clínica São João", "CLINICA SAO PAULO", "Órtese & Cia", "100% Saúde", "sub_solo")


@pytest.mark.parametrize(
    ("digitado", "achados"),
    [
        ("clinica sao", ["CLINICA SAO PAULO", "Clínica São João"]),
        ("CLÍNICA SÃO J", ["Clínica São João"]),
        ("ortese", ["Órtese & Cia"]),
        ("100%", ["100% Saúde"]),
        ("%", ["100% Saúde"]),
        ("b_s", ["sub_solo"]),
        ("\\", []),
        ("joão paulo", []),
    ],
)
def test_busca_ignora_acento_e_caixa(digitado: str, achados: list[str]) -> None:
    for numero, nome in enumerate(NOMES):
        Operadora.objects.create(registro_ans=f"{numero:06d}", razao_social=nome, nome_fantasia=nome, cnpj="1")
    encontrados = Operadora.objects.filter(nome_fantasia__parece=digitado).values_list("nome_fantasia", flat=True)
    assert sorted(encontrados) == achados
