"""The beneficiário's statement of use: everything informed to the operadora, even what was not paid.

Source: RN 509/2022 (PIN-SS, componente utilização dos serviços).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from guiche.faturamento.models import ItemDaGuia
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.extrato import Grupo, LinhaDoExtrato, TotalDoGrupo, totais_por_grupo
from guiche.nucleo.ator import Ator


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
        return sum((total.pago for total in self.totais.values()), Decimal(0))

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
