"""Logins of systems at the web services."""

from __future__ import annotations

import hashlib
import secrets

from guiche.acesso import events, permissions
from guiche.acesso.autenticacao import resumo_do_segredo
from guiche.acesso.models import CredencialWs
from guiche.cadastro.alcance import exigir_alcance
from guiche.cadastro.models import Prestador
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import servico


@servico(permissions.CREDENCIAL_WS_EMITIR)
def emitir_credencial_ws(ator: Ator, prestador: Prestador, login: str, segredo: str = "") -> str:
    """Issue (or replace) a prestador's web-service login and return the secret, shown once.

    Source: TISS Componente Organizacional 114 (header carries the MD5 of the secret).
    """
    exigir_alcance(ator, prestador)
    segredo = segredo or secrets.token_urlsafe(18)
    md5 = hashlib.md5(segredo.encode(), usedforsecurity=False).hexdigest()
    credencial, _ = CredencialWs.objects.update_or_create(
        login=login,
        defaults={"prestador": prestador, "segredo": resumo_do_segredo(md5), "ativa": True},
    )
    eventos.registrar(events.CREDENCIAL_WS_EMITIDA, credencial, ator, {"prestador": prestador.pk})
    return segredo
