"""Searching names as people type them: without accents, in any case and spacing, wildcards as plain characters."""

from __future__ import annotations

import pytest

from guiche.nucleo.models import Operadora

pytestmark = pytest.mark.django_db

NOMES = (
    "Clínica São João",
    "CLINICA SAO PAULO",
    "Órtese & Cia",
    "100% Saúde",
    "sub_solo",
    "Clínica 1ª do Nº  5\u00a0B",
)


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
        ("clinica 1a", ["Clínica 1ª do Nº  5\u00a0B"]),
        ("CLÍNICA 1ª", ["Clínica 1ª do Nº  5\u00a0B"]),
        ("nº 5 b", ["Clínica 1ª do Nº  5\u00a0B"]),
        ("  no   5 ", ["Clínica 1ª do Nº  5\u00a0B"]),
    ],
)
def test_busca_ignora_acento_e_caixa(digitado: str, achados: list[str]) -> None:
    for numero, nome in enumerate(NOMES):
        Operadora.objects.create(registro_ans=f"{numero:06d}", razao_social=nome, nome_fantasia=nome, cnpj="1")
    encontrados = Operadora.objects.filter(nome_fantasia__parece=digitado).values_list("nome_fantasia", flat=True)
    assert sorted(encontrados) == achados


def test_busca_dentro_da_leitura_de_outra_consulta() -> None:
    for numero, nome in enumerate(NOMES):
        Operadora.objects.create(registro_ans=f"{numero:06d}", razao_social=nome, nome_fantasia=nome, cnpj="1")
    vezes = [
        Operadora.objects.filter(nome_fantasia__parece=uma.nome_fantasia).count()
        for uma in Operadora.objects.order_by("registro_ans").iterator(chunk_size=1)
    ]
    assert vezes == [1] * len(NOMES)
