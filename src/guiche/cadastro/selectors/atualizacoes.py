"""Reads of the change requests, narrowed by whom the ator acts for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from guiche.cadastro import estados, permissions
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Atualizacao, ItemDaAtualizacao, Prestador
from guiche.cadastro.regras.campos import em_palavras, impressao
from guiche.documentos.models import Arquivo
from guiche.nucleo.ator import Ator

A_DECIDIR = (estados.EM_ANALISE, estados.CONFERENCIA)


@dataclass(frozen=True, slots=True)
class ItemNaTela:
    """A piece with what the record has today: ``conflito`` when that is no longer what the request changes."""

    item: ItemDaAtualizacao
    hoje: str
    visto: str
    conflito: bool


def atualizacoes(ator: Ator) -> QuerySet[Atualizacao]:
    """Every request to who decides them, the own ones to a prestador who sees its record, none to others."""
    todas = Atualizacao.objects.filter(do_alcance(ator, "prestador")).select_related("prestador")
    if ator.portal == "sistema" or ator.pode(permissions.ATUALIZACAO_ANALISAR):
        return todas
    return todas.filter(prestador_id=ator.prestador_atual) if ator.pode(permissions.PROPRIO_VER) else todas.none()


def buscar(ator: Ator, *, situacao: str = "", texto: str = "") -> QuerySet[Atualizacao]:
    """Requests by situation (``a_decidir`` for the whole queue), number or name of the prestador, with how many
    pieces (``quantos``).
    """
    achadas = atualizacoes(ator).annotate(quantos=Count("itens"))
    if situacao == "a_decidir":
        achadas = achadas.filter(situacao__in=A_DECIDIR)
    elif situacao:
        achadas = achadas.filter(situacao=situacao)
    if texto:
        achadas = achadas.filter(Q(numero__icontains=texto) | Q(prestador__nome_fantasia__parece=texto))
    return achadas


def a_decidir(ator: Ator) -> QuerySet[Atualizacao]:
    """What waits for the operadora, by deadline."""
    return atualizacoes(ator).filter(situacao__in=A_DECIDIR).order_by("prazo", "pk")


def itens_na_tela(atualizacao: Atualizacao) -> list[ItemNaTela]:
    """The pieces of a visible request beside what the record has today."""
    return [na_tela(item, atualizacao.prestador) for item in atualizacao.itens.all()]


def na_tela(item: ItemDaAtualizacao, prestador: Prestador) -> ItemNaTela:
    """One piece beside the record."""
    atuais = valores_de_hoje(item, prestador)
    return ItemNaTela(item, em_palavras(item.regra, atuais), impressao(atuais), atuais != item.de)


def valores_de_hoje(item: ItemDaAtualizacao, prestador: Prestador) -> Mapping[str, str]:
    """The fields of the piece as the record has them."""
    return {campo.nome: getattr(prestador, campo.nome) for campo in item.regra.campos}


def anexos_de(atualizacao: Atualizacao) -> list[Arquivo]:
    """The papers of a visible request, in the order sent."""
    return list(
        Arquivo.objects.filter(objeto_tipo=atualizacao._meta.label_lower, objeto_id=atualizacao.pk).order_by("pk")
    )
