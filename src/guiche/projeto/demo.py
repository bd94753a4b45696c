"""``guiche demo``: build the demo world once, then serve pages, WebSocket and background work together."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

RECUSADO = 2
REFAZER = "Rode `make demo RESET=1` (ou `guiche demo --reset`) para refazê-lo."
SUBIR_ATE_S = 20


def executar(porta: int, reset: bool, escala: int, so_construir: bool) -> int:
    """Prepare ``GUICHE_VAR`` and serve until Ctrl-C. Returns the exit status.

    A world built by tables that have changed since is never touched without ``reset``: status 2, saying so.
    """
    os.environ["GUICHE_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)  # invented people never enter a real database
    os.environ.pop("EMAIL_URL", None)  # nor do letters to them leave the machine
    os.environ["GUICHE_ENDERECO"] = f"http://127.0.0.1:{porta}"
    import django
    from django.conf import settings

    var = Path(settings.VAR)
    if reset:
        _apagar(var)
    if not so_construir and _ocupada(porta):
        print(f"A porta {porta} está em uso. Escolha outra: `make demo PORT={porta + 1}`.", file=sys.stderr)
        return RECUSADO
    django.setup()
    if not _construir(var, escala):
        return RECUSADO
    acessos = _atualizar_endereco(var, porta)
    if so_construir:
        return 0
    return _servir(porta, acessos)


def _construir(var: Path, escala: int) -> bool:
    """Make tables and world when they are not there. False, said on stderr, when what is there can't be used."""
    from django.core.management import call_command
    from django.db import connection

    carimbo, pronto = var / "demo" / "migracoes.json", var / "demo" / "acessos.json"
    atuais = _migracoes()
    feitas: dict[str, str] = json.loads(carimbo.read_text()) if carimbo.exists() else {}
    tem_tabelas = bool(connection.introspection.table_names())
    if (tem_tabelas and not feitas) or any(atuais.get(nome) != soma for nome, soma in feitas.items()):
        print(
            f"O mundo de demonstração em {var} foi feito por outra versão do Guichê. {REFAZER}",
            file=sys.stderr,
        )
        return False
    carimbo.parent.mkdir(parents=True, exist_ok=True)
    carimbo.write_text(json.dumps(atuais, indent=1))
    call_command("migrate", verbosity=0)
    if pronto.exists():
        return True
    from guiche.projeto.cenario import MundoExistente, construir

    inicio = time.perf_counter()
    try:
        construir(print, escala or None)
    except MundoExistente:
        print(f"A construção do mundo de demonstração em {var} parou no meio. {REFAZER}", file=sys.stderr)
        return False
    print(f"Mundo de demonstração pronto em {time.perf_counter() - inicio:.1f} s.")
    return True


def _migracoes() -> dict[str, str]:
    """SHA-256 of every migration of the product, by ``app.name``."""
    from django.apps import apps

    return {
        f"{app.label}.{arquivo.stem}": hashlib.sha256(arquivo.read_bytes()).hexdigest()
        for app in apps.get_app_configs()
        if app.name.startswith("guiche.")
        for arquivo in sorted(Path(app.path, "migrations").glob("0*.py"))
    }


def _ocupada(porta: int) -> bool:
    with socket.socket() as tomada:
        tomada.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tomada.bind(("127.0.0.1", porta))
        except OSError:
            return True
    return False


def _apagar(var: Path) -> None:
    for caminho in (var / "demo", var / "arquivos"):
        shutil.rmtree(caminho, ignore_errors=True)
    for banco in var.glob("guiche.sqlite3*"):
        banco.unlink()


def _atualizar_endereco(var: Path, porta: int) -> dict[str, Any]:
    caminho = var / "demo" / "acessos.json"
    acessos: dict[str, Any] = json.loads(caminho.read_text())
    acessos["url"] = f"http://127.0.0.1:{porta}"
    caminho.write_text(json.dumps(acessos, ensure_ascii=False, indent=2))
    return acessos


def _servir(porta: int, acessos: dict[str, Any]) -> int:
    programa = [sys.executable, "-m", "guiche.projeto.cli"]
    filhos = [
        subprocess.Popen([*programa, "servir", "--porta", str(porta)]),  # noqa: S603 (our own program)
        subprocess.Popen([*programa, "trabalhador"]),  # noqa: S603
    ]
    for sinal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinal, _interromper)
    try:
        if _no_ar(porta, filhos[0]):
            _apresentar(acessos)
        while all(filho.poll() is None for filho in filhos):
            time.sleep(0.3)
    except KeyboardInterrupt:
        print("\nEncerrando.")
    caiu = any(filho.poll() not in (None, 0, -signal.SIGINT, -signal.SIGTERM) for filho in filhos)
    _encerrar(filhos)
    return 1 if caiu else 0


def _no_ar(porta: int, servidor: subprocess.Popen[bytes]) -> bool:
    """Wait until the server listens. False when it ended or took too long."""
    prazo = time.monotonic() + SUBIR_ATE_S
    while servidor.poll() is None and time.monotonic() < prazo:
        try:
            socket.create_connection(("127.0.0.1", porta), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _interromper(*_: Any) -> None:
    raise KeyboardInterrupt


def _encerrar(filhos: list[subprocess.Popen[bytes]]) -> None:
    """Stop the children, killing after ten seconds; a second Ctrl-C meanwhile changes nothing."""
    for sinal in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sinal, signal.SIG_IGN)
    for filho in filhos:
        if filho.poll() is None:
            filho.terminate()
    for filho in filhos:
        try:
            filho.wait(timeout=10)
        except subprocess.TimeoutExpired:
            filho.kill()


def _apresentar(acessos: dict[str, Any]) -> None:
    print(f"\nGuichê em {acessos['url']}   (Ctrl-C encerra)\n")
    largura = max(len(pessoa["login"]) for pessoa in acessos["pessoas"])
    for operadora in acessos["operadoras"]:
        registro = operadora["registro_ans"]
        print(f"  {operadora['nome']}: {acessos['url']}/entrar/{registro}/prestador/")
        for pessoa in acessos["pessoas"]:
            if pessoa["registro_ans"] == registro:
                print(f"    {pessoa['login']:<{largura}}  {pessoa['senha']}  {pessoa['papel']}: {pessoa['nome']}")
    print(f"\nOs e-mails da demonstração chegam em {acessos['url']}/demo/correio/")
    print("Lotes de exemplo em var/demo/lotes/, acessos para programas em var/demo/acessos.json.\n", flush=True)
