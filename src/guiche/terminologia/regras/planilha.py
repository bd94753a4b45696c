"""Reading a line of ANS's terminology files: which column is which, dates, codes, kinds of action.

Columns: código, termo, descrição, início de vigência, fim de vigência, data limite de implantação; table 19
also modelo, fabricante and registro ANVISA; the history also tabela and tipo de ação.
Source: Padrão TISS, Componente Organizacional 202407, item 70.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from guiche.nucleo.texto import para_busca

Acao = Literal["", "incluido", "alterado", "inativado"]

SEMPRE = date(1900, 1, 1)
"""Start of validity of a term printed without one."""

_ZERO_DO_EXCEL = date(1899, 12, 30)
_EXATOS = {
    "CODIGO DO TERMO": "codigo",
    "CODIGO": "codigo",
    "CODIGO TUSS": "codigo",
    "TERMO": "termo",
    "NOME DO TERMO": "termo",
    "TERMINOLOGIA": "tabela",
    "TABELA": "tabela",
    "TIPO DE ACAO": "acao",
    "ACAO": "acao",
    "LABORATORIO": "fabricante",
    "APRESENTACAO": "modelo",
}
_TRECHOS = (
    ("IMPLANTACAO", "implantacao"),
    ("INICIO", "inicio"),
    ("FIM", "fim"),
    ("ANVISA", "registro_anvisa"),
    ("FABRICANTE", "fabricante"),
    ("MODELO", "modelo"),
    ("DESCRICAO", "descricao"),
)
_TABELA = re.compile(r"(?:\bTUSS|\bTAB(?:ELA)?)[^0-9A-Z]{0,4}(\d{2})(?!\d)")
_NUMERO = re.compile(r"\d+(?:\.\d+)?(?:E\+?\d+)?")


class LinhaInvalida(ValueError):
    """A line that cannot become a term; the text says why, in Portuguese."""


@dataclass(frozen=True, slots=True)
class LinhaDeTermo:
    """A line of a terminology file, already typed. ``inicio`` is None only on an inactivation."""

    tabela: str
    codigo: str
    termo: str
    inicio: date | None = None
    fim: date | None = None
    implantacao: date | None = None
    descricao: str = ""
    modelo: str = ""
    fabricante: str = ""
    registro_anvisa: str = ""
    acao: Acao = ""


def numero_da_tabela(nome: str) -> str:
    """The two digits of the table named in a file or sheet ("TUSS 19 - OPME", "Tab 38"), or ""."""
    achado = _TABELA.search(para_busca(nome))
    return achado.group(1) if achado else ""


def colunas(cabecalho: Sequence[str]) -> dict[str, int]:
    """Field → position for a heading line; empty when the line is no heading (no code or no term)."""
    posicoes: dict[str, int] = {}
    for posicao, celula in enumerate(cabecalho):
        nome = para_busca(celula)
        campo = _EXATOS.get(nome) or next((campo for trecho, campo in _TRECHOS if trecho in nome), "")
        if campo:
            posicoes.setdefault(campo, posicao)
    return posicoes if {"codigo", "termo"} <= posicoes.keys() else {}


def ler_linha(celulas: Sequence[str], posicoes: Mapping[str, int], tabela: str) -> LinhaDeTermo | None:
    """Type one line; None for a blank one. ``tabela`` holds when the line does not name its own.

    Raises LinhaInvalida for a line without a term or table, or with an unreadable date or action.
    """

    def celula(campo: str) -> str:
        posicao = posicoes.get(campo, -1)
        return " ".join(celulas[posicao].split()) if 0 <= posicao < len(celulas) else ""

    codigo = _codigo(celula("codigo"))
    if not codigo:
        return None
    da_linha = celula("tabela")
    tabela = (da_linha if re.fullmatch(r"\d{2}", da_linha) else numero_da_tabela(da_linha)) or tabela
    acao = _acao(celula("acao"))
    inicio, fim = ler_data(celula("inicio")), ler_data(celula("fim"))
    if not tabela:
        raise LinhaInvalida(f"Código {codigo} sem tabela.")
    if acao == "inativado" and fim is None:
        raise LinhaInvalida(f"Código {codigo} inativado sem fim de vigência.")
    if acao != "inativado" and not celula("termo"):
        raise LinhaInvalida(f"Código {codigo} sem termo.")
    if inicio and fim and fim < inicio:
        raise LinhaInvalida(f"Código {codigo} termina antes de começar.")
    return LinhaDeTermo(
        tabela=tabela,
        codigo=codigo,
        termo=celula("termo"),
        inicio=inicio or (None if acao == "inativado" else SEMPRE),
        fim=fim,
        implantacao=ler_data(celula("implantacao")),
        descricao=celula("descricao"),
        modelo=celula("modelo"),
        fabricante=celula("fabricante")[:200],
        registro_anvisa=celula("registro_anvisa")[:20],
        acao=acao,
    )


def ler_data(texto: str) -> date | None:
    """A date written dd/mm/aaaa, aaaa-mm-dd or as a spreadsheet day number. Raises LinhaInvalida."""
    texto = texto.strip()
    if not texto or texto == "-":
        return None
    try:
        if "/" in texto:
            dia, mes, ano = texto[:10].split("/")
            return date(int(ano), int(mes), int(dia))
        if _NUMERO.fullmatch(texto):
            return _ZERO_DO_EXCEL + timedelta(days=int(float(texto)))
        return date.fromisoformat(texto[:10])
    except (ValueError, OverflowError):
        raise LinhaInvalida(f"Data ilegível: {texto[:20]}.") from None


def _codigo(texto: str) -> str:
    """A code read from a number cell comes as "10101012.0" or "1.0101012E7"."""
    if _NUMERO.fullmatch(texto) and not texto.isdigit():
        numero = float(texto)
        if not numero.is_integer():
            raise LinhaInvalida(f"Código ilegível: {texto[:20]}.")
        texto = str(int(numero))
    if len(texto) > 10:
        raise LinhaInvalida(f"Código longo demais: {texto[:20]}.")
    return texto


def _acao(texto: str) -> Acao:
    nome = para_busca(texto)
    if not nome:
        return ""
    if nome.startswith("INCLU"):
        return "incluido"
    if nome.startswith("ALTER"):
        return "alterado"
    if nome.startswith("INATIV"):
        return "inativado"
    raise LinhaInvalida(f"Tipo de ação desconhecido: {texto[:40]}.")
