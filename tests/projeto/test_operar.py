"""The example of production loads, its programs exist, and every variable is in the manual."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from guiche.acesso.models import Usuario
from guiche.acesso.selectors import ator_do_vinculo, vinculos_vigentes
from guiche.faturamento.config import FaturamentoConfig
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import CONFIGURACAO_MUDADA, config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento, Operadora
from guiche.nucleo.permissoes import catalogo
from guiche.projeto import cli

RAIZ = Path(__file__).resolve().parents[2]
OPERAR = RAIZ / "docs/operar"
EXEMPLO = OPERAR / "exemplo"
AJUSTES = RAIZ / "src/guiche/projeto/settings.py"
SEM_EFEITO_NO_EXEMPLO = {
    "GUICHE_DEMO",
    "GUICHE_DEBUG",
    "GUICHE_HOJE",
    "GUICHE_HTTPS",
    "GUICHE_FUSO",
    "GUICHE_TAREFA_PRAZO",
    "GUICHE_LIMITE_ENVIO",
    "GUICHE_ESQUEMAS",
    "GUICHE_LOG_JSON",
}
"""Variables whose default is what production wants."""


def _variaveis_dos_ajustes() -> set[str]:
    """First argument of every ``env.…("NAME")`` of the settings."""
    return {
        str(no.args[0].value)
        for no in ast.walk(ast.parse(AJUSTES.read_text(encoding="utf-8")))
        if isinstance(no, ast.Call)
        and isinstance(no.func, ast.Attribute)
        and ast.unparse(no.func.value) == "env"
        and isinstance(no.args[0], ast.Constant)
    }


def _ambiente_do_exemplo(var: Path) -> dict[str, str]:
    linhas = (EXEMPLO / "guiche.env").read_text(encoding="utf-8").splitlines()
    exemplo = dict(linha.split("=", 1) for linha in linhas if linha and not linha.startswith("#"))
    limpo = {n: v for n, v in os.environ.items() if not n.startswith(("GUICHE_", "DATABASE_", "DJANGO_"))}
    return {**limpo, **exemplo, "GUICHE_VAR": str(var), "PYTHONPATH": str(RAIZ / "src")}


def _rodar(var: Path, *argumentos: str) -> subprocess.CompletedProcess[str]:
    comando = [sys.executable, "-m", "guiche.projeto.cli", *argumentos]
    return subprocess.run(comando, env=_ambiente_do_exemplo(var), cwd=var, capture_output=True, text=True)


def _executar(nome: str) -> None:
    """Run an example script as ``guiche shell < script`` does."""
    codigo = (EXEMPLO / nome).read_text(encoding="utf-8")
    exec(compile(codigo, nome, "exec"), {"__name__": "__main__"})


def test_toda_variavel_dos_ajustes_esta_no_manual_e_so_elas() -> None:
    documentadas = re.findall(r"^\| `([A-Z0-9_]+)` \|", (OPERAR / "variaveis.md").read_text("utf-8"), re.M)
    assert sorted(documentadas) == sorted(_variaveis_dos_ajustes())


def test_o_exemplo_diz_toda_variavel_que_a_producao_tem_de_escolher() -> None:
    linhas = (EXEMPLO / "guiche.env").read_text(encoding="utf-8").splitlines()
    ditas = {linha.split("=", 1)[0] for linha in linhas if linha and not linha.startswith("#")}
    assert ditas == _variaveis_dos_ajustes() - SEM_EFEITO_NO_EXEMPLO


def test_o_exemplo_de_producao_passa_na_verificacao_do_django(tmp_path: Path) -> None:
    """Only the two warnings that the manual explains remain: redirection is the proxy's, preload a choice."""
    feito = _rodar(tmp_path, "check", "--deploy")
    assert feito.returncode == 0, feito.stderr
    assert re.findall(r"\(([a-z]+\.[WEC]\d+)\)", feito.stderr) == ["security.W008", "security.W021"]


def test_o_exemplo_liga_banco_cache_canal_balde_correio_e_cookies(tmp_path: Path) -> None:
    programa = (
        "from django.conf import settings as s; print(s.DATABASES['default']['ENGINE'], "
        "s.DATABASES['default']['OPTIONS']['pool']['max_size'], s.CACHES['default']['LOCATION'], "
        "s.CHANNEL_LAYERS['default']['BACKEND'], s.STORAGES['default']['OPTIONS']['bucket_name'], "
        "s.STORAGES['default']['OPTIONS']['endpoint_url'], s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, "
        "s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG, s.MODO_DEMO, sep='\\n')"
    )
    ambiente = {**_ambiente_do_exemplo(tmp_path), "DJANGO_SETTINGS_MODULE": "guiche.projeto.settings"}
    feito = subprocess.run([sys.executable, "-c", programa], env=ambiente, capture_output=True, text=True, check=True)
    assert feito.stdout.split() == [
        "django.db.backends.postgresql",
        "8",
        "redis://valkey.interno:6379/0",
        "channels_redis.core.RedisChannelLayer",
        "guiche-arquivos",
        "https://objetos.interno",
        "correio.interno",
        "587",
        "True",
        "True",
        "31536000",
        "False",
        "False",
    ]


