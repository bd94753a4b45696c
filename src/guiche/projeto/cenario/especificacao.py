"""The shape of the plan of an operadora of the demo world: what ``medica`` and ``odonto`` fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from guiche.projeto.cenario.procedimentos import Procedimento
from guiche.tiss_xml.mensagens import TipoGuia

SIGLAS_UF: Mapping[str, str] = {"31": "MG", "35": "SP"}
"""IBGE number (TISS table 59) → two letters, for the states of the demo world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProdutoEspec:
    """A product; ``carencias`` gives (hours, days) per group."""

    chave: str
    registro_ans: str
    nome: str
    segmentacao: str
    acomodacao: str
    abrangencia: str
    contratacao: str
    carencias: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrestadorEspec:
    """A prestador: who it is, which guias it sends and what kinds of procedure it performs.

    ``guias`` weighs the types of its lotes; ``ajuste`` is the percentage over the price table;
    ``dia_do_pagamento`` 31 stands for the last day of the month.
    """

    chave: str
    nome: str
    codigo: str
    tipo: str
    categoria: str
    familias: tuple[str, ...]
    guias: Mapping[TipoGuia, int]
    razao_social: str = ""
    profissional: str = ""
    sexo: str = "3"
    conselho: str = "06"
    cbos: str = "225125"
    pessoa_fisica: bool = False
    alfanumerico: bool = False
    ajuste: Decimal = Decimal("0.00")
    dia_do_pagamento: int = 10
    corpo_clinico: tuple[str, ...] = ()
    movimento: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PessoaEspec:
    """Somebody with a login: ``vinculos`` are (portal, perfil, key of the prestador or of the person)."""

    papel: str
    login: str
    nome: str
    vinculos: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamiliarEspec:
    """A named beneficiário. ``dias_de_plano`` counts back from today; ``idade`` in completed years."""

    chave: str
    nome: str
    parentesco: str
    sexo: str
    idade: int
    dias_de_plano: int
    titular: str = ""
    produto: str = ""
    dias_para_vencer: int | None = None
    dias_desde_o_fim: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperadoraEspec:
    """Everything fixed about an operadora; people in quantity come from the random source.

    ``unidades`` (code, name) take its prestadores in turn.
    """

    chave: str
    registro_ans: str
    razao_social: str
    nome: str
    cor: str
    logotipo: str
    odontologica: bool
    prefixo_da_carteira: str
    telefone: str
    site: str
    tabela: str
    edicao: str
    procedimentos: tuple[Procedimento, ...]
    produtos: tuple[ProdutoEspec, ...]
    prestadores: tuple[PrestadorEspec, ...]
    familiares: tuple[FamiliarEspec, ...]
    pessoas: tuple[PessoaEspec, ...]
    empresas: tuple[str, ...]
    valor_us: Decimal | None = None
    unidades: tuple[tuple[str, str], ...] = ()
