"""Database field of a competência."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from guiche.nucleo.competencia import Competencia


class CompetenciaField(models.CharField):
    """Competência stored as ``2026-11``, so that text order is time order."""

    _pyi_private_set_type: Competencia | str  # type: ignore[assignment]
    _pyi_private_get_type: Competencia  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 7
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Competencia | None:
        return None if not value else Competencia.de(value)

    def to_python(self, value: Any) -> Competencia | None:
        if value in (None, ""):
            return None
        try:
            return Competencia.de(value)
        except ValueError as erro:
            raise ValidationError(str(erro)) from erro

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return str(Competencia.de(value))
