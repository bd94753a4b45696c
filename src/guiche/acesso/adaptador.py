"""What allauth asks of the product: which stages a login has, how secrets rest, who the client is.

Its letters and messages stay silent: our verbs write the letters, the trail and what the screen says.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from guiche.acesso.middleware import SEM_ENDERECO, endereco


class ContaAdapter(DefaultAccountAdapter):
    """Logins: password, then the second factor of who has one."""

    def get_login_stages(self) -> list[str]:
        return ["guiche.acesso.fatores.EtapaDoFator"]

    def get_client_ip(self, request: HttpRequest) -> str:
        return endereco(request) or SEM_ENDERECO

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""


class FatorAdapter(DefaultMFAAdapter):
    """Second factors: seeds are kept encrypted with a key of the installation."""

    def encrypt(self, text: str) -> str:
        return _cofre().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cofre().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        quantas = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Chave de acesso {quantas + 1}" if quantas else "Chave de acesso"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entidade = super().get_public_key_credential_rp_entity()
        return {**entidade, "name": settings.MFA_TOTP_ISSUER}


def _cofre() -> Fernet:
    chave = hashlib.sha256(b"guiche.fatores:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(chave))
