"""The cards of "Minha conta": one line for each part of the account, in the order in which they stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Cartao:
    """One part of the account. ``rota`` is the name of its screen."""

    titulo: str
    texto: str
    rota: str
    icone: str

    @property
    def url(self) -> str:
        """Address of the screen."""
        return reverse(self.rota)


CARTOES: tuple[Cartao, ...] = ()
