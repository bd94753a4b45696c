"""Logins of systems."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from guiche.cadastro.models import Prestador
from guiche.nucleo.models import ModeloDaOperadora


class CredencialWs(ModeloDaOperadora):
    """Login of a prestador's system at the TISS web services.

    The header carries an unsalted MD5 of the secret, so the secret is random and ours, never a portal
    password, and only a strong hash of that MD5 is kept. Source: TISS Componente Organizacional, item 114.
    """

    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="credenciais_ws")
    login = models.CharField(max_length=20)
    segredo = models.CharField(max_length=128)
    ativa = models.BooleanField(default=True)
    criada_em = models.DateTimeField(default=timezone.now)
    usada_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "login"], name="credencial_ws_unica")]
