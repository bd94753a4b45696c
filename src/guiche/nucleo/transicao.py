"""Change of state: compare-and-set UPDATE plus the event, together or not at all."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction

from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.fluxo import Fluxo, TransicaoInvalida

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def transitar(
    objeto: M,
    fluxo: Fluxo,
    acao: str,
    ator: Ator,
    evento: eventos.TipoEvento,
    *,
    gravar: dict[str, Any] | None = None,
    fato: dict[str, Any] | None = None,
    campo: str = "situacao",
) -> M:
    """Move a row by one named action of its flow, writing ``gravar`` with it and registering ``evento``.

    Raises TransicaoInvalida when the flow has no such action from the row's state, or when another
    transaction moved the row meanwhile; nothing is written then.
    """
    de = getattr(objeto, campo)
    transicao = fluxo.transicao(acao, de)
    valores = {**(gravar or {}), campo: transicao.para}
    mudadas = type(objeto)._default_manager.filter(pk=objeto.pk, **{campo: de}).update(**valores)
    if mudadas != 1:
        raise TransicaoInvalida(f"{fluxo.nome}: outra pessoa já mudou esta situação. Recarregue a página.")
    for nome, valor in valores.items():
        setattr(objeto, nome, valor)
    eventos.registrar(evento, objeto, ator, {"acao": acao, "de": de, "para": transicao.para, **(fato or {})})
    return objeto
