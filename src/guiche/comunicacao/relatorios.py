"""Reports that a person may choose to be told about by e-mail. The module that makes a report declares it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guiche.acesso.models import Portal
from guiche.correio import modelos
from guiche.nucleo.permissoes import Permissao


@dataclass(frozen=True, slots=True)
class Relatorio:
    """A report of one portal, ``modulo.objeto``. ``quando`` says to people when a letter comes.

    The letter names what is ready and leads to the screen, behind the login; it carries no value, no health data and
    no file. Only who holds ``permissao`` gets it.
    """

    codigo: str
    rotulo: str
    quando: str
    portal: str
    permissao: Permissao
    carta: modelos.ModeloDeCarta


_relatorios: dict[str, Relatorio] = {}


def declarar(codigo: str, *, rotulo: str, quando: str, portal: Portal, permissao: Permissao) -> Relatorio:
    """Add a report, and its kind of letter, to the catalogue. Raises ValueError on a malformed or repeated code."""
    carta = modelos.declarar(
        f"{codigo}.pronto",
        rotulo=f"{rotulo} pronto",
        assunto=f"{rotulo}: há novidade no portal",
        template="comunicacao/cartas/relatorio",
        motivo=f"você escolheu ser avisado por e-mail: {rotulo.lower()}.",
        assinatura=True,
    )
    _relatorios[codigo] = Relatorio(codigo, rotulo, quando, portal, permissao, carta)
    return _relatorios[codigo]


def relatorio(codigo: str) -> Relatorio | None:
    """The report with this code; None when the product has none, or no longer."""
    return _relatorios.get(codigo)


def do_portal(portal: str) -> tuple[Relatorio, ...]:
    """The reports of one portal, by name."""
    achados = [um for um in _relatorios.values() if um.portal == portal]
    return tuple(sorted(achados, key=lambda um: um.rotulo))


def rotulos(codigos: Iterable[str]) -> str:
    """Names of reports, for people; codes that the product no longer has are left out."""
    return ", ".join(um.rotulo for codigo in codigos if (um := relatorio(codigo)) is not None)
