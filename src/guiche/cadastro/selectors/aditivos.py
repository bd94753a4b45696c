"""Reads of amendments and of what was answered, narrowed by whom the ator acts for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from guiche.cadastro import estados, permissions
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Aditivo, Prestador, RespostaAoAditivo
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import vigente_em

VENCIDO = "vencido"


def aditivos(ator: Ator) -> QuerySet[Aditivo]:
    """Every amendment to who publishes them, or those sent to prestadores of their units; to a prestador, those
    published to it; none to others.
    """
    todos = Aditivo.objects.select_related("arquivo")
    if ator.unidades:
        enviados = RespostaAoAditivo.objects.filter(do_alcance(ator, "prestador"))
        todos = todos.filter(pk__in=enviados.values("aditivo_id"))
    if ator.portal == "sistema" or ator.pode(permissions.ADITIVO_PUBLICAR):
        return todos
    if ator.pode(permissions.ADITIVO_VER):
        return todos.filter(respostas__prestador_id=ator.prestador_atual)
    return todos.none()


def respostas(ator: Ator) -> QuerySet[RespostaAoAditivo]:
    """Every answer to who publishes; its own to a prestador; none to others."""
    todas = RespostaAoAditivo.objects.filter(do_alcance(ator, "prestador")).select_related("aditivo", "prestador")
    if ator.portal == "sistema" or ator.pode(permissions.ADITIVO_PUBLICAR):
        return todas
    return todas.filter(prestador_id=ator.prestador_atual) if ator.pode(permissions.ADITIVO_VER) else todas.none()


def aditivos_com_contas(ator: Ator, dia: date) -> QuerySet[Aditivo]:
    """Amendments with how many were sent, accepted, refused and are overdue on a day."""
    alcance = do_alcance(ator, "respostas__prestador")
    pendente = alcance & Q(respostas__situacao=estados.A_RESPONDER)
    return aditivos(ator).annotate(
        enviados=Count("respostas", filter=alcance or None),
        aceitos=Count("respostas", filter=alcance & Q(respostas__situacao=estados.ACEITO)),
        recusados=Count("respostas", filter=alcance & Q(respostas__situacao=estados.RECUSADO)),
        vencidos=Count("respostas", filter=pendente & Q(respostas__prazo__lt=dia)),
    )


def buscar_respostas(
    ator: Ator, dia: date, *, aditivo: Aditivo | None = None, situacao: str = "", texto: str = ""
) -> QuerySet[RespostaAoAditivo]:
    """Answers by amendment, situation (``vencido``: not answered in time) and name of the prestador."""
    achadas = respostas(ator)
    if aditivo is not None:
        achadas = achadas.filter(aditivo=aditivo)
    if situacao == VENCIDO:
        achadas = achadas.filter(situacao=estados.A_RESPONDER, prazo__lt=dia)
    elif situacao:
        achadas = achadas.filter(situacao=situacao)
    return achadas.filter(prestador__nome_fantasia__parece=texto) if texto else achadas


def a_responder(ator: Ator) -> QuerySet[RespostaAoAditivo]:
    """Amendments that wait for the prestador acted for, by deadline."""
    return respostas(ator).filter(situacao=estados.A_RESPONDER).order_by("prazo", "pk")


def alvos(categorias: Sequence[str], tipos: Sequence[str], codigos: Sequence[str], dia: date) -> QuerySet[Prestador]:
    """Prestadores of the network on a day that an amendment goes to: by categoria and kind (empty: any), or only
    those with the codes given.
    """
    achados = Prestador.objects.filter(vigente_em(dia, "credenciado_em", "descredenciado_em"))
    if codigos:
        return achados.filter(codigo__in=codigos)
    if categorias:
        achados = achados.filter(categoria__in=categorias)
    return achados.filter(tipo__in=tipos) if tipos else achados
