"""The beneficiário's statement of use: everything informed to the operadora, even what was not paid.

Source: RN 509/2022 (PIN-SS, componente utilização dos serviços).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from guiche.faturamento import events
from guiche.faturamento.models import Guia, ItemDaGuia
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.extrato import Grupo, LinhaDoExtrato, TotalDoGrupo, totais_por_grupo
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Evento


@dataclass(frozen=True, slots=True)
class Extrato:
    """Statement of one person in a period: lines by group, totals by group and overall (reais)."""

    inicio: date
    fim: date
    grupos: Mapping[Grupo, list[ItemDaGuia]]
    totais: Mapping[Grupo, TotalDoGrupo]

    @property
    def servicos(self) -> int:
        return sum(total.linhas for total in self.totais.values())

    @property
    def informado(self) -> Decimal:
        return sum((total.informado for total in self.totais.values()), Decimal(0))

    @property
    def glosado(self) -> Decimal:
        return sum((total.glosado for total in self.totais.values()), Decimal(0))

    @property
    def pago(self) -> Decimal:
        """What the operadora paid: informed minus glosa minus the person's own share."""
        return sum((total.pago for total in self.totais.values()), self.zero) - self.sua_parte

    @property
    def zero(self) -> Decimal:
        return Decimal("0.00")

    @property
    def sua_parte(self) -> Decimal:
        """Sum of franquias: what the person pays."""
        linhas = (linha for itens in self.grupos.values() for linha in itens)
        return sum((linha.valor_franquia for linha in linhas), Decimal(0))


def itens_do_extrato(ator: Ator) -> QuerySet[ItemDaGuia]:
    """Every line about the people the ator may see, cancelled lotes left out."""
    return (
        ItemDaGuia.objects.filter(beneficiario_id__in=ator.beneficiario_ids)
        .exclude(guia__lote__situacao=estados.CANCELADO)
        .select_related("guia__lote__prestador", "beneficiario")
    )


def extrato(ator: Ator, beneficiario_id: int, inicio: date, fim: date) -> Extrato:
    """Statement of one visible person, both days included; somebody else's is empty."""
    linhas = list(
        itens_do_extrato(ator)
        .filter(beneficiario_id=beneficiario_id, data__gte=inicio, data__lte=fim)
        .prefetch_related("glosas", "contestacoes__protocolo")
        .order_by("data", "pk")
    )
    grupos: dict[Grupo, list[ItemDaGuia]] = {grupo: [] for grupo in Grupo}
    for linha in linhas:
        grupos[Grupo(linha.grupo)].append(linha)
    totais = totais_por_grupo(
        LinhaDoExtrato(Grupo(linha.grupo), linha.valor_informado, linha.valor_glosa) for linha in linhas
    )
    return Extrato(inicio, fim, grupos, totais)


def ultimos(ator: Ator, quantos: int = 5) -> list[ItemDaGuia]:
    """The newest lines about the people the ator may see."""
    return list(itens_do_extrato(ator).order_by("-data", "-pk")[:quantos])


def item_do_extrato(ator: Ator, item_id: int) -> ItemDaGuia:
    """One visible line. Raises ItemDaGuia.DoesNotExist."""
    item: ItemDaGuia = itens_do_extrato(ator).get(pk=item_id)
    return item


def guias_do_extrato(ator: Ator, beneficiario_id: int, inicio: date, fim: date) -> list[Guia]:
    """Attendances (one row a guia) of one visible person in a period, newest first."""
    return list(
        Guia.objects.filter(beneficiario_id=beneficiario_id, data_inicio__lte=fim, data_fim__gte=inicio)
        .filter(beneficiario_id__in=ator.beneficiario_ids)
        .exclude(lote__situacao=estados.CANCELADO)
        .select_related("lote__prestador")
        .annotate(quantidade_itens=Count("itens"))
        .order_by("-data_inicio", "-pk")
    )


def leituras(ator: Ator) -> list[Evento]:
    """Who read the health data of the people the ator may see, newest first (at most 200).

    Source: LGPD art. 18, VII and art. 37 (information on the use of the data).
    """
    guias = Guia.objects.filter(beneficiario_id__in=ator.beneficiario_ids).values("pk")
    return list(
        Evento.objects.filter(
            Q(tipo=events.CONTA_LIDA.codigo, objeto_tipo="faturamento.guia", objeto_id__in=guias)
            | Q(
                tipo=events.EXTRATO_LIDO.codigo,
                objeto_tipo="cadastro.beneficiario",
                objeto_id__in=ator.beneficiario_ids,
            )
        ).order_by("-numero")[:200]
    )
