"""What the home page knows of the person: choices and counters, and how far the account is set up."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists

from guiche.acesso.fatores import FORTES
from guiche.acesso.models import Preferencia, Usuario
from guiche.acesso.pessoa import Pessoa


@dataclass(frozen=True, slots=True)
class FatosDaConta:
    """What is done of an account: an address confirmed, a passkey or authenticator."""

    email_confirmado: bool
    segundo_fator: bool


def preferencias(pessoa: Pessoa) -> dict[str, int]:
    """Everything remembered for the person: key and value."""
    return dict(Preferencia.objects.filter(usuario_id=pessoa.usuario.pk).values_list("chave", "valor"))


def fatos_da_conta(pessoa: Pessoa) -> FatosDaConta:
    """How far the person's account is set up, in one statement."""
    pk = pessoa.usuario.pk
    email, fator = (
        Usuario.objects.filter(pk=pk)
        .values_list(
            Exists(EmailAddress.objects.filter(user_id=pk, verified=True)),
            Exists(Authenticator.objects.filter(user_id=pk, type__in=FORTES)),
        )
        .get()
    )
    return FatosDaConta(email, fator)
