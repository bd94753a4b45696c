"""Terms of a delegated access: who caps them, who may shorten them, and when two of them collide.

Every period includes its first and its last day; without an end it stays open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from guiche.cadastro.regras.vigencia import Periodo


def cruzam(um: Periodo, outro: Periodo) -> bool:
    """True when the two periods have a day in common."""
    comeca_antes_do_fim = outro.fim is None or um.inicio <= outro.fim
    termina_depois_do_inicio = um.fim is None or outro.inicio <= um.fim
    return comeca_antes_do_fim and termina_depois_do_inicio


def livre(novo: Periodo, ocupados: Iterable[Periodo]) -> bool:
    """True when a new period collides with none of those already there."""
    return not any(cruzam(novo, ocupado) for ocupado in ocupados)


def menor_fim(*fins: date | None) -> date | None:
    """The earliest of several ends; None counts as no end."""
    ditos = [fim for fim in fins if fim is not None]
    return min(ditos) if ditos else None


def periodo_aceito(inicio: date, limite: date | None, pedido: date | None) -> Periodo:
    """The period of an accepted invitation: the whole of what was offered, or a shorter one.

    ``limite`` is the last day the inviter allows, ``pedido`` the last day the invitee wants (None: "tempo
    indeterminado", that is, up to the ceiling). Raises ValueError when the wish passes the ceiling, when it is
    before the start, or when the ceiling itself is already past. Source: requirement Q-04.
    """
    if pedido is not None and limite is not None and pedido > limite:
        raise ValueError("the invitee may only shorten the term")
    return Periodo(inicio, pedido if pedido is not None else limite)


def fim_com_novo_limite(fim: date | None, limite_anterior: date | None, limite: date | None) -> date | None:
    """Where an access ends after its ceiling changed.

    Who had accepted the whole term follows the ceiling; who had chosen a shorter one keeps it, unless the new
    ceiling comes first.
    """
    return limite if fim == limite_anterior else menor_fim(fim, limite)


def fim_do_encerrado(periodo: Periodo, dia: date) -> date:
    """Last day of a period that somebody ends on a day: never before it began, never later than it already was."""
    return max(periodo.inicio, min(dia, periodo.fim or dia))


def confirmar_ate(inicio: date, revisado: date | None, dias: int) -> date | None:
    """Day by which somebody must confirm that an access is still needed; None when ``dias`` is 0 (no review)."""
    return (revisado or inicio) + timedelta(days=dias) if dias else None
