"""Amendments of the written contract and what each prestador answered."""

from __future__ import annotations

from django.db import models

from guiche.cadastro import estados
from guiche.cadastro.models.prestadores import Prestador
from guiche.documentos.models import Arquivo, DocumentoEmitido
from guiche.nucleo.models import ModeloDaOperadora


class Aditivo(ModeloDaOperadora):
    """A PDF published once to the prestadores it concerns; a corrected one is another version, never an edit.

    Source: Lei 13.003/2014 art. 17-A (written contract and its amendments); RN 503/2022.
    """

    titulo = models.CharField("título", max_length=120)
    versao = models.CharField("versão", max_length=20)
    resumo = models.CharField("o que muda, em palavras simples", max_length=600)
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    vigencia = models.DateField("vale a partir de")
    prazo = models.DateField("responder até")
    publico = models.CharField("para quem", max_length=200)
    publicado_em = models.DateTimeField()
    publicado_por = models.CharField(max_length=120)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["operadora", "titulo", "versao"], name="aditivo_unico")]

    def __str__(self) -> str:
        return f"{self.titulo}, versão {self.versao}"


class RespostaAoAditivo(ModeloDaOperadora):
    """One prestador before one aditivo: read, accepted by whom, or refused and how that was treated.

    ``sha256`` is that of the PDF the signer had on screen; ``protocolo`` numbers the case of a refusal.
    """

    class Situacao(models.TextChoices):
        PENDENTE = estados.A_RESPONDER, "A responder"
        ACEITO = estados.ACEITO, "Aceito"
        RECUSADO = estados.RECUSADO, "Recusado"
        DISPENSADO = estados.DISPENSADO, "Dispensado"

    aditivo = models.ForeignKey(Aditivo, on_delete=models.PROTECT, related_name="respostas")
    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, related_name="aditivos")
    situacao = models.CharField("situação", max_length=10, choices=Situacao, default=Situacao.PENDENTE)
    prazo = models.DateField("responder até")
    lido_em = models.DateTimeField(null=True)
    respondido_em = models.DateTimeField(null=True)
    signatario = models.CharField("signatário", max_length=80, blank=True)
    cpf_do_signatario = models.CharField("CPF do signatário", max_length=11, blank=True)
    cargo = models.CharField(max_length=60, blank=True)
    usuario_id = models.BigIntegerField(null=True)
    ip = models.CharField(max_length=45, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    comprovante = models.ForeignKey(DocumentoEmitido, on_delete=models.PROTECT, null=True, related_name="+")
    protocolo = models.CharField("protocolo da recusa", max_length=20, blank=True)
    motivo = models.CharField("motivo da recusa", max_length=600, blank=True)
    tratativa = models.CharField("o que a operadora respondeu", max_length=600, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["aditivo", "prestador"], name="resposta_ao_aditivo_unica"),
            models.CheckConstraint(
                condition=~models.Q(situacao="aceito")
                | (~models.Q(signatario="") & ~models.Q(cpf_do_signatario="") & ~models.Q(sha256="")),
                name="aceite_tem_quem_assinou",
            ),
        ]
        indexes = [models.Index(fields=["operadora", "situacao", "prazo"], name="aditivo_por_prazo")]
