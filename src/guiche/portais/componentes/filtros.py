"""Template filters: values as Brazilians read them. Each gives an empty text for a value that is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from guiche.nucleo import identificadores
from guiche.nucleo.competencia import Competencia
from guiche.portais.componentes import formatos


def dinheiro(quantia: Decimal | int | None) -> str:
    """``R$ 1.234,56``; nothing for ``None``."""
    return "" if quantia is None or quantia == "" else formatos.dinheiro(quantia)


def valor(quantia: Decimal | int | None) -> str:
    """``1.234,56``; nothing for ``None``."""
    return "" if quantia is None or quantia == "" else formatos.valor(quantia)


def numero(n: Decimal | int | None, casas: int = 0) -> str:
    """``1.234``, or with places: ``{{ x|numero:2 }}``."""
    return "" if n is None or n == "" else formatos.numero(n, casas)


def data(momento: date | datetime | None) -> str:
    """``dd/mm/aaaa``."""
    return formatos.data(momento) if momento else ""


def data_curta(momento: date | datetime | None) -> str:
    """``dd/mm``."""
    return formatos.data_curta(momento) if momento else ""


def data_hora(momento: datetime | None) -> str:
    """``dd/mm/aaaa HHhMM``."""
    return formatos.data_hora(momento) if momento else ""


def hora(momento: datetime | None) -> str:
    """``HHhMM``."""
    return formatos.hora(momento) if momento else ""


def dia_da_semana(momento: date | datetime | None) -> str:
    """``sexta``."""
    return formatos.dia_da_semana(momento) if momento else ""


def data_por_extenso(momento: date | datetime | None) -> str:
    """``23 de novembro de 2026``."""
    return formatos.data_por_extenso(momento) if momento else ""


def cpf(texto: str | None) -> str:
    """``529.982.247-25``."""
    return identificadores.formatar_cpf(texto) if texto else ""


def cpf_mascarado(texto: str | None) -> str:
    """``***.982.247-**``: where the person only has to be recognised."""
    return identificadores.mascarar_cpf(texto) if texto else ""


def cnpj(texto: str | None) -> str:
    """``12.ABC.345/01DE-35``."""
    return identificadores.formatar_cnpj(texto) if texto else ""


def documento(texto: str | None) -> str:
    """CPF or CNPJ, by size."""
    return identificadores.formatar_documento(texto) if texto else ""


def registro_ans(texto: str | None) -> str:
    """``41.234-5``-like mask of the operadora's registration."""
    return identificadores.formatar_registro_ans(texto) if texto else ""


def telefone(texto: str | None) -> str:
    """``(67) 99999-8888``."""
    return identificadores.formatar_telefone(texto) if texto else ""


def cep(texto: str | None) -> str:
    """``79002-000``."""
    return identificadores.formatar_cep(texto) if texto else ""


def competencia(valor: Competencia | str | date | None) -> str:
    """``11/2026``."""
    return Competencia.de(valor).rotulo if valor else ""


def dias_uteis_texto(n: int | None) -> str:
    """``hoje``, ``1 dia útil``, ``4 dias úteis``, ``venceu há 2 dias úteis``."""
    return "" if n is None else formatos.dias_uteis(n)


def plural_pt(n: int, formas: str) -> str:
    """``{{ n|plural_pt:"guia,guias" }}`` → ``1 guia``, ``1.234 guias``."""
    singular, plural = formas.split(",")
    return formatos.plural(n, singular.strip(), plural.strip())


def iniciais(nome: str | None) -> str:
    """``RL`` for the round sign of a person."""
    return formatos.iniciais(nome or "")


def primeiro_nome(nome: str | None) -> str:
    """The first word of a name."""
    return (nome or "").split(" ")[0]


def tamanho_do_arquivo(octetos: int | None) -> str:
    """``3,4 MB``."""
    return "" if octetos is None else formatos.tamanho(octetos)


def em_grupos(texto: str | None, n: int = 4) -> str:
    """A long number in groups for reading aloud: ``0417 3300 8812 0015``."""
    limpo = texto or ""
    return formatos.NBSP.join(limpo[i : i + n] for i in range(0, len(limpo), n))


FILTROS: Final[dict[str, Callable[..., Any]]] = {
    f.__name__: f
    for f in (
        dinheiro,
        valor,
        numero,
        data,
        data_curta,
        data_hora,
        hora,
        dia_da_semana,
        data_por_extenso,
        cpf,
        cpf_mascarado,
        cnpj,
        documento,
        registro_ans,
        telefone,
        cep,
        competencia,
        dias_uteis_texto,
        plural_pt,
        iniciais,
        primeiro_nome,
        tamanho_do_arquivo,
        em_grupos,
    )
}
