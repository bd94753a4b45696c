"""PDF through Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst

from guiche.documentos.definicao import Documento, Secao, texto
from guiche.nucleo.identificadores import formatar_cnpj, formatar_registro_ans
from guiche.nucleo.models import Operadora

MODELOS = Path(__file__).parent / "modelos"
FONTES = Path(__file__).parent / "fontes"
MAXIMO_DE_LINHAS = 1_000
_NORMAS = ["a-2a", "ua-1"]


class DocumentoGrande(Exception):
    """Too many rows for a page layout; the spreadsheet is the right form."""


@dataclass(frozen=True, slots=True)
class Autenticacao:
    """What makes a copy verifiable: the public code, the address that verifies it and when it was issued."""

    codigo: str
    endereco: str
    emitido_em: datetime


def gerar_pdf(documento: Documento, operadora: Operadora, autenticacao: Autenticacao) -> bytes:
    """Lay out one document. Raises DocumentoGrande above 1,000 rows."""
    if documento.quantidade_de_linhas > MAXIMO_DE_LINHAS:
        raise DocumentoGrande(
            f"São {documento.quantidade_de_linhas} linhas; baixe em XLSX ou CSV, ou escolha um período menor."
        )
    dados = {
        "titulo": documento.titulo,
        "resposta": documento.resposta,
        "paisagem": documento.paisagem,
        "campos": [{"rotulo": campo.rotulo, "valor": campo.valor} for campo in documento.campos],
        "secoes": [_secao(secao) for secao in documento.secoes],
        "notas": list(documento.notas),
        "operadora": {
            "nome": operadora.nome_fantasia,
            "razao": operadora.razao_social,
            "registro": formatar_registro_ans(operadora.registro_ans),
            "cnpj": formatar_cnpj(operadora.cnpj),
            "cor": operadora.cor,
        },
        "codigo": autenticacao.codigo,
        "endereco": autenticacao.endereco,
        "emitido": autenticacao.emitido_em.strftime("%d/%m/%Y às %Hh%M"),
        "qr": segno.make(autenticacao.endereco, error="m").svg_inline(scale=4, border=0),
    }
    pdf: bytes = _compilador().compile(
        format="pdf",
        sys_inputs={"dados": json.dumps(dados, ensure_ascii=False)},
        pdf_standards=_NORMAS,
        timestamp=int(autenticacao.emitido_em.timestamp()),
    )
    return pdf


def _secao(secao: Secao) -> dict[str, Any]:
    return {
        "titulo": secao.titulo,
        "nota": secao.nota,
        "colunas": [
            {"rotulo": coluna.rotulo, "largura": coluna.largura, "numerica": coluna.numerica}
            for coluna in secao.colunas
        ],
        "linhas": [
            [texto(linha.get(coluna.nome), coluna.tipo) for coluna in secao.colunas] for linha in secao.linhas
        ],
        "totais": [texto(secao.totais.get(coluna.nome), coluna.tipo) for coluna in secao.colunas]
        if secao.totais is not None
        else [],
    }


@lru_cache(maxsize=1)
def _compilador() -> typst.Compiler:
    return typst.Compiler(
        str(MODELOS / "documento.typ"), root=str(MODELOS), font_paths=[str(FONTES)], ignore_system_fonts=True
    )
