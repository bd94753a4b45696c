"""The manual of operation says what the product does: its example configuration is loaded and checked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]
OPERAR = RAIZ / "docs/operar"
EXEMPLO = OPERAR / "exemplo"
LIDA = re.compile(r"env\.\w+\(\s*\"([A-Z_0-9]+)\"")
MOSTRAR = """
import json
from django.conf import settings as s
from django.core.files.storage import storages
print(json.dumps({
    "banco": [s.DATABASES["default"][c] for c in ("ENGINE", "HOST", "NAME", "USER", "PORT")],
    "cache": s.CACHES["default"]["BACKEND"],
    "canal": s.CHANNEL_LAYERS["default"]["CONFIG"]["hosts"][0]["address"],
    "arquivos": type(storages["default"]).__name__,
    "correio": [s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.DEFAULT_FROM_EMAIL],
    "seguro": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.DEBUG, s.MODO_DEMO],
    "endereco": [s.GUICHE_ENDERECO, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.GUICHE_PROXIES],
    "registros": s.LOGGING["json"],
}))
"""


def exemplo() -> dict[str, str]:
    linhas = (EXEMPLO / "guiche.env").read_text(encoding="utf-8").splitlines()
    return dict(linha.split("=", 1) for linha in linhas if linha and not linha.startswith("#"))


@pytest.fixture
def ambiente(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has nothing but the example (and a folder it may write to)."""
    herdado = {nome: os.environ[nome] for nome in ("PATH", "HOME") if nome in os.environ}
    return {
        **herdado,
        **exemplo(),
        "GUICHE_VAR": str(tmp_path),
        "PYTHONPATH": str(RAIZ / "src"),
        "DJANGO_SETTINGS_MODULE": "guiche.projeto.settings",
    }


def rodar(ambiente: dict[str, str], *comando: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *comando], env=ambiente, cwd=RAIZ, capture_output=True, text=True, timeout=120
    )


def test_o_exemplo_liga_tudo_o_que_a_producao_pede(ambiente: dict[str, str]) -> None:
    saida = rodar(ambiente, "-c", f"import django; django.setup(){MOSTRAR}")
    assert saida.returncode == 0, saida.stderr
    assert json.loads(saida.stdout) == {
        "banco": ["django.db.backends.postgresql", "127.0.0.1", "guiche", "guiche", 5432],
        "cache": "django.core.cache.backends.redis.RedisCache",
        "canal": "redis://127.0.0.1:6379/0",
        "arquivos": "S3Storage",
        "correio": [
            "django.core.mail.backends.smtp.EmailBackend",
            "smtp.operadora.example",
            587,
            True,
            "portal@operadora.example",
        ],
        "seguro": [True, True, True, False, False],
        "endereco": [
            "https://portal.operadora.example",
            ["portal.operadora.example", "127.0.0.1"],
            ["https://portal.operadora.example"],
            1,
        ],
        "registros": True,
    }


def test_o_exemplo_passa_nas_verificacoes_sem_aviso(ambiente: dict[str, str]) -> None:
    programa = "import sys; from guiche.projeto.cli import main; sys.exit(main())"
    saida = rodar(ambiente, "-c", programa, "check", "--deploy", "--fail-level", "WARNING")
    assert saida.returncode == 0, saida.stderr
    assert "no issues" in saida.stdout


def test_sem_segredo_a_producao_nao_sobe(ambiente: dict[str, str]) -> None:
    saida = rodar({**ambiente, "GUICHE_CHAVE": ""}, "-c", "import guiche.projeto.wsgi")
    assert saida.returncode != 0
    assert "SECRET_KEY setting must not be empty" in saida.stderr


def test_o_exemplo_so_tem_segredos_que_dizem_troque() -> None:
    for nome, valor in exemplo().items():
        if re.search(r"CHAVE|SEGREDO|SENHA", nome) or ("@" in valor and "://" in valor):
            assert "troque" in valor, nome


def test_a_lista_de_variaveis_e_a_do_programa() -> None:
    lidas = set(LIDA.findall((RAIZ / "src/guiche/projeto/settings.py").read_text(encoding="utf-8")))
    ditas = set(re.findall(r"^\| `([A-Z_0-9]+)`", (OPERAR / "variaveis.md").read_text(encoding="utf-8"), re.M))
    assert lidas and ditas - lidas == {"PROMETHEUS_MULTIPROC_DIR", "GUICHE_SENHA_INICIAL"}
    assert lidas - ditas == set()
    assert exemplo().keys() - lidas == set()


def test_as_portas_dos_arquivos_combinam() -> None:
    def texto(nome: str) -> str:
        return (EXEMPLO / nome).read_text(encoding="utf-8")

    assert re.findall(r"--port (\d+)", texto("guiche-web.service")) == ["8001"]
    assert re.findall(r"--porta (\d+)", texto("guiche-tempo-real.service")) == ["8002"]
    for proxy, ws, paginas in (
        ("nginx.conf", r"location /ws/ \{[^}]*:(\d+);", r"location / \{[^}]*:(\d+);"),
        ("Caddyfile", r"handle /ws/\* \{[^}]*:(\d+)", r"handle \{[^}]*:(\d+)"),
    ):
        assert (re.findall(ws, texto(proxy)), re.findall(paginas, texto(proxy))) == (["8002"], ["8001"])


@pytest.mark.parametrize("unidade", ["web", "tempo-real", "trabalhador"])
def test_cada_unidade_chama_um_programa_que_existe(unidade: str) -> None:
    texto = (EXEMPLO / f"guiche-{unidade}.service").read_text(encoding="utf-8")
    (linha,) = re.findall(r"^ExecStart=/opt/guiche/\.venv/bin/(.+)$", texto, re.M)
    programa, *palavras = linha.split()
    if programa == "granian":
        from granian.cli import cli

        contexto = cli.make_context("granian", palavras)
        assert contexto.params["app"] == "guiche.projeto.wsgi:application"
    else:
        from guiche.projeto.cli import _analisador

        assert _analisador().parse_args(palavras).executar.__name__ == f"_{palavras[0]}"
    assert "EnvironmentFile=/etc/guiche/guiche.env" in texto


def test_todo_comando_do_manual_existe() -> None:
    from django.core.management import get_commands

    texto = (OPERAR / "README.md").read_text(encoding="utf-8")
    ditos = set(re.findall(r"^\| `guiche ([a-z_]+)", texto, re.M))
    assert ditos - get_commands().keys() == {"terminologia", "tiss", "senhas", "servir", "trabalhador", "demo"}
