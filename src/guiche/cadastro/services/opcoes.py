"""Options of the registers: what is asked of a prestador and which operations are open to whom."""

from __future__ import annotations

from guiche.cadastro import permissions
from guiche.cadastro.config import CadastroConfig
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.servico import servico


@servico(permissions.OPCOES_MUDAR)
def mudar_opcoes(ator: Ator, novas: CadastroConfig) -> None:
    """Store new options, with history; they count from the next request of each prestador."""
    configurar(ator, novas)
