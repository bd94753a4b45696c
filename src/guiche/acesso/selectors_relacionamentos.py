"""Relationships as each side sees them: who acts for a prestador, and what a person received and holds."""

from __future__ import annotations

from guiche.acesso.models import Usuario


def emails_verificados(usuario: Usuario) -> frozenset[str]:
    """Addresses, in small letters, that the person proved to read."""
    return frozenset({usuario.email.lower()} if usuario.email else ())
