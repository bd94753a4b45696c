"""Who attends: prestadores, their contracts, clinical staff and the network of each product."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from guiche.cadastro.models.beneficiarios import Produto
from guiche.cadastro.models.precos import TabelaDePrecos
from guiche.cadastro.models.unidades import Unidade
from guiche.documentos.models import Arquivo
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.identificadores import formatar_documento
from guiche.nucleo.models import ModeloDaOperadora


class Prestador(ModeloDaOperadora):
    """A person or company that attends the operadora's beneficiários."""

    class Categoria(models.TextChoices):
        CREDENCIADO = "CREDENCIADO", "Credenciado"
        COOPERADO_PF = "11", "Médico cooperado PF"
        COOPERADO_PJ = "11PJ", "Médico cooperado PJ"
        CLINICA_COOPERADA = "15", "Clínica cooperada"

    class Tipo(models.TextChoices):
        HOSPITAL = "HOSPITAL", "Hospital"
        CLINICA = "CLINICA", "Clínica"
        LABORATORIO = "LABORATORIO", "Laboratório"
        CONSULTORIO = "CONSULTORIO", "Consultório"
        ODONTOLOGIA = "ODONTOLOGIA", "Consultório odontológico"
        COOPERATIVA = "COOPERATIVA", "Cooperativa"
        FORNECEDOR = "FORNECEDOR", "Fornecedor"

    razao_social = models.CharField("razão social", max_length=120)
    nome_fantasia = models.CharField("nome", max_length=80)
    documento = models.CharField("CPF ou CNPJ", max_length=14)
    codigo = models.CharField("código na operadora", max_length=14)
    cnes = models.CharField("CNES", max_length=7, default="9999999")
    categoria = models.CharField(max_length=12, choices=Categoria)
    tipo = models.CharField(max_length=12, choices=Tipo)
    conselho = models.CharField(max_length=2, blank=True)
    numero_conselho = models.CharField(max_length=15, blank=True)
    uf_conselho = models.CharField(max_length=2, blank=True)
    cbos = models.CharField("CBO-S", max_length=6, blank=True)
    email = models.EmailField(blank=True)
    telefone = models.CharField(max_length=20, blank=True)
    cep = models.CharField("CEP", max_length=8, blank=True)
    logradouro = models.CharField(max_length=80, blank=True)
    numero_do_endereco = models.CharField("número", max_length=10, blank=True)
    complemento = models.CharField(max_length=40, blank=True)
    bairro = models.CharField(max_length=60, blank=True)
    municipio = models.CharField("município", max_length=60, blank=True)
    uf = models.CharField("UF", max_length=2, blank=True)
    responsavel = models.CharField("responsável técnico", max_length=80, blank=True)
    registro_do_responsavel = models.CharField("registro do responsável", max_length=30, blank=True)
    banco = models.CharField(max_length=4, blank=True)
    agencia = models.CharField("agência", max_length=7, blank=True)
    conta = models.CharField(max_length=20, blank=True)
    unidade = models.ForeignKey(Unidade, on_delete=models.PROTECT, null=True, blank=True, related_name="prestadores")
    credenciado_em = models.DateField()
    descredenciado_em = models.DateField(null=True, blank=True)
    foto = models.ForeignKey(Arquivo, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["nome_fantasia"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "codigo"], name="codigo_do_prestador_unico"),
            models.UniqueConstraint(fields=["operadora", "documento"], name="documento_do_prestador_unico"),
        ]

    def __str__(self) -> str:
        return self.nome_fantasia

    @property
    def pessoa_fisica(self) -> bool:
        return len(self.documento) == 11

    @property
    def documento_formatado(self) -> str:
        return formatar_documento(self.documento)


class CorpoClinico(ModeloDaOperadora):
    """A professional who attends within a clinic or hospital, in one period."""

    instituicao = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="corpo_clinico")
    profissional = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="instituicoes")
    inicio = models.DateField()
    fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.UniqueConstraint(fields=["instituicao", "profissional", "inicio"], name="corpo_clinico_unico")
        ]


class ContratoDoPrestador(ModeloDaOperadora):
    """The written contract: price table, billing and payment deadlines, glosa contest.

    The deadline to contest a glosa equals the operadora's deadline to answer it.
    Source: Lei 13.003/2014; RN 503/2022.
    """

    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="contratos")
    tabela_de_precos = models.ForeignKey(TabelaDePrecos, on_delete=models.PROTECT, related_name="+")
    valor_us = ValorField("valor da US", null=True, default=None)
    ajuste = models.DecimalField("ajuste sobre a tabela, em %", max_digits=6, decimal_places=2, default=Decimal("0.00"))
    dias_para_cobrar = models.PositiveSmallIntegerField("dias para apresentar a conta", default=90)
    dia_limite_entrega = models.PositiveSmallIntegerField("último dia do mês para entregar", default=25)
    dias_para_analisar = models.PositiveSmallIntegerField("dias para analisar a conta", default=15)
    dia_do_pagamento = models.PositiveSmallIntegerField("dia do pagamento no mês seguinte", default=10)
    dias_para_recurso = models.PositiveSmallIntegerField(default=30)
    dias_para_resposta = models.PositiveSmallIntegerField(default=30)
    versoes_tiss = models.CharField("versões TISS acordadas", max_length=40, blank=True)
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["vigencia_inicio"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dias_para_recurso=models.F("dias_para_resposta")),
                name="prazo_de_recurso_igual_ao_de_resposta",
            ),
            models.UniqueConstraint(fields=["prestador", "vigencia_inicio"], name="contrato_do_prestador_unico"),
        ]


class RedeDoProduto(ModeloDaOperadora):
    """That a prestador belongs to a product's network, in one period. Source: RN 486/2022."""

    produto = models.ForeignKey(Produto, on_delete=models.CASCADE, related_name="rede")
    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="rede")
    inicio = models.DateField()
    fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["produto", "prestador", "inicio"], name="rede_unica")]
