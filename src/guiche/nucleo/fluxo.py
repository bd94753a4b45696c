"""State flow as data: what may follow what, under which name. Changing state is :mod:`guiche.nucleo.transicao`."""

from __future__ import annotations

from dataclasses import dataclass


class TransicaoInvalida(Exception):
    """The action does not exist from the current state, or somebody else moved the row first."""


@dataclass(frozen=True, slots=True)
class Transicao:
    """``acao`` takes a row from any state in ``de`` to ``para``; ``rotulo`` is the button's text."""

    acao: str
    de: tuple[str, ...]
    para: str
    rotulo: str


@dataclass(frozen=True, slots=True)
class Fluxo:
    """A machine: screens ask it for buttons, services move rows by it, the manual prints it."""

    nome: str
    inicial: str
    finais: frozenset[str]
    transicoes: tuple[Transicao, ...]

    def transicao(self, acao: str, estado: str) -> Transicao:
        """The transition of this name from this state. Raises TransicaoInvalida."""
        for transicao in self.transicoes:
            if transicao.acao == acao and estado in transicao.de:
                return transicao
        raise TransicaoInvalida(f"{self.nome}: não é possível {acao!r} a partir de {estado!r}.")

    def acoes(self, estado: str) -> tuple[Transicao, ...]:
        """What can be done from a state."""
        return tuple(t for t in self.transicoes if estado in t.de)

    def mermaid(self) -> str:
        """The diagram of the flow, for the manual."""
        linhas = ["stateDiagram-v2", f"  [*] --> {self.inicial}"]
        linhas += [f"  {de} --> {t.para}: {t.rotulo}" for t in self.transicoes for de in t.de]
        linhas += [f"  {final} --> [*]" for final in sorted(self.finais)]
        return "\n".join(linhas)
