"""Searches of the operadora's screens, and what happened to a conta; the ator narrows every read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.selectors.lotes import fila_de_contas
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Evento


def buscar_contas(
    ator: Ator,
    *,
    texto: str = "",
    motivo: str = "",
    ate: date | None = None,
    acima: Decimal | None = None,
) -> QuerySet[Guia]:
    """The queue by guia or prestador, suggested reason of table 38, deadline up to a day and reais at risk."""
    fila = fila_de_contas(ator)
    if texto:
        fila = fila.filter(Q(numero_prestador__startswith=texto) | Q(lote__prestador__nome_fantasia__parece=texto))
    if motivo:
        fila = fila.filter(Exists(Glosa.objects.filter(guia=OuterRef("pk"), codigo=motivo)))
    if ate is not None:
        fila = fila.filter(lote__prazo_da_analise__lte=ate)
    return fila if acima is None else fila.filter(valor_em_risco__gt=acima)


def historico_da_conta(guia: Guia) -> QuerySet[Evento]:
    """Events of a visible conta, of its items and of the lote it came in, oldest first."""
    itens = ItemDaGuia.objects.filter(guia=guia).values("pk")
    da_guia = Q(objeto_tipo=Guia._meta.label_lower, objeto_id=guia.pk)
    dos_itens = Q(objeto_tipo=ItemDaGuia._meta.label_lower, objeto_id__in=itens)
    do_lote = Q(objeto_tipo=Lote._meta.label_lower, objeto_id=guia.lote_id)
    return Evento.objects.filter(da_guia | dos_itens | do_lote).order_by("numero")
