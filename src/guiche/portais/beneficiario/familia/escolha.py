"""Whose data a screen shows: the person acted for, a minor who depends on them, or who lets them see the subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guiche.acesso import assuntos
from guiche.acesso.models import Vinculo
from guiche.acesso.regras.familia import MAIORIDADE
from guiche.cadastro.models import Beneficiario
from guiche.cadastro.selectors.prestadores import beneficiarios
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.telas import HttpRequestComAtor


@dataclass(frozen=True, slots=True)
class Familia:
    """The people visible for the subject of the page, and the one chosen. ``e_voce`` when that is who is signed in."""

    todos: tuple[Beneficiario, ...]
    pessoa: Beneficiario
    e_voce: bool
    ator: Ator

    @property
    def pode_agir(self) -> bool:
        """Whether the reader acts for the chosen person, and does not only see."""
        return self.pessoa.pk in self.ator.beneficiario_ids

    @property
    def ve_extrato(self) -> bool:
        return self.pessoa.pk in self.ator.beneficiarios_em(assuntos.EXTRATO)

    @property
    def ve_documentos(self) -> bool:
        return self.pessoa.pk in self.ator.beneficiarios_em(assuntos.DOCUMENTOS)

    @property
    def ve_protocolos(self) -> bool:
        return self.pessoa.pk in self.ator.beneficiarios_em(assuntos.PROTOCOLOS)

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


def escolher(request: HttpRequestComAtor, assunto: str) -> Familia:
    """The people visible for a subject and who ``?pessoa=`` asks for.

    Raises Beneficiario.DoesNotExist for anybody not visible.
    """
    todos = tuple(beneficiarios(request.ator, assunto).order_by("nascimento", "pk"))
    vinculo = request.ator.vinculo
    proprio = vinculo.tipo == Vinculo.Tipo.PROPRIO
    pedida = request.GET.get("pessoa") or str(vinculo.beneficiario_id)
    for pessoa in todos:
        if str(pessoa.pk) == pedida:
            return Familia(todos, pessoa, proprio and pessoa.pk == vinculo.beneficiario_id, request.ator)
    raise Beneficiario.DoesNotExist


def _rotulo(pessoa: Beneficiario, dia: date) -> str:
    nome, idade = pessoa.nome_de_uso.split(" ")[0], pessoa.idade_em(dia)
    return f"{nome}, {idade}" if idade < MAIORIDADE else nome
