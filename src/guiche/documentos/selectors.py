"""Documents that an operadora issued."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from guiche.documentos import permissions
from guiche.documentos.models import DocumentoEmitido
from guiche.nucleo.ator import Ator


def emitidos(
    ator: Ator, *, texto: str = "", situacao: str = "", de: date | None = None, ate: date | None = None
) -> QuerySet[DocumentoEmitido]:
    """Every document of the operadora, for who may revoke; none for the others, nor for who has units: a document
    may be about a prestador of any.

    ``texto`` is the beginning of a code or part of a title.
    """
    if not ator.pode(permissions.DOCUMENTO_REVOGAR) or ator.unidades:
        return DocumentoEmitido.objects.none()
    achados = DocumentoEmitido.objects.select_related("substituido_por").order_by("-emitido_em", "-pk")
    if texto:
        achados = achados.filter(Q(codigo__istartswith=texto.strip()) | Q(titulo__parece=texto))
    if situacao:
        achados = achados.filter(situacao=situacao)
    if de:
        achados = achados.filter(emitido_em__date__gte=de)
    if ate:
        achados = achados.filter(emitido_em__date__lte=ate)
    return achados
