"""Letters to the people of a prestador who may do what is waiting for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from guiche.acesso.models import Vinculo
from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.services import Destinatario, enviar
from guiche.nucleo.permissoes import Permissao
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa

log = structlog.get_logger(__name__)


def escrever_a_quem_pode(
    prestador_id: int, direito: Permissao, modelo: ModeloDeCarta, dados: Mapping[str, Any], chave: str
) -> int:
    """Queue a letter to each person who acts for a prestador today with a right; returns to how many.

    ``chave`` names the cause: written again for the same cause, nobody gets it twice. An address that takes no
    letter is left out.
    """
    vigentes = Vinculo.objects.filter(Vinculo.vigente(hoje()), prestador_id=prestador_id, usuario__ativo=True)
    lidos = vigentes.select_related("usuario", "operadora").prefetch_related("perfis").order_by("pk")
    pessoas = {vinculo.usuario_id: vinculo for vinculo in lidos if direito.codigo in vinculo.codigos}
    escritas = 0
    for vinculo in pessoas.values():
        pessoa = vinculo.usuario
        if not pessoa.email:
            continue
        para = Destinatario(pessoa.nome, pessoa.email, pessoa.pk)
        try:
            enviar(modelo, para, dados, operadora=vinculo.operadora, chave=f"{chave}:{pessoa.pk}")
        except Recusa as recusa:
            log.warning("acesso.carta_recusada", vinculo=vinculo.pk, campo=recusa.campo)
            continue
        escritas += 1
    return escritas
