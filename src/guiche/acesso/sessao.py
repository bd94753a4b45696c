"""What an open session knows of its person: how they came in, what is still asked of them, when they last proved it."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from guiche.acesso import fatores
from guiche.acesso.autenticacao import anotar_tentativa, bloqueado_ate, minutos
from guiche.acesso.config import AcessoConfig
from guiche.acesso.middleware import SESSAO_VINCULO, endereco
from guiche.acesso.models import Portal
from guiche.acesso.selectors.contexto import MANTIDA_ATE
from guiche.acesso.services.senhas import conferir_senha, trocar_senha
from guiche.nucleo.configuracao import config
from guiche.nucleo.servico import Recusa

COM_FATOR = "com_fator"
SENHA_VENCIDA = "senha_vencida"
DISPENSADA_EM = "fator_dispensado_em"
REVER_DISPENSA_S = 300
CONFIRMACAO_VALE_S = 300


def falta_fator(request: HttpRequest) -> bool:
    """Whether this session acts for an operadora that asks a second factor of its team, and has shown none.

    Who needs none is asked again after five minutes, so a change of the option reaches open sessions.
    """
    ator, sessao = request.ator, request.session  # type: ignore[attr-defined]
    if ator is None or ator.portal != Portal.OPERADORA or sessao.get(COM_FATOR):
        return False
    if time.time() - sessao.get(DISPENSADA_EM, 0) < REVER_DISPENSA_S:
        return False
    if config(AcessoConfig).segundo_fator_da_equipe:
        return True
    if sessao.get(SESSAO_VINCULO):
        sessao[DISPENSADA_EM] = int(time.time())
    return False


def senha_vencida(request: HttpRequest) -> bool:
    """Whether the password passed its validity: nothing else is done before it is changed."""
    return bool(request.session.get(SENHA_VENCIDA))


def fator_incluido(request: HttpRequest) -> None:
    """From now on this session has shown a factor: the one just included."""
    request.session[COM_FATOR] = True


def confirmou_ha_pouco(request: HttpRequest) -> bool:
    """Whether the person showed password or factor in the last five minutes, in this session."""
    registros = get_authentication_records(request, request.user)
    return bool(registros) and time.time() - registros[-1]["at"] < CONFIRMACAO_VALE_S


def minutos_da_sessao(request: HttpRequest) -> int:
    """Minutes until this session ends unless something is done; 0 for a device that stays connected."""
    return 0 if request.session.get(MANTIDA_ATE) else request.session.get_expiry_age() // 60


def mudar_senha(request: HttpRequest, atual: str, nova: str) -> None:
    """Change the own password and stay in, under another session key. Raises Recusa at ``atual`` or ``nova``."""
    antiga = str(request.session.session_key)
    trocar_senha(request.pessoa, atual, nova, antiga)  # type: ignore[attr-defined]
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
    request.session.save()
    UserSession.objects.filter(session_key=antiga).update(session_key=request.session.session_key)
    request.session.pop(SENHA_VENCIDA, None)


def reconfirmar_senha(request: HttpRequest, senha: str) -> None:
    """Show the password again before a change of the account. Raises Recusa."""
    conferir_senha(request.pessoa, senha)  # type: ignore[attr-defined]
    record_authentication(request, request.user, method="password", reauthenticated=True)


def reconfirmar_fator(request: HttpRequest, *, codigo: str = "", credencial: object = None) -> None:
    """Show a factor again before a change of the account. Raises Recusa."""
    usuario, ip = request.pessoa.usuario, endereco(request)  # type: ignore[attr-defined]
    chave = f"fator:{usuario.pk}"
    if espera := bloqueado_ate(chave, ip):
        raise Recusa(f"Muitas tentativas. Espere {minutos(espera)} min e tente de novo.", campo="codigo")
    fator = fatores.conferir_codigo(usuario, codigo) if codigo else fatores.conferir_chave(usuario, credencial)
    anotar_tentativa(chave, ip, usuario if fator else None)
    if fator is None:
        raise Recusa("Não foi aceito. Confira e tente de novo.", campo="codigo")
    fatores.anotar_uso(fator, de_novo=True)
    request.session[COM_FATOR] = True
