"""Several statements at once, in one zip: a few now, many in the background."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import IO

from guiche.documentos.models import DocumentoEmitido, Pacote
from guiche.documentos.pacotes import Gerado, pedir, preencher, zipar
from guiche.documentos.planilha import gerar_xlsx
from guiche.documentos.services import conteudo_de
from guiche.faturamento import documents_analise
from guiche.faturamento.models import Lote
from guiche.faturamento.services.demonstrativos import analise_pdf, analise_xml
from guiche.nucleo.ator import Ator
from guiche.nucleo.permissoes import exigir
from guiche.nucleo.servico import Recusa, servico
from guiche.pagamento import documents, permissions
from guiche.pagamento.models import Pagamento
from guiche.pagamento.selectors import pagamentos
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf, demonstrativo_xml

PAGAMENTO, ANALISE = "pagamento", "analise"
MAXIMO_DE_PAGAMENTOS = 120
NA_HORA = 8
"""Files made while the person waits; a PDF takes about a tenth of a second."""
TIPO_DO_PACOTE = "pagamento.demonstrativos"
FORMATOS = ("pdf", "xlsx", "xml")
_FORA_DO_NOME = re.compile(r"[^0-9A-Za-z_-]")


@servico(permissions.PAGAMENTO_VER)
def pacote_de_demonstrativos(
    ator: Ator, ids: Collection[int], relatorios: Collection[str], formato: str
) -> IO[bytes] | Pacote:
    """Zip with the chosen reports (``pagamento``, ``analise``) of the payments the ator sees among ``ids``.

    ``formato`` is pdf, xlsx or xml (TISS). Up to ``NA_HORA`` files are made now and the zip is returned; more
    become a ``Pacote`` in the background. Raises Recusa when nothing, or too much, was chosen.
    """
    escolhidos = _escolhidos(ator, ids)
    if not escolhidos or not relatorios:
        raise Recusa("Escolha ao menos um pagamento e um relatório.", campo="relatorios")
    if len(escolhidos) > MAXIMO_DE_PAGAMENTOS:
        raise Recusa(f"Escolha no máximo {MAXIMO_DE_PAGAMENTOS} pagamentos por vez.", campo="relatorios")
    arquivos = list(_arquivos(ator, escolhidos, relatorios, formato))
    if len(arquivos) <= NA_HORA:
        return zipar(arquivos)
    pedido = {
        "pagamentos": sorted(pagamento.pk for pagamento in escolhidos),
        "relatorios": sorted(relatorios),
        "formato": formato,
    }
    return pedir(ator, TIPO_DO_PACOTE, "demonstrativos.zip", len(arquivos), pedido)


def preencher_pacote(ator: Ator, pacote: Pacote) -> None:
    """Make the files of a package asked for, as far as its ator still sees the payments."""
    exigir(ator, permissions.PAGAMENTO_VER)
    pedido = pacote.pedido
    escolhidos = _escolhidos(ator, pedido["pagamentos"])
    preencher(ator, pacote, _arquivos(ator, escolhidos, pedido["relatorios"], pedido["formato"]))


def _escolhidos(ator: Ator, ids: Collection[int]) -> list[Pagamento]:
    return list(pagamentos(ator).filter(pk__in=ids).order_by("pk").prefetch_related("lotes__lote__prestador"))


def _arquivos(
    ator: Ator, escolhidos: Sequence[Pagamento], relatorios: Collection[str], formato: str
) -> Iterator[Gerado]:
    for pagamento in escolhidos:
        prefixo = f"{pagamento.competencia}-{pagamento.numero}"
        if PAGAMENTO in relatorios:
            yield f"{prefixo}-pagamento.{formato}", _do_pagamento(ator, pagamento, formato)
        if ANALISE in relatorios:
            for linha in pagamento.lotes.all():
                # The prestador chose the number; it may name no folder.
                numero = _FORA_DO_NOME.sub("_", linha.lote.numero)
                yield f"{prefixo}-analise-lote-{numero}.{formato}", _da_analise(ator, linha.lote, formato)


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
