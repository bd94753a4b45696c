"""Entering, leaving and switching context; the sessions of a person."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from guiche.acesso import events, permissions
from guiche.acesso.models import Preferencia, Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.selectors.contexto import sessoes_abertas
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import servico

LINHA_NOVA = timedelta(hours=1)


@servico(permissions.CONTEXTO_TROCAR)
def abrir_contexto(ator: Ator, *, entrada: bool) -> None:
    """Remember the vínculo as the person's last and register the login or the switch."""
    Usuario.objects.filter(pk=ator.usuario.pk).update(ultimo_vinculo_id=ator.vinculo.pk)
    eventos.registrar(events.SESSAO_ABERTA if entrada else events.CONTEXTO_TROCADO, ator.vinculo, ator, {})


@servico(permissions.CONTEXTO_TROCAR)
def encerrar_sessao(ator: Ator) -> None:
    """Register that the person left."""
    eventos.registrar(events.SESSAO_ENCERRADA, ator.vinculo, ator, {})


@transaction.atomic
def encerrar_aparelho(pessoa: Pessoa, sessao_id: int, atual: str) -> None:
    """End one other session of the person, which stops at its next request.

    Raises UserSession.DoesNotExist for somebody else's, or for the current one, which is left by "Sair".
    """
    sessao = UserSession.objects.filter(user=pessoa.usuario).exclude(session_key=atual).get(pk=sessao_id)
    sessao.end()
    anotar(pessoa, "sessao_encerrada", {"quantas": 1})


@transaction.atomic
def encerrar_outros_aparelhos(pessoa: Pessoa, atual: str) -> int:
    """End every open session of the person but the current one. Returns how many."""
    outras = [sessao for sessao in sessoes_abertas(pessoa) if sessao.session_key != atual]
    for sessao in outras:
        sessao.end()
    if outras:
        anotar(pessoa, "sessao_encerrada", {"quantas": len(outras)})
    return len(outras)


def marcar_uso(sessao: str, ip: str) -> None:
    """Remember when and where from a session was last used."""
    UserSession.objects.filter(session_key=sessao).update(last_seen_at=agora(), ip=ip)


def esquecer_sessoes() -> int:
    """Delete the sessions whose time is over, and the lines of people's lists that lead to none. Returns how many.

    A line just written may be of a session that is being saved, so a new one is left alone.
    """
    vencidas, _ = Session.objects.filter(expire_date__lte=agora()).delete()
    a_dela = Session.objects.filter(session_key=OuterRef("session_key"))
    antigas = UserSession.objects.filter(last_seen_at__lt=agora() - LINHA_NOVA)
    linhas, _ = antigas.filter(~Exists(a_dela)).delete()
    return vencidas + linhas


@transaction.atomic
def dispensar(pessoa: Pessoa, chave: str) -> None:
    """Do not show this element to the person again."""
    Preferencia.objects.update_or_create(usuario=pessoa.usuario, chave=chave, defaults={"valor": 1})
