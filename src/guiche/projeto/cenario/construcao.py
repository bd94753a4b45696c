"""Puts the demo world together, operadora by operadora, in one transaction."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import hoje
from guiche.nucleo.tarefas import drenar
from guiche.projeto.cenario import MundoExistente, Saida, acessos, lotes_exemplo
from guiche.projeto.cenario.cadastro import gravar_cadastro, gravar_operadora
from guiche.projeto.cenario.equipe import gravar_equipe
from guiche.projeto.cenario.especificacao import OperadoraEspec
from guiche.projeto.cenario.familia import gravar_familia
from guiche.projeto.cenario.historico import Historico, fabrica_de, gravar_historico
from guiche.projeto.cenario.informativos import gravar_informativos
from guiche.projeto.cenario.medica import AROEIRA
from guiche.projeto.cenario.mudancas import gravar_mudancas
from guiche.projeto.cenario.odonto import CANDEIA
from guiche.projeto.cenario.pedidos import gravar_pedidos
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.recentes import (
    contestar,
    deixar_sem_conta,
    elenco_de,
    enviar_recentes,
)
from guiche.projeto.cenario.relacionamentos import gravar_relacionamentos
from guiche.projeto.cenario.terminologia import carregar_demonstracao
from guiche.projeto.cenario.termos import publicar_e_aceitar

SEMENTE = 2026
BENEFICIARIOS = {"aroeira": 2_300, "candeia": 700}

Parte = dict[str, list[dict[str, Any]]]


def construir_demonstracao(saida: Saida) -> None:
    """Build both operadoras: a year of history, the newest lotes by the real reception, the samples."""
    exigir_vazio()
    pasta, dia = Path(settings.VAR) / "demo", hoje()
    partes: list[Parte] = []
    exemplos: list[tuple[str, list[lotes_exemplo.Exemplo]]] = []
    with transaction.atomic():
        with passo(saida, "Terminologias: domínios, glosas, CADOP e TUSS"):
            carregar_demonstracao()
        gente, cifrada = Gente(random.Random(SEMENTE)), make_password(acessos.SENHA)  # noqa: S311
        for espec in (AROEIRA, CANDEIA):
            parte, lotes = _construir_operadora(saida, espec, gente, dia, cifrada)
            partes.append(parte)
            exemplos.append((espec.nome, lotes))
        with passo(saida, "Avisos e filas dos lotes recentes"):
            drenar()
    with passo(saida, "Lotes de exemplo"):
        lotes_exemplo.gravar(pasta / "lotes", exemplos)
    acessos.escrever(pasta, settings.GUICHE_ENDERECO, partes)


def _construir_operadora(
    saida: Saida, espec: OperadoraEspec, gente: Gente, dia: date, cifrada: str
) -> tuple[Parte, list[lotes_exemplo.Exemplo]]:
    operadora = gravar_operadora(espec, gente)
    with escopo(operadora):
        with passo(saida, f"{espec.nome}: cadastro e acessos"):
            cadastro = gravar_cadastro(espec, operadora, gente, dia, beneficiarios=BENEFICIARIOS[espec.chave])
            pessoas = acessos.gravar_acessos(cadastro, gente, dia, cifrada)
            if espec is AROEIRA:
                pessoas += gravar_relacionamentos(cadastro, dia, cifrada)
                pessoas += gravar_equipe(cadastro, pessoas, dia, cifrada)
                pessoas += gravar_familia(cadastro, pessoas, dia, cifrada)
                pessoas += gravar_pedidos(cadastro, pessoas, dia, cifrada)
            credenciais = acessos.emitir_credenciais(cadastro)
        elenco = elenco_de(Ator.sistema(operadora, "comando"), pessoas)
        acaso = gente.acaso
        historico = Historico(cadastro, fabrica_de(cadastro, acaso), acaso, dia)
        with passo(saida, f"{espec.nome}: doze meses de atendimentos"):
            lotes, itens = gravar_historico(historico, elenco)
            saida(f"  {lotes} lotes, {itens} itens")
        with passo(saida, f"{espec.nome}: lotes recentes pela recepção"):
            enviar_recentes(historico, elenco)
            contestar(pessoas, elenco)
            deixar_sem_conta()
            if espec is AROEIRA:
                gravar_mudancas(pessoas, dia)
                gravar_informativos(pessoas, dia)
        publicar_e_aceitar(operadora)
        oficina = lotes_exemplo.oficina_de(cadastro, dia, acaso)
        return acessos.descrever(cadastro, pessoas, credenciais, dia), list(lotes_exemplo.exemplos(oficina))


def exigir_vazio() -> None:
    """Raise MundoExistente when one of the demo operadoras is already there."""
    registros = [AROEIRA.registro_ans, CANDEIA.registro_ans]
    if Operadora.objects.filter(registro_ans__in=registros).exists():
        raise MundoExistente("O banco já tem um mundo de demonstração. Use `guiche demo --reset` para reconstruir.")


@contextmanager
def passo(saida: Saida, titulo: str) -> Iterator[None]:
    """Tell how long a step took, when it ends."""
    inicio = time.perf_counter()
    yield
    saida(f"{titulo}: {time.perf_counter() - inicio:.1f} s")
