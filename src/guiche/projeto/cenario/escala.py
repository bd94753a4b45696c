"""A big world for benchmarks: any number of beneficiários and about twice as many items.

Everything is written in slices, each in its own transaction; memory holds one slice and a bounded sample of
people, whatever the size. The files of the lotes are kept gzipped, as the reception accepts them.

Measured on two shared cores, SQLite: a million beneficiários and 2,000,302 items in 42 minutes (18 of processor),
1.4 GB of disk; 40,000 beneficiários and 80,000 items alone on the machine: 7,500 people and 2,700 items a second.
"""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from guiche.faturamento.models import Lote
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.relogio import hoje
from guiche.projeto.cenario import Saida, acessos
from guiche.projeto.cenario.cadastro import gravar_cadastro, gravar_operadora
from guiche.projeto.cenario.construcao import SEMENTE, Parte, exigir_vazio, passo
from guiche.projeto.cenario.especificacao import OperadoraEspec
from guiche.projeto.cenario.familias import gravar_familias
from guiche.projeto.cenario.gravacao import Elenco, LotePronto, Trilha, gravar_lotes
from guiche.projeto.cenario.historico import Historico, fabrica_de, gravar_pagamentos_de
from guiche.projeto.cenario.medica import AROEIRA
from guiche.projeto.cenario.odonto import CANDEIA
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.recentes import elenco_de
from guiche.projeto.cenario.registros import Cadastro, Segurado
from guiche.projeto.cenario.terminologia import carregar_demonstracao

ITENS_POR_BENEFICIARIO = 2
_PARTE_MEDICA = 0.8
_BENEFICIARIOS_POR_PRESTADOR = 2_500
_GUIAS_POR_LOTE = 70
_AMOSTRA = 50_000
_FATIA_DE_LOTES = 20
_SEGUNDOS_ENTRE_AVISOS = 5.0


@dataclass(slots=True)
class Andamento:
    """Tells done, total, rate and time left, at most once every few seconds."""

    saida: Saida
    titulo: str
    total: int
    feitos: int = 0
    relogio: Callable[[], float] = time.monotonic
    _inicio: float = field(init=False)
    _ultimo: float = field(init=False)

    def __post_init__(self) -> None:
        self._inicio = self._ultimo = self.relogio()

    def somar(self, quantos: int) -> None:
        """Count more work done."""
        self.feitos += quantos
        agora = self.relogio()
        if agora - self._ultimo >= _SEGUNDOS_ENTRE_AVISOS or self.feitos >= self.total:
            self._ultimo = agora
            self.saida(self.texto(agora))

    def texto(self, agora: float) -> str:
        """``Itens: 1.200 de 10.000, 600/s, faltam 15 s``."""
        ritmo = self.feitos / max(agora - self._inicio, 0.001)
        falta = max(0, self.total - self.feitos) / max(ritmo, 0.001)
        espera = f"{falta:.0f} s" if falta < 120 else f"{falta / 60:.0f} min"
        numeros = f"{self.feitos:,} de {self.total:,}, {ritmo:,.0f}/s".replace(",", ".").replace(". ", ", ")
        return f"{self.titulo}: {numeros}, faltam {espera}"


