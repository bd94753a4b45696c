"""The terminologies a world needs: the whole demo extract, or only the codes of our own selection; and its streets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from guiche.nucleo.texto import para_busca
from guiche.projeto.cenario.procedimentos import Procedimento, medicos, odontologicos
from guiche.terminologia.arquivo_ceps import partes_de_ceps
from guiche.terminologia.carregar import carregar_ceps, carregar_essencial
from guiche.terminologia.models import Carga, Termo
from guiche.terminologia.regras.ceps import LinhaDeCep

_DESDE = date(2010, 1, 1)
CEPS = Path(__file__).parent / "dados" / "ceps.csv"
"""Streets nobody lives in, at numbers of the right state: the table of CEP that an operator would have."""


def carregar_demonstracao() -> None:
    """Domains, table 38, CADOP, the demo extract of TUSS with every code the demo world charges, and its CEPs."""
    carregar_essencial(codigos=[p.codigo for p in (*medicos(), *odontologicos())])
    carregar_ceps(CEPS)


@cache
def enderecos() -> tuple[LinhaDeCep, ...]:
    """Every address of the demo's table of CEP."""
    return tuple(linha for parte in partes_de_ceps(CEPS) for linha in parte.linhas() if isinstance(linha, LinhaDeCep))


def carregar_minimo(procedimentos: Iterable[Procedimento]) -> None:
    """Only the terms of these procedures, in force since 2010: enough for the rules, in a few statements."""
    carga = Carga.objects.create(fonte="cenário", arquivo="cenário", sha256="0" * 64, recorte="minimo")
    Termo.objects.bulk_create(
        Termo(
            tabela=p.tabela,
            codigo=p.codigo,
            termo=p.descricao,
            vigencia_inicio=_DESDE,
            busca=para_busca(p.descricao),
            carga=carga,
        )
        for p in procedimentos
    )
