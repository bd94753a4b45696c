"""Payments as the screens and answers need them; the ator narrows every read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import ContratoDoPrestador, Prestador
from guiche.faturamento.models import Lote
from guiche.faturamento.regras import estados
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.models import vigente_em
from guiche.nucleo.relogio import calendario
from guiche.pagamento.models import Pagamento

DIA_PADRAO = 10


@dataclass(frozen=True, slots=True)
class CompetenciaAberta:
    """A month with released lotes not yet in a payment: how many prestadores, lotes and reais."""

    competencia: Competencia
    prestadores: int
    lotes: int
    valor: Decimal


@dataclass(frozen=True, slots=True)
class PagamentosAVencer:
    """Closed and unpaid payments of one competência foreseen for one day: how many and how many reais."""

    data_prevista: date
    competencia: Competencia
    quantidade: int
    valor: Decimal


@dataclass(frozen=True, slots=True)
class PreviaDePagamento:
    """What closing a competência would pay to one prestador, and what is missing for it (``excecao``)."""

    prestador: Prestador
    lotes: int
    valor_informado: Decimal
    valor_glosa: Decimal
    valor_liberado: Decimal
    data_prevista: date
    excecao: str = ""


@dataclass(frozen=True, slots=True)
class SomaDePagamentos:
    """How many payments of a list, and their reais."""

    quantidade: int
    informado: Decimal
    glosa: Decimal
    liquido: Decimal


def pagamentos(ator: Ator) -> QuerySet[Pagamento]:
    """Payments the ator may see: all, or those of their units, for the operadora; own for a prestador; none for
    others.
    """
    todos = Pagamento.objects.filter(do_alcance(ator, "prestador")).select_related("prestador", "operadora")
    if ator.portal in {"operadora", "sistema"}:
        return todos
    return todos.filter(prestador_id=ator.prestador_atual) if ator.portal == "prestador" else todos.none()


def a_vencer(ator: Ator) -> list[PagamentosAVencer]:
    """Visible payments closed and not yet made, summed by due date and competência, first due first."""
    linhas = (
        pagamentos(ator)
        .filter(situacao=Pagamento.Situacao.FECHADO)
        .values("data_prevista", "competencia")
        .annotate(quantidade=Count("pk"), valor=Sum("valor_liquido"))
        .order_by("data_prevista", "competencia")
    )
    return [PagamentosAVencer(**linha) for linha in linhas]


def pagamento_completo(ator: Ator, pagamento_id: int) -> Pagamento:
    """One visible payment with its lotes, guias and ledger. Raises Pagamento.DoesNotExist."""
    pagamento: Pagamento = pagamentos(ator).prefetch_related("lotes__lote__guias", "lancamentos").get(pk=pagamento_id)
    return pagamento


def a_receber(ator: Ator) -> Pagamento | None:
    """The next payment the prestador acted for will receive, or None."""
    return pagamentos(ator).filter(pago_em__isnull=True).order_by("data_prevista", "pk").first()


def pagamento_do_lote(ator: Ator, lote: Lote) -> Pagamento | None:
    """The visible payment that holds a lote, or None."""
    return pagamentos(ator).filter(lotes__lote=lote).first()


def pagamento_com_lotes(ator: Ator, pagamento_id: int) -> Pagamento:
    """One visible payment with its lotes and ledger, without the guias. Raises Pagamento.DoesNotExist."""
    pagamento: Pagamento = pagamentos(ator).prefetch_related("lotes__lote", "lancamentos").get(pk=pagamento_id)
    return pagamento


def buscar_pagamentos(
    ator: Ator,
    *,
    texto: str = "",
    codigo: str = "",
    nome: str = "",
    competencia: Competencia | None = None,
    pagamento: date | None = None,
    valor: Decimal | None = None,
    situacao: str = "",
    de: date | None = None,
    ate: date | None = None,
) -> QuerySet[Pagamento]:
    """Visible payments by each column of the list: number, name, month, date (foreseen or made), net value.

    ``texto`` is either the number or the name; ``de`` and ``ate`` bound the day the money leaves: the day it
    was paid, else the day foreseen.
    """
    achados = pagamentos(ator)
    if texto:
        achados = achados.filter(Q(numero__startswith=texto) | _do_nome(texto))
    if codigo:
        achados = achados.filter(numero__startswith=codigo)
    if nome:
        achados = achados.filter(_do_nome(nome))
    if competencia is not None:
        achados = achados.filter(competencia=competencia)
    if pagamento is not None:
        achados = achados.filter(Q(data_prevista=pagamento) | Q(pago_em=pagamento))
    if valor is not None:
        achados = achados.filter(valor_liquido=valor)
    if de is not None:
        achados = achados.filter(Q(pago_em__gte=de) | Q(pago_em__isnull=True, data_prevista__gte=de))
    if ate is not None:
        achados = achados.filter(Q(pago_em__lte=ate) | Q(pago_em__isnull=True, data_prevista__lte=ate))
    return achados.filter(situacao=situacao) if situacao else achados


def somar_pagamentos(achados: QuerySet[Pagamento]) -> SomaDePagamentos:
    """Count and money of a list already narrowed, in one query."""
    soma = achados.order_by().aggregate(
        quantidade=Count("pk"),
        informado=Sum("valor_informado"),
        glosa=Sum("valor_glosa"),
        liquido=Sum("valor_liquido"),
    )
    dinheiro = {nome: soma[nome] or Decimal("0.00") for nome in ("informado", "glosa", "liquido")}
    return SomaDePagamentos(quantidade=soma["quantidade"], **dinheiro)


def lotes_a_pagar(competencia: Competencia) -> QuerySet[Lote]:
    """Released lotes up to a competência that no payment holds yet (late releases go with the next one)."""
    return Lote.objects.filter(
        situacao=estados.LIBERADO_PARA_PAGAMENTO,
        competencia__lte=competencia,
        pagamento_do_lote__isnull=True,
    )


def competencias_abertas(ator: Ator) -> list[CompetenciaAberta]:
    """Months with something to close within the ator's reach, oldest first."""
    linhas = (
        Lote.objects.filter(do_alcance(ator, "prestador"))
        .filter(situacao=estados.LIBERADO_PARA_PAGAMENTO, pagamento_do_lote__isnull=True)
        .values("competencia")
        .annotate(prestadores=Count("prestador", distinct=True), lotes=Count("pk"), valor=Sum("valor_liberado"))
        .order_by("competencia")
    )
    return [CompetenciaAberta(**linha) for linha in linhas]


