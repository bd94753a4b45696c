"""Notices to the people who act for somebody, in the bell and in real time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q

from guiche.acesso.models import Portal, Vinculo
from guiche.comunicacao import permissions
from guiche.comunicacao.models import Notificacao
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import sem_escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import servico

_ouvintes: list[Callable[[list[Notificacao]], Any]] = []


def ao_notificar(ouvinte: Callable[[list[Notificacao]], Any]) -> None:
    """Register who pushes new notices to open screens (called after commit)."""
    _ouvintes.append(ouvinte)


def notificar(
    destino: Q, portal: str, *, titulo: str, texto: str = "", url: str = "", chave: str, permissao: str = ""
) -> list[Notificacao]:
    """Tell everybody whose vínculo matches ``destino`` in a portal (and holds ``permissao``, if given).

    ``chave`` names the cause: told again for the same cause, nobody is told twice. Who matches through several
    vínculos is told once, in the context of the oldest.
    """
    vinculos = (
        Vinculo.objects.filter(destino, Vinculo.vigente(hoje()), portal=portal)
        .select_related("operadora", "prestador", "beneficiario")
        .prefetch_related("perfis")
        .order_by("-pk")
    )
    pessoas = {v.usuario_id: v for v in vinculos if not permissao or permissao in v.codigos}
    ja_avisadas = set(
        Notificacao.objects.filter(chave=chave, usuario_id__in=pessoas).values_list("usuario_id", flat=True)
    )
    novas = Notificacao.objects.bulk_create(
        Notificacao(
            operadora=vinculo.operadora,
            usuario_id=pessoa,
            portal=portal,
            prestador=vinculo.prestador,
            beneficiario=vinculo.beneficiario,
            titulo=titulo[:120],
            texto=texto[:300],
            url=url,
            chave=chave,
        )
        for pessoa, vinculo in sorted(pessoas.items())
        if pessoa not in ja_avisadas
    )
    transaction.on_commit(lambda: [ouvinte(novas) for ouvinte in _ouvintes])
    return novas


def avisar_pessoa(usuario_id: int, *, titulo: str, texto: str = "", url: str = "", chave: str) -> list[Notificacao]:
    """Tell one person, in one portal where they act today: the same notice never stands twice in their list.

    Who acts for nobody in the operadora has no bell there, and gets none.
    """
    for portal in Portal.values:
        feitas = notificar(Q(usuario_id=usuario_id), portal, titulo=titulo, texto=texto, url=url, chave=chave)
        if feitas:
            return feitas
    return []


def chave_do(evento: Evento) -> str:
    """The cause of a notice about an event, for :func:`notificar`."""
    return f"{evento.tipo}:{evento.pk}"


@servico(permissions.NOTIFICACAO_LER)
def marcar_lidas(ator: Ator, ids: list[int] | None = None) -> int:
    """Mark the person's own notices as read (all, in every context, when no ids are given).

    Returns how many changed.
    """
    with sem_escopo("avisos de uma pessoa em todas as operadoras"):
        minhas = Notificacao.objects.filter(usuario_id=ator.usuario.pk, lida_em__isnull=True)
        return minhas.filter(pk__in=ids).update(lida_em=agora()) if ids else minhas.update(lida_em=agora())
