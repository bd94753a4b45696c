"""Entering, leaving, switching context and personal choices."""

from __future__ import annotations

from guiche.acesso import events, permissions
from guiche.acesso.models import Usuario
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
