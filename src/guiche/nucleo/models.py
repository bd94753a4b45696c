"""Operadora and the rows every other module stands on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from guiche.nucleo.identificadores import formatar_telefone
from guiche.nucleo.inquilinato import GerenteDaOperadora, GerenteGlobal, conferir_dono, conferir_vinculos


class ModeloGlobal(models.Model):
    """A row that belongs to nobody: norms, terminologies, the operadoras themselves."""

    objects = GerenteGlobal()

    class Meta:
        abstract = True


class ModeloDaOperadora(models.Model):
    """A row an operadora owns. Reads are filtered and writes checked by the scope (inquilinato.py).

    The column has no index of its own: every query names the operadora, so an index on it alone chooses nothing and
    tempts the planner away from the one that does. Indexes that need the operadora begin with it.
    """

    operadora = models.ForeignKey(
        "nucleo.Operadora", on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )

    objects = GerenteDaOperadora()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        conferir_dono(self)
        conferir_vinculos(type(self), [self])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        conferir_dono(self)
        return super().delete(*args, **kwargs)


class Operadora(ModeloGlobal):
    """An operator of health plans registered at ANS, with its white label."""

    registro_ans = models.CharField("registro ANS", max_length=6, unique=True)
    razao_social = models.CharField("razão social", max_length=150)
    nome_fantasia = models.CharField("nome fantasia", max_length=80)
    cnpj = models.CharField("CNPJ", max_length=14)
    exclusivamente_odontologica = models.BooleanField(default=False)
    cor = models.CharField("cor da marca", max_length=7, default="#0b6478")
    logotipo = models.CharField("logotipo", max_length=40, default="folha")
    municipio_ibge = models.CharField("município da sede (IBGE)", max_length=7, default="3550308")
    telefone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    site = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["nome_fantasia"]

    def __str__(self) -> str:
        return self.nome_fantasia

    @property
    def canais(self) -> tuple[str, ...]:
        """Telephone, e-mail and site that it gave, as people read them."""
        return tuple(meio for meio in (formatar_telefone(self.telefone), self.email, self.site) if meio)

    @property
    def contato(self) -> str:
        """How to reach it, in one line; its name when it gave no channel."""
        return " · ".join(self.canais) or self.nome_fantasia


class Evento(ModeloDaOperadora):
    """What happened: audit trail, notification source and outbox in one append-only row.

    The database refuses UPDATE and DELETE; ``hash`` covers the row and the previous hash of the same
    operadora, so that a change made behind the database's back shows (:func:`eventos.verificar_cadeia`).
    """

    numero = models.BigIntegerField()
    tipo = models.CharField(max_length=80)
    objeto_tipo = models.CharField(max_length=60)
    objeto_id = models.BigIntegerField(null=True)
    usuario_id = models.BigIntegerField(null=True)
    vinculo_id = models.BigIntegerField(null=True)
    quem = models.CharField(max_length=120, blank=True)
    por_quem = models.CharField(max_length=120, blank=True)
    portal = models.CharField(max_length=20)
    canal = models.CharField(max_length=20)
    ip = models.CharField(max_length=45, blank=True)
    fato = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    criado_em = models.DateTimeField()
    hash_anterior = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "numero"], name="evento_numero_unico")]
        indexes = [
            models.Index(fields=["objeto_tipo", "objeto_id", "numero"], name="evento_do_objeto"),
            models.Index(fields=["operadora", "tipo", "criado_em"], name="evento_por_tipo"),
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.tipo}"

    @property
    def alvo(self) -> int:
        """Id of the row the event is about. Raises LookupError when it is about none."""
        if self.objeto_id is None:
            raise LookupError(f"O evento {self.numero} não tem objeto.")
        return self.objeto_id


class CadeiaDeEventos(ModeloDaOperadora):
    """Head of an operadora's event chain; its row lock orders concurrent events."""

    numero = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora"], name="cadeia_unica")]


class Sequencia(ModeloDaOperadora):
    """Last number given out under a name and a period (day, year or empty)."""

    nome = models.CharField(max_length=40)
    periodo = models.CharField(max_length=10, blank=True)
    ultimo = models.BigIntegerField(default=0)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "nome", "periodo"], name="sequencia_unica")]


class Configuracao(ModeloDaOperadora):
    """One version of a module's options; the newest is in force, the older ones are the history."""

    modulo = models.CharField(max_length=40)
    valores = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    criado_em = models.DateTimeField(auto_now_add=True)
    usuario_id = models.BigIntegerField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        indexes = [models.Index(fields=["operadora", "modulo", "-id"], name="configuracao_atual")]


class Feriado(ModeloGlobal):
    """A state holiday (``uf``, two letters) or a municipal one (``municipio_ibge``, with its UF or without).

    National ones are computed.
    """

    dia = models.DateField()
    nome = models.CharField(max_length=80)
    uf = models.CharField(max_length=2, blank=True)
    municipio_ibge = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dia", "uf", "municipio_ibge"], name="feriado_unico")]


class Progresso(ModeloDaOperadora):
    """How far a long piece of work has come; screens poll it, and it survives leaving the page."""

    titulo = models.CharField(max_length=120)
    feitos = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    usuario_id = models.BigIntegerField(null=True)
    destino = models.CharField(max_length=200, blank=True)
    erro = models.CharField(max_length=500, blank=True)
    iniciado_em = models.DateTimeField(auto_now_add=True)
    terminado_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        indexes = [models.Index(fields=["operadora", "usuario_id", "-id"], name="progresso_da_pessoa")]

    @property
    def terminou(self) -> bool:
        return self.terminado_em is not None


class Agenda(ModeloGlobal):
    """When a periodic task runs next; one worker wins each run by compare-and-set."""

    nome = models.CharField(max_length=80, unique=True)
    proxima_em = models.DateTimeField()


def vigente_em(dia: date, inicio: str = "vigencia_inicio", fim: str = "vigencia_fim") -> models.Q:
    """Rows in force on a day: ``inicio <= dia`` and (no end or ``fim >= dia``)."""
    return models.Q(**{f"{inicio}__lte": dia}) & (
        models.Q(**{f"{fim}__isnull": True}) | models.Q(**{f"{fim}__gte": dia})
    )
