"""Shapes of the home page: the tickets of the work list and the stages of the panel of lotes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from guiche.faturamento.models import Conferencia
from guiche.faturamento.selectors.do_prestador import COM_GLOSA, GRUPOS, LoteComGlosa
from guiche.faturamento.selectors.lotes import Quadro
from guiche.nucleo.calendario import Calendario
from guiche.portais.componentes import formatos
from guiche.portais.prestador.prazos import Entrega

ZERO = Decimal("0.00")
_PERTO = 5


@dataclass(frozen=True, slots=True)
class Ficha:
    """One ticket: until when, what to do, its context and the reais that depend on it."""

    prazo: date
    canhoto: str
    detalhe: str
    tom: str
    titulo: str
    texto: str
    valor: Decimal
    url: str
    rotulo: str


@dataclass(frozen=True, slots=True)
class Etapa:
    """One stage of the panel: how many lotes, how much and with whom; ``tom`` marks what is with the prestador."""

    rotulo: str
    quantidade: int
    valor: Decimal
    nota: str
    url: str
    tom: str = ""


def fichas_de_conferencias(
    prontas: Iterable[Conferencia], dia: date, entrega: Entrega, calendario: Calendario
) -> list[Ficha]:
    """Checked files to send until the contract's day of the month."""
    return [
        Ficha(
            prazo=entrega.prazo,
            titulo=f"Enviar o lote {pronta.numero_lote} da competência {entrega.competencia.rotulo}",
            texto=f"{formatos.plural(pronta.quantidade_guias, 'guia', 'guias')}, "
            f"{formatos.dinheiro(pronta.valor_informado)} · "
            + (
                f"{formatos.dinheiro(pronta.valor_em_risco)} em risco se for como está"
                if pronta.valor_em_risco
                else "nada em risco"
            ),
            valor=pronta.valor_em_risco,
            url=reverse("prestador:conferencia", args=[pronta.pk]),
            rotulo="Ver conferência",
            **_canhoto(entrega.prazo, dia, calendario),
        )
        for pronta in prontas
    ]


def fichas_de_glosas(glosados: Iterable[LoteComGlosa], dia: date, calendario: Calendario) -> list[Ficha]:
    """Lotes with glosa to look at while they may still be contested."""
    return [
        Ficha(
            prazo=glosado.prazo,
            titulo=f"Conferir as glosas do lote {glosado.lote.numero}",
            texto=f"Competência {glosado.lote.competencia.rotulo} · "
            f"{formatos.dinheiro(glosado.lote.valor_glosa)} glosados de "
            f"{formatos.dinheiro(glosado.lote.valor_informado)}",
            valor=glosado.lote.valor_glosa,
            url=reverse("prestador:lote", args=[glosado.lote.pk]) + "?situacao=" + COM_GLOSA,
            rotulo="Ver glosas",
            **_canhoto(glosado.prazo, dia, calendario),
        )
        for glosado in glosados
    ]


def etapas(quadros: Sequence[Quadro], prontas: Sequence[Conferencia], glosados: Sequence[LoteComGlosa]) -> list[Etapa]:
    """Stages of the lotes, in the order money travels."""
    lista = reverse("prestador:lotes")
    return [
        Etapa(
            "Para enviar",
            len(prontas),
            sum((pronta.valor_informado for pronta in prontas), ZERO),
            "com você",
            reverse("prestador:conferencias"),
            "alerta" if prontas else "",
        ),
        _etapa("Recebidos", "recebidos", quadros, "com a operadora", lista),
        _etapa("Em análise", "em-analise", quadros, "com a operadora", lista),
        Etapa(
            "Com glosa",
            len(glosados),
            sum((glosado.lote.valor_glosa for glosado in glosados), ZERO),
            "com você",
            f"{lista}?situacao={COM_GLOSA}",
            "alerta" if glosados else "",
        ),
        _etapa("A pagar", "a-pagar", quadros, "com a operadora", lista),
        _etapa("Pagos", "pagos", quadros, "em 90 dias", lista),
    ]


def _etapa(rotulo: str, grupo: str, quadros: Sequence[Quadro], nota: str, lista: str) -> Etapa:
    do_grupo = [quadro for quadro in quadros if quadro.situacao in GRUPOS[grupo]]
    return Etapa(
        rotulo,
        sum(quadro.quantidade for quadro in do_grupo),
        sum((quadro.valor for quadro in do_grupo), ZERO),
        nota,
        f"{lista}?situacao={grupo}",
    )


def _canhoto(prazo: date, dia: date, calendario: Calendario) -> dict[str, str]:
    if prazo == dia:
        return {"canhoto": "Hoje", "detalhe": "até 23h59", "tom": "erro"}
    faltam = calendario.dias_uteis_entre(dia, prazo)
    return {
        "canhoto": formatos.data_curta(prazo),
        "detalhe": formatos.dias_uteis(faltam),
        "tom": "alerta" if faltam <= _PERTO else "neutro",
    }
