"""The periodic review as the operadora sees it: its own team, the prestadores that are late, and the quarter's report.

Source: ISO/IEC 27002 control 5.18 (access rights are reviewed at planned intervals).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from guiche.acesso import events
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Perfil, Portal, Vinculo
from guiche.acesso.regras.periodos import confirmar_ate
from guiche.acesso.regras.trimestres import Trimestre
from guiche.acesso.relacoes import DELEGADOS
from guiche.acesso.selectors.equipe import FiltroDeAcessos, acessos
from guiche.cadastro.models import Prestador
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import hoje, meia_noite

VENCIDA, EM_DIA = "vencida", "em-dia"
CONFIRMADO, ENCERRADO, NOVO, SEM_REVISAO = "Confirmado", "Encerrado", "Aberto no trimestre", "Sem revisão"
RESULTADOS: Final = (CONFIRMADO, ENCERRADO, NOVO, SEM_REVISAO)
"""What the review of a quarter came to for one access."""


@dataclass(frozen=True, slots=True)
class FiltroDaRevisao:
    """What a list of the review shows; an empty field filters nothing.

    ``texto``: the person. ``prestador``: name or code. ``situacao``: :data:`VENCIDA` or :data:`EM_DIA`.
    ``atraso``: overdue by at least so many days.
    """

    texto: str = ""
    perfil: Perfil | None = None
    situacao: str = ""
    prestador: str = ""
    atraso: int = 0


def abertos(vinculos: QuerySet[Vinculo], dia: date) -> QuerySet[Vinculo]:
    """Those not ended on a day: a suspended access is reviewed too, since it may be given back."""
    return vinculos.exclude(situacao=Vinculo.Situacao.ENCERRADO).exclude(vigencia_fim__lt=dia)


def com_atraso(vinculos: QuerySet[Vinculo], dias: int, dia: date) -> QuerySet[Vinculo]:
    """The same rows with ``ultima``, the day of the last confirmation (or of the start), and ``atraso``, how long
    the review is overdue on a day (negative: how long until it is due). ``dias`` is the interval between reviews.
    """
    corte = Value(dia - timedelta(days=dias), output_field=DateField())
    com_ultima = vinculos.annotate(ultima=Coalesce("revisado_em", "vigencia_inicio"))
    return com_ultima.annotate(atraso=ExpressionWrapper(corte - F("ultima"), output_field=DurationField()))


def vencidos(vinculos: QuerySet[Vinculo], dias: int, dia: date, pelo_menos: int = 0) -> QuerySet[Vinculo]:
    """Rows of :func:`com_atraso` whose review is due on a day, for so many days at least."""
    return vinculos.filter(Q(ultima__lte=dia - timedelta(days=dias + pelo_menos)))


def esta_a_confirmar(vinculo: Vinculo) -> bool:
    """Whether the review of this open access is due today, whoever gave it."""
    ate = confirmar_ate(vinculo.vigencia_inicio, vinculo.revisado_em, config(AcessoConfig).revisao_dias)
    return vinculo.situacao != Vinculo.Situacao.ENCERRADO and ate is not None and ate <= hoje()


def revisao_da_equipe(ator: Ator, filtro: FiltroDaRevisao | None = None) -> QuerySet[Vinculo]:
    """The open accesses of the operadora's own people, the longest overdue first; none when there is no review."""
    dias, dia, escolha = config(AcessoConfig).revisao_dias, hoje(), filtro or FiltroDaRevisao()
    if not dias:
        return Vinculo.objects.none()
    delas = acessos(ator, FiltroDeAcessos(texto=escolha.texto, perfil=escolha.perfil, portal=Portal.OPERADORA))
    linhas = com_atraso(abertos(delas, dia), dias, dia).order_by(F("ultima"), "usuario__nome", "pk")
    if escolha.situacao == VENCIDA:
        return vencidos(linhas, dias, dia)
    if escolha.situacao == EM_DIA:
        return linhas.filter(Q(ultima__gt=dia - timedelta(days=dias)))
    return linhas


