"""Reading a guia is a fact: it holds health data of a person."""

from __future__ import annotations

from guiche.faturamento import events, permissions
from guiche.faturamento.models import Guia
from guiche.faturamento.selectors.lotes import guias
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import servico


@servico(permissions.LOTE_VER)
def abrir_guia(ator: Ator, guia_id: int) -> Guia:
    """A visible guia, registering who read it. Raises Guia.DoesNotExist.

    Source: LGPD art. 37; TISS Segurança e Privacidade, requisito 42.
    """
    guia: Guia = guias(ator).get(pk=guia_id)
    eventos.registrar(events.CONTA_LIDA, guia, ator, {"lote": guia.lote_id, "beneficiario": guia.beneficiario_id})
    return guia
