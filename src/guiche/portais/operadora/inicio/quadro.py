"""Shapes of the home page: the tickets of what waits for the person, by deadline and then by money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.urls import reverse

from guiche.faturamento.models import Contestacao, Guia
from guiche.faturamento.regras import estados
from guiche.pagamento.selectors import PagamentosAVencer
from guiche.portais.componentes import formatos

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Espera:
    """One kind of work waiting: how many rows, how many due by today, the first deadline, the reais."""

    quantidade: int = 0
    vencem: int = 0
    primeiro: date | None = None
    valor: Decimal = ZERO


NADA = Espera()


@dataclass(frozen=True, slots=True)
class Ficha:
    """One ticket: until when, what to do, its context and the reais that depend on it."""

    prazo: date
    detalhe: str
    titulo: str
    texto: str
    valor: Decimal
    url: str
    rotulo: str
    vencida: bool

    @property
    def tom(self) -> str:
        return "erro" if self.vencida else "alerta"


def medir(achados: QuerySet[Any], prazo: str, valor: str, dia: date) -> Espera:
    """Count and sum a queue by its deadline and money fields, in one query."""
    medida = achados.order_by().aggregate(
        quantidade=Count("pk"),
        vencem=Count("pk", filter=Q(**{f"{prazo}__lte": dia})),
        primeiro=Min(prazo),
        valor=Sum(valor),
    )
    return Espera(**{**medida, "valor": medida["valor"] or ZERO})


def somar(grupos: Iterable[PagamentosAVencer], dia: date) -> Espera:
    """The payments of every day and competência as one queue."""
    todos = sorted(grupos, key=lambda grupo: grupo.data_prevista)
    return Espera(
        quantidade=sum(grupo.quantidade for grupo in todos),
        vencem=sum(grupo.quantidade for grupo in todos if grupo.data_prevista <= dia),
        primeiro=todos[0].data_prevista if todos else None,
        valor=sum((grupo.valor for grupo in todos), ZERO),
    )


def fichas_de_contas(guias: Iterable[Guia], dia: date) -> list[Ficha]:
    """Contas to decide."""
    return [
        Ficha(
            prazo=guia.lote.prazo_da_analise,
            detalhe="decidir até",
            titulo=f"Decidir a guia {guia.numero_prestador}",
            texto=f"{guia.lote.prestador} · {formatos.dinheiro(guia.valor_em_risco)} em risco",
            valor=guia.valor_em_risco,
            url=reverse("operadora:conta", args=[guia.pk]),
            rotulo="Analisar",
            vencida=guia.lote.prazo_da_analise <= dia,
        )
        for guia in guias
    ]


def fichas_de_casos(casos: Iterable[Contestacao], dia: date) -> list[Ficha]:
    """Attendances not recognised, to be answered. The items must be named already."""
    return [
        Ficha(
            prazo=caso.protocolo.prazo,
            detalhe="responder até",
            titulo=f"Apurar atendimento não reconhecido: {caso.item.descricao}",
            texto=f"{caso.item.guia.lote.prestador}, {formatos.data(caso.item.data)} · "
            f"{formatos.dinheiro(caso.item.valor_informado)}",
            valor=caso.item.valor_informado,
            url=reverse("operadora:contestacao", args=[caso.pk]),
            rotulo="Apurar",
            vencida=caso.protocolo.prazo <= dia,
        )
        for caso in casos
    ]


def fichas_de_lotes(por_fechar: Espera, por_liberar: Espera, dia: date) -> list[Ficha]:
    """Lotes ready to be closed and lotes to release, one ticket each with the first deadline."""
    tipos = (
        (por_fechar, "Fechar", "a análise terminou e falta fechar", "por-fechar"),
        (por_liberar, "Liberar", "fechados, sem liberação para pagamento", estados.ANALISADO),
    )
    return [
        Ficha(
            prazo=espera.primeiro,
            detalhe=f"{verbo.lower()} até",
            titulo=f"{verbo} {formatos.plural(espera.quantidade, 'lote', 'lotes')}",
            texto=f"{formatos.dinheiro(espera.valor)} · {contexto}",
            valor=espera.valor,
            url=f"{reverse('operadora:lotes')}?situacao={situacao}",
            rotulo="Ver lotes",
            vencida=espera.primeiro <= dia,
        )
        for espera, verbo, contexto, situacao in tipos
        if espera.primeiro is not None
    ]


def fichas_de_pagamentos(grupos: Iterable[PagamentosAVencer], dia: date) -> list[Ficha]:
    """Payments to be made, one ticket per day and competência."""
    return [
        Ficha(
            prazo=grupo.data_prevista,
            detalhe="pagar até",
            titulo=f"Pagar {formatos.plural(grupo.quantidade, 'prestador', 'prestadores')}",
            texto=f"{formatos.dinheiro(grupo.valor)} · competência {grupo.competencia.rotulo}",
            valor=grupo.valor,
            url=f"{reverse('operadora:pagamentos')}?situacao=FECHADO&competencia={grupo.competencia.rotulo}",
            rotulo="Ver pagamentos",
            vencida=grupo.data_prevista <= dia,
        )
        for grupo in grupos
    ]


def por_extenso(esperas: Iterable[tuple[Espera, str, str]]) -> str:
    """``50 contas, 1 caso e 3 lotes``: what is not empty, each with its singular and plural."""
    partes = [formatos.plural(e.quantidade, um, varios) for e, um, varios in esperas if e.quantidade]
    return " e ".join([", ".join(partes[:-1]), partes[-1]] if len(partes) > 1 else partes)
