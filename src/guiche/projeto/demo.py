"""``guiche demo``: build the demo world once, then serve pages, WebSocket and background work together."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def executar(porta: int, reset: bool, escala: int, so_construir: bool) -> int:
    """Prepare ``GUICHE_VAR`` and serve until Ctrl-C. Returns the exit status."""
    os.environ["GUICHE_DEMO"] = "1"
    os.environ["GUICHE_ENDERECO"] = f"http://127.0.0.1:{porta}"
    import django
    from django.conf import settings

    var = Path(settings.VAR)
    if reset:
        _apagar(var)
    django.setup()
    _construir(var, escala)
    acessos = _atualizar_endereco(var, porta)
    if so_construir:
        return 0
    return _servir(porta, acessos)


def _construir(var: Path, escala: int) -> None:
    from django.core.management import call_command

    pronto = var / "demo" / "acessos.json"
    call_command("migrate", verbosity=0)
    if pronto.exists():
        return
    from guiche.projeto.cenario import construir

    inicio = time.perf_counter()
    construir(print, escala or None)
    print(f"Mundo de demonstração pronto em {time.perf_counter() - inicio:.1f} s.")


def _apagar(var: Path) -> None:
    for caminho in (var / "demo", var / "arquivos", var / "emails"):
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
        subprocess.Popen([*programa, "servir", "--porta", str(porta)]),
        subprocess.Popen([*programa, "trabalhador"]),
    ]
    _apresentar(acessos)
    signal.signal(signal.SIGTERM, lambda *_: _interromper())
    try:
        while all(filho.poll() is None for filho in filhos):
            time.sleep(0.3)
    except KeyboardInterrupt:
        print("\nEncerrando.")
    caiu = any(filho.poll() not in (None, 0, -signal.SIGINT, -signal.SIGTERM) for filho in filhos)
    _encerrar(filhos)
    return 1 if caiu else 0


def _interromper() -> None:
    raise KeyboardInterrupt


def _encerrar(filhos: list[subprocess.Popen[bytes]]) -> None:
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
    for pessoa in acessos["pessoas"]:
        print(f"  {pessoa['login']:<{largura}}  {pessoa['senha']}  {pessoa['papel']}: {pessoa['nome']}")
    print("\nLotes de exemplo em var/demo/lotes/, acessos para programas em var/demo/acessos.json.\n", flush=True)
