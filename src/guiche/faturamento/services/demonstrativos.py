"""Account analysis of a lote to take away: the TISS message and the document with a code."""

from __future__ import annotations

from django.utils import timezone

from guiche.cadastro.alcance import exigir_alcance
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import emitir
from guiche.faturamento import permissions
from guiche.faturamento.documents_analise import demonstrativo_de_analise
from guiche.faturamento.models import Lote
from guiche.faturamento.tiss import analise, cabecalho_proprio
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import servico
from guiche.tiss_xml.respostas import escrever_resposta
from guiche.tiss_xml.versoes import Versao

_SERVICO = "tissSolicitacaoDemonstrativoRetorno"


@servico(permissions.LOTE_VER)
def analise_xml(ator: Ator, lote: Lote, versao: Versao | None = None) -> bytes:
    """``demonstrativoAnaliseConta`` of a lote the ator sees, in a version (that of the lote by default)."""
    exigir_alcance(ator, lote, "prestador")
    versao = versao or Versao(lote.versao)
    cabecalho = cabecalho_proprio(
        "DEMONSTRATIVO_ANALISE_CONTA",
        lote.prestador,
        versao,
        timezone.localtime(lote.fechado_em or agora()),
        lote.protocolo,
    )
    return escrever_resposta(_SERVICO, analise([lote], versao, hoje()), cabecalho, versao)


@servico(permissions.LOTE_VER)
def analise_pdf(ator: Ator, lote: Lote) -> DocumentoEmitido:
    """The analysis on paper, with a code anybody can verify. Asking again gives the same document."""
    exigir_alcance(ator, lote, "prestador")
    return emitir(ator, demonstrativo_de_analise(lote), lote, chave=f"analise:{lote.pk}")
