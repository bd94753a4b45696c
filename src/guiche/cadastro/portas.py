"""Doors of the files of change requests and amendments: who sees the row sees its papers."""

from __future__ import annotations

from guiche.cadastro.selectors.aditivos import aditivos, respostas
from guiche.cadastro.selectors.atualizacoes import atualizacoes
from guiche.documentos.portas import registrar_porta
from guiche.nucleo.ator import Ator


def _da_atualizacao(ator: Ator, atualizacao_id: int) -> bool:
    return atualizacoes(ator).filter(pk=atualizacao_id).exists()


def _do_aditivo(ator: Ator, aditivo_id: int) -> bool:
    return aditivos(ator).filter(pk=aditivo_id).exists()


def _da_resposta(ator: Ator, resposta_id: int) -> bool:
    return respostas(ator).filter(pk=resposta_id).exists()


registrar_porta("cadastro.atualizacao", _da_atualizacao)
registrar_porta("cadastro.aditivo", _do_aditivo)
registrar_porta("cadastro.respostaaoaditivo", _da_resposta)
