"""Who may open which file: the owner's module registers a door; without a door nobody enters."""

from __future__ import annotations

from collections.abc import Callable

from guiche.documentos.models import Arquivo
from guiche.nucleo.ator import Ator

Porta = Callable[[Ator, int], bool]
_portas: dict[str, Porta] = {}


def registrar_porta(objeto_tipo: str, porta: Porta) -> None:
    """``porta(ator, objeto_id)`` says whether the ator sees the row that owns the file (``app.model``).

    Raises ValueError when the kind has a door already: a second one could only widen the first.
    """
    if objeto_tipo in _portas:
        raise ValueError(f"Já existe uma porta para {objeto_tipo}.")
    _portas[objeto_tipo] = porta


def pode_abrir(ator: Ator, arquivo: Arquivo) -> bool:
    """Whether the ator sees the owner of the file. False when its module registered no door."""
    porta = _portas.get(arquivo.objeto_tipo)
    return porta is not None and porta(ator, arquivo.objeto_id)
