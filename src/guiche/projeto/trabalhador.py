"""The worker: schedule, recovery, then the queue, for ever. SIGTERM lets the running task finish."""

from __future__ import annotations

import signal
import threading
import uuid

import structlog
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from guiche.nucleo.tarefas import agendar_periodicas, reviver

log = structlog.get_logger(__name__)
RONDA = 30.0


def trabalhar(intervalo: float) -> None:
    """Run tasks until SIGTERM or SIGINT; every 30 seconds queue what is due and revive what was lost."""
    parar = threading.Event()
    for sinal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sinal, lambda *_: parar.set())
    log.info("trabalhador.comecou")
    sem_ronda = RONDA
    while not parar.is_set():
        close_old_connections()
        if sem_ronda >= RONDA:
            agendar_periodicas()
            reviver()
            sem_ronda = 0.0
        _esvaziar()
        parar.wait(intervalo)
        sem_ronda += intervalo
    log.info("trabalhador.parou")


def _esvaziar() -> None:
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex[:16],
        excluded_queue_names=[],
    ).run()
