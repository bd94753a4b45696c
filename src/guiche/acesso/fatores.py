"""The engine of second factors: what a person has, and checking what they show. Writing is in ``services.fatores``.

Everything that reaches into allauth's second factors is here and in that module, so that a new version of it
is met in one place.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStage
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from guiche.acesso.models import Usuario

Fator = Authenticator
FORTES = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


class EtapaDoFator(LoginStage):
    """Stage of a login that waits for the second factor of who has one; a passkey alone is both factors."""

    key = "segundo_fator"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        usuario = self.login.user
        if not tem_fator(usuario) or did_use_passwordless_login(self.request, usuario):
            return None, True
        return HttpResponse(status=202), True


def tem_fator(usuario: Usuario) -> bool:
    """Whether the person has a passkey or an authenticator (recovery codes alone are none)."""
    return Authenticator.objects.filter(user_id=usuario.pk, type__in=FORTES).exists()


def tipos(usuario: Usuario) -> frozenset[str]:
    """Kinds of factor the person has: ``webauthn``, ``totp``, ``recovery_codes``."""
    return frozenset(Authenticator.objects.filter(user_id=usuario.pk).values_list("type", flat=True))


def conferir_codigo(usuario: Usuario, codigo: str) -> Authenticator | None:
    """The authenticator or the recovery codes that accept ``codigo``; a code is accepted once."""
    limpo = codigo.replace(" ", "").replace("-", "")
    for fator in Authenticator.objects.filter(user_id=usuario.pk).exclude(type=Authenticator.Type.WEBAUTHN):
        if fator.wrap().validate_code(limpo):
            return fator
    return None


def pedir_chave(usuario: Usuario | None) -> dict[str, object]:
    """What the browser must sign; None asks for any passkey it keeps for this site."""
    return webauthn.begin_authentication(usuario)


def conferir_chave(usuario: Usuario | None, credencial: Any) -> Authenticator | None:
    """The passkey that signed what :func:`pedir_chave` asked, or None. Without ``usuario`` it says whose it is."""
    try:
        webauthn.parse_authentication_response(credencial)
        dono = usuario or webauthn.extract_user_from_response(credencial)
        return webauthn.complete_authentication(dono, credencial)
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError):
        return None


def anotar_uso(fator: Authenticator, *, sozinho: bool = False, de_novo: bool = False) -> None:
    """Keep in the session that this factor was just shown. ``sozinho``: as the whole login."""
    fator.record_usage()
    record_authentication(
        context.request,
        fator.user,
        method="mfa",
        id=fator.pk,
        type=fator.type,
        passwordless=sozinho or None,
        reauthenticated=de_novo or None,
    )
