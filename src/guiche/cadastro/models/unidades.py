"""Units of the operadora: regional offices, singulares, branches; who works for some of them sees only theirs."""

from __future__ import annotations

from django.db import models

from guiche.nucleo.models import ModeloDaOperadora


class Unidade(ModeloDaOperadora):
    """A part of the operadora that looks after some prestadores. An inactive one is offered to nobody."""

    codigo = models.CharField("código", max_length=10)
    nome = models.CharField(max_length=60)
    ativa = models.BooleanField(default=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["nome"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "codigo"], name="codigo_da_unidade_unico"),
            models.UniqueConstraint(fields=["operadora", "nome"], name="nome_da_unidade_unico"),
        ]

    def __str__(self) -> str:
        return self.nome
