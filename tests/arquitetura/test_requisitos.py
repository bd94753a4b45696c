"""The list of requirements and the marks that point to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ferramentas.requisitos import MarcaInvalida, ids_da_lista, provas, relatorio

TOTAIS = {"C": 47, "T": 29, "U": 26, "O": 42, "B": 40, "X": 12, "Q": 9}


def test_a_lista_tem_todos_os_requisitos_sem_repetir() -> None:
    esperados = [f"{letra}-{numero:02}" for letra, total in TOTAIS.items() for numero in range(1, total + 1)]
    assert ids_da_lista() == esperados


def test_toda_marca_aponta_para_requisito_que_existe() -> None:
    assert sorted(provas().keys() - set(ids_da_lista())) == []


def test_um_teste_conta_uma_vez_por_requisito(tmp_path: Path) -> None:
    (tmp_path / "test_um.py").write_text(
        "import pytest\n"
        "pytestmark = [pytest.mark.requisito('X-02')]\n"
        "@pytest.mark.requisito('T-21', 'T-22')\n"
        "@pytest.mark.requisito('T-22')\n"
        "def test_a(): ...\n"
        "@pytest.mark.requisito('T-22')\n"
        "class TestB:\n"
        "    def test_c(self): ...\n"
        "    def auxiliar(self): ...\n"
    )
    achadas = provas(tmp_path)
    assert achadas == {
        "X-02": {"test_um.py::test_a", "test_um.py::TestB::test_c"},
        "T-21": {"test_um.py::test_a"},
        "T-22": {"test_um.py::test_a", "test_um.py::TestB::test_c"},
    }
    assert relatorio(["T-20", "T-22", "X-02"], achadas) == [
        "T-20 sem prova",
        "T-22 provado 2",
        "X-02 provado 2",
        "total T: 1 de 2 provados",
        "total X: 1 de 1 provados",
        "total: 2 de 3 provados",
    ]


def test_marca_com_numero_calculado_e_recusada(tmp_path: Path) -> None:
    (tmp_path / "test_um.py").write_text("import pytest\nID = 'T-22'\n@pytest.mark.requisito(ID)\ndef test_a(): ...\n")
    with pytest.raises(MarcaInvalida, match=r"test_um\.py::test_a"):
        provas(tmp_path)
