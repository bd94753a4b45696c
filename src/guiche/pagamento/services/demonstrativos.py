"""Statement of a payment to take away: the TISS message and the document with a code."""

from __future__ import annotations

from django.utils import timezone

from guiche.cadastro.alcance import exigir_alcance
from guiche.cadastro.selectors.prestadores import contrato_em
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import emitir
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.tiss import cabecalho_proprio
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.servico import servico
from guiche.pagamento import permissions
from guiche.pagamento.documents import demonstrativo_de_pagamento
from guiche.pagamento.models import Pagamento
from guiche.pagamento.tiss import ODONTO, demonstrativo, tipo_de_demonstrativo
from guiche.tiss_xml.respostas import escrever_resposta
from guiche.tiss_xml.versoes import Versao

_SERVICO = "tissSolicitacaoDemonstrativoRetorno"


@servico(permissions.PAGAMENTO_VER)
def demonstrativo_xml(ator: Ator, pagamento: Pagamento, versao: Versao | None = None) -> bytes:
    """``demonstrativoPagamento`` (or the dental one) of a payment the ator sees.

    The version is by default the newest one agreed with the prestador when the competência was closed.
    """
    exigir_alcance(ator, pagamento, "prestador")
    fechado = timezone.localtime(pagamento.fechado_em)
    contrato = contrato_em(pagamento.prestador, fechado.date())
    aceitas = (contrato.versoes_tiss.split() if contrato else []) or config(FaturamentoConfig).versoes_tiss
    versao = versao or max(Versao(texto) for texto in aceitas)
    odonto = tipo_de_demonstrativo(operadora_atual()) == ODONTO
    tipo = "DEMONSTRATIVO_ODONTOLOGIA" if odonto else "DEMONSTRATIVO_PAGAMENTO"
    cabecalho = cabecalho_proprio(tipo, pagamento.prestador, versao, fechado, pagamento.numero)
    return escrever_resposta(_SERVICO, demonstrativo([pagamento], versao), cabecalho, versao)


@servico(permissions.PAGAMENTO_VER)
def demonstrativo_pdf(ator: Ator, pagamento: Pagamento) -> DocumentoEmitido:
    """The statement on paper, with a code anybody can verify; once paid, a new one says when."""
    exigir_alcance(ator, pagamento, "prestador")
    chave = f"demonstrativo:{pagamento.pk}"
    return emitir(ator, demonstrativo_de_pagamento(pagamento), pagamento, chave)
