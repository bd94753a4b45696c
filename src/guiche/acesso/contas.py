"""Login and session of a person: what happens before there is an ator."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest

from guiche.acesso import fatores, senhas
from guiche.acesso.autenticacao import anotar_tentativa, bloqueado_ate, senha_confere
from guiche.acesso.config import AcessoConfig, SenhaConfig
from guiche.acesso.middleware import SESSAO_VINCULO, USADA_EM, endereco
from guiche.acesso.models import Portal, Usuario, Vinculo
from guiche.acesso.selectors.contexto import MANTIDA_ATE, ator_do_vinculo, configuracoes, vinculos_vigentes
from guiche.acesso.services.sessoes import abrir_contexto
from guiche.acesso.sessao import COM_FATOR, SENHA_VENCIDA
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.relogio import agora, em_palavras


@dataclass(frozen=True, slots=True)
class Entrada:
    """Result of one step of a login.

    ``usuario`` is inside. ``falta_fator``: the password was right, the second factor is still asked.
    ``espera``: how long to wait. Neither: simply refused. ``destino`` is where the person was going.
    ``escolher``: the person may act for several and never did, so nobody knows for whom (Q-07).
    """

    usuario: Usuario | None = None
    espera: timedelta | None = None
    falta_fator: bool = False
    destino: str = ""
    nao_mantida: bool = False
    escolher: bool = False


@dataclass(frozen=True, slots=True)
class Intencao:
    """What the person asked for when logging in: the audience, to stay connected, and where to go."""

    portal: str = ""
    manter: bool = False
    destino: str = ""


def entrar(request: HttpRequest, identificador: str, senha: str, intencao: Intencao | None = None) -> Entrada:
    """Check the password, keep the trail and open the session in the right context.

    The same answer and the same work for an unknown person and a wrong password; five failures lock for a
    while that grows and ends by itself. Source: TISS Segurança e Privacidade, requisitos 42, 51, 69.
    """
    ip, usuario = endereco(request), Usuario.objects.por_identificador(identificador)
    # One counter of failures per person, whichever of their identifiers and masks was typed.
    chave = f"pessoa:{usuario.pk}" if usuario else normalizar(identificador)
    if espera := bloqueado_ate(chave, ip):
        return Entrada(espera=espera)
    if not senha_confere(usuario, senha):
        anotar_tentativa(chave, ip, None)
        return Entrada()
    anotar_tentativa(chave, ip, usuario)
    _deixar_a_anterior(request)
    record_authentication(request, usuario, method="password")
    return _seguir(request, _login(usuario, intencao or Intencao()))


def entrar_com_chave(request: HttpRequest, credencial: object, intencao: Intencao | None = None) -> Entrada:
    """Log in with a passkey alone: what one has, and what one is or knows to unlock it."""
    ip = endereco(request)
    # Nobody knows whose it is before it is accepted: failures are counted by where they come from.
    chave = f"chave:{ip}"
    if espera := bloqueado_ate(chave, ip):
        return Entrada(espera=espera)
    fator = fatores.conferir_chave(None, credencial)
    if fator is None or not fator.user.is_active:
        anotar_tentativa(chave, ip, None)
        return Entrada()
    anotar_tentativa(f"pessoa:{fator.user_id}", ip, fator.user)
    _deixar_a_anterior(request)
    fatores.anotar_uso(fator, sozinho=True)
    return _seguir(request, _login(fator.user, intencao or Intencao()))


def entrar_na_conta_nova(request: HttpRequest, usuario: Usuario) -> Entrada:
    """Open the session of an account made in this request, whose password and e-mail the person has just proved."""
    _deixar_a_anterior(request)
    record_authentication(request, usuario, method="password")
    return _seguir(request, _login(usuario, Intencao()))


def a_espera_do_fator(request: HttpRequest) -> Usuario | None:
    """The person whose password was right and whose second factor is still asked, within a quarter of an hour."""
    etapa = LoginStageController.enter(request, fatores.EtapaDoFator.key)
    return etapa.login.user if etapa and not request.user.is_authenticated else None


def confirmar_codigo(request: HttpRequest, codigo: str) -> Entrada:
    """Second step of a login, by the code of an authenticator or a recovery code."""
    return _confirmar(request, lambda usuario: fatores.conferir_codigo(usuario, codigo))


def confirmar_chave(request: HttpRequest, credencial: object) -> Entrada:
    """Second step of a login, by a passkey."""
    return _confirmar(request, lambda usuario: fatores.conferir_chave(usuario, credencial))


def desistir(request: HttpRequest) -> None:
    """Forget a login that waits for its second factor."""
    clear_login(request)


def sair(request: HttpRequest) -> None:
    """End this session, here and in the person's list."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


def trocar_contexto(request: HttpRequest, vinculo: Vinculo) -> None:
    """Act from now on through another of the person's vínculos."""
    assert isinstance(request.user, Usuario)  # noqa: S101  (screens require a login)
    _entrar_no_contexto(request, request.user, vinculo, entrada=False)


