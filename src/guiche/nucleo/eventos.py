"""Event = audit = outbox: one append-only row per fact and, if anybody listens, one task with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from guiche.nucleo.ator import Ator
from guiche.nucleo.models import CadeiaDeEventos, Evento
from guiche.nucleo.tarefas import tarefa

Assinante = Callable[[Evento], None]


@dataclass(frozen=True, slots=True)
class TipoEvento:
    """A kind of fact, ``modulo.objeto.participio``. ``rotulo`` says it to people.

    ``leitura`` marks that somebody's health data was read. It is registered on the beneficiário, or on a guia or
    file about them, and the person sees it in "Quem viu meus dados".
    """

    codigo: str
    rotulo: str
    leitura: bool = False


_tipos: dict[str, TipoEvento] = {}
_assinantes: dict[str, list[Assinante]] = {}


def declarar(codigo: str, rotulo: str, *, leitura: bool = False) -> TipoEvento:
    """Add a kind of event to the catalogue. Raises ValueError on a malformed or repeated code."""
    if codigo in _tipos or codigo.count(".") != 2:
        raise ValueError(f"Evento inválido ou repetido: {codigo}")
    _tipos[codigo] = TipoEvento(codigo, rotulo, leitura)
    return _tipos[codigo]


def tipo(codigo: str) -> TipoEvento:
    """The kind with this code. Raises KeyError when unknown."""
    return _tipos[codigo]


def catalogo() -> tuple[TipoEvento, ...]:
    """Every declared kind, by code."""
    return tuple(_tipos[codigo] for codigo in sorted(_tipos))


def assinar(*tipos: TipoEvento) -> Callable[[Assinante], Assinante]:
    """Run a function, in the background and in the event's scope, for each event of these kinds."""

    def decorar(funcao: Assinante) -> Assinante:
        for um in tipos:
            _assinantes.setdefault(um.codigo, []).append(funcao)
        return funcao

    return decorar


def registrar(tipo: TipoEvento, objeto: models.Model | None, ator: Ator, fato: dict[str, Any] | None = None) -> Evento:
    """Insert the event, chained to the previous one of the operadora, and its dispatch, in one transaction.

    ``fato`` is JSON data without personal details beyond ids; it is what subscribers and auditors read.
    """
    return registrar_varios(tipo, [(objeto, fato or {})], ator)[0]


@transaction.atomic
def registrar_varios(
    tipo: TipoEvento, fatos: Sequence[tuple[models.Model | None, dict[str, Any]]], ator: Ator
) -> list[Evento]:
    """The same fact about several rows, in their order: the statements do not grow with the rows (but for dispatch)."""
    cadeia, _ = CadeiaDeEventos.objects.select_for_update().get_or_create()
    novos = []
    for objeto, fato in fatos:
        evento = Evento(
            numero=cadeia.numero + 1,
            tipo=tipo.codigo,
            objeto_tipo="" if objeto is None else objeto._meta.label_lower,
            objeto_id=None if objeto is None else objeto.pk,
            usuario_id=getattr(ator.usuario, "pk", None),
            vinculo_id=getattr(ator.vinculo, "pk", None),
            quem=ator.nome[:120],
            por_quem=ator.rotulo[:120],
            portal=ator.portal,
            canal=ator.canal,
            ip=ator.ip,
            fato=json.loads(json.dumps(fato, cls=DjangoJSONEncoder)),
            criado_em=timezone.now(),
            hash_anterior=cadeia.hash,
        )
        evento.hash = resumo(evento)
        cadeia.numero, cadeia.hash = evento.numero, evento.hash
        novos.append(evento)
    Evento.objects.bulk_create(novos)
    cadeia.save(update_fields=["numero", "hash"])
    if _assinantes.get(tipo.codigo):
        for evento in novos:
            distribuir.enfileirar(evento_id=evento.pk)
    return novos


def resumo(evento: Evento) -> str:
    """SHA-256 over the row's content and the previous hash."""
    conteudo = [
        evento.hash_anterior,
        evento.numero,
        evento.tipo,
        evento.objeto_tipo,
        evento.objeto_id,
        evento.usuario_id,
        evento.vinculo_id,
        evento.quem,
        evento.por_quem,
        evento.portal,
        evento.canal,
        evento.ip,
        evento.fato,
        _instante(evento.criado_em),
    ]
    return hashlib.sha256(json.dumps(conteudo, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def verificar_cadeia() -> int | None:
    """Number of the first event of the operadora in scope that does not fit the chain; None if all fit."""
    anterior, numero = "0" * 64, 0
    for evento in Evento.objects.order_by("numero").iterator():
        numero += 1
        if (evento.numero, evento.hash_anterior, evento.hash) != (numero, anterior, resumo(evento)):
            return numero
        anterior = evento.hash
    cadeia = CadeiaDeEventos.objects.first()
    ponta = (cadeia.numero, cadeia.hash) if cadeia is not None else (0, "0" * 64)
    return numero + 1 if ponta != (numero, anterior) else None


def historico(objeto: models.Model) -> models.QuerySet[Evento]:
    """The events of one row, oldest first."""
    return Evento.objects.filter(objeto_tipo=objeto._meta.label_lower, objeto_id=objeto.pk).order_by("numero")


@tarefa
def distribuir(evento_id: int) -> None:
    """Hand one event to its subscribers; each must bear being called again for the same event."""
    evento = Evento.objects.get(pk=evento_id)
    for assinante in _assinantes.get(evento.tipo, []):
        assinante(evento)


def _instante(momento: datetime) -> str:
    return momento.astimezone(UTC).isoformat(timespec="microseconds")
