"""``guiche senhas vazadas ARQUIVO``: refuse from now on the passwords of this list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guiche.acesso.senhas import carregar_vazadas
from guiche.nucleo.servico import Recusa


class Command(BaseCommand):
    help = "Carrega a lista de senhas vazadas: um SHA-1 por linha, em ordem crescente."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("arquivo", type=Path)

    def handle(self, *args: Any, **opcoes: Any) -> None:
        try:
            quantas = carregar_vazadas(opcoes["arquivo"])
        except (OSError, Recusa) as erro:
            raise CommandError(str(erro)) from erro
        self.stdout.write(f"{quantas} senhas vazadas carregadas: passam a ser recusadas.")
