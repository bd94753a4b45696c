"""Private files and the documents issued by the operadora."""

from __future__ import annotations

import uuid

from django.db import models

from guiche.nucleo.models import ModeloDaOperadora


def caminho_do_arquivo(arquivo: Arquivo, nome: str) -> str:
    """Storage path: operadora and a random name, nothing of the person or the original name."""
    chave = uuid.uuid4().hex
    return f"{arquivo.operadora_id}/{chave[:2]}/{chave}"


class Arquivo(ModeloDaOperadora):
    """A private file. It is reachable only through the door of the row that owns it."""

    nome = models.CharField(max_length=200)
    conteudo = models.FileField(upload_to=caminho_do_arquivo, max_length=120)
    tamanho = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    tipo_mime = models.CharField(max_length=80)
    objeto_tipo = models.CharField(max_length=60)
    objeto_id = models.BigIntegerField()
    usuario_id = models.BigIntegerField(null=True)
    criado_em = models.DateTimeField(auto_now_add=True)

    class Meta(ModeloDaOperadora.Meta):
        indexes = [models.Index(fields=["objeto_tipo", "objeto_id"], name="arquivo_do_objeto")]

    def __str__(self) -> str:
        return self.nome


class DocumentoEmitido(ModeloDaOperadora):
    """A document given out, with the public code that anybody can verify."""

    class Situacao(models.TextChoices):
        VIGENTE = "VIGENTE", "Vigente"
        SUBSTITUIDO = "SUBSTITUIDO", "Substituído"

    codigo = models.CharField("código de verificação", max_length=14, unique=True)
    tipo = models.CharField(max_length=40)
    titulo = models.CharField("título", max_length=150)
    chave = models.CharField(max_length=120)
    conteudo_sha256 = models.CharField(max_length=64)
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, related_name="+")
    resumo = models.JSONField(default=dict)
    situacao = models.CharField(max_length=12, choices=Situacao, default=Situacao.VIGENTE)
    emitido_em = models.DateTimeField()

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["operadora", "chave"],
                condition=models.Q(situacao="VIGENTE"),
                name="documento_vigente_unico",
            )
        ]

    def __str__(self) -> str:
        return f"{self.titulo} {self.codigo}"
