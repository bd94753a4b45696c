"""What the operadora pays: one payment per prestador, competência and date, and the lotes in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guiche.cadastro.models import Prestador
from guiche.faturamento.models import Lote
from guiche.nucleo.campos import CompetenciaField
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.models import ModeloDaOperadora


class Pagamento(ModeloDaOperadora):
    """Payment of a competência to a prestador. ``líquido = liberado + créditos − débitos`` (rules.md B5.1)."""

    class Situacao(models.TextChoices):
        FECHADO = "FECHADO", "A pagar"
        PAGO = "PAGO", "Pago"

    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, related_name="pagamentos")
    competencia = CompetenciaField()
    numero = models.CharField("número do demonstrativo", max_length=12)
    data_prevista = models.DateField()
    pago_em = models.DateField(null=True)
    situacao = models.CharField(max_length=8, choices=Situacao, default=Situacao.FECHADO)
    forma = models.CharField("forma de pagamento (tabela 34)", max_length=1, default="1")
    banco = models.CharField(max_length=4, blank=True)
    agencia = models.CharField(max_length=7, blank=True)
    conta = models.CharField(max_length=20, blank=True)
    valor_informado = ValorField()
    valor_processado = ValorField()
    valor_glosa = ValorField()
    valor_franquia = ValorField()
    valor_liberado = ValorField()
    valor_creditos = ValorField()
    valor_debitos = ValorField()
    valor_liquido = ValorField()
    fechado_em = models.DateTimeField()

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-competencia", "-data_prevista", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "numero"], name="demonstrativo_unico"),
            models.CheckConstraint(
                condition=Q(valor_liquido=F("valor_liberado") + F("valor_creditos") - F("valor_debitos")),
                name="liquido_do_pagamento",
            ),
        ]
        indexes = [models.Index(fields=["prestador", "-competencia"], name="pagamento_do_prestador")]


class PagamentoDoLote(ModeloDaOperadora):
    """A lote paid in a payment: each lote is paid once."""

    pagamento = models.ForeignKey(Pagamento, on_delete=models.PROTECT, related_name="lotes")
    lote = models.OneToOneField(Lote, on_delete=models.PROTECT, related_name="pagamento_do_lote")

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]


class Lancamento(ModeloDaOperadora):
    """One line of the prestador's ledger, append-only. Credits and debits are positive values."""

    class Indicador(models.TextChoices):
        DEBITO = "1", "Débito"
        CREDITO = "2", "Crédito"

    pagamento = models.ForeignKey(Pagamento, on_delete=models.PROTECT, related_name="lancamentos")
    lote = models.ForeignKey(Lote, on_delete=models.PROTECT, null=True, related_name="+")
    indicador = models.CharField(max_length=1, choices=Indicador)
    tipo = models.CharField("tipo (tabela 27), vazio para produção", max_length=2, blank=True)
    descricao = models.CharField("descrição", max_length=40)
    valor = ValorField()
    criado_em = models.DateTimeField(auto_now_add=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(valor__gte=0), name="lancamento_nao_negativo")]
