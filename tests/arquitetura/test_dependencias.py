"""Lock files: exact, hashed, without the address of any index, and consistent with each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.arquitetura.arvore import RAIZ

LOCKS = sorted(RAIZ.glob("requirements*.lock"))
PINO = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,._-]+\])?==(\S+)", re.MULTILINE)


def _pinos(lock: Path) -> dict[str, str]:
    return dict(PINO.findall(lock.read_text(encoding="utf-8")))


def test_ha_um_lock_para_cada_lista() -> None:
    assert [lock.with_suffix(".in").name for lock in LOCKS] == sorted(p.name for p in RAIZ.glob("requirements*.in"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_nao_guarda_endereco(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_cada_pacote_do_lock_e_exato_e_tem_hash(lock: Path) -> None:
    blocos = re.split(r"(?m)^(?=[a-z0-9])", lock.read_text(encoding="utf-8"))
    pacotes = [bloco for bloco in blocos if bloco.strip() and not bloco.startswith("#")]
    assert pacotes
    assert [bloco.splitlines()[0] for bloco in pacotes if not PINO.match(bloco) or "--hash=sha256:" not in bloco] == []


def test_os_testes_rodam_as_mesmas_versoes_que_o_produto() -> None:
    produto, testes = _pinos(RAIZ / "requirements.lock"), _pinos(RAIZ / "requirements-dev.lock")
    assert {nome: versao for nome, versao in produto.items() if testes.get(nome) != versao} == {}


def test_lock_do_npm_nao_guarda_endereco_de_pacote() -> None:
    conteudo = json.loads((RAIZ / "package-lock.json").read_text(encoding="utf-8"))
    pacotes = {nome: dados for nome, dados in conteudo["packages"].items() if nome}
    assert pacotes
    assert [nome for nome, dados in pacotes.items() if "resolved" in dados or "integrity" not in dados] == []


def test_versoes_do_npm_sao_exatas() -> None:
    declarado = json.loads((RAIZ / "package.json").read_text(encoding="utf-8"))
    versoes = {**declarado.get("dependencies", {}), **declarado.get("devDependencies", {})}
    assert {nome: versao for nome, versao in versoes.items() if not re.fullmatch(r"\d+\.\d+\.\d+", versao)} == {}
