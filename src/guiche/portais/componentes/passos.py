"""First steps in a portal: what is still to be done, from the real state, and what the portal offers.

Each portal registers its own steps and cards; those of the account are everybody's. The block stands on the home
page until the person puts it away, and always at its own page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from guiche.acesso.pessoa import Pessoa
from guiche.acesso.selectors.inicio import FatosDaConta, fatos_da_conta
from guiche.nucleo.ator import Ator
from guiche.nucleo.permissoes import Permissao

Feito = Callable[[Ator, FatosDaConta], bool]
CHAVE: Final = "primeiros_passos"


@dataclass(frozen=True, slots=True)
class Passo:
    """One thing to do once. ``rota`` is where; ``feito`` looks at the state, at the cost of one statement at most."""

    titulo: str
    texto: str
    rota: str
    feito: Feito
    permissao: Permissao | None = None


@dataclass(frozen=True, slots=True)
class Cartao:
    """One thing the portal offers. ``na_mesa``: only where there is a keyboard."""

    titulo: str
    texto: str
    rota: str
    icone: str
    permissao: Permissao | None = None
    na_mesa: bool = False
    paleta: bool = False

    @property
    def url(self) -> str:
        """Address of the screen."""
        return reverse(self.rota)


@dataclass(frozen=True, slots=True)
class PassoVisto:
    """A step as a person sees it."""

    titulo: str
    texto: str
    url: str
    feito: bool


@dataclass(frozen=True, slots=True)
class PrimeirosPassos:
    """Steps and cards of one person in one portal."""

    passos: list[PassoVisto]
    cartoes: list[Cartao]

    @property
    def feitos(self) -> int:
        """How many steps are done."""
        return sum(passo.feito for passo in self.passos)

    @property
    def faltam(self) -> int:
        """How many steps are still to be done."""
        return len(self.passos) - self.feitos


_passos: dict[str, list[Passo]] = {}
_cartoes: dict[str, list[Cartao]] = {}


def registrar(portal: str, *novos: Passo | Cartao) -> None:
    """Add steps and cards to a portal, in the order in which they stand; an empty portal is every one."""
    for novo in novos:
        if isinstance(novo, Passo):
            _passos.setdefault(portal, []).append(novo)
        else:
            _cartoes.setdefault(portal, []).append(novo)


def primeiros_passos(pessoa: Pessoa, ator: Ator) -> PrimeirosPassos:
    """Every step and card of the portal that this ator may follow."""
    fatos = fatos_da_conta(pessoa)
    passos = [
        PassoVisto(passo.titulo, passo.texto, reverse(passo.rota), passo.feito(ator, fatos))
        for passo in [*_passos.get("", []), *_passos.get(ator.portal, [])]
        if passo.permissao is None or ator.pode(passo.permissao)
    ]
    cartoes = [
        cartao
        for cartao in [*_cartoes.get(ator.portal, []), *_cartoes.get("", [])]
        if cartao.permissao is None or ator.pode(cartao.permissao)
    ]
    return PrimeirosPassos(passos, cartoes)


def no_inicio(pessoa: Pessoa, ator: Ator, preferencias: Mapping[str, int]) -> PrimeirosPassos | None:
    """The block of the home page, or None when the person put it away: then it costs nothing."""
    return None if preferencias.get(chave_de(ator)) else primeiros_passos(pessoa, ator)


def chave_de(ator: Ator) -> str:
    """Name of the preference that puts the block away, one for each portal."""
    return f"{CHAVE}.{ator.portal}"
