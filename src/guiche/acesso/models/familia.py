"""What people of one family let each other see, ask of each other, and who answers for a minor."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from guiche.acesso.models.pessoas import Usuario
from guiche.acesso.models.vinculos import Convite
from guiche.cadastro.models import Beneficiario
from guiche.nucleo.models import ModeloDaOperadora


class ConsentimentoFamiliar(ModeloDaOperadora):
    """What an adult lets another member of the family see of one subject, until its end or until revoked.

    ``assunto`` is a code of :mod:`guiche.acesso.assuntos`. A row is never changed but to revoke it: together they
    are the history. Source: LGPD art. 11; Código Civil art. 5.
    """

    de = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="consentimentos_dados")
    para = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="consentimentos_recebidos")
    assunto = models.CharField(max_length=14)
    inicio = models.DateField()
    fim = models.DateField(null=True, blank=True)
    revogado_em = models.DateTimeField(null=True)
    criado_em = models.DateTimeField(default=timezone.now)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["para", "revogado_em"], name="consentimento_recebido")]


class PedidoParaVer(ModeloDaOperadora):
    """That ``para`` asks ``de``, an adult of the family, to see some subjects of theirs; nobody gives a reason."""

    de = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="+")
    para = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="+")
    assuntos = models.JSONField(default=list)
    situacao = models.CharField("situação", max_length=10, default="pendente")
    criado_em = models.DateTimeField(default=timezone.now)
    respondido_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["de", "para"], condition=models.Q(situacao="pendente"), name="um_pedido_para_ver_aberto"
            )
        ]


class PedidoDeResponsavel(ModeloDaOperadora):
    """A legal guardian who is not the titular: evidence the operadora checks before the invitation goes out.

    ``fim`` is the last day the document gives, if it gives one. The evidence is the file that belongs to the row.
    """

    class Qualidade(models.TextChoices):
        PAI_MAE = "pai_mae", "Pai ou mãe"
        GUARDA = "guarda", "Guarda judicial"
        TUTOR = "tutor", "Tutor(a)"
        CURADOR = "curador", "Curador(a)"

    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, related_name="+")
    nome = models.CharField(max_length=120)
    email = models.EmailField("e-mail")
    qualidade = models.CharField(max_length=8, choices=Qualidade)
    fim = models.DateField(null=True, blank=True)
    situacao = models.CharField("situação", max_length=10, default="em_analise")
    prazo = models.DateField("responder até")
    motivo = models.CharField("motivo da recusa", max_length=300, blank=True)
    convite = models.ForeignKey(Convite, on_delete=models.SET_NULL, null=True, related_name="+")
    pedido_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    decidido_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, null=True, related_name="+")
    criado_em = models.DateTimeField(default=timezone.now)
    decidido_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["prazo", "pk"]
        indexes = [models.Index(fields=["operadora", "situacao", "prazo"], name="fila_de_responsaveis")]
