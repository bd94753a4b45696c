"""Small values a screen hands to the tags: a state, a step of a timeline, a field of a filter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Tom = Literal["ok", "info", "alerta", "erro", "neutro", "marca"]

# What each tone says when the screen names no icon (NOTES: "com você" is always alerta, "com a operadora"
# info).
ICONE_DO_TOM: Final[dict[str, str]] = {
    "ok": "ok",
    "info": "ampulheta",
    "alerta": "usuario",
    "erro": "erro",
    "neutro": "pausa",
    "marca": "mensagem",
}
ICONE_DA_NOTA: Final[dict[str, str]] = {
    "ok": "ok",
    "info": "info",
    "alerta": "alerta",
    "erro": "erro",
    "neutro": "info",
    "marca": "info",
}


@dataclass(frozen=True, slots=True)
class Estado:
    """A state as people see it: tone, word, icon. ``icone`` empty means the icon of the tone."""

    tom: Tom
    rotulo: str
    icone: str = ""


@dataclass(frozen=True, slots=True)
class Passo:
    """One step of a timeline. ``futuro`` steps are dashed and have no tone."""

    titulo: str
    texto: str = ""
    quando: date | datetime | None = None
    tom: Tom = "ok"
    icone: str = ""
    futuro: bool = False
    url: str = ""


COM_VOCE: Final = Estado("alerta", "Com você")
COM_A_OPERADORA: Final = Estado("info", "Com a operadora")
