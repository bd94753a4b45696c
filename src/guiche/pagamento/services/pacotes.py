"""Several statements at once, in one zip."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import IO

from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.planilha import gerar_xlsx
from guiche.documentos.services import conteudo_de
from guiche.faturamento import documents_analise
from guiche.faturamento.models import Lote
from guiche.faturamento.services.demonstrativos import analise_pdf, analise_xml
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico
from guiche.pagamento import documents, permissions
from guiche.pagamento.models import Pagamento
from guiche.pagamento.selectors import pagamentos
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf, demonstrativo_xml

PAGAMENTO, ANALISE = "pagamento", "analise"
MAXIMO_DE_PAGAMENTOS = 24
FORMATOS = ("pdf", "xlsx", "xml")
Arquivo = tuple[str, Callable[[], bytes]]


@servico(permissions.PAGAMENTO_VER)
def pacote_de_demonstrativos(ator: Ator, ids: Collection[int], relatorios: Collection[str], formato: str) -> IO[bytes]:
    """Zip with the chosen reports (``pagamento``, ``analise``) of the payments the ator sees among ``ids``.

    ``formato`` is pdf, xlsx or xml (TISS). Raises Recusa when nothing, or too much, was chosen.
    """
    escolhidos = list(pagamentos(ator).filter(pk__in=ids).prefetch_related("lotes__lote__prestador"))
    if not escolhidos or not relatorios:
        raise Recusa("Escolha ao menos um pagamento e um relatório.", campo="relatorios")
    if len(escolhidos) > MAXIMO_DE_PAGAMENTOS:
        raise Recusa(f"Escolha no máximo {MAXIMO_DE_PAGAMENTOS} pagamentos por vez.", campo="relatorios")
    saida: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=10_000_000)  # noqa: SIM115 (the caller closes it)
    with zipfile.ZipFile(saida, "w", zipfile.ZIP_DEFLATED) as pacote:
        for nome, gerar in _arquivos(ator, escolhidos, relatorios, formato):
            pacote.writestr(f"{nome}.{formato}", gerar())
    saida.seek(0)
    return saida


def _arquivos(
    ator: Ator, escolhidos: Sequence[Pagamento], relatorios: Collection[str], formato: str
) -> Iterator[Arquivo]:
    for pagamento in escolhidos:
        prefixo = f"{pagamento.competencia}-{pagamento.numero}"
        if PAGAMENTO in relatorios:
            yield f"{prefixo}-pagamento", _do_pagamento(ator, pagamento, formato)
        if ANALISE in relatorios:
            for linha in pagamento.lotes.all():
                yield f"{prefixo}-analise-lote-{linha.lote.numero}", _da_analise(ator, linha.lote, formato)


def _do_pagamento(ator: Ator, pagamento: Pagamento, formato: str) -> Callable[[], bytes]:
    return {
        "pdf": lambda: _conteudo(demonstrativo_pdf(ator, pagamento)),
        "xlsx": lambda: gerar_xlsx(
            f"Pagamento {pagamento.numero}",
            documents.COLUNAS_DAS_GUIAS,
            documents.linhas_das_guias(pagamento),
        ).read(),
        "xml": lambda: demonstrativo_xml(ator, pagamento),
    }[formato]


def _da_analise(ator: Ator, lote: Lote, formato: str) -> Callable[[], bytes]:
    return {
        "pdf": lambda: _conteudo(analise_pdf(ator, lote)),
        "xlsx": lambda: gerar_xlsx(
            f"Lote {lote.numero}",
            documents_analise.COLUNAS_DAS_GUIAS,
            documents_analise.linhas_das_guias(lote),
        ).read(),
        "xml": lambda: analise_xml(ator, lote),
    }[formato]


def _conteudo(emitido: DocumentoEmitido) -> bytes:
    return conteudo_de(emitido.arquivo)
