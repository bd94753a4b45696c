"""Authorisations: what the operadora said may be done, for whom, until when, and how much."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guiche.autorizacao import estados
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo.models import ModeloDaOperadora


class Autorizacao(ModeloDaOperadora):
    """The answer to one request. ``senha`` is what the prestador writes on the guia; a denial has none.

    Without ``prestador`` any prestador may use it (the team of an internment); without ``valida_ate`` it does
    not expire. ``numero`` is the number of the guia at the operadora, when its authoriser gives one.
    Source: TISS Componente Organizacional (senha, dataValidadeSenha); RN 566/2022.
    """

    class Tipo(models.TextChoices):
        SADT = "SADT", "Exames e terapias"
        INTERNACAO = "INTERNACAO", "Internação"
        ODONTO = "ODONTO", "Tratamento odontológico"

    class Situacao(models.TextChoices):
        AUTORIZADA = estados.AUTORIZADA, "Autorizada"
        NEGADA = estados.NEGADA, "Negada"
        CANCELADA = estados.CANCELADA, "Cancelada"

    senha = models.CharField(max_length=20, blank=True)
    numero = models.CharField("número da guia na operadora", max_length=20, blank=True)
    tipo = models.CharField(max_length=10, choices=Tipo)
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.PROTECT, related_name="autorizacoes")
    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, null=True, related_name="autorizacoes")
    situacao = models.CharField("situação", max_length=10, choices=Situacao, default=Situacao.AUTORIZADA)
    emitida_em = models.DateField()
    valida_ate = models.DateField("válida até", null=True)
    motivo = models.CharField("motivo da negativa ou do cancelamento", max_length=500, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-emitida_em", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "senha"], condition=~Q(senha=""), name="senha_unica"),
            models.UniqueConstraint(
                fields=["operadora", "numero"], condition=~Q(numero=""), name="numero_de_autorizacao_unico"
            ),
            models.CheckConstraint(
                condition=Q(senha="", situacao=estados.NEGADA) | (~Q(senha="") & ~Q(situacao=estados.NEGADA)),
                name="so_negada_fica_sem_senha",
            ),
            models.CheckConstraint(
                condition=Q(situacao=estados.AUTORIZADA) | ~Q(motivo=""), name="nao_autorizada_tem_motivo"
            ),
            models.CheckConstraint(
                condition=Q(valida_ate__isnull=True) | Q(valida_ate__gte=F("emitida_em")),
                name="validade_depois_da_emissao",
            ),
        ]
        indexes = [models.Index(fields=["beneficiario", "-emitida_em"], name="autorizacao_do_beneficiario")]

    def __str__(self) -> str:
        return f"Senha {self.senha}" if self.senha else f"Negativa {self.numero}".strip()


class ItemAutorizado(ModeloDaOperadora):
    """One procedure of an authorisation and how much of it; ``dente`` or ``regiao`` where the mouth matters."""

    autorizacao = models.ForeignKey(Autorizacao, on_delete=models.CASCADE, related_name="itens")
    tabela = models.CharField("tabela TISS", max_length=2)
    codigo = models.CharField("código", max_length=10)
    dente = models.CharField(max_length=2, blank=True)
    regiao = models.CharField("região", max_length=4, blank=True)
    quantidade = models.DecimalField("quantidade autorizada", max_digits=9, decimal_places=4)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["autorizacao", "tabela", "codigo", "dente", "regiao"], name="item_autorizado_unico"
            ),
            models.CheckConstraint(condition=Q(quantidade__gt=0), name="quantidade_autorizada_positiva"),
        ]
