"""``terminologia_carregar [ARQUIVO] [--tabelas 18,22] [--essencial]``: load terminologies with progress."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guiche.terminologia import carregar
from guiche.terminologia.arquivo_ans import ArquivoInvalido
from guiche.terminologia.models import Carga
from guiche.terminologia.regras.vigencia import TABELAS_TUSS
from guiche.terminologia.xlsx_leitura import PlanilhaInvalida


class Command(BaseCommand):
    help = "Carrega a TUSS e os domínios TISS (do ZIP da ANS ou do que vem com o produto) e a tabela de CEP (CSV)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("arquivo", nargs="?", type=Path, help="ZIP de terminologias da ANS, ou CSV de CEP")
        parser.add_argument("--tabelas", default="", help="só estas tabelas, por exemplo 18,22")
        parser.add_argument("--essencial", action="store_true", help="só o que a demonstração usa")

    def handle(self, *args: Any, **opcoes: Any) -> None:
        arquivo: Path | None = opcoes["arquivo"]
        tabelas = tuple(t.strip() for t in opcoes["tabelas"].split(",") if t.strip())
        if any(not (t.isdigit() and len(t) == 2) for t in tabelas):
            raise CommandError("Informe as tabelas com dois dígitos, separadas por vírgula: --tabelas 18,22.")
        if arquivo is not None and not arquivo.is_file():
            raise CommandError(f"Arquivo não encontrado: {arquivo}")
        if arquivo is not None and arquivo.suffix.lower() == ".csv" and tabelas:
            raise CommandError("--tabelas vale para o ZIP da ANS; a tabela de CEP entra inteira.")
        comeco = time.monotonic()
        try:
            carga = self._carregar(arquivo, tabelas, opcoes["essencial"], comeco)
        except (ArquivoInvalido, PlanilhaInvalida, carregar.CargaEmUso) as erro:
            raise CommandError(str(erro)) from None
        self.stdout.write(
            f"{carga}: {_numero(carga.feitos)} linhas, {_numero(carga.recusadas)} recusadas, "
            f"{time.monotonic() - comeco:.1f} s."
        )
        if carga.recusadas:
            self.stdout.write(carga.erro)

    def _carregar(self, arquivo: Path | None, tabelas: tuple[str, ...], essencial: bool, comeco: float) -> Carga:
        inicial: list[int] = []

        def avisar(carga: Carga) -> None:
            if not inicial:
                inicial.append(max(0, carga.feitos - carregar.FATIA))
            ritmo = (carga.feitos - inicial[0]) / max(time.monotonic() - comeco, 0.001)
            restam = max(0, carga.total - carga.feitos) / max(ritmo, 1)
            self.stdout.write(
                f"{_numero(carga.feitos)} de {_numero(carga.total)} linhas, restam cerca de {_tempo(restam)}"
            )

        if arquivo is not None and arquivo.suffix.lower() == ".csv":
            return carregar.carregar_ceps(arquivo, avisar)
        if arquivo is not None:
            return carregar.carregar_ans(arquivo, avisar, tabelas)
        if essencial:
            return carregar.carregar_essencial(avisar)
        carregar.carregar_dominios()
        return carregar.carregar_pacote(avisar, tabelas or TABELAS_TUSS)


def _numero(valor: int) -> str:
    return f"{valor:,}".replace(",", ".")


def _tempo(segundos: float) -> str:
    minutos, resto = divmod(round(segundos), 60)
    return f"{minutos} min {resto} s" if minutos else f"{resto} s"
