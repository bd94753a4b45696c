"""Background work: a queue table with retry, schedule and recovery on top of django-tasks.

A task takes ids only (rows keep arguments) and must bear running twice. It runs in the scope of the
operadora that enqueued it; enqueueing is an INSERT, so it commits or vanishes with the transaction.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import update_wrapper
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from guiche.nucleo.escopo import escopo, filtro_atual, sem_escopo
from guiche.nucleo.models import Agenda, Operadora

log = structlog.get_logger(__name__)

_registro: dict[str, Tarefa] = {}
_periodicas: dict[str, timedelta] = {}


@dataclass
class Tarefa:
    """A function that can be put on the queue. Calling it runs it at once, in the current scope."""

    funcao: Callable[..., None]
    nome: str
    tentativas: int = 5
    fila: str = "default"

    def __call__(self, **argumentos: Any) -> None:
        self.funcao(**argumentos)

    def enfileirar(self, **argumentos: Any) -> None:
        """Queue one run with these JSON arguments (ids), for the operadora in scope."""
        _enfileirar(self, filtro_atual(), argumentos, tentativa=1)


def tarefa(funcao: Callable[..., None] | None = None, *, tentativas: int = 5, fila: str = "default") -> Any:
    """Make a module-level function a task: ``@tarefa`` or ``@tarefa(tentativas=…, fila=…)``."""

    def decorar(alvo: Callable[..., None]) -> Tarefa:
        nome = f"{alvo.__module__}.{alvo.__qualname__}"
        nova = Tarefa(alvo, nome, tentativas, fila)
        update_wrapper(nova, alvo)
        _registro[nome] = nova
        return nova

    return decorar if funcao is None else decorar(funcao)


def periodica(*, cada: timedelta) -> Callable[[Tarefa], Tarefa]:
    """Run a task for every operadora once per interval: put above ``@tarefa``."""

    def decorar(alvo: Tarefa) -> Tarefa:
        _periodicas[alvo.nome] = cada
        return alvo

    return decorar


def _enfileirar(alvo: Tarefa, operadora_id: int | None, argumentos: dict[str, Any], tentativa: int) -> None:
    espera = timedelta(seconds=0 if tentativa == 1 else min(3600, 2 ** (2 * tentativa - 3)))
    executar.using(queue_name=alvo.fila, run_after=timezone.now() + espera if espera else None).enqueue(
        alvo.nome, operadora_id, argumentos, tentativa
    )


@task()
def executar(nome: str, operadora_id: int | None, argumentos: dict[str, Any], tentativa: int) -> None:
    """Run one registered task in its scope; on failure queue the next try, with growing delay."""
    alvo = _registro[nome]
    try:
        if operadora_id is None:
            with sem_escopo(f"tarefa global {nome}"):
                alvo.funcao(**argumentos)
        else:
            with escopo(Operadora.objects.get(pk=operadora_id)):
                alvo.funcao(**argumentos)
    except Exception as erro:
        log.warning("tarefa.falhou", tarefa=nome, tentativa=tentativa, erro=type(erro).__name__)
        if tentativa >= alvo.tentativas:
            raise
        _enfileirar(alvo, operadora_id, argumentos, tentativa + 1)


@transaction.atomic
def agendar_periodicas() -> int:
    """Queue the periodic tasks that are due; several workers may call it, one wins. Returns how many.

    The next time is set and the runs are queued together: a worker that dies here loses no run.
    """
    agora, disparadas = timezone.now(), 0
    for nome, cada in _periodicas.items():
        Agenda.objects.get_or_create(nome=nome, defaults={"proxima_em": agora})
        venceu = Agenda.objects.filter(nome=nome, proxima_em__lte=agora).update(proxima_em=agora + cada)
        if venceu:
            disparadas += 1
            for operadora_id in Operadora.objects.values_list("pk", flat=True):
                _enfileirar(_registro[nome], operadora_id, {}, tentativa=1)
    return disparadas


def reviver(prazo: timedelta | None = None) -> int:
    """Put back tasks whose worker died while running them. Returns how many.

    A row RUNNING for longer than the lease (``GUICHE_TAREFA_PRAZO`` seconds) has lost its worker.
    """
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    limite = timezone.now() - (prazo or timedelta(seconds=settings.GUICHE_TAREFA_PRAZO))
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=limite).update(
        status=TaskResultStatus.READY, started_at=None
    )


def atraso_da_fila() -> float:
    """Seconds that the oldest ready task has been waiting; 0 when none waits."""
    from django_tasks_db.models import DBTaskResult

    pronta = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return max(0.0, (timezone.now() - pronta).total_seconds()) if pronta else 0.0


def drenar(limite: int = 10_000) -> int:
    """Run every ready task in this process, oldest first; returns how many ran. Raises what a task raised."""
    from django_tasks_db.models import DBTaskResult

    rodadas = 0
    while rodadas < limite:
        linha = DBTaskResult.objects.ready().first()
        if linha is None:
            return rodadas
        linha.claim("drenar")
        try:
            linha.set_successful(linha.task.call(*linha.args_kwargs["args"], **linha.args_kwargs["kwargs"]))
        except Exception as erro:
            linha.set_failed(erro)
            log.error("tarefa.desistiu", traco=traceback.format_exc(limit=3))
            raise
        rodadas += 1
    raise RuntimeError("A fila não esvazia: uma tarefa enfileira a si mesma?")
