"""Entering, leaving, switching context and personal choices."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from guiche.acesso import events, permissions
from guiche.acesso.models import Preferencia, Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import servico

PREFERENCIAS = ("tema", "teclas", "avisos_ao_vivo")


@servico(permissions.CONTEXTO_TROCAR)
def abrir_contexto(ator: Ator, *, entrada: bool) -> None:
    """Remember the vínculo as the person's last and register the login or the switch."""
    Usuario.objects.filter(pk=ator.usuario.pk).update(ultimo_vinculo_id=ator.vinculo.pk)
    eventos.registrar(events.SESSAO_ABERTA if entrada else events.CONTEXTO_TROCADO, ator.vinculo, ator, {})


@servico(permissions.CONTEXTO_TROCAR)
def encerrar_sessao(ator: Ator) -> None:
    """Register that the person left."""
    eventos.registrar(events.SESSAO_ENCERRADA, ator.vinculo, ator, {})


@servico(permissions.PREFERENCIAS_MUDAR)
def mudar_preferencias(ator: Ator, **valores: object) -> None:
    """Store the person's own choices: theme, shortcuts, notices that pop up. Unknown names raise ValueError."""
    desconhecidas = set(valores) - set(PREFERENCIAS)
    if desconhecidas:
        raise ValueError(f"Preferência desconhecida: {sorted(desconhecidas)}")
    Usuario.objects.filter(pk=ator.usuario.pk).update(**valores)


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
    """End every session of the person but the current one. Returns how many."""
    outras = list(UserSession.objects.filter(user=pessoa.usuario).exclude(session_key=atual))
    for sessao in outras:
        sessao.end()
    if outras:
        anotar(pessoa, "sessao_encerrada", {"quantas": len(outras)})
    return len(outras)


def marcar_uso(sessao: str, ip: str) -> None:
    """Remember when and where from a session was last used."""
    UserSession.objects.filter(session_key=sessao).update(last_seen_at=agora(), ip=ip)


@transaction.atomic
def dispensar(pessoa: Pessoa, chave: str) -> None:
    """Do not show this element to the person again."""
    Preferencia.objects.update_or_create(usuario=pessoa.usuario, chave=chave, defaults={"valor": 1})
