"""Entering, leaving, switching context, and the web-service credential."""

from __future__ import annotations

import hashlib
import secrets

from guiche.acesso import events, permissions
from guiche.acesso.autenticacao import resumo_do_segredo
from guiche.acesso.models import CredencialWs, Usuario
from guiche.cadastro.models import Prestador
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
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


@servico(permissions.CREDENCIAL_WS_EMITIR)
def emitir_credencial_ws(ator: Ator, prestador: Prestador, login: str, segredo: str = "") -> str:
    """Issue (or replace) a prestador's web-service login and return the secret, shown once.

    Source: TISS Componente Organizacional 114 (header carries the MD5 of the secret).
    """
    segredo = segredo or secrets.token_urlsafe(18)
    md5 = hashlib.md5(segredo.encode(), usedforsecurity=False).hexdigest()
    credencial, _ = CredencialWs.objects.update_or_create(
        login=login,
        defaults={"prestador": prestador, "segredo": resumo_do_segredo(md5), "ativa": True},
    )
    eventos.registrar(events.CREDENCIAL_WS_EMITIDA, credencial, ator, {"prestador": prestador.pk})
    return segredo
