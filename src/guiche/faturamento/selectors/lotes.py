"""Lotes, guias and contas as the screens and answers need them; the ator narrows every read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from guiche.cadastro.alcance import do_alcance
from guiche.faturamento.models import Conferencia, Contestacao, Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.nucleo.ator import Ator

EM_ANALISE = (estados.RECEBIDO, estados.EM_ANALISE, estados.AGUARDANDO_INFORMACAO)
DA_OPERADORA = frozenset({"operadora", "sistema"})


@dataclass(frozen=True, slots=True)
class Quadro:
    """One column of the panel of lotes: how many and how much (reais)."""

    situacao: str
    quantidade: int
    valor: Decimal


@dataclass(frozen=True, slots=True)
class GlosaPorMotivo:
    """Money and items of one reason of table 38."""

    codigo: str
    itens: int
    valor: Decimal


def lotes(ator: Ator) -> QuerySet[Lote]:
    """Lotes the ator may see: all, or those of their units, for the operadora; own for a prestador; none for others."""
    todos = Lote.objects.filter(do_alcance(ator, "prestador")).select_related("prestador")
    if ator.portal in DA_OPERADORA:
        return todos
    return todos.filter(prestador_id=ator.prestador_atual) if ator.portal == "prestador" else todos.none()


def conferencias(ator: Ator) -> QuerySet[Conferencia]:
    """Dry runs of the prestador acted for."""
    return Conferencia.objects.filter(prestador_id=ator.prestador_atual).select_related("arquivo", "lote")


def guias(ator: Ator) -> QuerySet[Guia]:
    """Guias of the lotes the ator may see."""
    alcance = do_alcance(ator, "lote__prestador")
    todas = Guia.objects.filter(alcance).select_related("lote__prestador", "beneficiario")
    if ator.portal in DA_OPERADORA:
        return todas
    return todas.filter(lote__prestador_id=ator.prestador_atual) if ator.portal == "prestador" else todas.none()


def itens(ator: Ator) -> QuerySet[ItemDaGuia]:
    """Charged lines of the guias the ator may see."""
    todos = ItemDaGuia.objects.filter(do_alcance(ator, "guia__lote__prestador")).select_related("guia__lote")
    if ator.portal in DA_OPERADORA:
        return todos
    return todos.filter(guia__lote__prestador_id=ator.prestador_atual) if ator.portal == "prestador" else todos.none()


def painel(ator: Ator, desde: date) -> list[Quadro]:
    """Lotes received since a day, by status."""
    linhas = (
        lotes(ator)
        .filter(recebido_em__date__gte=desde)
        .values("situacao")
        .annotate(quantidade=Count("pk"), valor=Sum("valor_informado"))
        .order_by("situacao")
    )
    return [Quadro(linha["situacao"], linha["quantidade"], linha["valor"]) for linha in linhas]


def glosas_por_motivo(ator: Ator, do_lote: Lote | None = None) -> list[GlosaPorMotivo]:
    """Glosas by reason, dearest first, of one lote or of all that the ator may see."""
    filtro = Q(lote=do_lote) if do_lote is not None else Q(lote__in=lotes(ator).values("pk"))
    linhas = (
        Glosa.objects.filter(filtro)
        .values("codigo")
        .annotate(itens=Count("item", distinct=True), valor=Sum("valor"))
        .order_by("-valor")
    )
    return [GlosaPorMotivo(linha["codigo"], linha["itens"], linha["valor"]) for linha in linhas]


def fila_de_contas(ator: Ator) -> QuerySet[Guia]:
    """Contas waiting for a decision, by deadline and then by money at risk."""
    return (
        guias(ator)
        .filter(analise=Guia.Analise.PENDENTE, lote__situacao__in=EM_ANALISE)
        .order_by("lote__prazo_da_analise", "-valor_em_risco", "pk")
    )


def lotes_por_fechar(ator: Ator) -> QuerySet[Lote]:
    """Lotes with every conta decided, ready to be closed."""
    return lotes(ator).filter(situacao__in=EM_ANALISE[:2], pendentes=0).order_by("prazo_da_analise", "pk")


def lotes_por_liberar(ator: Ator) -> QuerySet[Lote]:
    """Closed lotes waiting for release."""
    return lotes(ator).filter(situacao=estados.ANALISADO).order_by("prazo_da_analise", "pk")


def contestacoes(ator: Ator) -> QuerySet[Contestacao]:
    """Cases of attendances not recognised, by deadline, for the operadora; a beneficiário reads ``extrato.casos``."""
    alcance = do_alcance(ator, "item__guia__lote__prestador")
    todas = Contestacao.objects.filter(alcance).select_related(
        "protocolo", "item__guia__lote__prestador", "item__beneficiario"
    )
    return todas.order_by("protocolo__prazo", "pk") if ator.portal in DA_OPERADORA else todas.none()


def lotes_por_protocolo(ator: Ator, protocolos: Iterable[str]) -> list[Lote]:
    """The ator's lotes with these protocols, guias and items included (demonstrativo de análise)."""
    return list(
        lotes(ator)
        .filter(protocolo__in=list(protocolos))
        .prefetch_related("guias__itens__glosas", "guias__beneficiario")
        .order_by("pk")
    )


def conta(ator: Ator, guia_id: int) -> Guia:
    """One visible conta with items and reasons. Raises Guia.DoesNotExist."""
    uma: Guia = (
        guias(ator)
        .select_related("beneficiario__contrato__produto", "lote__arquivo")
        .prefetch_related("itens__glosas")
        .get(pk=guia_id)
    )
    return uma


def seguinte_na_fila(ator: Ator, guia_id: int) -> Guia | None:
    """The next conta waiting for a decision, by deadline and money, other than this one."""
    return fila_de_contas(ator).exclude(pk=guia_id).first()


def lotes_sem_divergencia(ator: Ator) -> QuerySet[Lote]:
    """Lotes that the checks accepted whole: nothing glosado, nothing contested, ready to be closed."""
    return lotes_por_fechar(ator).filter(valor_glosa=0).exclude(guias__itens__contestado=True).distinct()
