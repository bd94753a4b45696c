"""The worker: schedule, recovery, then the queue, for ever. SIGTERM lets the running task finish."""

from __future__ import annotations

import signal
import time
import uuid

import structlog
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from guiche.nucleo.tarefas import agendar_periodicas, reviver

log = structlog.get_logger(__name__)
RONDA_S = 30.0
POR_VEZ = 50


class Trabalhador:
    """One worker process. ``trabalhar`` returns soon after ``parar``, between two tasks."""

    def __init__(self, intervalo: float) -> None:
        self.intervalo = intervalo
        self._parou = False
        self._fila: Worker | None = None
        self._ronda_em = float("-inf")

    def parar(self) -> None:
        """Ask to stop; what is running now ends first, what waits stays in the queue."""
        self._parou = True
        if self._fila is not None:
            self._fila.running = False

    def trabalhar(self) -> None:
        """Run tasks until asked to stop; every 30 seconds queue what is due and revive what was lost."""
        log.info("trabalhador.comecou")
        while not self._parou:
            close_old_connections()
            if time.monotonic() - self._ronda_em >= RONDA_S:
                self._ronda_em = time.monotonic()
                agendar_periodicas()
                reviver()
            if not self._esvaziar():
                time.sleep(self.intervalo)
        log.info("trabalhador.parou")

    def _esvaziar(self) -> bool:
        """Run at most ``POR_VEZ`` tasks, so that the round is not forgotten. False when the queue is empty."""
        self._fila = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=POR_VEZ,
            worker_id=uuid.uuid4().hex[:16],
            excluded_queue_names=[],
        )
        self._fila.running = not self._parou
        self._fila.run()
        return bool(self._fila._run_tasks >= POR_VEZ)


def trabalhar(intervalo: float) -> None:
    """Work until SIGTERM or SIGINT. ``intervalo`` is the wait in seconds when the queue is empty."""
    trabalhador = Trabalhador(intervalo)
    for sinal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sinal, lambda *_: trabalhador.parar())
    trabalhador.trabalhar()
