"""The person's own notices, for whomever they act: a notice belongs to the person, not to one context."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from guiche.acesso.models import Usuario, Vinculo
from guiche.comunicacao.models import Notificacao
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import sem_escopo

_MOTIVO = "avisos de uma pessoa em todas as operadoras"
_DE_UMA_VEZ = 20


def notificacoes(ator: Ator, quantas: int) -> list[Notificacao]:
    """The person's newest notices in every context, newest first: one query."""
    with sem_escopo(_MOTIVO):
        return list(_da_pessoa(ator.usuario.pk)[:quantas])


def notificacao(ator: Ator, aviso_id: int) -> Notificacao:
    """One notice of the person, in any context. Raises Notificacao.DoesNotExist for somebody else's."""
    with sem_escopo(_MOTIVO):
        return _da_pessoa(ator.usuario.pk).get(pk=aviso_id)


def novas_e_ultima(ator: Ator) -> tuple[int, int]:
    """How many notices the person has not read, and the id of the newest (0 without any): one query."""
    with sem_escopo(_MOTIVO):
        contas = Notificacao.objects.filter(usuario_id=ator.usuario.pk).aggregate(
            novas=Count("pk", filter=Q(lida_em__isnull=True)), ultima=Max("pk")
        )
    return contas["novas"], contas["ultima"] or 0


def contexto_do_aviso(ator: Ator, aviso: Notificacao, vinculos: Iterable[Vinculo]) -> Vinculo | None:
    """The vínculo, among the person's, in which the notice opens; the one in use if it does; None if none does."""
    servem = [
        vinculo
        for vinculo in vinculos
        if (vinculo.operadora_id, vinculo.portal) == (aviso.operadora_id, aviso.portal)
        and aviso.prestador_id in (None, vinculo.prestador_id)
        and aviso.beneficiario_id in (None, vinculo.beneficiario_id)
    ]
    return next((vinculo for vinculo in servem if vinculo.pk == ator.vinculo.pk), next(iter(servem), None))


def ultima_da_pessoa(usuario_id: int) -> int:
    """Id of the person's newest notice in any operadora; 0 when there is none."""
    with sem_escopo(_MOTIVO):
        ultima = Notificacao.objects.filter(usuario_id=usuario_id).order_by("-pk").values_list("pk", flat=True)
        return ultima.first() or 0


def novas_da_pessoa(usuario_id: int, depois: int) -> list[Notificacao]:
    """The person's unread notices after one id, oldest first, in any operadora; at most twenty."""
    with sem_escopo(_MOTIVO):
        novas = _da_pessoa(usuario_id).filter(pk__gt=depois, lida_em__isnull=True)
        return list(novas.order_by("pk")[:_DE_UMA_VEZ])


def dados_do_aviso(aviso: Notificacao) -> dict[str, Any]:
    """What the pop-up shows; it opens through the notice's own address, which finds the right context."""
    return {
        "pk": aviso.pk,
        "titulo": aviso.titulo,
        "texto": aviso.texto,
        "contexto": aviso.contexto,
        "url": reverse("publico:aviso", args=[aviso.pk]) if aviso.url else "",
    }


def quer_avisos_ao_vivo(usuario_id: int) -> bool:
    """Whether the person wants notices that pop up; the notice centre keeps them all the same."""
    return Usuario.objects.filter(pk=usuario_id, avisos_ao_vivo=True).exists()


def _da_pessoa(usuario_id: int) -> QuerySet[Notificacao]:
    return Notificacao.objects.filter(usuario_id=usuario_id).select_related("operadora", "prestador", "beneficiario")
