"""Options of billing."""

from __future__ import annotations

from guiche.faturamento import permissions
from guiche.faturamento.config import FaturamentoConfig
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.servico import Recusa, servico


@servico(permissions.CONFIGURAR)
def mudar_opcoes(ator: Ator, novas: FaturamentoConfig) -> None:
    """Store the operadora's options; the change is an event. Raises Recusa when no version would be accepted."""
    if not novas.versoes_tiss:
        raise Recusa("Escolha ao menos uma versão do Padrão TISS.", campo="versoes_tiss")
    configurar(ator, novas)
