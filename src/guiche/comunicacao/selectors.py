"""The person's own notices."""

from __future__ import annotations

from django.db.models import QuerySet

from guiche.comunicacao.models import Notificacao
from guiche.nucleo.ator import Ator


def notificacoes(ator: Ator) -> QuerySet[Notificacao]:
    """Notices of the person, newest first."""
    return Notificacao.objects.filter(usuario_id=ator.usuario.pk)


def novas(ator: Ator) -> int:
    """How many the person has not read."""
    return notificacoes(ator).filter(lida_em__isnull=True).count()
