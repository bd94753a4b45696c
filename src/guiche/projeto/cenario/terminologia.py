"""The terminologies a world needs: the whole demo extract, or only the codes of our own selection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guiche.nucleo.texto import para_busca
from guiche.projeto.cenario.procedimentos import Procedimento, medicos, odontologicos
from guiche.terminologia.carregar import carregar_essencial
from guiche.terminologia.models import Carga, Termo

_DESDE = date(2010, 1, 1)


def carregar_demonstracao() -> None:
    """Domains, table 38, CADOP and the demo extract of TUSS, with every code the demo world charges."""
    carregar_essencial(codigos=[p.codigo for p in (*medicos(), *odontologicos())])


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
