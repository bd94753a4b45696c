"""Structured logs, one line per fact; JSON in production. No personal data: ids and codes only."""

from __future__ import annotations

import logging.config
import re
from typing import Any

import structlog

# The framework writes the path of what it refuses, and the path of a link is its secret.
_SEGREDO_NO_CAMINHO = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=/|$|\s)")


def sem_segredos(_: Any, __: str, fato: dict[str, Any]) -> dict[str, Any]:
    """Take the secrets of links out of a line."""
    return {nome: _SEGREDO_NO_CAMINHO.sub("…", v) if isinstance(v, str) else v for nome, v in fato.items()}


_COMUNS: list[Any] = [
    sem_segredos,
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configurar(opcoes: dict[str, Any]) -> None:
    """Called by Django with ``settings.LOGGING``: ``nivel`` and ``json``."""
    final: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if opcoes["json"]
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*_COMUNS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "guiche": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": _COMUNS,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        final,
                    ],
                }
            },
            "handlers": {"saida": {"class": "logging.StreamHandler", "formatter": "guiche"}},
            "root": {"handlers": ["saida"], "level": opcoes["nivel"]},
            "loggers": {
                "django.server": {"level": "WARNING"},
                "botocore": {"level": "WARNING"},
                "fido2": {"level": "WARNING"},
                "pikepdf": {"level": "WARNING"},
                "django_tasks": {"level": "WARNING"},
                "django_tasks_db": {"level": "WARNING"},
            },
        }
    )
