"""WebSocket routes."""

from django.urls import path

from guiche.integracao.tempo_real.consumidores import AvisosConsumer

rotas = [path("ws/avisos/", AvisosConsumer.as_asgi())]
