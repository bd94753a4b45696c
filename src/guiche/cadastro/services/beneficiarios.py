"""Reading somebody's record is a fact."""

from __future__ import annotations

from guiche.cadastro import events, permissions
from guiche.cadastro.consultas import FichaDoBeneficiario, ficha_do_beneficiario
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import servico


@servico(permissions.BENEFICIARIO_VER)
def abrir_beneficiario(ator: Ator, beneficiario_id: int) -> FichaDoBeneficiario:
    """The record of one visible person, registering who read it. Raises Beneficiario.DoesNotExist.

    Source: LGPD art. 37.
    """
    ficha = ficha_do_beneficiario(ator, beneficiario_id, hoje())
    eventos.registrar(events.BENEFICIARIO_LIDO, ficha.pessoa, ator, {})
    return ficha
