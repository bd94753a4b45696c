"""A lote fully received, checked, priced and saved, against lxml's parse + cached XSD validation, on SQLite.

Prints ``nome razao meta`` lines, all from this run: the 100 × 5 lote ÷ the raw limit, the peer's
``tiss.validate`` ÷ our full reading, cost per guia as the number of guias grows, and the number of SQL
statements per lote.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.infra.ajustes")

import django

django.setup()

import tiss
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone
from lxml import etree

from guiche.cadastro.models import Beneficiario
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.insercao import inserir
from guiche.projeto.cenario.guias import cabecalho, lote, refazer_totais
from guiche.projeto.cenario.registros import Segurado
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia, Item, TipoGuia
from guiche.tiss_xml.recepcao import ler_lote
from guiche.tiss_xml.versoes import Raiz, Versao, registro
from tests.cenario import Mundo, mundo_pequeno

VERSAO = Versao("4.03.00")
REPETICOES = 7


def mediana(ato: Callable[[int], object], repeticoes: int = REPETICOES) -> float:
    """Median seconds of one act, after one warm-up; the act receives the number of the repetition."""
    ato(-1)
    tempos = []
    for vez in range(repeticoes):
        inicio = time.perf_counter()
        ato(vez)
        tempos.append(time.perf_counter() - inicio)
    return statistics.median(tempos)


def pessoas(mundo: Mundo, quantas: int) -> list[Segurado]:
    """Beneficiários enough for every guia of the run to be a different attendance."""
    molde = mundo.cadastro.segurados[0]
    novas = inserir(
        Beneficiario(
            contrato=mundo.contrato,
            carteira=f"9{n:015d}",
            nome=f"Pessoa {n}",
            nascimento=date(1980, 1, 1),
            sexo="3",
            vigencia_inicio=date(2015, 1, 1),
        )
        for n in range(quantas)
    )
    return [replace(molde, id=nova.pk, carteira=nova.carteira, inicio=nova.vigencia_inicio) for nova in novas]


def itens_diferentes(mundo: Mundo, quantos: int) -> tuple[Item, ...]:
    """Exams of the laboratory with different codes, at the contract's price."""
    fabrica = mundo.fabrica()
    achados: dict[str, Item] = {}
    while len(achados) < quantos:
        guia = fabrica.guia(TipoGuia.SADT, mundo.cadastro.vivos["vertice"], mundo.cadastro.segurados[0], mundo.hoje)
        achados |= {item.codigo: item for item in guia.itens}
    return tuple(achados.values())[:quantos]


def guias(mundo: Mundo, segurados: list[Segurado], itens: tuple[Item, ...], primeira: int, quantas: int) -> list[Guia]:
    """SP/SADT guias, each of another person and day than all before."""
    fabrica, prestador, prontas = mundo.fabrica(), mundo.cadastro.vivos["vertice"], []
    for n in range(primeira, primeira + quantas):
        dia = mundo.hoje - timedelta(days=1 + n // len(segurados))
        modelo = fabrica.guia(TipoGuia.SADT, prestador, segurados[n % len(segurados)], dia)
        linhas = tuple(replace(item, sequencial=k, data=dia) for k, item in enumerate(itens, start=1))
        prontas.append(refazer_totais(replace(modelo, numero_prestador=f"B{n:08d}", itens=linhas)))
    return prontas


class Fonte:
    """Messages with numbers, people and days that nobody used before."""

    def __init__(self, mundo: Mundo) -> None:
        self.mundo, self.numero, self.guia = mundo, 0, 0
        self.segurados, self.itens = pessoas(mundo, 400), itens_diferentes(mundo, 5)

    def xml(self, quantas: int) -> bytes:
        """One lote of SP/SADT with five items a guia."""
        self.numero += 1
        feitas = guias(self.mundo, self.segurados, self.itens, self.guia, quantas)
        self.guia += quantas
        cabeca = cabecalho(
            self.mundo.cadastro.vivos["vertice"],
            self.mundo.operadora.registro_ans,
            "4.03.00",
            str(self.numero),
            timezone.localtime(),
        )
        return escrever_lote(lote(str(self.numero), feitas), cabeca, VERSAO)


def medir(mundo: Mundo) -> None:
    """Print every ratio."""
    ator = mundo.ator("faturista", prestador=mundo.outro_prestador)
    esquema = registro.esquema(VERSAO, Raiz.ARQUIVO)
    fonte = Fonte(mundo)
    exemplo = fonte.xml(100)

    def cru(_: int) -> None:
        assert esquema.validate(etree.fromstring(exemplo))

    def receber(conteudo: bytes) -> None:
        recebimento = receber_lote(ator, conteudo=conteudo, nome="bench.xml", canal="2")
        assert recebimento.lote is not None, recebimento.recusa
        assert recebimento.lote.valor_glosa == 0

    limite = mediana(cru, 30)
    leitura = mediana(lambda _: ler_lote(exemplo), 30)
    lotes = [fonte.xml(100) for _ in range(REPETICOES + 1)]
    recepcao = mediana(lambda vez: receber(lotes[vez]))
    par = mediana(lambda _: tiss.validate(exemplo), 5)
    imprimir("leitura_100x5_sobre_lxml_e_xsd", leitura / limite, "<= 4")
    imprimir("recepcao_completa_100x5_sobre_lxml_e_xsd", recepcao / limite, "<= 20")
    imprimir("tiss_validate_sobre_nossa_leitura", par / leitura, ">= 5")

    base = 0.0
    for quantas in (10, 100, 1_000, 10_000):
        partes = [fonte.xml(min(quantas, 100)) for _ in range(max(1, quantas // 100))]
        inicio = time.perf_counter()
        for parte in partes:
            receber(parte)
        por_guia = (time.perf_counter() - inicio) / quantas
        base = base or por_guia
        imprimir(f"custo_por_guia_{quantas}_sobre_10", por_guia / base, "<= 1,2")

    contagens = []
    for quantas in (10, 100):
        conteudo = fonte.xml(quantas)
        with CaptureQueriesContext(connection) as sql:
            receber(conteudo)
        contagens.append(len(sql))
    imprimir("consultas_sql_100_guias_sobre_10", contagens[1] / contagens[0], "<= 1,3")
    print(
        f"# consultas por lote: {contagens[0]} com 10 guias, {contagens[1]} com 100; "
        f"recepção 100x5: {recepcao * 1000:.0f} ms; leitura: {leitura * 1000:.1f} ms; limite: {limite * 1000:.1f} ms"
    )


def imprimir(nome: str, razao: float, meta: str) -> None:
    """One line of result."""
    print(f"{nome} {razao:.2f} {meta}", flush=True)


if __name__ == "__main__":
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, serialize=False)
    mundo = mundo_pequeno()
    with escopo(mundo.operadora):
        medir(mundo)
    connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
