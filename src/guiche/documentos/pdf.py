"""PDF through Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import segno
import typst

from guiche.documentos.definicao import Documento, DocumentoGrande, Linha, Secao, texto
from guiche.documentos.glifos import Glifos
from guiche.documentos.larguras import PAISAGEM, RETRATO, cabem, distribuir
from guiche.nucleo.identificadores import formatar_cnpj, formatar_registro_ans
from guiche.nucleo.models import Operadora

if TYPE_CHECKING:
    from typst import PDFStandard

MODELOS = Path(__file__).parent / "modelos"
FONTES = Path(__file__).parent / "fontes"
MAXIMO_DE_LINHAS: Final = 1_000
ARQUIVOS_DE_FONTE: Final = ("inter-400Regular.ttf", "inter-500Medium.ttf", "inter-700Bold.ttf")
COR_PADRAO: Final = "#0b6478"
_COR = re.compile(r"#[0-9a-fA-F]{6}")
_NORMAS: list[PDFStandard] = ["a-2a", "ua-1"]
_VEZ = Lock()


class FontesAusentes(RuntimeError):
    """The font files of the documents were not put in place."""


@dataclass(frozen=True, slots=True)
class Autenticacao:
    """What makes a copy verifiable: the public code, the address that verifies it and when it was issued."""

    codigo: str
    endereco: str
    emitido_em: datetime


@dataclass(frozen=True, slots=True)
class Logo:
    """The operadora's mark at the head of each page: SVG or PNG. ``com_nome`` is a sign that does not say the
    name, which then stands beside it.
    """

    formato: Literal["svg", "png"]
    conteudo: bytes
    com_nome: bool = False


def gerar_pdf(
    documento: Documento, operadora: Operadora, autenticacao: Autenticacao, logo: Logo | None = None
) -> bytes:
    """Lay out one document; the same data and instant give the same bytes. Safe to call from many threads.

    Without a logo, the head says the operadora's name.

    Raises DocumentoGrande above 1,000 rows, and FontesAusentes before the set-up has run.
    """
    if documento.quantidade_de_linhas > MAXIMO_DE_LINHAS:
        raise DocumentoGrande(
            f"São {texto(documento.quantidade_de_linhas, 'inteiro')} linhas; baixe em XLSX ou CSV, ou escolha "
            "um período menor."
        )
    dados = {
        "titulo": documento.titulo,
        "resposta": documento.resposta,
        "paisagem": documento.paisagem,
        "campos": [{"rotulo": campo.rotulo, "valor": campo.valor} for campo in documento.campos],
        "secoes": [_secao(secao, PAISAGEM if documento.paisagem else RETRATO) for secao in documento.secoes],
        "notas": list(documento.notas),
        "operadora": {
            "nome": operadora.nome_fantasia,
            "razao": operadora.razao_social,
            "registro": formatar_registro_ans(operadora.registro_ans),
            "cnpj": formatar_cnpj(operadora.cnpj),
            "cor": operadora.cor if _COR.fullmatch(operadora.cor) else COR_PADRAO,
        },
        "codigo": autenticacao.codigo,
        "endereco": autenticacao.endereco,
        "emitido": autenticacao.emitido_em.strftime("%d/%m/%Y às %Hh%M"),
        "qr": segno.make(autenticacao.endereco, error="m").svg_inline(scale=4, border=0),
    }
    compilador, glifos = _motor()
    limpos = _limpar(dados, glifos)
    # After the cleaning, which walks over every value: a logo has up to 200 thousand octets.
    limpos["operadora"]["logo"] = _logo(logo) if logo else None
    escrito = json.dumps(limpos, ensure_ascii=False)
    # The compiler lends itself to one thread at a time and raises "Already borrowed" to a second one.
    with _VEZ:
        pdf = compilador.compile(
            format="pdf",
            sys_inputs={"dados": escrito},
            pdf_standards=_NORMAS,
            timestamp=int(autenticacao.emitido_em.timestamp()),
        )
    return cast("bytes", pdf)


def _logo(logo: Logo) -> dict[str, Any]:
    return {"formato": logo.formato, "octetos": list(logo.conteudo), "com_nome": logo.com_nome}


def _limpar(valor: Any, glifos: Glifos) -> Any:
    if isinstance(valor, str):
        return glifos.limpar(valor)
    if isinstance(valor, dict):
        return {chave: _limpar(item, glifos) for chave, item in valor.items()}
    if isinstance(valor, list):
        return [_limpar(item, glifos) for item in valor]
    return valor


def _secao(secao: Secao, pagina: float) -> dict[str, Any]:
    cabecas = [coluna.rotulo for coluna in secao.colunas]
    linhas = [_celulas(secao, linha) for linha in secao.linhas]
    totais = _celulas(secao, secao.totais) if secao.totais is not None else []
    pesos = [coluna.largura for coluna in secao.colunas]
    larguras = distribuir(pesos, [cabecas, *linhas, *([totais] if totais else [])], pagina)
    return {
        "titulo": secao.titulo,
        "nota": secao.nota,
        "colunas": [
            {"rotulo": coluna.rotulo, "largura": largura, "cabem": cabem(largura), "numerica": coluna.numerica}
            for coluna, largura in zip(secao.colunas, larguras, strict=True)
        ],
        "linhas": linhas,
        "totais": totais,
    }


def _celulas(secao: Secao, linha: Linha) -> list[str]:
    return [texto(linha.get(coluna.nome), coluna.tipo) for coluna in secao.colunas]


@lru_cache(maxsize=1)
def _motor() -> tuple[typst.Compiler, Glifos]:
    """One compiler per process, with the characters of its font. Raises FontesAusentes."""
    if faltam := [nome for nome in ARQUIVOS_DE_FONTE if not (FONTES / nome).is_file()]:
        raise FontesAusentes(
            f"Faltam as fontes dos documentos ({', '.join(faltam)}). Rode: python ferramentas/frontend.py"
        )
    compilador = typst.Compiler(
        str(MODELOS / "documento.typ"), root=str(MODELOS), font_paths=[str(FONTES)], ignore_system_fonts=True
    )
    return compilador, Glifos(FONTES / ARQUIVOS_DE_FONTE[0])
