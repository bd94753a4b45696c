"""Anatomy of the mouth in TISS codes."""

import re
from importlib import resources

import pytest

from guiche.faturamento.regras import odonto


def _enumerados(tipo: str) -> set[str]:
    schemas = resources.files("tiss") / "_data" / "schemas" / "4.03.00"
    texto = (schemas / "tissSimpleTypesV4_03_00.xsd").read_text(encoding="iso-8859-1")
    bloco = re.search(rf'name="{tipo}".*?</simpleType>', texto, re.DOTALL)
    assert bloco is not None
    return set(re.findall(r'enumeration value="(\w+)"', bloco.group()))


@pytest.mark.requisito("O-27")
def test_dentes_e_regioes_sao_os_do_tiss() -> None:
    assert set(odonto.DENTES) == _enumerados("dm_dente")
    assert set(odonto.REGIOES) == _enumerados("dm_regiao")
    assert (len(odonto.PERMANENTES), len(odonto.DECIDUOS), len(odonto.SUPRANUMERARIOS)) == (32, 20, 8)


@pytest.mark.requisito("O-27")
def test_denticao_e_hemiarco() -> None:
    assert [odonto.denticao(d) for d in ("18", "49", "55", "89")] == [
        "permanente",
        "permanente",
        "decidua",
        "decidua",
    ]
    assert [odonto.hemiarco(d) for d in ("11", "51", "21", "61", "31", "71", "41", "81")] == [
        "HASD",
        "HASD",
        "HASE",
        "HASE",
        "HAIE",
        "HAIE",
        "HAID",
        "HAID",
    ]
    for desconhecido in ("", "10", "56", "91", "1"):
        with pytest.raises(ValueError, match="unknown tooth"):
            odonto.denticao(desconhecido)


@pytest.mark.requisito("O-27")
def test_raizes() -> None:
    por_raiz: dict[int | None, set[str]] = {}
    for dente in odonto.DENTES:
        por_raiz.setdefault(odonto.raizes(dente), set()).add(dente)
    assert por_raiz[2] == {"14", "24"}
    assert por_raiz[3] == {f"{q}{n}" for q in "1234" for n in "678"}
    assert por_raiz[1] == odonto.PERMANENTES - por_raiz[2] - por_raiz[3]
    assert por_raiz[None] == odonto.DECIDUOS | odonto.SUPRANUMERARIOS


@pytest.mark.requisito("O-24")
@pytest.mark.parametrize(
    ("dente", "faces", "impossiveis"),
    [
        ("16", "OMDVP", ""),
        ("16", "OL", "L"),
        ("16", "I", "I"),
        ("11", "IMDVP", ""),
        ("11", "O", "O"),
        ("36", "OMDVL", ""),
        ("36", "OP", "P"),
        ("31", "IP", "P"),
        ("54", "O", ""),
        ("53", "OI", "O"),
        ("19", "OIPL", ""),
        ("", "O", ""),
    ],
)
def test_faces_que_cada_dente_tem(dente: str, faces: str, impossiveis: str) -> None:
    assert odonto.faces_impossiveis(dente, faces) == impossiveis


@pytest.mark.requisito("O-24")
def test_escrita_e_quantidade_das_faces() -> None:
    assert [odonto.faces_bem_formadas(f) for f in ("O", "OMDVP", "", "OO", "OX", "OMDVPL")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert [odonto.quantidade_de_faces_confere("OMDVP"[:n], 4) for n in (3, 4, 5)] == [False, True, True]
    assert not odonto.quantidade_de_faces_confere("OMD", 2)
    assert odonto.quantidade_de_faces_confere("OM", 2)