def construir_grande(saida: Saida, beneficiarios: int) -> None:
    """Build a world of about ``beneficiarios`` people and twice as many items in both operadoras."""
    exigir_vazio()
    dia = hoje()
    with passo(saida, "Terminologias"):
        carregar_demonstracao()
    gente, cifrada = Gente(random.Random(SEMENTE)), make_password(acessos.SENHA)  # noqa: S311
    partes: list[Parte] = []
    for espec, parte in ((AROEIRA, _PARTE_MEDICA), (CANDEIA, 1 - _PARTE_MEDICA)):
        quantos = round(beneficiarios * parte)
        ampliada = _com_mais_prestadores(espec, quantos // _BENEFICIARIOS_POR_PRESTADOR)
        partes.append(_construir_operadora(saida, ampliada, gente, dia, quantos, cifrada))
    acessos.escrever(Path(settings.VAR) / "demo", settings.GUICHE_ENDERECO, partes)


def _com_mais_prestadores(espec: OperadoraEspec, quantos: int) -> OperadoraEspec:
    """The plan with as many prestadores as asked, the further ones being copies under other codes."""
    originais = espec.prestadores
    copias = tuple(
        replace(
            plano,
            chave=f"{plano.chave}_{volta}",
            nome=f"{plano.nome} {volta}",
            codigo=f"{plano.codigo}{volta:03d}",
            corpo_clinico=(),
        )
        for volta in range(2, quantos // len(originais) + 2)
        for plano in originais
    )
    return replace(espec, prestadores=(*originais, *copias)[: max(quantos, len(originais))])


def _construir_operadora(
    saida: Saida, espec: OperadoraEspec, gente: Gente, dia: date, quantos: int, cifrada: str
) -> Parte:
    with transaction.atomic():
        operadora = gravar_operadora(espec, gente)
    with escopo(operadora):
        with transaction.atomic():
            nomeados = len(espec.familiares)
            cadastro = gravar_cadastro(espec, operadora, gente, dia, beneficiarios=nomeados)
            pessoas = acessos.gravar_acessos(cadastro, gente, dia, cifrada)
            credenciais = acessos.emitir_credenciais(cadastro)
        amostra = _gravar_beneficiarios(saida, espec, cadastro, gente, dia, quantos - nomeados)
        cadastro = replace(cadastro, segurados=[*cadastro.segurados, *amostra])
        elenco = elenco_de(Ator.sistema(operadora, "comando"), pessoas)
        _gravar_itens(saida, cadastro, elenco, gente.acaso, dia, quantos * ITENS_POR_BENEFICIARIO)
        return acessos.descrever(cadastro, pessoas, credenciais, dia)


def _gravar_beneficiarios(
    saida: Saida, espec: OperadoraEspec, cadastro: Cadastro, gente: Gente, dia: date, quantos: int
) -> list[Segurado]:
    """Create the people slice by slice and keep a sample of them, drawn evenly."""
    andamento = Andamento(saida, f"{espec.nome}, beneficiários", quantos)
    passo_da_amostra = max(1, quantos // _AMOSTRA)
    amostra: list[Segurado] = []
    fatias = gravar_familias(espec, cadastro.produtos, gente, dia, quantos)
    while True:
        with transaction.atomic():
            fatia = next(fatias, None)
        if fatia is None:
            return amostra
        amostra += fatia[::passo_da_amostra]
        andamento.somar(len(fatia))


def _gravar_itens(
    saida: Saida, cadastro: Cadastro, elenco: Elenco, acaso: random.Random, dia: date, quantos: int
) -> None:
    andamento = Andamento(saida, f"{cadastro.especificacao.nome}, itens", quantos)
    historico = Historico(cadastro, fabrica_de(cadastro, acaso), acaso, dia, guias_por_lote=_GUIAS_POR_LOTE)
    trilha, gravados = Trilha(), list[Lote]()
    for fatia in _fatias(historico, andamento):
        with transaction.atomic():
            novos = gravar_lotes(fatia, elenco, trilha)
            trilha.gravar()
        gravados += novos
        andamento.somar(sum(lote.quantidade_itens for lote in novos))
    with transaction.atomic():
        gravar_pagamentos_de(historico, gravados, elenco, trilha)
        trilha.gravar()


def _fatias(historico: Historico, andamento: Andamento) -> Iterator[list[LotePronto]]:
    """Slices of lotes until the items asked for are there; the year is gone over as often as it takes."""
    fatia: list[LotePronto] = []
    prontos = 0
    while prontos < andamento.total:
        for pronto in historico.lotes():
            prontos += sum(len(itens) for itens in pronto.valores)
            fatia.append(replace(pronto, conteudo=gzip.compress(pronto.conteudo, 1, mtime=0)))
            if len(fatia) == _FATIA_DE_LOTES or prontos >= andamento.total:
                yield fatia
                fatia = []
            if prontos >= andamento.total:
                return
