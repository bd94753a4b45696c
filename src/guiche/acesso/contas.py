"""Login and session of a person: what happens before there is an ator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils import timezone

from guiche.acesso.autenticacao import anotar_tentativa, bloqueado_ate
from guiche.acesso.middleware import SESSAO_VINCULO, endereco
from guiche.acesso.models import Usuario, Vinculo
from guiche.acesso.selectors import ator_do_vinculo, vinculos_vigentes
from guiche.acesso.services.sessoes import abrir_contexto
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import normalizar


@dataclass(frozen=True, slots=True)
class Entrada:
    """Result of a login: the person, or how long to wait (None: simply refused)."""

    usuario: Usuario | None = None
    espera: timedelta | None = None


def entrar(request: HttpRequest, identificador: str, senha: str, portal: str = "") -> Entrada:
    """Check the password, keep the trail and open the session in the right context.

    The same answer and the same work for an unknown person and a wrong password; five failures lock for a
    while that grows and ends by itself. Source: TISS Segurança e Privacidade, requisitos 42, 51, 69.
    """
    ip, chave = endereco(request), _chave(identificador)
    if espera := bloqueado_ate(chave, ip):
        return Entrada(espera=espera)
    usuario = authenticate(request, identificador=identificador, senha=senha)
    vinculos = vinculos_vigentes(usuario) if isinstance(usuario, Usuario) else []
    anotar_tentativa(chave, ip, usuario if isinstance(usuario, Usuario) else None)
    if not isinstance(usuario, Usuario):
        return Entrada()
    anterior = usuario.last_login
    login(request, usuario)
    Usuario.objects.filter(pk=usuario.pk).update(acesso_anterior=anterior)
    vinculo = _escolher(usuario, vinculos, portal)
    if vinculo is not None:
        _entrar_no_contexto(request, usuario, vinculo, entrada=True)
    return Entrada(usuario=usuario)


def trocar_contexto(request: HttpRequest, vinculo: Vinculo) -> None:
    """Act from now on through another of the person's vínculos."""
    assert isinstance(request.user, Usuario)  # noqa: S101  (screens require a login)
    _entrar_no_contexto(request, request.user, vinculo, entrada=False)


def _entrar_no_contexto(request: HttpRequest, usuario: Usuario, vinculo: Vinculo, *, entrada: bool) -> None:
    request.session[SESSAO_VINCULO] = vinculo.pk
    with escopo(vinculo.operadora):
        abrir_contexto(ator_do_vinculo(usuario, vinculo, ip=endereco(request)), entrada=entrada)


def _chave(identificador: str) -> str:
    """One counter of failures per person, whichever of their identifiers and masks was typed."""
    usuario = Usuario.objects.por_identificador(identificador)
    return f"pessoa:{usuario.pk}" if usuario else normalizar(identificador)


def _escolher(usuario: Usuario, vinculos: list[Vinculo], portal: str) -> Vinculo | None:
    do_portal = [v for v in vinculos if not portal or v.portal == portal] or vinculos
    ultimo = next((v for v in do_portal if v.pk == usuario.ultimo_vinculo_id), None)
    return ultimo or next(iter(do_portal), None)


def minutos(espera: timedelta) -> int:
    """Whole minutes to wait, rounded up."""
    return -(-int(espera.total_seconds()) // 60) or 1


def ultimo_acesso(usuario: Usuario) -> str:
    """When the person was here before this login, for the page; empty on the first time."""
    quando = usuario.acesso_anterior
    return f"{timezone.localtime(quando):%d/%m/%Y às %Hh%M}" if quando else ""
