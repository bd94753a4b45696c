"""ASGI: pages and WebSocket in one process (demo and small operators)."""

import os

from django.core.asgi import get_asgi_application

from guiche.projeto.partida import exigir_segredo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guiche.projeto.settings")
exigir_segredo()
paginas = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  (Django must be set up first)
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from guiche.integracao.tempo_real.rotas import rotas  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": paginas,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(rotas))),
    }
)
