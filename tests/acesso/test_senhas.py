"""What a password must be, and the passwords that nobody may use."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from guiche.acesso import senhas
from guiche.acesso.config import SenhaConfig
from guiche.acesso.senhas import Politica, exigencias, mais_estrita, obvia, recusas
from guiche.nucleo.servico import Recusa

BOA = "manga azul 91"


@pytest.mark.requisito("B-07", "C-45")
@pytest.mark.parametrize(
    ("senha", "falta"),
    [
        ("ab1!", "8 caracteres ou mais"),
        ("12345678!", "uma letra"),
        ("abcdefgh!", "um número"),
        ("abcdefg12", "um símbolo, como ! # % ou espaço"),
        ("", "8 caracteres ou mais; uma letra; um número; um símbolo, como ! # % ou espaço"),
    ],
)
def test_cada_exigencia_e_dita(senha: str, falta: str) -> None:
    assert recusas(senha, Politica()) == [f"Falta na senha: {falta}."]


def test_uma_boa_senha_serve_e_uma_comprida_demais_nao() -> None:
    assert recusas(BOA, Politica()) == []
    assert recusas("coração da Mata 7", Politica()) == []
    assert recusas("a1!" * 50, Politica()) == ["Use no máximo 128 caracteres."]


@pytest.mark.requisito("B-07")
def test_vale_a_regra_mais_estrita_das_operadoras() -> None:
    frouxa, estrita = SenhaConfig(tamanho=10, validade_dias=90), SenhaConfig(tamanho=12, historico=5, validade_dias=60)
    assert mais_estrita([frouxa, estrita]) == Politica(tamanho=12, historico=5, validade_dias=60)
    assert mais_estrita([SenhaConfig(validade_dias=0), frouxa]) == Politica(tamanho=10, validade_dias=90)


@pytest.mark.requisito("B-07")
def test_nenhuma_operadora_desce_abaixo_do_piso() -> None:
    frouxa = SenhaConfig(tamanho=4, historico=0)
    assert mais_estrita([frouxa]) == mais_estrita([]) == Politica(tamanho=8, historico=3, validade_dias=0)
    assert recusas("12345678", mais_estrita([frouxa])) != []


@given(tamanho=st.integers(-5, 40), historico=st.integers(-5, 40))
def test_o_piso_vale_para_qualquer_configuracao(tamanho: int, historico: int) -> None:
    politica = mais_estrita([SenhaConfig(tamanho=tamanho, historico=historico)])
    assert politica.tamanho == max(8, tamanho)
    assert politica.historico == max(3, historico)
    assert [exigencia.codigo for exigencia in exigencias(politica)] == ["tamanho", "letra", "digito", "simbolo"]


@pytest.mark.requisito("C-45")
@pytest.mark.parametrize(
    "senha",
    ["Senha@123", "S3nh@2024!", "Mudar#2025", "Flamengo10!", "Brasil@2024", "P@ssw0rd!1", "aaaa111!!!", "Dragon7!!"],
)
def test_o_que_todos_tentam_primeiro_e_recusado(senha: str) -> None:
    assert obvia(senha)
    assert recusas(senha, Politica())[0].startswith("Esta senha é muito conhecida")


def test_uma_palavra_conhecida_numa_frase_serve() -> None:
    assert not obvia("flamengo come 3 mangas!")


@pytest.mark.parametrize("senha", ["Renata-viaja9", "xx12345678901!", "r.souza x1 2", "SOUZÁ barco 7"])
def test_a_senha_nao_conta_quem_e_a_pessoa(senha: str) -> None:
    pessoais = ("Renata Souza", "r.souza", "renata.souza", "12345678901")
    assert recusas(senha, Politica(), pessoais) == ["A senha não pode ter o seu nome, e-mail, usuário ou documento."]


def _sha1(senha: str) -> str:
    return hashlib.sha1(senha.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.mark.requisito("C-45")
def test_senha_vazada_e_recusada_sem_perguntar_a_ninguem_de_fora(tmp_path: Path, settings: Any, capsys: Any) -> None:
    settings.GUICHE_SENHAS_VAZADAS = tmp_path / "vazadas.bin"
    assert recusas(BOA, Politica()) == []
    outras = [f"outra senha {numero}!" for numero in range(200)]
    lista = tmp_path / "lista.txt"
    lista.write_text("\n".join(f"{resumo}:7" for resumo in sorted({_sha1(s) for s in (BOA, *outras)})) + "\n\n")
    call_command("senhas_vazadas", str(lista))
    assert capsys.readouterr().out == "201 senhas vazadas carregadas: passam a ser recusadas.\n"
    assert recusas(BOA, Politica())[0].startswith("Esta senha é muito conhecida")
    assert all(senhas.vazada(senha) for senha in outras)
    assert not senhas.vazada("outra senha 200!")


@pytest.mark.parametrize(
    ("linhas", "motivo"),
    [
        (["B" * 40, "A" * 40], "A linha 2 está fora de ordem. Ordene o arquivo antes (comando sort)."),
        (["A" * 40, "não é resumo"], "A linha 2 não é um SHA-1 em hexadecimal."),
        (["ABCD"], "A linha 1 não é um SHA-1 em hexadecimal."),
    ],
)
def test_lista_com_defeito_nao_substitui_a_anterior(
    tmp_path: Path, settings: Any, linhas: list[str], motivo: str
) -> None:
    settings.GUICHE_SENHAS_VAZADAS = tmp_path / "vazadas.bin"
    certa, errada = tmp_path / "certa.txt", tmp_path / "errada.txt"
    certa.write_text(_sha1(BOA))
    errada.write_text("\n".join(linhas))
    assert senhas.carregar_vazadas(certa) == 1
    with pytest.raises(Recusa, match=motivo.replace("(", r"\(").replace(")", r"\)")):
        senhas.carregar_vazadas(errada)
    with pytest.raises(CommandError):
        call_command("senhas_vazadas", str(errada))
    assert senhas.vazada(BOA)
    assert sorted(arquivo.name for arquivo in tmp_path.iterdir()) == ["certa.txt", "errada.txt", "vazadas.bin"]


def test_lista_vazia_nao_recusa_ninguem(tmp_path: Path, settings: Any) -> None:
    settings.GUICHE_SENHAS_VAZADAS = tmp_path / "vazadas.bin"
    vazia = tmp_path / "vazia.txt"
    vazia.write_text("")
    assert senhas.carregar_vazadas(vazia) == 0
    assert not senhas.vazada(BOA)
