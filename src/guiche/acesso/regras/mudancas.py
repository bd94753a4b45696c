"""Changes of a team's rights: what differs, who gains by it, and whether anybody is left who may approve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retrato:
    """Rights of a perfil or of a person at one moment: the codes, and the other fields as people read them."""

    codigos: frozenset[str]
    campos: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CampoMudado:
    """One field that differs, in words; empty when it was, or will be, nothing."""

    rotulo: str
    antes: str
    depois: str


@dataclass(frozen=True, slots=True)
class Diferenca:
    """What a change does: rights gained and lost, sorted by code, and the other fields that differ."""

    ganha: tuple[str, ...]
    perde: tuple[str, ...]
    campos: tuple[CampoMudado, ...]

    @property
    def muda(self) -> bool:
        """Whether anything differs."""
        return bool(self.ganha or self.perde or self.campos)


def comparar(antes: Retrato, depois: Retrato) -> Diferenca:
    """The difference between two moments, fields in the order of the later one."""
    rotulos = [*depois.campos, *(rotulo for rotulo in antes.campos if rotulo not in depois.campos)]
    pares = [(rotulo, antes.campos.get(rotulo, ""), depois.campos.get(rotulo, "")) for rotulo in rotulos]
    return Diferenca(
        ganha=tuple(sorted(depois.codigos - antes.codigos)),
        perde=tuple(sorted(antes.codigos - depois.codigos)),
        campos=tuple(CampoMudado(rotulo, era, sera) for rotulo, era, sera in pares if era != sera),
    )


def ganho_proprio(atuais: Collection[str], antes: Iterable[str], depois: Iterable[str]) -> frozenset[str]:
    """Codes that somebody who holds ``atuais`` would gain if a perfil of theirs went from ``antes`` to ``depois``."""
    return frozenset(depois) - frozenset(antes) - frozenset(atuais)
