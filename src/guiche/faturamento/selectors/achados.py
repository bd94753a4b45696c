"""The findings of a dry run as typed rows: what ``Conferencia.resultado`` keeps as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from guiche.faturamento.models import Conferencia
from guiche.nucleo.decimais import D


@dataclass(frozen=True, slots=True)
class LinhaDaCausa:
    """One place of the file where a cause strikes; ``linha`` is the line of the XML, ``valor`` reais at risk."""

    guia: str
    item: int | None
    linha: int | None
    codigo: str
    descricao: str
    mensagem: str
    valor: Decimal


@dataclass(frozen=True, slots=True)
class CausaConferida:
    """Everything with one cause: reais at risk, what it touches, why, how to resolve it and on which rule."""

    regra: str
    titulo: str
    codigo: str
    valor: Decimal
    itens: int
    guias: int
    mensagem: str
    como_resolver: str
    base_legal: str
    resolve_em: str
    alerta: bool
    linhas: tuple[LinhaDaCausa, ...]


@dataclass(frozen=True, slots=True)
class GuiaConferida:
    """One guia of the file: reais charged and at risk. ``posicao`` is its place in the lote, from 1."""

    posicao: int
    numero: str
    carteira: str
    data: date | None
    itens: int
    valor: Decimal
    em_risco: Decimal
    achados: int


@dataclass(frozen=True, slots=True)
class Defeito:
    """Why a file can't be sent, in plain words, and where: field and line of the XML."""

    codigo: str
    mensagem: str
    campo: str
    linha: int | None
    erros: tuple[str, ...]

    @property
    def caminho(self) -> tuple[str, ...]:
        """The path of the field in the message, step by step."""
        return tuple(self.campo.strip("/").split("/")) if self.campo else ()


def causas(conferencia: Conferencia) -> list[CausaConferida]:
    """Causes from the dearest to the cheapest, alerts last."""
    return [
        CausaConferida(
            **{**causa, "valor": D(causa["valor"]), "linhas": tuple(_linha(linha) for linha in causa["linhas"])}
        )
        for causa in conferencia.resultado.get("causas", [])
    ]


def guias_conferidas(conferencia: Conferencia, *, texto: str = "", situacao: str = "") -> list[GuiaConferida]:
    """Guias of the file whose number or card has the text; ``situacao``: com-achado, sem-achado or all."""
    todas = [
        GuiaConferida(
            posicao=posicao,
            numero=guia["numero"],
            carteira=guia["carteira"],
            data=date.fromisoformat(guia["data"]) if guia["data"] else None,
            itens=guia["itens"],
            valor=D(str(guia["valor"])),
            em_risco=D(str(guia["em_risco"])),
            achados=guia["achados"],
        )
        for posicao, guia in enumerate(conferencia.resultado.get("guias", []), start=1)
    ]
    return [
        guia
        for guia in todas
        if (not texto or texto.lower() in guia.numero.lower() or texto in guia.carteira)
        and (not situacao or (guia.achados > 0) is (situacao == "com-achado"))
    ]


def defeito(conferencia: Conferencia) -> Defeito | None:
    """What refuses the file, or None when it can be sent."""
    guardado: Mapping[str, Any] | None = conferencia.resultado.get("defeito")
    if guardado is None:
        return None
    return Defeito(
        codigo=guardado["codigo"] or "",
        mensagem=guardado["mensagem"],
        campo=guardado.get("campo") or "",
        linha=guardado.get("linha"),
        erros=tuple(guardado.get("erros", ())),
    )


def _linha(linha: Mapping[str, Any]) -> LinhaDaCausa:
    return LinhaDaCausa(**{**linha, "guia": linha["guia"] or "", "valor": D(str(linha["valor"]))})