def previa(ator: Ator, competencia: Competencia) -> list[PreviaDePagamento]:
    """What closing would pay within the ator's reach, exceptions first, then by value."""
    somas = (
        lotes_a_pagar(competencia)
        .filter(do_alcance(ator, "prestador"))
        .values("prestador")
        .annotate(
            quantidade=Count("pk"),
            informado=Sum("valor_informado"),
            glosa=Sum("valor_glosa"),
            liberado=Sum("valor_liberado"),
        )
    )
    por_id = {linha["prestador"]: linha for linha in somas}
    dias = _dias_de_pagamento(list(por_id), competencia)
    previas = [
        PreviaDePagamento(
            prestador=prestador,
            lotes=por_id[prestador.pk]["quantidade"],
            valor_informado=por_id[prestador.pk]["informado"],
            valor_glosa=por_id[prestador.pk]["glosa"],
            valor_liberado=por_id[prestador.pk]["liberado"],
            data_prevista=data_de_pagamento(competencia, dias.get(prestador.pk, DIA_PADRAO)),
            excecao="" if prestador.conta else "Sem conta bancária no cadastro",
        )
        for prestador in Prestador.objects.filter(pk__in=por_id)
    ]
    return sorted(previas, key=lambda p: (not p.excecao, -p.valor_liberado, p.prestador.pk))


def data_de_pagamento(competencia: Competencia, dia: int) -> date:
    """The contract's day of the next month, or the first business day after it."""
    seguinte = competencia.proxima
    data = seguinte.primeiro_dia.replace(day=min(dia, seguinte.ultimo_dia.day))
    return calendario().du_incl(data, 1)


def _do_nome(nome: str) -> Q:
    return Q(prestador__nome_fantasia__parece=nome) | Q(prestador__razao_social__parece=nome)


def _dias_de_pagamento(prestadores: list[int], competencia: Competencia) -> dict[int, int]:
    contratos = ContratoDoPrestador.objects.filter(vigente_em(competencia.ultimo_dia), prestador_id__in=prestadores)
    return dict(contratos.values_list("prestador_id", "dia_do_pagamento"))