def ultimo_acesso(usuario: Usuario) -> str:
    """When the person was here before this login, for the page; empty on the first time."""
    quando = usuario.acesso_anterior
    return em_palavras(quando) if quando else ""


def _login(usuario: Usuario, intencao: Intencao) -> Login:
    desejo = {"portal": intencao.portal, "manter": intencao.manter}
    return Login(user=usuario, redirect_url=intencao.destino, state={"intencao": desejo})


def _deixar_a_anterior(request: HttpRequest) -> None:
    """A login over an open session starts from nothing: the two people must not mix."""
    if request.user.is_authenticated:
        sair(request)


def _confirmar(request: HttpRequest, conferir: Callable[[Usuario], fatores.Fator | None]) -> Entrada:
    etapa = LoginStageController.enter(request, fatores.EtapaDoFator.key)
    if etapa is None or not etapa.login.user.ativo:
        return Entrada()
    usuario, ip = etapa.login.user, endereco(request)
    chave = f"fator:{usuario.pk}"
    if espera := bloqueado_ate(chave, ip):
        return Entrada(espera=espera, falta_fator=True)
    fator = conferir(usuario)
    anotar_tentativa(chave, ip, usuario if fator else None)
    if fator is None:
        return Entrada(falta_fator=True)
    fatores.anotar_uso(fator)
    return _seguir(request, etapa.login, etapa.exit)


def _seguir(request: HttpRequest, login: Login, avancar: Callable[[], object] | None = None) -> Entrada:
    """Take the next step; when it was the last, the session is open and this says so."""
    anterior = login.user.last_login
    if avancar is None:
        perform_login(request, login)
    else:
        avancar()
    if not request.user.is_authenticated:
        return Entrada(falta_fator=True)
    Usuario.objects.filter(pk=login.user.pk).update(acesso_anterior=anterior)
    return _abrir_sessao(request, login)


def _abrir_sessao(request: HttpRequest, login: Login) -> Entrada:
    usuario: Usuario = login.user
    desejo = login.state["intencao"]
    if any(registro["method"] == "mfa" for registro in get_authentication_records(request, usuario)):
        request.session[COM_FATOR] = True
    request.session[USADA_EM] = int(time.time())
    vinculos = vinculos_vigentes(usuario)
    politica = senhas.mais_estrita(configuracoes(vinculos, SenhaConfig))
    if senhas.vencida(usuario, politica):
        request.session[SENHA_VENCIDA] = True
    mantida = bool(desejo["manter"]) and _manter(request, vinculos)
    candidatos = _candidatos(vinculos, desejo["portal"])
    vinculo = _escolher(usuario, candidatos)
    nunca_atuou = all(outro.pk != usuario.ultimo_vinculo_id for outro in vinculos)
    if vinculo is not None:
        _entrar_no_contexto(request, usuario, vinculo, entrada=True)
    return Entrada(
        usuario,
        destino=login.redirect_url or "",
        nao_mantida=bool(desejo["manter"]) and not mantida,
        escolher=nunca_atuou and len(candidatos) > 1,
    )


def _manter(request: HttpRequest, vinculos: list[Vinculo]) -> bool:
    """Keep this device connected for as long as the strictest operadora allows; never that of an operadora's team."""
    dias = min((opcoes.dias_conectado for opcoes in configuracoes(vinculos, AcessoConfig)), default=0)
    if not dias or any(vinculo.portal == Portal.OPERADORA for vinculo in vinculos):
        return False
    fim = agora() + timedelta(days=dias)
    request.session[MANTIDA_ATE] = fim.isoformat()
    request.session.set_expiry(fim)
    UserSession.objects.filter(session_key=request.session.session_key).update(data={MANTIDA_ATE: fim.isoformat()})
    return True


def _entrar_no_contexto(request: HttpRequest, usuario: Usuario, vinculo: Vinculo, *, entrada: bool) -> None:
    request.session[SESSAO_VINCULO] = vinculo.pk
    with escopo(vinculo.operadora):
        abrir_contexto(ator_do_vinculo(usuario, vinculo, ip=endereco(request)), entrada=entrada)
        if not request.session.get(MANTIDA_ATE):
            request.session.set_expiry(config(AcessoConfig).sessao_minutos * 60)


def _candidatos(vinculos: list[Vinculo], portal: str) -> list[Vinculo]:
    """Those of the audience whose entrance was used, or all when there is none of it."""
    return [v for v in vinculos if not portal or v.portal == portal] or vinculos


def _escolher(usuario: Usuario, candidatos: list[Vinculo]) -> Vinculo | None:
    ultimo = next((v for v in candidatos if v.pk == usuario.ultimo_vinculo_id), None)
    return ultimo or next(iter(candidatos), None)
