"""Money: exact, in reais with two decimals; stored as integer centavos so that sums stay exact on SQLite."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Col, Combinable

from guiche.nucleo.decimais import ZERO, D, arredondar

__all__ = ["ZERO", "D", "ValorField", "arredondar"]

_CENTAVOS = Decimal(100)
_MAIOR = Decimal(10) ** 15
"""Reais: what a table of TISS values (10 digits) can add up to, and the column (19 digits of centavos) can hold."""


class ValorField(models.BigIntegerField):
    """A value in reais (``Decimal``, 2 places) kept as integer centavos.

    Python and forms see reais; the database, and so every SUM, sees integers. A value with more than
    two decimals is refused: rounding is the rule's job, not the column's. Raises ValidationError.
    """

    description = "Valor em reais"
    _pyi_private_set_type: Decimal | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]
    _pyi_lookup_exact_type: Decimal | int  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", ZERO)
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list[Any]:
        return []

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, Decimal) and not isinstance(expression, Col):
            value = int(value)
        return Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            valor = D(value)
        except (ValueError, TypeError) as erro:
            raise ValidationError("Informe um valor em reais, como 1234,56.") from erro
        if abs(valor) > _MAIOR:
            raise ValidationError("O valor é grande demais.")
        if valor != arredondar(valor):
            raise ValidationError("Use no máximo duas casas decimais.")
        return valor

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        valor = self.to_python(value)
        return None if valor is None else int(valor * _CENTAVOS)

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return forms.DecimalField(**{"max_digits": 12, "decimal_places": 2, "label": self.verbose_name, **kwargs})
