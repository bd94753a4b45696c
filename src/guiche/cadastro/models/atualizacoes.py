"""Changes a prestador asks for in its own record: the request, its pieces and what was decided about each."""

from __future__ import annotations

from django.db import models

from guiche.cadastro import estados
from guiche.cadastro.models.prestadores import Prestador
from guiche.cadastro.regras.campos import POR_CODIGO, UNIDADES, Unidade, em_palavras
from guiche.nucleo.models import ModeloDaOperadora


class Atualizacao(ModeloDaOperadora):
    """A request with its own number. ``vigencia`` is the day from which what was approved counts."""

    class Situacao(models.TextChoices):
        EM_ANALISE = estados.EM_ANALISE, "Em análise"
        PENDENTE = estados.PENDENTE, "Falta um complemento"
        CONFERENCIA = estados.CONFERENCIA, "Em segunda conferência"
        APROVADA = estados.APROVADA, "Aprovada, com data marcada"
        APLICADA = estados.APLICADA, "Em vigor"
        RECUSADA = estados.RECUSADA, "Recusada"
        CANCELADA = estados.CANCELADA, "Cancelada"

    numero = models.CharField("número", max_length=16)
    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, related_name="atualizacoes")
    situacao = models.CharField("situação", max_length=12, choices=Situacao, default=Situacao.EM_ANALISE)
    vigencia = models.DateField("vale a partir de")
    observacao = models.CharField("observação", max_length=500, blank=True)
    pedido = models.CharField("o que a operadora pediu", max_length=500, blank=True)
    resposta = models.CharField("o que o prestador respondeu", max_length=500, blank=True)
    motivo = models.CharField(max_length=500, blank=True)
    enviada_em = models.DateTimeField()
    enviada_por = models.CharField(max_length=120)
    enviada_por_id = models.BigIntegerField(null=True)
    prazo = models.DateField("responder até")
    decidida_em = models.DateTimeField(null=True)
    decidida_por = models.CharField(max_length=120, blank=True)
    decidida_por_id = models.BigIntegerField(null=True)
    conferida_por = models.CharField(max_length=120, blank=True)
    aplicada_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["operadora", "numero"], name="numero_de_atualizacao_unico")]
        indexes = [models.Index(fields=["operadora", "situacao", "prazo"], name="atualizacao_por_prazo")]

    def __str__(self) -> str:
        return self.numero

    @property
    def aberta(self) -> bool:
        return self.situacao in estados.ABERTAS


class ItemDaAtualizacao(ModeloDaOperadora):
    """One piece of the record (``regras.campos``): before, after and the decision.

    ``visto`` is what the record had when it was decided; if it has something else on the day, nothing is written.
    """

    class Decisao(models.TextChoices):
        A_DECIDIR = "a_decidir", "A decidir"
        ACEITO = "aceito", "Aceito"
        RECUSADO = "recusado", "Recusado"

    atualizacao = models.ForeignKey(Atualizacao, on_delete=models.CASCADE, related_name="itens")
    unidade = models.CharField(max_length=20, choices=[(u.codigo, u.rotulo) for u in UNIDADES])
    de = models.JSONField()
    para = models.JSONField()
    visto = models.JSONField(null=True)
    decisao = models.CharField("decisão", max_length=10, choices=Decisao, default=Decisao.A_DECIDIR)
    motivo = models.CharField(max_length=300, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["atualizacao", "unidade"], name="item_da_atualizacao_unico")]

    @property
    def regra(self) -> Unidade:
        return POR_CODIGO[self.unidade]

    @property
    def antes(self) -> str:
        return em_palavras(self.regra, self.de)

    @property
    def depois(self) -> str:
        return em_palavras(self.regra, self.para)
