"""Protocolos: every demand of a person, whatever its channel, with its legal deadline."""

from __future__ import annotations

from django.db import models

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo.models import ModeloDaOperadora


class Protocolo(ModeloDaOperadora):
    """A demand with a 20-digit number, opened first and kept to the end.

    ``prazo`` is the final date, stored with the calendar version that gave it and never recomputed.
    Source: RN 623/2024 (protocol and answer in 7 business days, non-assistance demands).
    """

    class Situacao(models.TextChoices):
        ABERTO = "ABERTO", "Aberto"
        EM_ANALISE = "EM_ANALISE", "Em apuração"
        RESPONDIDO = "RESPONDIDO", "Respondido"

    numero = models.CharField("número", max_length=20)
    assunto = models.CharField(max_length=120)
    tipo = models.CharField(max_length=40)
    canal = models.CharField(max_length=20)
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.PROTECT, null=True, related_name="protocolos")
    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, null=True, related_name="protocolos")
    situacao = models.CharField(max_length=12, choices=Situacao, default=Situacao.ABERTO)
    aberto_em = models.DateTimeField()
    prazo = models.DateField()
    calendario = models.CharField("versão do calendário", max_length=40)
    resposta = models.TextField(blank=True)
    respondido_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["prazo", "pk"]
        constraints = [models.UniqueConstraint(fields=["operadora", "numero"], name="numero_de_protocolo_unico")]
        indexes = [models.Index(fields=["operadora", "situacao", "prazo"], name="protocolo_por_prazo")]

    def __str__(self) -> str:
        return self.numero
