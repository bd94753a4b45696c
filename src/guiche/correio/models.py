"""Letters: every e-mail is a row before it leaves."""

from __future__ import annotations

import uuid

from django.db import models

from guiche.correio import estados
from guiche.nucleo.models import ModeloGlobal, Operadora


class Carta(ModeloGlobal):
    """One e-mail to one address.

    ``operadora`` is empty for letters of the installation to a person (a password serves every operadora the
    person acts in), which is why the row is global: read it through ``correio.selectors``. ``texto`` and
    ``html`` of a ``secreta`` are erased when it leaves or gives up. ``reservada_ate`` keeps two workers from
    sending the same letter; ``identificador`` is its Message-ID, the same at every try.
    """

    operadora = models.ForeignKey(Operadora, on_delete=models.PROTECT, null=True, related_name="+")
    usuario_id = models.BigIntegerField(null=True)
    modelo = models.CharField(max_length=80)
    para = models.EmailField()
    nome = models.CharField(max_length=120, blank=True)
    assunto = models.CharField(max_length=150)
    texto = models.TextField(blank=True)
    html = models.TextField(blank=True)
    secreta = models.BooleanField()
    url_de_saida = models.CharField(max_length=300, blank=True)
    identificador = models.UUIDField(default=uuid.uuid4, unique=True)
    chave = models.CharField(max_length=200, null=True, unique=True)
    situacao = models.CharField(max_length=9, choices=list(estados.ROTULOS.items()), default=estados.NA_FILA)
    tentativas = models.PositiveSmallIntegerField(default=0)
    erro = models.CharField(max_length=120, blank=True)
    valida_ate = models.DateTimeField(null=True)
    reservada_ate = models.DateTimeField(null=True)
    tentada_em = models.DateTimeField(null=True)
    enviada_em = models.DateTimeField(null=True)
    criada_em = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["operadora", "situacao", "-criada_em"], name="carta_por_situacao"),
            models.Index(fields=["operadora", "-criada_em"], name="carta_da_operadora"),
            models.Index(fields=["para", "modelo", "criada_em"], name="carta_por_endereco"),
        ]

    def __str__(self) -> str:
        return f"{self.modelo} {self.pk}"

    @property
    def para_mascarado(self) -> str:
        """The address as screens show it: ``h•••a@exemplo.com.br``."""
        return mascarar_endereco(self.para)


def mascarar_endereco(endereco: str) -> str:
    """Enough of an e-mail address to recognise one's own: first and last letter of the name, and the domain."""
    nome, _, dominio = endereco.rpartition("@")
    return f"{nome[:1]}•••{nome[-1:] if len(nome) > 3 else ''}@{dominio}"
