"""Every request gets an id, a duration and one line in the log; personal data stays out."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

log = structlog.get_logger(__name__)
DURACAO = Histogram("guiche_requisicao_segundos", "Duração das requisições", ["metodo", "rota"])
RESPOSTAS = Counter("guiche_respostas_total", "Respostas por situação", ["rota", "situacao"])

METODOS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
Resposta = Callable[[HttpRequest], HttpResponse]


def observar(proxima: Resposta) -> Resposta:
    """Middleware: bind the request id to the log, time the request, count the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        identificador = uuid.uuid4().hex[:16]
        structlog.contextvars.bind_contextvars(requisicao=identificador)
        inicio = time.perf_counter()
        try:
            resposta = proxima(request)
        finally:
            structlog.contextvars.unbind_contextvars("requisicao")
        segundos = time.perf_counter() - inicio
        rota = request.resolver_match.route if request.resolver_match else "desconhecida"
        metodo = request.method if request.method in METODOS else "OUTRO"
        DURACAO.labels(metodo, rota).observe(segundos)
        RESPOSTAS.labels(rota, str(resposta.status_code)).inc()
        resposta["X-Request-ID"] = identificador
        resposta["Server-Timing"] = f"app;dur={segundos * 1000:.1f}"
        if resposta.status_code >= 500:
            log.error("requisicao.falhou", rota=rota, situacao=resposta.status_code, requisicao=identificador)
        return resposta

    return middleware
