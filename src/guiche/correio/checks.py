"""What ``guiche check --deploy`` says about e-mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register(deploy=True)
def conferir_correio(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a mail server no invitation, confirmation or password letter leaves."""
    if settings.EMAIL_BACKEND.startswith("guiche.correio.arquivo."):
        return [Warning("Nenhum e-mail sai: falta EMAIL_URL.", hint="Veja docs/operar/correio.md.", id="guiche.W001")]
    return []
