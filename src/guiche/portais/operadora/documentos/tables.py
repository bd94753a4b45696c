"""List of the issued documents."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from guiche.documentos.models import DocumentoEmitido
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DO_DOCUMENTO: Final[dict[str, Estado]] = {
    DocumentoEmitido.Situacao.VIGENTE: Estado("ok", "Em vigor", "check"),
    DocumentoEmitido.Situacao.SUBSTITUIDO: Estado("neutro", "Substituído", "historico"),
    DocumentoEmitido.Situacao.REVOGADO: Estado("erro", "Revogado", "proibido"),
}


def desenhar_situacao(documento: DocumentoEmitido) -> str:
    """The state of a document, by word and icon."""
    estado = DO_DOCUMENTO[documento.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


DOCUMENTOS = Tabela(
    id="documentos",
    rotulo="Documentos emitidos",
    ordem="-emitido_em",
    linha_url=lambda documento: reverse("operadora:documento", args=[documento.pk]),
    colunas=(
        ColunaDeTela("codigo", "Código", "codigo", "codigo"),
        ColunaDeTela("titulo", "Documento", "texto", "titulo"),
        ColunaDeTela("emitido_em", "Emitido", "data_hora", "emitido_em"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=desenhar_situacao),
        ColunaDeTela("motivo_da_revogacao", "Motivo da revogação", "texto", so_exportacao=True),
    ),
    vazio_titulo="Nenhum documento emitido ainda",
    vazio_texto="Recibos, demonstrativos e extratos aparecem aqui assim que alguém os emite.",
)
