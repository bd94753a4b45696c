"""A change of options in words: the labels of the form and values as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guiche.nucleo.models import Evento
from guiche.portais.componentes import formatos
from guiche.portais.componentes.formularios import CampoDinheiro
from guiche.portais.componentes.tabelas import texto
from guiche.portais.operadora.administracao.forms import FaturamentoForm


@dataclass(frozen=True, slots=True)
class Mudanca:
    """The event of one change and its lines: label of the option, value before, value after."""

    evento: Evento
    linhas: list[tuple[str, str, str]]


def em_palavras(evento: Evento) -> Mudanca:
    """Read ``nucleo.configuracao.mudada``; an option the form no longer has keeps its own name."""
    linhas = []
    for nome, (antes, depois) in evento.fato["mudancas"].items():
        campo = FaturamentoForm.base_fields.get(nome)
        em_reais = isinstance(campo, CampoDinheiro)
        linhas.append((str(campo.label) if campo else nome, _lido(antes, em_reais), _lido(depois, em_reais)))
    return Mudanca(evento, linhas)


def _lido(valor: Any, em_reais: bool) -> str:
    if em_reais:
        return formatos.dinheiro(Decimal(valor))
    return ", ".join(valor) if isinstance(valor, (list, tuple)) else texto(valor)
