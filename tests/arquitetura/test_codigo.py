"""Rules that every file of the product obeys, read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.arquitetura.arvore import FONTE, RAIZ, arquivos, importados, nome, publicos

LINHAS_NO_MAXIMO = 600
PENDENCIA = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
NA_MARCACAO = (
    re.compile(r"<style\b", re.IGNORECASE),
    re.compile(r"\sstyle\s*=", re.IGNORECASE),
    re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)", re.IGNORECASE),
    re.compile(r"javascript:", re.IGNORECASE),
)


COMENTARIO = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)


def _linhas(arquivo: Path) -> list[str]:
    """Lines of a file; the comments of a page template are blanked, keeping the numbers of the lines."""
    texto = arquivo.read_text(encoding="utf-8")
    if arquivo.suffix == ".html":
        texto = COMENTARIO.sub(lambda achado: "\n" * achado.group().count("\n"), texto)
    return texto.splitlines()


def _ocorrencias(textos: list[Path], padrao: re.Pattern[str]) -> list[str]:
    return [
        f"{nome(arquivo)}:{numero}: {linha.strip()}"
        for arquivo in textos
        for numero, linha in enumerate(_linhas(arquivo), start=1)
        if padrao.search(linha)
    ]


def _arquivos_puros() -> list[Path]:
    """The rules of every module and the TISS codec: code that knows no framework."""
    puros = [arquivo for arquivo in arquivos("*.py") if "regras" in arquivo.parts or "tiss_xml" in arquivo.parts]
    return [
        *puros,
        FONTE / "nucleo/calendario.py",
        FONTE / "nucleo/decimais.py",
        FONTE / "nucleo/identificadores.py",
    ]


def test_nada_fica_por_fazer() -> None:
    assert _ocorrencias(arquivos("*.py", "*.html", "*.css", "*.js", "*.typ"), PENDENCIA) == []


def test_nenhum_arquivo_passa_do_tamanho_que_se_le() -> None:
    tamanhos = {nome(a): len(a.read_text(encoding="utf-8").splitlines()) for a in arquivos("*.py", "*.html", "*.js")}
    assert {arquivo: linhas for arquivo, linhas in tamanhos.items() if linhas > LINHAS_NO_MAXIMO} == {}


def test_modelos_de_pagina_nao_tem_script_nem_estilo_embutido() -> None:
    modelos = [a for a in arquivos("*.html") if "cartas" not in a.parts]  # mail programs read inline styles only
    assert modelos, "nenhum modelo de página encontrado"
    assert [falta for padrao in NA_MARCACAO for falta in _ocorrencias(modelos, padrao)] == []


def test_regras_nao_conhecem_django() -> None:
    puros = _arquivos_puros()
    assert len(puros) > 3
    assert [
        f"{nome(arquivo)}:{linha}: {alvo}"
        for arquivo in puros
        for linha, alvo in importados(arquivo)
        if alvo.split(".")[0] in {"django", "channels", "structlog"}
    ] == []


def test_regras_nao_perguntam_que_dia_e_hoje() -> None:
    """A rule receives the day as an argument; a clock inside would make it impossible to repeat."""
    relogios = {"now", "today", "utcnow", "localdate"}
    assert [
        f"{nome(arquivo)}:{no.lineno}: {ast.unparse(no)}"
        for arquivo in arquivos("*.py")
        if "regras" in arquivo.parts
        for no in ast.walk(ast.parse(arquivo.read_text(encoding="utf-8")))
        if isinstance(no, ast.Call) and isinstance(no.func, ast.Attribute) and no.func.attr in relogios
    ] == []


def test_sinais_do_django_nao_ligam_modulos() -> None:
    """A lower module is told of a higher one by registration or by an event, never by a signal."""
    proibidos = ("django.dispatch", "django.db.models.signals")
    assert [
        f"{nome(arquivo)}:{linha}: {alvo}"
        for arquivo in arquivos("*.py")
        for linha, alvo in importados(arquivo)
        if alvo.startswith(proibidos)
    ] == []


def test_o_codigo_do_pacote_tiss_nunca_e_chamado() -> None:
    """Its data files are read as resources; its validator and codec are slower and reject valid lotes."""
    assert [
        f"{nome(arquivo)}:{linha}: {alvo}"
        for arquivo in arquivos("*.py")
        for linha, alvo in importados(arquivo)
        if alvo.split(".")[0] == "tiss"
    ] == []


def test_telas_nao_consultam_o_banco() -> None:
    """A view reads input, calls a verb or a selector, and renders."""
    telas = [a for a in arquivos("views.py", "views/*.py") if {"portais", "integracao"} & set(a.parts)]
    assert _ocorrencias(telas, re.compile(r"\.objects\b|\btransaction\.atomic\b")) == []


def _sem_docstring() -> Iterator[str]:
    for arquivo in arquivos("*.py"):
        partes = arquivo.relative_to(FONTE).parts
        descreve = {"services", "selectors", "regras"} & {*partes, arquivo.stem}
        if arquivo.name != "apps.py" and (descreve or partes[0] in {"nucleo", "tiss_xml"}):
            for no in publicos(arquivo):
                if not ast.get_docstring(no):
                    yield f"{nome(arquivo)}:{no.lineno}: {no.name}"


def test_verbos_leituras_e_regras_dizem_o_que_fazem() -> None:
    assert list(_sem_docstring()) == []


def test_todo_arquivo_com_codigo_comeca_dizendo_para_que_serve() -> None:
    sem_texto = []
    for arquivo in arquivos("*.py"):
        corpo = ast.parse(arquivo.read_text(encoding="utf-8"))
        tem_definicao = any(isinstance(no, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) for no in corpo.body)
        if tem_definicao and arquivo.name != "apps.py" and not ast.get_docstring(corpo):
            sem_texto.append(nome(arquivo))
    assert sem_texto == []


def test_dinheiro_nao_passa_por_float() -> None:
    exatos = [a for a in arquivos("*.py") if {"faturamento", "pagamento", "reembolso"} & set(a.parts)]
    assert _ocorrencias(exatos, re.compile(r"\bfloat\(|FloatField")) == []


def test_o_manual_nao_aponta_para_imagem_que_nao_existe() -> None:
    faltam = []
    for pagina in [RAIZ / "README.md", *sorted((RAIZ / "docs").rglob("*.md"))]:
        if pagina.exists():
            for alvo in re.findall(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)", pagina.read_text(encoding="utf-8")):
                if not (pagina.parent / alvo).exists():
                    faltam.append(f"{nome(pagina)}: {alvo}")
    assert faltam == []
