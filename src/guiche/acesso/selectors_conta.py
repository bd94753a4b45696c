"""The account as its person sees it: addresses, data with where each comes from, what happened to it."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from guiche.acesso.pessoa import Pessoa


def emails_da_pessoa(pessoa: Pessoa) -> list[EmailAddress]:
    """The person's addresses: the principal, then the confirmed ones, then those that wait."""
    return list(EmailAddress.objects.filter(user=pessoa.usuario).order_by("-primary", "-verified", "email"))
