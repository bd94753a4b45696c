"""Price tables and the administrative rules of procedures, all with validity."""

from __future__ import annotations

from django.db import models

from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.models import ModeloDaOperadora


class TabelaDePrecos(ModeloDaOperadora):
    """A negotiated table: in reais or in dental US, by edition."""

    class Moeda(models.TextChoices):
        REAIS = "R", "Reais"
        US = "U", "Unidades de serviço (US)"

    nome = models.CharField(max_length=80)
    edicao = models.CharField("edição", max_length=20)
    moeda = models.CharField(max_length=1, choices=Moeda, default=Moeda.REAIS)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "nome", "edicao"], name="tabela_unica")]

    def __str__(self) -> str:
        return f"{self.nome} {self.edicao}"


class ItemDaTabela(ModeloDaOperadora):
    """Price of one code of one TISS table while in force: ``valor`` in reais, or ``quantidade_us`` in US."""

    tabela_de_precos = models.ForeignKey(TabelaDePrecos, on_delete=models.CASCADE, related_name="itens")
    tabela = models.CharField("tabela TISS", max_length=2)
    codigo = models.CharField("código", max_length=10)
    valor = ValorField(null=True, default=None)
    quantidade_us = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tabela_de_precos", "tabela", "codigo", "vigencia_inicio"], name="preco_unico"
            )
        ]


class RegraDeProcedimento(ModeloDaOperadora):
    """What the operadora asks of a procedure besides its price. Empty fields ask nothing."""

    class Local(models.TextChoices):
        NENHUM = "nenhum", "Sem local"
        DENTE = "dente", "Dente"
        DENTE_FACE = "dente_face", "Dente e face"
        ARCO = "arco", "Arcada"
        SEGMENTO = "segmento", "Segmento"
        REGIAO = "regiao", "Região"

    class Denticao(models.TextChoices):
        PERMANENTE = "permanente", "Permanente"
        DECIDUA = "decidua", "Decídua"

    tabela = models.CharField("tabela TISS", max_length=2)
    codigo = models.CharField("código", max_length=10)
    sexo = models.CharField(max_length=1, blank=True)
    idade_minima = models.PositiveSmallIntegerField(null=True, blank=True)
    idade_maxima = models.PositiveSmallIntegerField(null=True, blank=True)
    exige_autorizacao = models.BooleanField("exige autorização", default=False)
    grupo_de_carencia = models.CharField(max_length=20, blank=True)
    urgencia = models.BooleanField("atendimento de urgência", default=False)
    repetivel = models.BooleanField("pode repetir no mesmo dia", default=False)
    limite_quantidade = models.PositiveSmallIntegerField("limite no período", null=True, blank=True)
    limite_meses = models.PositiveSmallIntegerField("período do limite, em meses", null=True, blank=True)
    local = models.CharField(max_length=10, choices=Local, default=Local.NENHUM)
    faces = models.PositiveSmallIntegerField("quantidade de faces", null=True, blank=True)
    denticao = models.CharField("dentição", max_length=10, choices=Denticao, blank=True)
    posicao = models.CharField(
        "posição", max_length=9, blank=True, choices=[("anterior", "Anterior"), ("posterior", "Posterior")]
    )
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["operadora", "tabela", "codigo", "vigencia_inicio"], name="regra_de_procedimento_unica"
            )
        ]
