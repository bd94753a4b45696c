"""Files given to the person: an issued document, a spreadsheet, bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, HttpResponse

from guiche.documentos.definicao import Coluna
from guiche.documentos.models import Arquivo
from guiche.documentos.planilha import gerar_xlsx, gravar_csv
from guiche.portais.componentes.tabelas import TIPO_CSV, TIPO_XLSX

TIPO_XML = "application/xml"
TIPO_ZIP = "application/zip"


def guardado(arquivo: Arquivo, nome: str = "", *, anexo: bool = True) -> FileResponse:
    """A kept file, to download or (``anexo=False``) to open in the browser; no cache keeps it."""
    return FileResponse(
        arquivo.conteudo.open("rb"),
        as_attachment=anexo,
        filename=nome or arquivo.nome,
        content_type=arquivo.tipo_mime,
        headers={"Cache-Control": "private, no-store"},
    )


def imagem(arquivo: Arquivo) -> FileResponse:
    """A kept picture, to be shown; the browser may keep it five minutes, so a page shown again does not ask for it."""
    resposta = guardado(arquivo, anexo=False)
    resposta["Cache-Control"] = "private, max-age=300"
    return resposta


def bytes_de(conteudo: bytes, nome: str, tipo: str) -> HttpResponse:
    """Content made now."""
    return HttpResponse(conteudo, content_type=tipo, headers={"Content-Disposition": f'attachment; filename="{nome}"'})


def planilha(nome: str, formato: str, colunas: Sequence[Coluna], linhas: Iterable[dict[str, Any]]) -> FileResponse:
    """XLSX or CSV of rows; ``nome`` without extension."""
    if formato == "csv":
        return FileResponse(
            gravar_csv(colunas, linhas), as_attachment=True, filename=f"{nome}.csv", content_type=TIPO_CSV
        )
    return FileResponse(
        gerar_xlsx(nome, colunas, linhas), as_attachment=True, filename=f"{nome}.xlsx", content_type=TIPO_XLSX
    )
