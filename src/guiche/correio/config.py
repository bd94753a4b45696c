"""Options of communication, per operadora."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CorreioConfig:
    """What an operadora may choose about its e-mail.

    ``cartas_por_hora``: letters of one kind that one address gets within an hour; what exceeds is not sent,
    so that nobody's inbox is flooded through our forms. ``dias_do_corpo``: days after which the text of a
    letter is erased (that of a secret one is erased as soon as it leaves).
    """

    cartas_por_hora: int = 5
    dias_do_corpo: int = 90
