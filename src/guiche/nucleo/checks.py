"""System checks that keep the tenancy whole: a model nobody placed, or a Meta that forgot its base, fails."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from guiche.nucleo.models import ModeloDaOperadora, ModeloGlobal


@register()
def conferir_inquilinato(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every model of the product is global or owned, and owned ones keep the filtered base manager."""
    erros: list[CheckMessage] = []
    for model in apps.get_models():
        if not model.__module__.startswith("guiche."):
            continue
        if issubclass(model, ModeloDaOperadora):
            if model._meta.base_manager_name != "objects":
                erros.append(Error(f"{model.__name__}.Meta deve herdar de ModeloDaOperadora.Meta", id="guiche.E001"))
        elif not issubclass(model, ModeloGlobal):
            erros.append(Error(f"{model.__name__} não é global nem de uma operadora", id="guiche.E002"))
    return erros
