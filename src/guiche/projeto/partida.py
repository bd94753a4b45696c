"""What a server process checks before it answers anybody."""

from __future__ import annotations

from django.conf import settings


def exigir_segredo() -> None:
    """Refuse to start without ``GUICHE_CHAVE``, rather than fail at the first login.

    Raises ImproperlyConfigured.
    """
    str(settings.SECRET_KEY)
