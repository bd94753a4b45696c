"""Ways in: registrations that wait for their e-mail, and requests that wait for the operadora."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from guiche.acesso.models.pessoas import Usuario
from guiche.acesso.models.vinculos import Portal, Vinculo
from guiche.nucleo.models import ModeloDaOperadora, ModeloGlobal


class RegistroPendente(ModeloGlobal):
    """A registration whose e-mail was not confirmed yet; it becomes a Usuario, and is forgotten when it expires.

    ``operadora_id``, ``prestador_id`` and ``beneficiario_id`` say which vínculo the proof of registry data opens.
    ``senha`` is already a hash.
    """

    operadora_id = models.BigIntegerField(null=True)
    prestador_id = models.BigIntegerField(null=True)
    beneficiario_id = models.BigIntegerField(null=True)
    login = models.CharField(max_length=60)
    nome = models.CharField(max_length=120)
    documento = models.CharField("CPF ou CNPJ", max_length=14, blank=True)
    nascimento = models.DateField(null=True)
    telefone = models.CharField(max_length=20, blank=True)
    email = models.EmailField("e-mail")
    senha = models.CharField(max_length=128)
    dados = models.JSONField(default=dict)
    criado_em = models.DateTimeField(default=timezone.now)
    expira_em = models.DateTimeField()
    confirmado_em = models.DateTimeField(null=True)


class SolicitacaoDeAcesso(ModeloDaOperadora):
    """A registered person's request for one type of access, decided by the operadora with evidence and a deadline."""

    class Tipo(models.TextChoices):
        BENEFICIARIO = "beneficiario", "Beneficiário"
        CONTRATANTE = "contratante", "Contratante"
        PRESTADOR = "prestador", "Cooperado ou credenciado"
        COLABORADOR = "colaborador", "Colaborador da operadora"

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="solicitacoes_de_acesso")
    tipo = models.CharField(max_length=12, choices=Tipo)
    dados = models.JSONField(default=dict)
    situacao = models.CharField("situação", max_length=12, default="em_analise")
    prazo = models.DateField("responder até")
    motivo = models.CharField("motivo da recusa ou pergunta", max_length=300, blank=True)
    vinculo = models.ForeignKey(Vinculo, on_delete=models.SET_NULL, null=True, related_name="+")
    decidida_por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, related_name="+")
    decidida_em = models.DateTimeField(null=True)
    criada_em = models.DateTimeField(default=timezone.now)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["prazo", "pk"]
        indexes = [models.Index(fields=["operadora", "situacao", "tipo", "prazo"], name="fila_de_acessos")]
        constraints = [
            models.UniqueConstraint(
                fields=["operadora", "usuario", "tipo"],
                condition=models.Q(situacao__in=["em_analise", "pendente"]),
                name="uma_solicitacao_aberta_por_tipo",
            )
        ]


class ProvaRecusada(ModeloGlobal):
    """A failed proof of registry data, counted to limit guessing; nothing of what was typed is kept."""

    chave = models.CharField(max_length=64)
    ip = models.CharField(max_length=45, blank=True)
    criada_em = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["chave", "criada_em"], name="prova_por_documento"),
            models.Index(fields=["ip", "criada_em"], name="prova_por_ip"),
        ]


class Termo(ModeloDaOperadora):
    """One version of a text that must be accepted to use a portal (terms of use, privacy notice)."""

    portal = models.CharField(max_length=12, choices=Portal, blank=True)
    titulo = models.CharField("título", max_length=120)
    texto = models.TextField()
    versao = models.PositiveIntegerField("versão")
    sha256 = models.CharField(max_length=64)
    publicado_em = models.DateTimeField(default=timezone.now)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["portal", "-versao"]
        constraints = [models.UniqueConstraint(fields=["operadora", "portal", "versao"], name="versao_do_termo_unica")]


class AceiteDeTermo(ModeloDaOperadora):
    """That a person accepted a version: who, when, from where. The hash ties the evidence to the text."""

    termo = models.ForeignKey(Termo, on_delete=models.PROTECT, related_name="aceites")
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="aceites")
    sha256 = models.CharField(max_length=64)
    ip = models.CharField(max_length=45, blank=True)
    navegador = models.CharField(max_length=200, blank=True)
    aceito_em = models.DateTimeField(default=timezone.now)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["termo", "usuario"], name="aceite_unico")]


class MudancaDeAcesso(ModeloDaOperadora):
    """A change of the team's rights that waits for a second person (maker-checker)."""

    class Tipo(models.TextChoices):
        PERFIL = "perfil", "Perfil"
        VINCULO = "vinculo", "Pessoa da equipe"
        OPCAO = "opcao", "Regra da equipe"

    tipo = models.CharField(max_length=8, choices=Tipo)
    alvo_id = models.BigIntegerField(null=True)
    titulo = models.CharField("título", max_length=150)
    antes = models.JSONField(default=dict)
    depois = models.JSONField(default=dict)
    situacao = models.CharField("situação", max_length=10, default="pendente")
    pedida_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    decidida_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, null=True, related_name="+")
    motivo = models.CharField(max_length=200, blank=True)
    criada_em = models.DateTimeField(default=timezone.now)
    decidida_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
