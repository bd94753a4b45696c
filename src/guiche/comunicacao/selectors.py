"""The person's own notices."""

from __future__ import annotations

from django.db.models import QuerySet

from guiche.comunicacao.models import Notificacao
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import sem_escopo


def notificacoes(ator: Ator) -> QuerySet[Notificacao]:
    """Notices of the person, newest first."""
    return Notificacao.objects.filter(usuario_id=ator.usuario.pk)


def novas(ator: Ator) -> int:
    """How many the person has not read."""
    return notificacoes(ator).filter(lida_em__isnull=True).count()


def ultima_da_pessoa(usuario_id: int) -> int:
    """Id of the person's newest notice in any operadora; 0 when there is none."""
    with sem_escopo("avisos de uma pessoa em todas as operadoras"):
        ultima = Notificacao.objects.filter(usuario_id=usuario_id).order_by("-pk").values_list("pk", flat=True)
        return ultima.first() or 0


def novas_da_pessoa(usuario_id: int, depois: int) -> list[Notificacao]:
    """The person's notices after one id, oldest first, in any operadora."""
    with sem_escopo("avisos de uma pessoa em todas as operadoras"):
        return list(Notificacao.objects.filter(usuario_id=usuario_id, pk__gt=depois).order_by("pk")[:20])
