"""Reads of the terminologies. Global rows: no scope and no ator, everybody may read them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import BooleanField, Case, Q, Value, When

from guiche.nucleo.models import vigente_em
from guiche.nucleo.texto import para_busca
from guiche.terminologia.models import ItemDominio, MotivoGlosa, OperadoraAns, Termo
from guiche.terminologia.regras.vigencia import TABELAS_TUSS, ResultadoTermo, VersaoDeTermo, julgar

CODIGOS_POR_CONSULTA = 500
MAIOR_CODIGO = 10
_VALIDADE_DA_MEMORIA = 300.0
_CAMPOS_DA_VERSAO = (
    "termo", "vigencia_inicio", "vigencia_fim", "fim_implantacao", "descricao", "fabricante",
    "registro_anvisa",
)  # fmt: skip

Par = tuple[str, str, date]
T = TypeVar("T")


@dataclass(slots=True)
class _Memoria(Generic[T]):
    """A small table kept in the process for five minutes; an empty answer is never kept."""

    ler: Callable[[], dict[str, T]]
    _valor: dict[str, T] | None = None
    _ate: float = 0.0

    def __call__(self) -> dict[str, T]:
        if self._valor is None or time.monotonic() > self._ate:
            self._valor = self.ler() or None
            self._ate = time.monotonic() + _VALIDADE_DA_MEMORIA
        return self._valor or {}

    def esquecer(self) -> None:
        self._valor = None


def termos_vigentes(pares: Iterable[Par]) -> dict[Par, ResultadoTermo]:
    """Judge many (tabela, código, dia of the attendance) at once; every pair asked for has an answer.

    Costs one query per table and 500 codes, whatever the number of pairs.
    """
    pedidos = set(pares)
    versoes = versoes_dos_termos((tabela, codigo) for tabela, codigo, _ in pedidos)
    return {par: julgar(*par, versoes.get(par[:2], ())) for par in pedidos}


def versoes_dos_termos(pares: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[VersaoDeTermo]]:
    """Every stored version, oldest first, of many (tabela, código); codes TUSS does not have are absent.

    Costs one query per table and 500 codes.
    """
    codigos: dict[str, set[str]] = defaultdict(set)
    for tabela, codigo in pares:
        if tabela in TABELAS_TUSS:
            codigos[tabela].add(codigo)
    versoes: dict[tuple[str, str], list[VersaoDeTermo]] = defaultdict(list)
    for tabela, procurados in codigos.items():
        for fatia in _fatias(sorted(procurados)):
            linhas = Termo.objects.filter(tabela=tabela, codigo__in=fatia).order_by("vigencia_inicio")
            for codigo, *campos in linhas.values_list("codigo", *_CAMPOS_DA_VERSAO):
                versoes[tabela, codigo].append(VersaoDeTermo(*campos))
    return dict(versoes)


def termo_vigente(tabela: str, codigo: str, dia: date) -> ResultadoTermo:
    """Judge one code on one day. For more than one, use :func:`termos_vigentes`."""
    return termos_vigentes([(tabela, codigo, dia)])[tabela, codigo, dia]


def buscar_termos(texto: str, dia: date, tabela: str | None = None, limite: int = 20) -> list[ResultadoTermo]:
    """Terms in force on a day, by the beginning of the code or by words of the term, accents ignored.

    Every word must occur, in any order. Codes in order; else terms that begin with the text first, then
    alphabetically. At most ``limite`` answers; an empty text finds nothing.
    """
    procurado = para_busca(texto)
    digitos = procurado.replace(".", "").replace("-", "").replace(" ", "")
    if not procurado:
        return []
    linhas = Termo.objects.filter(vigente_em(dia))
    if tabela is not None:
        linhas = linhas.filter(tabela=tabela)
    if digitos.isdigit():
        # A range uses the index on every database and collation; LIKE does not.
        maximo = digitos.ljust(MAIOR_CODIGO, "9")
        linhas = linhas.filter(codigo__gte=digitos, codigo__lte=maximo).order_by("codigo", "tabela")
    else:
        for palavra in procurado.split():
            linhas = linhas.filter(busca__contains=palavra)
        comeca = Case(
            When(Q(busca__startswith=procurado), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        linhas = linhas.order_by(comeca.desc(), "busca", "codigo")
    return [
        ResultadoTermo(da_tabela, codigo, dia, "vigente", VersaoDeTermo(*campos))
        for da_tabela, codigo, *campos in linhas.values_list("tabela", "codigo", *_CAMPOS_DA_VERSAO)[:limite]
    ]


def rotulo(dominio: str, codigo: str) -> str:
    """Label of a domain value (``rotulo("dm_grauPart", "00")`` → "Cirurgião"); unknown → the code itself."""
    return _dominios().get(dominio, {}).get(codigo, codigo)


def opcoes(dominio: str) -> tuple[tuple[str, str], ...]:
    """(código, rótulo) of a domain in the order of the XSD, for selects; empty when the domain is unknown."""
    return tuple(_dominios().get(dominio, {}).items())


def descricao_glosa(codigo: str) -> str:
    """The text of a message of table 38, current or not; empty when the code does not exist."""
    motivo = _motivos().get(codigo)
    return motivo.descricao if motivo else ""


def motivos_glosa(somente_atuais: bool = True) -> tuple[MotivoGlosa, ...]:
    """Messages of table 38 by code; by default only those ANS still lists."""
    return tuple(motivo for motivo in _motivos().values() if motivo.atual or not somente_atuais)


def operadora_ans(registro: str) -> OperadoraAns | None:
    """The operadora with this ANS registry (six digits) in CADOP, or None."""
    return OperadoraAns.objects.filter(registro_ans=registro).first()


def esquecer() -> None:
    """Forget what this process keeps of domains and table 38; called after a load."""
    _dominios.esquecer()
    _motivos.esquecer()


def _ler_dominios() -> dict[str, dict[str, str]]:
    dominios: dict[str, dict[str, str]] = {}
    itens = ItemDominio.objects.order_by("dominio", "ordem", "codigo")
    for dominio, codigo, texto in itens.values_list("dominio", "codigo", "rotulo"):
        dominios.setdefault(dominio, {})[codigo] = texto
    return dominios


def _ler_motivos() -> dict[str, MotivoGlosa]:
    return {motivo.codigo: motivo for motivo in MotivoGlosa.objects.order_by("codigo")}


_dominios: _Memoria[dict[str, str]] = _Memoria(_ler_dominios)
_motivos: _Memoria[MotivoGlosa] = _Memoria(_ler_motivos)


def _fatias(codigos: list[str]) -> Iterator[list[str]]:
    for inicio in range(0, len(codigos), CODIGOS_POR_CONSULTA):
        yield codigos[inicio : inicio + CODIGOS_POR_CONSULTA]
