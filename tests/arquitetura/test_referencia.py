"""The generated pages of the manual say what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ferramentas.referencia import desatualizadas, tabela
from tests.arquitetura.arvore import RAIZ


def test_docs_referencia_esta_em_dia() -> None:
    """In a process of its own: here the catalogues also hold what other tests declare."""
    feito = subprocess.run(
        [sys.executable, "ferramentas/referencia.py", "--conferir"], cwd=RAIZ, capture_output=True, text=True
    )
    assert (feito.returncode, feito.stderr) == (0, "")


def test_pagina_mudada_faltando_ou_sobrando_e_apontada(tmp_path: Path) -> None:
    (tmp_path / "igual.md").write_text("a\n")
    (tmp_path / "mudada.md").write_text("velho\n")
    (tmp_path / "sobrando.md").write_text("x\n")
    esperadas = {"igual.md": "a\n", "mudada.md": "novo\n", "faltando.md": "y\n"}
    assert desatualizadas(esperadas, tmp_path) == ["faltando.md", "mudada.md", "sobrando.md"]


def test_tabela_em_markdown() -> None:
    assert tabela(("a", "b"), [("1", "2"), ("3", "4")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |"
