"""Doors of billing files: who sees the prestador sees what it sent; who sees a person's documents, theirs."""

from __future__ import annotations

from guiche.acesso import assuntos
from guiche.cadastro.selectors.prestadores import prestadores
from guiche.documentos.portas import registrar_porta
from guiche.faturamento.selectors.lotes import lotes
from guiche.nucleo.ator import Ator


def _do_prestador(ator: Ator, prestador_id: int) -> bool:
    return prestadores(ator).filter(pk=prestador_id).exists()


def _do_lote(ator: Ator, lote_id: int) -> bool:
    return lotes(ator).filter(pk=lote_id).exists()


def _do_beneficiario(ator: Ator, beneficiario_id: int) -> bool:
    return beneficiario_id in ator.beneficiarios_em(assuntos.DOCUMENTOS)


registrar_porta("cadastro.prestador", _do_prestador)
registrar_porta("faturamento.lote", _do_lote)
registrar_porta("cadastro.beneficiario", _do_beneficiario)
