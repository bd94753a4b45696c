"""What each kind of relationship is: who may offer it, in which portal it acts and how far it may reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from guiche.acesso import permissions
from guiche.acesso.models import Convite, Portal, Vinculo
from guiche.acesso.regras.periodos import confirmar_ate
from guiche.nucleo.permissoes import Permissao


@dataclass(frozen=True, slots=True)
class Relacao:
    """One kind of relationship.

    ``portal`` is where the invited person will act, by a vínculo of the kind ``vinculo``. ``direito`` is the
    right to offer and to manage it. A ``delegada`` one hands on rights of the giver: only perfis that may be
    delegated, and none that the giver does not hold. ``dias_no_maximo``: longest term, 0 = the operadora's.
    """

    portal: str
    vinculo: str
    direito: Permissao
    delegada: bool
    dias_no_maximo: int = 0


RELACOES: Final[dict[str, Relacao]] = {
    Convite.Tipo.CREDENCIAMENTO: Relacao(
        Portal.PRESTADOR, Vinculo.Tipo.PROPRIO, permissions.CREDENCIAMENTO_CONVIDAR, delegada=False
    ),
    Convite.Tipo.REPRESENTANTE: Relacao(
        Portal.PRESTADOR, Vinculo.Tipo.REPRESENTANTE, permissions.REPRESENTANTE_GERIR, delegada=True
    ),
    Convite.Tipo.SECRETARIADO: Relacao(
        Portal.PRESTADOR, Vinculo.Tipo.SECRETARIADO, permissions.RELACIONAMENTO_GERIR, delegada=True
    ),
    # Only after the operadora approved the evidence (services/familia.py): the titular alone can't invite one.
    Convite.Tipo.RESPONSAVEL: Relacao(
        Portal.BENEFICIARIO, Vinculo.Tipo.RESPONSAVEL, permissions.SOLICITACAO_DECIDIR, delegada=True
    ),
    Convite.Tipo.CUIDADOR: Relacao(
        Portal.BENEFICIARIO, Vinculo.Tipo.CUIDADOR, permissions.CUIDADOR_CONVIDAR, delegada=True, dias_no_maximo=365
    ),
    Convite.Tipo.EQUIPE: Relacao(Portal.OPERADORA, Vinculo.Tipo.EQUIPE, permissions.EQUIPE_MUDAR, delegada=False),
}

DELEGADOS: Final = tuple(relacao.vinculo for relacao in RELACOES.values() if relacao.delegada)
"""Kinds of vínculo that somebody other than the operadora gave, and may take back."""


def relacao_do_vinculo(tipo: str) -> Relacao:
    """The relationship that a vínculo of this kind comes from. Raises LookupError for an unknown kind."""
    for relacao in RELACOES.values():
        if relacao.vinculo == tipo:
            return relacao
    raise LookupError(f"Tipo de vínculo desconhecido: {tipo}")


def a_confirmar(vinculo: Vinculo, dias: int, dia: date) -> bool:
    """Whether the review of an open delegated vínculo is due on a day; ``dias`` is the interval between reviews."""
    aberto = vinculo.tipo in DELEGADOS and vinculo.situacao != Vinculo.Situacao.ENCERRADO
    ate = confirmar_ate(vinculo.vigencia_inicio, vinculo.revisado_em, dias)
    return aberto and ate is not None and ate <= dia
