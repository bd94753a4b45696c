"""For machines that watch the product: health and metrics."""

from __future__ import annotations

import hmac
import ipaddress
import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from guiche.acesso.middleware import endereco
from guiche.nucleo.tarefas import atraso_da_fila
from guiche.portais.componentes.telas import publica

ATRASO_MAXIMO = 300


@publica
@require_GET
def saude(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and the task queue moves; 503 says which does not."""
    try:
        connection.ensure_connection()
        atraso = atraso_da_fila()
    except DatabaseError:
        return JsonResponse({"banco": "fora", "fila": "desconhecida"}, status=503)
    parada = atraso > ATRASO_MAXIMO
    return JsonResponse(
        {"banco": "ok", "fila": "parada" if parada else "ok", "atraso_segundos": round(atraso)},
        status=503 if parada else 200,
    )


@publica
@require_GET
def metricas(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, for this machine or for who carries the key ``GUICHE_METRICAS_CHAVE``.

    With several processes, ``PROMETHEUS_MULTIPROC_DIR`` names the folder where they add up.
    """
    if not (_daqui(request) or _com_chave(request)):
        raise Http404
    registro = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registro = CollectorRegistry()
        MultiProcessCollector(registro)
    return HttpResponse(generate_latest(registro), content_type=CONTENT_TYPE_LATEST)


def _daqui(request: HttpRequest) -> bool:
    """Straight from this machine: what a proxy forwards comes from loopback too, and is not."""
    if settings.GUICHE_PROXIES or "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(endereco(request)).is_loopback
    except ValueError:
        return False


def _com_chave(request: HttpRequest) -> bool:
    chave, enviada = settings.GUICHE_METRICAS_CHAVE, request.headers.get("Authorization", "")
    return bool(chave) and hmac.compare_digest(f"Bearer {chave}", enviada)
