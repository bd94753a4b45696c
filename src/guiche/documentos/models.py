"""Private files and the documents issued by the operadora."""

from __future__ import annotations

import uuid

from django.db import models

from guiche.nucleo.models import ModeloDaOperadora, Progresso


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
        REVOGADO = "REVOGADO", "Revogado"

    codigo = models.CharField("código de verificação", max_length=14, unique=True)
    tipo = models.CharField(max_length=40)
    titulo = models.CharField("título", max_length=150)
    chave = models.CharField(max_length=120)
    conteudo_sha256 = models.CharField(max_length=64)
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, related_name="+")
    resumo = models.JSONField(default=dict)
    situacao = models.CharField(max_length=12, choices=Situacao, default=Situacao.VIGENTE)
    emitido_em = models.DateTimeField()
    substituido_por = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="substituidos")
    revogado_em = models.DateTimeField(null=True)
    motivo_da_revogacao = models.CharField("motivo da revogação", max_length=200, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["operadora", "chave"],
                condition=models.Q(situacao="VIGENTE"),
                name="documento_vigente_unico",
            ),
            models.CheckConstraint(
                condition=models.Q(situacao="REVOGADO", revogado_em__isnull=False)
                | (~models.Q(situacao="REVOGADO") & models.Q(revogado_em__isnull=True)),
                name="documento_revogado_tem_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titulo} {self.codigo}"


class Pacote(ModeloDaOperadora):
    """Several files being put into one zip in the background, for one vínculo.

    ``tipo`` names who makes it (``pagamento.demonstrativos``); ``pedido`` is what was asked, as that module
    understands it; ``arquivo`` comes at the end.
    """

    progresso = models.OneToOneField(Progresso, on_delete=models.CASCADE, related_name="pacote")
    vinculo_id = models.BigIntegerField()
    tipo = models.CharField(max_length=40)
    nome = models.CharField(max_length=120)
    pedido = models.JSONField()
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, null=True, related_name="+")
    pedido_em = models.DateTimeField()

    class Meta(ModeloDaOperadora.Meta):
        indexes = [models.Index(fields=["operadora", "vinculo_id", "-id"], name="pacote_do_vinculo")]

    def __str__(self) -> str:
        return self.nome