def revisao_dos_prestadores(ator: Ator, filtro: FiltroDaRevisao | None = None) -> QuerySet[Vinculo]:
    """Accesses that prestadores gave and did not confirm in time, with ``lembrado_em``: when it was last asked for.

    Who has units sees the prestadores of those; none when there is no review.
    """
    dias, dia, escolha = config(AcessoConfig).revisao_dias, hoje(), filtro or FiltroDaRevisao()
    if not dias:
        return Vinculo.objects.none()
    dados = acessos(ator, FiltroDeAcessos(texto=escolha.texto, portal=Portal.PRESTADOR)).filter(tipo__in=DELEGADOS)
    linhas = vencidos(com_atraso(abertos(dados, dia), dias, dia), dias, dia, escolha.atraso)
    if escolha.prestador:
        nome = Q(prestador__nome_fantasia__parece=escolha.prestador)
        linhas = linhas.filter(nome | Q(prestador__codigo=escolha.prestador.strip()))
    pedidos = Evento.objects.filter(
        objeto_tipo=Prestador._meta.label_lower,
        objeto_id=OuterRef("prestador_id"),
        tipo__in=[events.REVISAO_ABERTA.codigo, events.REVISAO_COBRADA.codigo],
    )
    ultimo = Subquery(pedidos.order_by("-numero").values("criado_em")[:1])
    return linhas.annotate(lembrado_em=ultimo).order_by("prestador__nome_fantasia", F("ultima"), "pk")


def contas_dos_prestadores(ator: Ator) -> tuple[int, int]:
    """How many accesses of :func:`revisao_dos_prestadores` there are, and of how many prestadores."""
    contas = revisao_dos_prestadores(ator).aggregate(n=Count("pk"), quantos=Count("prestador_id", distinct=True))
    return contas["n"], contas["quantos"]


def revisao_do_trimestre(ator: Ator, trimestre: Trimestre, portal: str = "", resultado: str = "") -> QuerySet[Vinculo]:
    """Every access of the team, and of those that prestadores gave, open at some time in a quarter, with what the
    events of the quarter say: ``revisto_quando``, ``revisto_por``, ``revisto_papeis``, ``saiu_quando``,
    ``saiu_por`` and ``resultado``, one of :data:`RESULTADOS`.
    """
    todos = acessos(ator, FiltroDeAcessos(portal=portal))
    reveem = Q(portal=Portal.OPERADORA) | Q(portal=Portal.PRESTADOR, tipo__in=DELEGADOS)
    linhas = todos.filter(reveem, vigencia_inicio__lte=trimestre.fim).exclude(vigencia_fim__lt=trimestre.inicio)
    fatos = Evento.objects.filter(
        objeto_tipo=Vinculo._meta.label_lower,
        objeto_id=OuterRef("pk"),
        criado_em__gte=meia_noite(trimestre.inicio),
        criado_em__lt=meia_noite(trimestre.seguinte.inicio),
    ).order_by("-numero")
    revistos = fatos.filter(tipo=events.ACESSOS_REVISTOS.codigo)
    saidas = fatos.filter(tipo=events.VINCULO_SITUACAO.codigo, fato__acao="encerrar")
    # What ended with its last day is closed by the task of the day after, which may be of the next quarter.
    no_ultimo_dia = Q(situacao=Vinculo.Situacao.ENCERRADO, vigencia_fim__lte=trimestre.fim)
    linhas = linhas.annotate(
        revisto_quando=Subquery(revistos.values("criado_em")[:1]),
        revisto_por=Subquery(revistos.values("quem")[:1]),
        revisto_papeis=Subquery(revistos.annotate(dito=KT("fato__papeis")).values("dito")[:1]),
        saiu_quando=Subquery(saidas.values("criado_em")[:1]),
        saiu_por=Subquery(saidas.values("quem")[:1]),
    ).annotate(
        resultado=Case(
            When(Q(saiu_quando__isnull=False) | no_ultimo_dia, then=Value(ENCERRADO)),
            When(revisto_quando__isnull=False, then=Value(CONFIRMADO)),
            When(vigencia_inicio__gte=trimestre.inicio, then=Value(NOVO)),
            default=Value(SEM_REVISAO),
            output_field=CharField(),
        )
    )
    return linhas.filter(Q(resultado=resultado)) if resultado else linhas


def contas_do_trimestre(ator: Ator, trimestre: Trimestre) -> dict[str, int]:
    """How many accesses of a quarter came to each of :data:`RESULTADOS`."""
    cada = {f"n{i}": Count("pk", filter=Q(resultado=resultado)) for i, resultado in enumerate(RESULTADOS)}
    achadas = revisao_do_trimestre(ator, trimestre).aggregate(**cada)
    return {resultado: achadas[f"n{i}"] for i, resultado in enumerate(RESULTADOS)}
