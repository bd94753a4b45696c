"""The command line: what it answers, and with which exit status."""

from __future__ import annotations

import hashlib
import json
import random
import socket
from pathlib import Path
from typing import Any

import pytest

from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.tarefas import tarefa
from guiche.projeto import demo, trabalhador
from guiche.projeto.cenario.lotes_exemplo import oficina_de
from guiche.projeto.cli import COM_DEFEITO, INUTILIZAVEL, VALIDO, main
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao, registro
from tests.cenario import Mundo
from tests.tiss_xml.test_versoes import NOVA, pacote_da_nova

feitas: list[int] = []


@tarefa
def anotar(numero: int) -> None:
    feitas.append(numero)


@tarefa
def parar_depois() -> None:
    feitas.append(-1)
    em_teste[0].parar()


em_teste: list[trabalhador.Trabalhador] = []


@pytest.fixture
def consulta(mundo: Mundo, tmp_path: Path) -> Path:
    """A valid lote of consultas, in a file."""
    with escopo(mundo.operadora):
        oficina = oficina_de(mundo.cadastro, mundo.hoje, random.Random(3))
        arquivo = tmp_path / "consulta.xml"
        arquivo.write_bytes(oficina.escrever(oficina.guias(TipoGuia.CONSULTA, 1)))
    return arquivo


@pytest.mark.django_db
def test_validar_lote_bom(consulta: Path, capsys: pytest.CaptureFixture[str], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert main(["tiss", "validar", str(consulta)]) == VALIDO
    assert capsys.readouterr().out == f"{consulta}: válido\n"


@pytest.mark.django_db
def test_validar_diz_o_defeito_e_o_pior_resultado_vale(consulta: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conteudo = consulta.read_bytes()
    inicio = conteudo.index(b"hash>") + 5
    outro = hashlib.md5(b"outro", usedforsecurity=False).hexdigest().encode()
    errado = consulta.with_name("errado.xml")
    errado.write_bytes(conteudo[:inicio] + outro + conteudo[inicio + 32 :])
    assert main(["tiss", "validar", "--json", str(consulta), str(errado)]) == COM_DEFEITO
    bom, mau = json.loads(capsys.readouterr().out)
    assert (bom["saida"], bom["versao"], bom["guias"], bom["defeitos"]) == (VALIDO, "4.03.00", 1, [])
    assert (mau["saida"], [defeito["codigo"] for defeito in mau["defeitos"]]) == (COM_DEFEITO, ["5014"])
    assert main(["tiss", "validar", str(errado), str(consulta.with_name("falta.xml"))]) == INUTILIZAVEL


def test_arquivo_que_nao_e_xml_nao_se_pode_ler(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arquivo = tmp_path / "nada.xml"
    arquivo.write_bytes(b"nada")
    assert main(["tiss", "validar", str(arquivo)]) == INUTILIZAVEL
    assert capsys.readouterr().out.startswith(f"{arquivo}: não se pode ler\n  [5002]")


def test_versao_instalada_pelo_operador_vale_para_o_produto(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    antes, settings.GUICHE_ESQUEMAS = registro.diretorio_de_esquemas, tmp_path / "esquemas"
    arquivo, lixo = tmp_path / "padrao.zip", tmp_path / "lixo.zip"
    arquivo.write_bytes(pacote_da_nova())
    lixo.write_bytes(b"lixo")
    try:
        assert main(["tiss", "esquema", "adicionar", str(arquivo)]) == VALIDO
        assert f"Versão {NOVA} do Padrão TISS instalada" in capsys.readouterr().out
        assert Versao(str(NOVA)) in registro.instaladas()
        assert main(["tiss", "esquema", "adicionar", str(lixo)]) == INUTILIZAVEL
        assert main(["tiss", "esquema", "adicionar", str(tmp_path / "falta.zip")]) == INUTILIZAVEL
    finally:
        registro.diretorio_de_esquemas = antes


def test_o_produto_le_as_versoes_do_operador(settings: Any) -> None:
    assert registro.diretorio_de_esquemas == settings.GUICHE_ESQUEMAS


def test_outro_comando_e_do_django(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "no issues" in capsys.readouterr().out or capsys.readouterr().err == ""


def test_comando_incompleto_explica_o_uso(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as saida:
        main(["tiss"])
    assert saida.value.code == 2
    assert "usage: guiche tiss" in capsys.readouterr().err


@pytest.mark.django_db
def test_demo_nao_toca_num_mundo_de_outras_tabelas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    carimbo = tmp_path / "demo" / "migracoes.json"
    assert demo._construir(tmp_path, 0) is False
    assert not carimbo.exists()
    carimbo.parent.mkdir()
    carimbo.write_text(json.dumps({**demo._migracoes(), "nucleo.0001_initial": "outra"}))
    assert demo._construir(tmp_path, 0) is False
    assert capsys.readouterr().err.count("--reset") == 2
    (tmp_path / "demo" / "acessos.json").write_text("{}")
    carimbo.write_text(json.dumps({"nucleo.0001_initial": demo._migracoes()["nucleo.0001_initial"]}))
    assert demo._construir(tmp_path, 0) is True
    assert json.loads(carimbo.read_text()) == demo._migracoes()


@pytest.mark.django_db
def test_demo_cortada_no_meio_pede_para_refazer(
    tmp_path: Path, mundo: Mundo, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "migracoes.json").write_text(json.dumps(demo._migracoes()))
    assert demo._construir(tmp_path, 0) is False
    assert "parou no meio" in capsys.readouterr().err


def test_porta_em_uso_e_percebida() -> None:
    with socket.socket() as tomada:
        tomada.bind(("127.0.0.1", 0))
        tomada.listen()
        porta = tomada.getsockname()[1]
        assert demo._ocupada(porta) is True
    assert demo._ocupada(porta) is False


@pytest.mark.django_db(transaction=True)
def test_trabalhador_termina_o_que_faz_e_deixa_o_resto() -> None:
    operadora = Operadora.objects.create(registro_ans="414662", nome_fantasia="A", razao_social="A", cnpj="1")
    feitas.clear()
    em_teste[:] = [trabalhador.Trabalhador(0.01)]
    with escopo(operadora):
        anotar.enfileirar(numero=1)
        parar_depois.enfileirar()
        anotar.enfileirar(numero=2)
    em_teste[0].trabalhar()
    assert feitas == [1, -1]
    em_teste[:] = [trabalhador.Trabalhador(0.01)]
    with escopo(operadora):
        parar_depois.enfileirar()
    em_teste[0].trabalhar()
    assert feitas == [1, -1, 2, -1]
