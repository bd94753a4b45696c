"""``@servico``: the frame of every business verb — right, transaction, then the verb itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction

from guiche.nucleo.ator import Ator
from guiche.nucleo.permissoes import Permissao, exigir

P = ParamSpec("P")
R = TypeVar("R")
Verbo = Callable[Concatenate[Ator, P], R]


class Recusa(Exception):
    """A business refusal the person can act on. ``campo`` names the field it stands at, if any."""

    def __init__(self, mensagem: str, campo: str = "", codigo: str = "") -> None:
        super().__init__(mensagem)
        self.mensagem = mensagem
        self.campo = campo
        self.codigo = codigo


def servico(permissao: Permissao) -> Callable[[Verbo[P, R]], Verbo[P, R]]:
    """Make a function with the ator first a verb: it requires the right and runs in one transaction."""

    def decorar(funcao: Verbo[P, R]) -> Verbo[P, R]:
        @wraps(funcao)
        def verbo(ator: Ator, /, *args: P.args, **kwargs: P.kwargs) -> R:
            exigir(ator, permissao)
            with transaction.atomic():
                return funcao(ator, *args, **kwargs)

        verbo.permissao = permissao  # type: ignore[attr-defined]
        return verbo

    return decorar
