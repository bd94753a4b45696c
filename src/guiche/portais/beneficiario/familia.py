"""Whose data a screen shows: the person acted for, or one of the minors who depend on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guiche.cadastro.models import Beneficiario
from guiche.cadastro.selectors import beneficiarios
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.telas import HttpRequestComAtor

MAIORIDADE = 18


@dataclass(frozen=True, slots=True)
class Familia:
    """The visible people and the one chosen. ``e_voce`` when that is who is signed in."""

    todos: tuple[Beneficiario, ...]
    pessoa: Beneficiario
    e_voce: bool

    @property
    def chamado(self) -> str:
        """How a sentence calls the chosen person."""
        return "você" if self.e_voce else self.primeiro_nome

    @property
    def primeiro_nome(self) -> str:
        return self.pessoa.nome_de_uso.split(" ")[0]

    @property
    def rotulos(self) -> list[tuple[Beneficiario, str, bool]]:
        """(person, first name with the age of a child, chosen) for the chips."""
        return [(uma, _rotulo(uma, hoje()), uma.pk == self.pessoa.pk) for uma in self.todos]


def escolher(request: HttpRequestComAtor) -> Familia:
    """The family and who ``?pessoa=`` asks for. Raises Beneficiario.DoesNotExist for anybody not visible."""
    todos = tuple(beneficiarios(request.ator).order_by("nascimento", "pk"))
    propria = request.ator.vinculo.beneficiario_id
    pedida = request.GET.get("pessoa") or str(propria)
    for pessoa in todos:
        if str(pessoa.pk) == pedida:
            return Familia(todos, pessoa, e_voce=pessoa.pk == propria)
    raise Beneficiario.DoesNotExist


def _rotulo(pessoa: Beneficiario, dia: date) -> str:
    nome, idade = pessoa.nome_de_uso.split(" ")[0], pessoa.idade_em(dia)
    return f"{nome}, {idade}" if idade < MAIORIDADE else nome
