"""Authorisations as screens show them and as the rules of billing need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import F, QuerySet

from guiche.acesso import assuntos
from guiche.autorizacao import estados
from guiche.autorizacao.models import Autorizacao
from guiche.cadastro.alcance import do_alcance
from guiche.nucleo.ator import Ator

_FATIA = 500
_COLUNAS = ("senha", "valida_ate", "situacao", "carteira", "do_prestador", "tabela", "codigo", "quantidade")


@dataclass(frozen=True, slots=True, kw_only=True)
class SenhaEmitida:
    """A senha as a fact: card and code of the prestador it was given to ("" is anybody), end, and quantity
    per (table, code), all teeth together.
    """

    senha: str
    carteira: str
    prestador: str
    valida_ate: date | None
    cancelada: bool
    quantidades: Mapping[tuple[str, str], Decimal]


def autorizacoes(ator: Ator) -> QuerySet[Autorizacao]:
    """Every authorisation to the operadora's people; to a prestador those given to it; to a beneficiário
    their own and those of who lets them see authorisations; none to others.
    """
    alcance = do_alcance(ator, "prestador", ou_sem_prestador=True)
    todas = Autorizacao.objects.filter(alcance).select_related("beneficiario", "prestador")
    if ator.portal in {"operadora", "sistema"}:
        return todas
    if ator.portal == "prestador":
        return todas.filter(prestador_id=ator.prestador_atual)
    visiveis = ator.beneficiarios_em(assuntos.AUTORIZACOES)
    return todas.filter(beneficiario_id__in=visiveis) if ator.portal == "beneficiario" else todas.none()


def autorizacao_da_senha(ator: Ator, senha: str) -> Autorizacao | None:
    """The visible authorisation with this senha, or None."""
    return autorizacoes(ator).filter(senha=senha).first() if senha else None


def por_senhas(senhas: Iterable[str]) -> dict[str, SenhaEmitida]:
    """Every senha known in the scope among these, with what it authorises: one statement per 500 senhas.

    An authorisation always has items (``registrar_autorizacao``), so none is left out.

    For the rules, which must tell a senha given to somebody else from one that does not exist: nobody's right
    narrows it, and no screen shows it.
    """
    pedidas = sorted({senha for senha in senhas if senha})
    emitidas: dict[str, SenhaEmitida] = {}
    for inicio in range(0, len(pedidas), _FATIA):
        linhas = (
            Autorizacao.objects.filter(senha__in=pedidas[inicio : inicio + _FATIA])
            .annotate(
                carteira=F("beneficiario__carteira"),
                do_prestador=F("prestador__codigo"),
                tabela=F("itens__tabela"),
                codigo=F("itens__codigo"),
                quantidade=F("itens__quantidade"),
            )
            .order_by("pk", "itens__pk")
            .values_list(*_COLUNAS, named=True)
        )
        for senha, grupo in groupby(linhas, key=attrgetter("senha")):
            emitidas[senha] = _emitida(list(grupo))
    return emitidas


def _emitida(linhas: Sequence[Any]) -> SenhaEmitida:
    primeira = linhas[0]
    quantidades: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for linha in linhas:
        quantidades[linha.tabela, linha.codigo] += linha.quantidade
    return SenhaEmitida(
        senha=primeira.senha,
        carteira=primeira.carteira,
        prestador=primeira.do_prestador or "",
        valida_ate=primeira.valida_ate,
        cancelada=primeira.situacao == estados.CANCELADA,
        quantidades=dict(quantidades),
    )
