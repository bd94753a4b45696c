"""Doors of the files of access: evidence is seen by who decides and by who sent it."""

from __future__ import annotations

from guiche.acesso import permissions
from guiche.acesso.models import SolicitacaoDeAcesso
from guiche.acesso.selectors.familia import pedidos_de_responsavel
from guiche.acesso.selectors.solicitacoes import fila
from guiche.documentos.portas import registrar_porta
from guiche.nucleo.ator import Ator


def _do_responsavel(ator: Ator, pedido_id: int) -> bool:
    pode = ator.pode(permissions.SOLICITACAO_VER) or ator.pode(permissions.CUIDADOR_CONVIDAR)
    return pode and pedidos_de_responsavel(ator).filter(pk=pedido_id).exists()


def _da_solicitacao(ator: Ator, solicitacao_id: int) -> bool:
    minha = SolicitacaoDeAcesso.objects.filter(pk=solicitacao_id, usuario_id=getattr(ator.usuario, "pk", 0))
    return fila(ator).filter(pk=solicitacao_id).exists() or minha.exists()


registrar_porta("acesso.pedidoderesponsavel", _do_responsavel)
registrar_porta("acesso.solicitacaodeacesso", _da_solicitacao)
