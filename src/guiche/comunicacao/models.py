"""Notices to a person, informativos that the operadora publishes for prestadores, and reports by e-mail."""

from __future__ import annotations

import uuid

from django.db import models

from guiche.acesso.models import Usuario, Vinculo
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.comunicacao import estados
from guiche.documentos.models import Arquivo
from guiche.nucleo.models import ModeloDaOperadora


class Notificacao(ModeloDaOperadora):
    """One notice to one person about one event; ``chave`` keeps a repeated dispatch from repeating it.

    ``portal`` with ``prestador`` or ``beneficiario`` says for whom the person was acting when told, because one
    person may act for many; what the notice leads to opens only there.
    """

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="notificacoes")
    portal = models.CharField(max_length=12)
    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, null=True, related_name="+")
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, null=True, related_name="+")
    titulo = models.CharField("título", max_length=120)
    texto = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200, blank=True)
    chave = models.CharField(max_length=80)
    criada_em = models.DateTimeField(auto_now_add=True)
    lida_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["usuario", "chave"], name="notificacao_unica")]
        indexes = [models.Index(fields=["usuario", "lida_em"], name="notificacao_nao_lida")]

    @property
    def contexto(self) -> str:
        """For whom the person was told, in words."""
        return str(self.prestador or self.beneficiario or self.operadora)


class Informativo(ModeloDaOperadora):
    """One version of a text for prestadores, with a file or without; a published one is never edited.

    Versions of the same informativo share ``serie``; ``sha256`` is that of title, text and file as published.
    ``vale_ate`` is the last day, included. ``anunciado_em`` says that the bell has told the audience.
    """

    class Tipo(models.TextChoices):
        ALERTA = "ALERTA", "Alerta"
        INFORMATIVO = "INFORMATIVO", "Informativo"
        DOCUMENTO = "DOCUMENTO", "Documento novo"

    class Situacao(models.TextChoices):
        RASCUNHO = estados.RASCUNHO, "Rascunho"
        PUBLICADO = estados.PUBLICADO, "Publicado"
        SUBSTITUIDO = estados.SUBSTITUIDO, "Substituído por outra versão"
        RETIRADO = estados.RETIRADO, "Retirado"
        DESCARTADO = estados.DESCARTADO, "Descartado"

    serie = models.UUIDField(default=uuid.uuid4, editable=False)
    versao = models.PositiveSmallIntegerField("versão", default=1)
    tipo = models.CharField(max_length=12, choices=Tipo, default=Tipo.INFORMATIVO)
    titulo = models.CharField("título", max_length=120)
    texto = models.TextField()
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    publico = models.CharField("para quem", max_length=200)
    vale_desde = models.DateField("a partir de")
    vale_ate = models.DateField("até", null=True)
    situacao = models.CharField("situação", max_length=12, choices=Situacao, default=Situacao.RASCUNHO)
    escrito_por = models.CharField(max_length=120)
    publicado_por = models.CharField(max_length=120, blank=True)
    publicado_em = models.DateTimeField(null=True)
    anunciado_em = models.DateTimeField(null=True)
    motivo = models.CharField("motivo da retirada", max_length=300, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "serie", "versao"], name="informativo_versao_unica"),
            models.UniqueConstraint(
                fields=["operadora", "serie"],
                condition=models.Q(situacao=estados.PUBLICADO),
                name="informativo_uma_versao_em_vigor",
            ),
            models.CheckConstraint(
                condition=models.Q(situacao__in=(estados.RASCUNHO, estados.DESCARTADO))
                | (models.Q(publicado_em__isnull=False) & ~models.Q(sha256="")),
                name="informativo_publicado_com_sha256",
            ),
        ]
        indexes = [models.Index(fields=["operadora", "situacao", "vale_desde"], name="informativo_em_vigor")]

    def __str__(self) -> str:
        return self.titulo


class DestinoDoInformativo(ModeloDaOperadora):
    """Who an informativo is for: one prestador, or those of a category and a type (empty: any)."""

    informativo = models.ForeignKey(Informativo, on_delete=models.CASCADE, related_name="destinos")
    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, null=True, related_name="+")
    categoria = models.CharField(max_length=12, blank=True)
    tipo = models.CharField(max_length=12, blank=True)


class LeituraDoInformativo(ModeloDaOperadora):
    """One person opened one version, acting for one prestador; the first time is what is kept."""

    informativo = models.ForeignKey(Informativo, on_delete=models.CASCADE, related_name="leituras")
    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, related_name="+")
    lido_em = models.DateTimeField(auto_now_add=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["informativo", "usuario"], name="leitura_do_informativo_unica")]


class AssinaturaDeRelatorio(ModeloDaOperadora):
    """That one person chose, in one access, to be told by e-mail that one report is ready; or no longer.

    Only the present state: each time it was given or withdrawn, and by which way, is an event (RELATORIO_LIGADO,
    RELATORIO_DESLIGADO). ``relatorio`` is a code of ``comunicacao.relatorios``.
    """

    class Origem(models.TextChoices):
        CONTA = "conta", "em Minha conta"
        PEDIDO = "pedido", "no pedido de acesso"
        LINK = "link", "pelo link do e-mail"
        UM_CLIQUE = "um_clique", "pelo seu programa de e-mail"
        FIM_DO_ACESSO = "fim_do_acesso", "com o fim do acesso"

    vinculo = models.ForeignKey(Vinculo, on_delete=models.CASCADE, related_name="assinaturas_de_relatorios")
    relatorio = models.CharField(max_length=60)
    ativa = models.BooleanField()
    origem = models.CharField("como mudou", max_length=13, choices=Origem)
    mudada_em = models.DateTimeField()

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["vinculo", "relatorio"], name="assinatura_de_relatorio_unica")]
