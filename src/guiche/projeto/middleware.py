"""Every request gets an id, a duration and one line in the log; personal data stays out. Files leave in parts."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from guiche.projeto.transmissao import transmitir

log = structlog.get_logger(__name__)
DURACAO = Histogram("guiche_requisicao_segundos", "Duração das requisições", ["metodo", "rota"])
RESPOSTAS = Counter("guiche_respostas_total", "Respostas por situação e culpa", ["rota", "situacao", "culpa"])

CLIENTE = "cliente"
METODOS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
Resposta = Callable[[HttpRequest], HttpResponse]


def observar(proxima: Resposta) -> Resposta:
    """Middleware: bind the request id to the log, time the request, count the answer.

    A 5xx that the view marked ``do_cliente`` (a SOAP Fault for what the client sent) is a warning with its own
    ``culpa`` in the metrics, so that alarms on errors ring only for what somebody here must repair.
    """

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
        culpa = culpa_da_resposta(resposta)
        RESPOSTAS.labels(rota, str(resposta.status_code), culpa).inc()
        transmitir(request, resposta)
        resposta["X-Request-ID"] = identificador
        resposta["Server-Timing"] = f"app;dur={segundos * 1000:.1f}"
        if resposta.status_code >= 500:
            registro = {"rota": rota, "situacao": resposta.status_code, "requisicao": identificador}
            if culpa == CLIENTE:
                # Django would log every 5xx as an error of its own right after this middleware.
                resposta._has_been_logged = True  # type: ignore[attr-defined]
                log.warning("requisicao.recusada", culpa=culpa, **registro)
            else:
                log.error("requisicao.falhou", culpa=culpa, **registro)
        return resposta

    return middleware


def culpa_da_resposta(resposta: HttpResponse) -> str:
    """Whose an unsuccessful answer is, ``cliente`` or ``servidor``; ``nenhuma`` below 400."""
    if resposta.status_code < 400:
        return "nenhuma"
    return CLIENTE if resposta.status_code < 500 or getattr(resposta, "do_cliente", False) else "servidor"