def test_a_verificacao_acusa_a_falta_da_chave_e_nada_se_assina_sem_ela(tmp_path: Path) -> None:
    ambiente = _ambiente_do_exemplo(tmp_path)
    ambiente.pop("GUICHE_CHAVE")
    comando = [sys.executable, "-m", "guiche.projeto.cli"]
    feito = subprocess.run([*comando, "check", "--deploy"], env=ambiente, capture_output=True, text=True)
    assert "(security.W009)" in feito.stderr
    assinar = "from django.core.signing import dumps; dumps(1)"
    feito = subprocess.run([*comando, "shell", "-c", assinar], env=ambiente, capture_output=True, text=True)
    assert feito.returncode == 1
    assert "The SECRET_KEY setting must not be empty." in feito.stderr


@pytest.mark.parametrize("unidade", sorted(EXEMPLO.glob("*.service")), ids=lambda unidade: unidade.name)
def test_cada_unidade_chama_um_programa_que_entende_as_opcoes(unidade: Path) -> None:
    leitor = configparser.ConfigParser(interpolation=None, strict=False)
    leitor.optionxform = str  # type: ignore[assignment,method-assign]
    leitor.read(unidade, encoding="utf-8")
    servico = leitor["Service"]
    assert servico["EnvironmentFile"] == "/etc/guiche/guiche.env"
    programa, *opcoes = servico["ExecStart"].replace("%i", "8001").split()
    if programa.endswith("/granian"):
        ajuda = subprocess.run(
            [sys.executable, "-m", "granian", "--help"], capture_output=True, text=True, check=True
        ).stdout
        assert {opcao for opcao in opcoes if opcao.startswith("--") and opcao not in ajuda} == set()
        assert opcoes[-1] == "guiche.projeto.wsgi:application"
    else:
        assert programa == "/opt/guiche/.venv/bin/guiche"
        assert callable(cli._analisador().parse_args(opcoes).executar)


def test_o_nginx_divide_paginas_e_avisos_entre_as_portas_das_unidades() -> None:
    nginx = (EXEMPLO / "nginx.conf").read_text(encoding="utf-8")
    tempo_real = (EXEMPLO / "guiche-tempo-real.service").read_text(encoding="utf-8")
    assert re.search(r"location /ws/ \{\s*proxy_pass http://127\.0\.0\.1:8010;", nginx)
    assert "--porta 8010" in tempo_real
    assert nginx.count("{") == nginx.count("}")


@pytest.mark.django_db
def test_o_primeiro_acesso_cria_quem_pode_tudo_no_portal_da_operadora(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _executar("primeiro_acesso.py")
    senha = capsys.readouterr().out.split()[-1]
    pessoa = Usuario.objects.get(login="gestora")
    (vinculo,) = vinculos_vigentes(pessoa)
    ator = ator_do_vinculo(pessoa, vinculo)
    assert pessoa.check_password(senha)
    assert (vinculo.portal, vinculo.operadora.registro_ans) == ("operadora", "300012")
    assert [p.codigo for p in catalogo() if "operadora" in p.portais and not ator.pode(p)] == []


@pytest.mark.django_db
def test_aceitar_versao_muda_a_opcao_e_registra() -> None:
    operadora = _operadora()
    _executar("aceitar_versao.py")
    with escopo(operadora):
        assert config(FaturamentoConfig).versoes_tiss == ("4.03.00", "4.02.00")
        assert not Evento.objects.filter(tipo=CONFIGURACAO_MUDADA.codigo).exists()
    codigo = (EXEMPLO / "aceitar_versao.py").read_text("utf-8")
    exec(compile(codigo.replace('("4.03.00", "4.02.00")', '("4.03.00",)'), "x", "exec"), {})
    with escopo(operadora):
        assert config(FaturamentoConfig).versoes_tiss == ("4.03.00",)
        evento = Evento.objects.get(tipo=CONFIGURACAO_MUDADA.codigo)
        assert evento.fato["mudancas"] == {"versoes_tiss": [["4.03.00", "4.02.00"], ["4.03.00"]]}
    with pytest.raises(SystemExit, match=r"Instale antes o esquema de: 9\.99\.99\."):
        exec(compile(codigo.replace('"4.02.00"', '"9.99.99"'), "x", "exec"), {})


@pytest.mark.requisito("X-02")
@pytest.mark.django_db
def test_verificar_trilha_aponta_a_quebra(capsys: pytest.CaptureFixture[str]) -> None:
    operadora = _operadora()
    with escopo(operadora):
        ator = Ator.sistema(operadora, "comando")
        for _ in range(3):
            eventos.registrar(CONFIGURACAO_MUDADA, None, ator, {})
    _executar("verificar_trilha.py")
    assert capsys.readouterr().out == "Operadora de Exemplo: íntegra\n"
    with escopo(operadora):
        cadeia = eventos.CadeiaDeEventos.objects.get()
        cadeia.numero = 4
        cadeia.save()
    with pytest.raises(SystemExit) as fim:
        _executar("verificar_trilha.py")
    assert fim.value.code == 1
    assert capsys.readouterr().out == "Operadora de Exemplo: quebra no evento 4\n"


@pytest.mark.django_db
def test_as_opcoes_da_carga_de_terminologias_chegam_ao_comando(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["terminologia", "carregar", "--tabelas", "1x"])
    assert "Informe as tabelas com dois dígitos" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["terminologia", "carregar", str(tmp_path / "nada.zip"), "--tabelas", "18"])
    assert f"Arquivo não encontrado: {tmp_path / 'nada.zip'}" in capsys.readouterr().err


def _operadora() -> Operadora:
    operadora: Operadora = Operadora.objects.create(
        registro_ans="300012",
        razao_social="Operadora de Exemplo S.A.",
        nome_fantasia="Operadora de Exemplo",
        cnpj="11222333000181",
    )
    return operadora
