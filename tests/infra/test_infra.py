"""The tests' own servers and guards do what they promise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import redis
from django.db import transaction

from guiche.nucleo.models import Operadora
from tests.cenario import mundo_pequeno
from tests.documentos.test_services import criar_operadora
from tests.fabricas.copia import Copia, ler_tabelas
from tests.infra.postgres import postgres_embutido

RAIZ = Path(__file__).resolve().parents[2]


def test_o_banco_e_o_que_foi_pedido(banco: str, db: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 + 1")
        assert cursor.fetchone() == (2,)
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[banco]


def test_o_postgres_embutido_sobe_e_some() -> None:
    with postgres_embutido() as endereco:
        usuario, pasta = "guiche", Path(endereco.split("@/", 1)[1]).parent
        with psycopg.connect(host=str(pasta), user=usuario, dbname="postgres") as conexao:
            versao = conexao.execute("SHOW server_version_num").fetchone()
            assert versao is not None and int(versao[0]) >= 150000
            assert conexao.execute("SELECT upper('ação')").fetchone() == ("AÇÃO",)
            assert conexao.execute("SHOW fsync").fetchone() == ("off",)
    assert not pasta.exists()


def test_o_valkey_embutido_responde(valkey: str) -> None:
    cliente = redis.from_url(valkey)
    assert cliente.set("guiche", "1") is True
    assert cliente.get("guiche") == b"1"


def test_um_teste_pulado_reprova(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    (tmp_path / "test_pula.py").write_text(
        "import pytest\n\n"
        "def test_pulado():\n    pytest.skip('falta algo')\n\n"
        "def test_esperado():\n    pytest.xfail('falta algo')\n"
    )
    (tmp_path / "test_sem_pacote.py").write_text("import pytest\n\npytest.importorskip('pacote_que_falta')\n")
    comando = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(RAIZ / "pyproject.toml"),
    ]
    comando += ["--continue-on-collection-errors", str(tmp_path)]
    feito = subprocess.run(comando, cwd=RAIZ, capture_output=True, text=True)
    assert feito.returncode == 1
    assert feito.stdout.count("nenhum teste pode ser pulado") >= 3
    assert "2 failed, 1 error" in feito.stdout


def test_o_mundo_posto_de_volta_e_o_construido_e_de_ninguem_mais(db: None) -> None:
    copia = Copia(mundo_pequeno)
    with transaction.atomic():
        construido = copia.por()
        linhas = ler_tabelas()
        transaction.set_rollback(True)
    with transaction.atomic():
        primeiro = copia.por()
        assert ler_tabelas() == linhas
        assert primeiro.titular == construido.titular
        primeiro.titular.nome = "Outro"
        transaction.set_rollback(True)
    assert copia.por().titular.nome == construido.titular.nome


def test_quem_ja_escreveu_recebe_um_mundo_ao_lado_do_que_escreveu(db: None) -> None:
    copia = Copia(mundo_pequeno)
    with transaction.atomic():
        copia.por()
        transaction.set_rollback(True)
    criar_operadora("300004", "Ipê")
    assert copia.por().operadora.nome_fantasia == "Aroeira Saúde"
    assert Operadora.objects.count() == 3
