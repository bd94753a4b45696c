"""What the browser has done so far in a registration: kept in the session of the server, never a password."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest

from guiche.acesso.registros import Provado

CHAVE = "obter_acesso"


class Andamento:
    """The steps of one registration at one operadora and audience; another one starts from nothing."""

    def __init__(self, request: HttpRequest, onde: str) -> None:
        self._sessao = request.session
        guardado = request.session.get(CHAVE, {})
        self._dados: dict[str, Any] = guardado if guardado.get("onde") == onde else {"onde": onde}

    @property
    def documento(self) -> dict[str, str]:
        """The fields of the first step; empty before it."""
        return dict(self._dados.get("documento", {}))

    @property
    def provado(self) -> Provado | None:
        """What the proof showed; None before it."""
        guardado = self._dados.get("provado")
        return Provado(**guardado) if guardado else None

    @property
    def registro(self) -> dict[str, str]:
        """What was typed about the person, passwords aside."""
        return dict(self._dados.get("registro", {}))

    @property
    def pendente_id(self) -> int | None:
        """The registration that waits for its e-mail."""
        numero = self._dados.get("pendente")
        return int(numero) if numero else None

    def guardar_documento(self, campos: dict[str, str]) -> None:
        """First step done; another document forgets the proof of the former."""
        if campos != self._dados.get("documento"):
            self._dados.pop("provado", None)
        self._guardar(documento=campos)

    def guardar_prova(self, provado: Provado) -> None:
        """Second step done."""
        self._guardar(provado=asdict(provado))

    def guardar_registro(self, campos: dict[str, str], pendente_id: int | None) -> None:
        """Third step typed; done when there is a registration."""
        self._guardar(registro=campos, pendente=pendente_id)

    def _guardar(self, **novos: Any) -> None:
        self._dados.update(novos)
        self._sessao[CHAVE] = self._dados


def pendente_da_sessao(request: HttpRequest) -> int | None:
    """The registration this browser began, wherever it was."""
    numero = request.session.get(CHAVE, {}).get("pendente")
    return int(numero) if numero else None
