"""Password login by any identifier, and web-service login, both in constant shape and with lockout."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any, TypeGuard

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from guiche.acesso.models import CredencialWs, TentativaDeAcesso, Usuario

JANELA = timedelta(minutes=10)
LIMITE_POR_PESSOA = 5
LIMITE_POR_IP = 40


class IdentificadorBackend(BaseBackend):
    """CPF, CNPJ, e-mail or username plus password. The same work is done for an unknown person."""

    def authenticate(self, request: Any, identificador: str = "", senha: str = "", **kwargs: Any) -> Usuario | None:
        usuario = Usuario.objects.por_identificador(identificador)
        return usuario if senha_confere(usuario, senha) else None

    def get_user(self, user_id: int) -> Usuario | None:
        return Usuario.objects.filter(pk=user_id, ativo=True).first()


def senha_confere(usuario: Usuario | None, senha: str) -> TypeGuard[Usuario]:
    """Whether it is the person's password; an unknown person takes the same work."""
    if usuario is None:
        make_password(senha)
        return False
    return usuario.check_password(senha)


def bloqueado_ate(identificador: str, ip: str) -> timedelta | None:
    """How long this person or address must still wait, or None. Lifts by itself.

    Five failures in ten minutes lock for five minutes, doubling with each further five.
    Source: TISS Segurança e Privacidade, requisito 69.
    """
    agora = timezone.now()
    falhas = TentativaDeAcesso.objects.filter(aceita=False)
    da_pessoa = list(
        falhas.filter(identificador_hash=_hash(identificador), criada_em__gte=agora - timedelta(hours=6))
        .order_by("-criada_em")
        .values_list("criada_em", flat=True)[:40]
    )
    ultimo_exito = (
        TentativaDeAcesso.objects.filter(identificador_hash=_hash(identificador), aceita=True)
        .order_by("-criada_em")
        .values_list("criada_em", flat=True)
        .first()
    )
    if ultimo_exito:
        da_pessoa = [quando for quando in da_pessoa if quando > ultimo_exito]
    rodadas, sobra = divmod(len(da_pessoa), LIMITE_POR_PESSOA)
    if rodadas and not sobra:
        espera = timedelta(minutes=5 * 2 ** (rodadas - 1))
        falta = da_pessoa[0] + espera - agora
        if falta > timedelta(0):
            return falta
    if ip and falhas.filter(ip=ip, criada_em__gte=agora - JANELA).count() >= LIMITE_POR_IP:
        return JANELA
    return None


def minutos(espera: timedelta) -> int:
    """Whole minutes to wait, rounded up."""
    return -(-int(espera.total_seconds()) // 60) or 1


def anotar_tentativa(identificador: str, ip: str, usuario: Usuario | None, *, aceita: bool | None = None) -> None:
    """Keep the trail of one login; ``usuario`` is None when it failed or when it is a system's (``aceita``)."""
    TentativaDeAcesso.objects.create(
        identificador_hash=_hash(identificador),
        ip=ip,
        usuario=usuario,
        aceita=usuario is not None if aceita is None else aceita,
    )


def resumo_do_segredo(senha_md5: str) -> str:
    """Strong hash (HMAC-SHA-256, keyed by the installation) of the MD5 hex that the TISS header carries."""
    return hmac.new(settings.SECRET_KEY.encode(), senha_md5.lower().encode(), hashlib.sha256).hexdigest()


def credencial_ws(login: str, senha_md5: str) -> CredencialWs | None:
    """The active credential of the operadora in scope with this login and secret, compared in constant time."""
    credencial = CredencialWs.objects.filter(login=login, ativa=True).select_related("prestador", "operadora").first()
    esperado = credencial.segredo if credencial else resumo_do_segredo("")
    confere = hmac.compare_digest(esperado, resumo_do_segredo(senha_md5))
    return credencial if credencial and confere else None


def _hash(identificador: str) -> str:
    texto = identificador.strip().lower()
    return hmac.new(settings.SECRET_KEY.encode(), texto.encode(), hashlib.sha256).hexdigest()
