"""Attendances that the beneficiário says did not happen."""

from __future__ import annotations

from django.db import models

from guiche.atendimento.models import Protocolo
from guiche.faturamento.models.lotes import ItemDaGuia
from guiche.nucleo.models import ModeloDaOperadora


class Contestacao(ModeloDaOperadora):
    """One statement line under question, with the protocolo that carries its deadline and answer."""

    item = models.ForeignKey(ItemDaGuia, on_delete=models.PROTECT, related_name="contestacoes")
    protocolo = models.OneToOneField(Protocolo, on_delete=models.PROTECT, related_name="contestacao")
    relato = models.CharField(max_length=1000, blank=True)
    procede = models.BooleanField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(procede__isnull=True), name="uma_contestacao_aberta"
            )
        ]
