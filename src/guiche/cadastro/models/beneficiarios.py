"""Products registered at ANS, their contracts and the people in them."""

from __future__ import annotations

from datetime import date

from django.db import models

from guiche.cadastro.regras.vigencia import idade_em
from guiche.nucleo.models import ModeloDaOperadora


class Produto(ModeloDaOperadora):
    """A plan with its ANS registry. Source: RN 543/2022 (characteristics); RN 509/2022 (what the card shows)."""

    class Segmentacao(models.TextChoices):
        AMBULATORIAL = "AMB", "Ambulatorial"
        HOSPITALAR_OBSTETRICIA = "HCO", "Hospitalar com obstetrícia"
        HOSPITALAR = "HSO", "Hospitalar sem obstetrícia"
        COMPLETA = "AHO", "Ambulatorial + hospitalar com obstetrícia"
        REFERENCIA = "REF", "Referência"
        ODONTOLOGICA = "ODO", "Odontológica"

    class Acomodacao(models.TextChoices):
        COLETIVA = "C", "Enfermaria"
        INDIVIDUAL = "I", "Apartamento"
        NENHUMA = "N", "Sem acomodação"

    class Abrangencia(models.TextChoices):
        NACIONAL = "1", "Nacional"
        GRUPO_ESTADOS = "2", "Grupo de estados"
        ESTADUAL = "3", "Estadual"
        GRUPO_MUNICIPIOS = "4", "Grupo de municípios"
        MUNICIPAL = "5", "Municipal"

    class Contratacao(models.TextChoices):
        INDIVIDUAL = "IF", "Individual ou familiar"
        EMPRESARIAL = "CE", "Coletivo empresarial"
        ADESAO = "CA", "Coletivo por adesão"

    registro_ans = models.CharField("registro do produto na ANS", max_length=9)
    nome = models.CharField(max_length=80)
    segmentacao = models.CharField("segmentação", max_length=3, choices=Segmentacao)
    acomodacao = models.CharField("acomodação", max_length=1, choices=Acomodacao)
    abrangencia = models.CharField("abrangência", max_length=1, choices=Abrangencia)
    contratacao = models.CharField("contratação", max_length=2, choices=Contratacao)
    ativo = models.BooleanField(default=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["nome"]
        constraints = [models.UniqueConstraint(fields=["operadora", "registro_ans"], name="produto_unico")]

    def __str__(self) -> str:
        return self.nome

    @property
    def odontologico(self) -> bool:
        return self.segmentacao == self.Segmentacao.ODONTOLOGICA


class CarenciaDoProduto(ModeloDaOperadora):
    """Waiting period of one group in a product, in hours or in days. Source: Lei 9.656/1998 art. 12 V."""

    class Grupo(models.TextChoices):
        URGENCIA = "URGENCIA", "Urgência e emergência"
        CONSULTA_EXAME = "CONSULTA_EXAME", "Consultas e exames simples"
        TERAPIA = "TERAPIA", "Terapias e exames especiais"
        INTERNACAO = "INTERNACAO", "Internações e cirurgias"
        PARTO = "PARTO", "Parto a termo"
        ODONTO_URGENCIA = "ODONTO_URGENCIA", "Urgência odontológica"
        ODONTO_GERAL = "ODONTO_GERAL", "Procedimentos odontológicos"

    produto = models.ForeignKey(Produto, on_delete=models.CASCADE, related_name="carencias")
    grupo = models.CharField(max_length=20, choices=Grupo)
    horas = models.PositiveIntegerField(default=0)
    dias = models.PositiveIntegerField(default=0)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.UniqueConstraint(fields=["produto", "grupo"], name="carencia_do_produto_unica"),
            models.CheckConstraint(condition=models.Q(horas=0) | models.Q(dias=0), name="carencia_em_horas_ou_dias"),
        ]


class Contrato(ModeloDaOperadora):
    """What binds a person or a company to a product."""

    numero = models.CharField("número", max_length=20)
    produto = models.ForeignKey(Produto, on_delete=models.PROTECT, related_name="contratos")
    contratante_nome = models.CharField(max_length=120)
    contratante_documento = models.CharField(max_length=14)
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "numero"], name="contrato_unico")]

    def __str__(self) -> str:
        return self.numero


class Beneficiario(ModeloDaOperadora):
    """A person covered by a contract; a dependant points to the titular."""

    class Sexo(models.TextChoices):
        MASCULINO = "1", "Masculino"
        FEMININO = "3", "Feminino"

    class Parentesco(models.TextChoices):
        TITULAR = "T", "Titular"
        CONJUGE = "C", "Cônjuge ou companheiro(a)"
        FILHO = "F", "Filho(a)"
        AGREGADO = "A", "Agregado(a)"

    contrato = models.ForeignKey(Contrato, on_delete=models.PROTECT, related_name="beneficiarios")
    titular = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="dependentes")
    parentesco = models.CharField(max_length=1, choices=Parentesco, default=Parentesco.TITULAR)
    carteira = models.CharField("número da carteira", max_length=20)
    nome = models.CharField(max_length=70)
    nome_social = models.CharField(max_length=70, blank=True)
    cpf = models.CharField("CPF", max_length=11, blank=True)
    cns = models.CharField("CNS", max_length=15, blank=True)
    nascimento = models.DateField()
    sexo = models.CharField(max_length=1, choices=Sexo)
    nome_da_mae = models.CharField("nome da mãe", max_length=70, blank=True)
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)
    validade_da_carteira = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "carteira"], name="carteira_unica")]
        indexes = [
            models.Index(fields=["operadora", "cpf"], name="beneficiario_cpf"),
            models.Index(fields=["operadora", "nome"], name="beneficiario_nome"),
        ]

    def __str__(self) -> str:
        return self.nome_de_uso

    @property
    def nome_de_uso(self) -> str:
        return self.nome_social or self.nome

    def idade_em(self, dia: date) -> int:
        """Completed years on a day. Raises ValueError before the birth."""
        return idade_em(self.nascimento, dia)


class Suspensao(ModeloDaOperadora):
    """A period in which the person's cover is suspended (both days included; no end while it lasts)."""

    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="suspensoes")
    inicio = models.DateField()
    fim = models.DateField(null=True, blank=True)
    motivo = models.CharField(max_length=120)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["inicio"]


class CarenciaDoBeneficiario(ModeloDaOperadora):
    """Exception to the product's waiting period: exempt, or another end date (compra de carência, portabilidade)."""

    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="carencias")
    grupo = models.CharField(max_length=20, choices=CarenciaDoProduto.Grupo)
    fim = models.DateField(null=True, blank=True)
    motivo = models.CharField("motivo da isenção ou mudança", max_length=120)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["beneficiario", "grupo"], name="carencia_do_beneficiario_unica")]
