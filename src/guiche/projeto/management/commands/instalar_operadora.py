"""``guiche instalar_operadora``: the first operadora of an installation and who administers it."""

from __future__ import annotations

import os
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guiche.acesso.instalacao import Administrador, NovaOperadora, instalar_operadora
from guiche.nucleo.servico import Recusa

VARIAVEL_DA_SENHA = "GUICHE_SENHA_INICIAL"


class Command(BaseCommand):
    """Asks for the password, or takes it from ``GUICHE_SENHA_INICIAL``; never as an argument."""

    help = "Instala uma operadora e cria a pessoa que administra os acessos dela."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--registro", required=True, help="registro na ANS, 6 dígitos")
        parser.add_argument("--razao-social", required=True)
        parser.add_argument("--nome", required=True, help="nome fantasia, mostrado em todas as páginas")
        parser.add_argument("--cnpj", required=True)
        parser.add_argument("--login", required=True, help="usuário da pessoa que administra")
        parser.add_argument("--pessoa", required=True, help="nome dela")
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **opcoes: Any) -> None:
        senha = os.environ.get(VARIAVEL_DA_SENHA) or getpass("Senha inicial: ")
        try:
            operadora = instalar_operadora(
                NovaOperadora(opcoes["registro"], opcoes["razao_social"], opcoes["nome"], opcoes["cnpj"]),
                Administrador(opcoes["login"], opcoes["pessoa"], opcoes["email"], senha),
            )
        except Recusa as recusa:
            raise CommandError(recusa.mensagem) from recusa
        self.stdout.write(f"{operadora.nome_fantasia} instalada. Entre com o usuário {opcoes['login']}.")
