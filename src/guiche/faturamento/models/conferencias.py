"""Dry runs: what would happen if the file were sent today."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from guiche.cadastro.models import Prestador
from guiche.documentos.models import Arquivo
from guiche.faturamento.models.lotes import Lote
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.models import ModeloDaOperadora


class Conferencia(ModeloDaOperadora):
    """Result of checking one file without sending it; ``resultado`` holds findings grouped by cause."""

    class Situacao(models.TextChoices):
        NA_FILA = "F", "Na fila"
        PRONTA = "P", "Pronta"
        RECUSADA = "R", "Não pode ser enviada"
        ENVIADA = "E", "Enviada"

    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="conferencias")
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    situacao = models.CharField(max_length=1, choices=Situacao, default=Situacao.NA_FILA)
    lote = models.ForeignKey(Lote, on_delete=models.SET_NULL, null=True, related_name="conferencias")
    numero_lote = models.CharField(max_length=12, blank=True)
    versao = models.CharField(max_length=8, blank=True)
    tipo_guia = models.CharField(max_length=24, blank=True)
    quantidade_guias = models.PositiveIntegerField(default=0)
    quantidade_itens = models.PositiveIntegerField(default=0)
    guias_com_achado = models.PositiveIntegerField(default=0)
    itens_com_achado = models.PositiveIntegerField(default=0)
    valor_informado = ValorField()
    valor_em_risco = ValorField()
    resultado = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    duracao_ms = models.PositiveIntegerField(default=0)
    usuario_id = models.BigIntegerField(null=True)
    criada_em = models.DateTimeField(auto_now_add=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["prestador", "-id"], name="conferencia_do_prestador")]
