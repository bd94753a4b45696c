"""What a contratante may read: its own contract and, of the people in it, only what proves that they are covered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from guiche.cadastro import permissions
from guiche.cadastro.consultas import ATIVO, ENCERRADO, FUTURO, SUSPENSO, com_situacao
from guiche.cadastro.models import Beneficiario, Contrato
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import normalizar

DO_CADASTRO = (
    "nome",
    "nome_social",
    "carteira",
    "parentesco",
    "vigencia_inicio",
    "vigencia_fim",
    "validade_da_carteira",
)
"""The only fields that are read: health, documents and birth are nobody's but the person's (LGPD art. 6 III, 11)."""


def contrato_do_ator(ator: Ator) -> Contrato:
    """The contract acted for, with its product. Raises Contrato.DoesNotExist for an ator of another kind."""
    contrato: Contrato = Contrato.objects.select_related("produto").get(pk=ator.contrato_id or 0)
    return contrato


def pessoas_do_contrato(ator: Ator, dia: date, *, texto: str = "", situacao: str = "") -> QuerySet[Any]:
    """People of the contract acted for, by name or card, and by the situation of the cover on a day."""
    pode = ator.portal == "contratante" and ator.pode(permissions.CONTRATO_VER)
    do_contrato = Beneficiario.objects.filter(contrato_id=(ator.contrato_id or 0) if pode else 0)
    pessoas = com_situacao(do_contrato, dia).only(*DO_CADASTRO)
    digitos = normalizar(texto)
    if digitos.isdigit():
        pessoas = pessoas.filter(carteira__startswith=digitos)
    elif texto:
        pessoas = pessoas.filter(Q(nome__parece=texto) | Q(nome_social__parece=texto))
    return pessoas.filter(situacao=situacao) if situacao else pessoas


def quantas_por_situacao(ator: Ator, dia: date) -> dict[str, int]:
    """How many people of the contract are in each situation on a day; every situation is there."""
    contadas = pessoas_do_contrato(ator, dia).order_by().values_list("situacao").annotate(quantas=Count("pk"))
    return dict.fromkeys((ATIVO, SUSPENSO, FUTURO, ENCERRADO), 0) | dict(contadas)
