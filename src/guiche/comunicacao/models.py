"""Notices to a person: what the bell shows and the pop-up announces."""

from __future__ import annotations

from django.db import models

from guiche.acesso.models import Usuario
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo.models import ModeloDaOperadora


class Notificacao(ModeloDaOperadora):
    """One notice to one person about one event; ``chave`` keeps a repeated dispatch from repeating it.

    ``portal`` with ``prestador`` or ``beneficiario`` says for whom the person was acting when told, because one
    person may act for many; what the notice leads to opens only there.
    """

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="notificacoes")
    portal = models.CharField(max_length=12)
    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, null=True, related_name="+")
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, null=True, related_name="+")
    titulo = models.CharField("título", max_length=120)
    texto = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200, blank=True)
    chave = models.CharField(max_length=80)
    criada_em = models.DateTimeField(auto_now_add=True)
    lida_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["usuario", "chave"], name="notificacao_unica")]
        indexes = [models.Index(fields=["usuario", "lida_em"], name="notificacao_nao_lida")]

    @property
    def contexto(self) -> str:
        """For whom the person was told, in words."""
        return str(self.prestador or self.beneficiario or self.operadora)
