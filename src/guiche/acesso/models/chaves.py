"""One-use links and codes sent to people."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from guiche.acesso.models.pessoas import Usuario
from guiche.nucleo.models import ModeloGlobal


class Chave(ModeloGlobal):
    """A secret given to one address for one purpose, kept only as a hash, used once, for a while.

    ``alvo`` names the row it acts on (``modelo:id``). ``tentativas`` counts wrong guesses of a code.
    """

    finalidade = models.CharField(max_length=30)
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, null=True, related_name="chaves")
    alvo = models.CharField(max_length=60, blank=True)
    endereco = models.EmailField(blank=True)
    hash = models.CharField(max_length=64, unique=True)
    dados = models.JSONField(default=dict)
    tentativas = models.PositiveSmallIntegerField(default=0)
    criada_em = models.DateTimeField(default=timezone.now)
    expira_em = models.DateTimeField()
    usada_em = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["finalidade", "alvo"], name="chave_do_alvo")]
