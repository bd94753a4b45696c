"""Reading of TISS lotes against its raw limit and a peer, all measured in one run.

Prints lines ``name ratio goal``. The limit is lxml's own parse plus a cached XSD validation of the same
bytes; the peer is ``tiss.validate`` of the PyPI package ``tiss``, called only here, to compare. Run:
``python -m bench.tiss_leitura``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import tiss
from lxml import etree

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import LoteGuias, TipoGuia
from guiche.tiss_xml.recepcao import ler_lote
from guiche.tiss_xml.versoes import Raiz, registro
from tests.tiss_xml.exemplos import V403, cabecalho, guia_sadt

META_SOBRE_O_LIMITE = 4.0
META_SOBRE_O_PAR = 3.0
META_LINEAR = 1.25
RODADAS = 15


def lote_de(guias: int, itens: int = 5) -> bytes:
    """Lote of SP/SADT guias with the given number of items each, no teams."""
    lista = tuple(guia_sadt(n, itens, com_despesa=False, com_equipe=False) for n in range(1, guias + 1))
    return escrever_lote(LoteGuias("1", TipoGuia.SADT, lista), cabecalho(), V403)


def medianas(*funcoes: Callable[[], object], rodadas: int = RODADAS) -> list[float]:
    """Median seconds of each function; the rounds are interleaved so that a busy moment hurts all alike."""
    tempos: list[list[float]] = [[] for _ in funcoes]
    for funcao in funcoes:
        funcao()
    for _ in range(rodadas):
        for lista, funcao in zip(tempos, funcoes, strict=True):
            inicio = time.perf_counter()
            funcao()
            lista.append(time.perf_counter() - inicio)
    return [statistics.median(lista) for lista in tempos]


def principal() -> int:
    """Measure and print; exit status 1 when a goal is missed."""
    dez, cem = lote_de(10), lote_de(100)
    esquema = registro.esquema(V403, Raiz.ARQUIVO)

    def limite() -> bool:
        return esquema.validate(etree.fromstring(cem))

    cru, nosso, nosso_dez = medianas(limite, lambda: ler_lote(cem), lambda: ler_lote(dez))
    (par,) = medianas(lambda: tiss.validate(cem), rodadas=3)
    linhas = [
        ("leitura_sobre_lxml_e_xsd", nosso / cru, META_SOBRE_O_LIMITE, nosso / cru <= META_SOBRE_O_LIMITE),
        ("tiss_validate_sobre_leitura", par / nosso, META_SOBRE_O_PAR, par / nosso >= META_SOBRE_O_PAR),
        (
            "custo_por_guia_100_sobre_10",
            (nosso / 100) / (nosso_dez / 10),
            META_LINEAR,
            (nosso / 100) / (nosso_dez / 10) <= META_LINEAR,
        ),
    ]
    for nome, razao, meta, _ in linhas:
        print(f"{nome} {razao:.2f} {meta:.2f}")
    return 0 if all(ok for *_, ok in linhas) else 1


if __name__ == "__main__":
    sys.exit(principal())
