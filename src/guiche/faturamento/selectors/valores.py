"""Prices the contract of a prestador fixes, as they will be paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from guiche.cadastro.models import ContratoDoPrestador, ItemDaTabela, RegraDeProcedimento, TabelaDePrecos
from guiche.cadastro.selectors.prestadores import contrato_em, prestador_do_ator
from guiche.faturamento.regras.valoracao import calcular_unitario, origem_da_tabela
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import vigente_em
from guiche.nucleo.texto import para_busca
from guiche.terminologia.models import Termo

MAIOR_CODIGO = 10


@dataclass(frozen=True, slots=True)
class ValorNegociado:
    """Unit price of one code on a day, in reais. ``composicao`` shows how it was computed; ``ate`` is the last
    day of the price, None while none is set.
    """

    tabela: str
    codigo: str
    descricao: str
    valor: Decimal
    composicao: str
    tabela_de_precos: str
    origem: str
    exige_autorizacao: bool
    desde: date
    ate: date | None


def valores_negociados(ator: Ator, dia: date, texto: str = "") -> list[ValorNegociado]:
    """Prices in force on the day of attendance in the contract of the prestador acted for, by code.

    ``texto`` is the beginning of a code or words of the description, accents ignored. Empty without a contract
    on that day. Four queries, whatever the number of prices. Source: Lei 13.003/2014 art. 4 (values in the
    contract); RN 503/2022.
    """
    contrato = contrato_em(prestador_do_ator(ator), dia)
    if contrato is None:
        return []
    itens = _procurar(_itens(contrato, dia), texto)
    pedem_senha = _pedem_autorizacao(itens, dia)
    achados = {(valor.tabela, valor.codigo): valor for valor in _precos(contrato, itens, pedem_senha)}
    return sorted(achados.values(), key=lambda valor: (valor.codigo, valor.tabela))


def _itens(contrato: ContratoDoPrestador, dia: date) -> QuerySet[Any]:
    termos = Termo.objects.filter(vigente_em(dia), tabela=OuterRef("tabela"), codigo=OuterRef("codigo")).order_by(
        "-vigencia_inicio"
    )
    return (
        ItemDaTabela.objects.filter(vigente_em(dia), tabela_de_precos_id=contrato.tabela_de_precos_id)
        .annotate(termo=Subquery(termos.values("termo")[:1]), busca=Subquery(termos.values("busca")[:1]))
        .order_by("vigencia_inicio")
    )


def _procurar(itens: QuerySet[Any], texto: str) -> QuerySet[Any]:
    procurado = para_busca(texto)
    digitos = procurado.replace(".", "").replace("-", "").replace(" ", "")
    if digitos.isdigit():
        # A range uses the index on every database and collation; LIKE does not.
        return itens.filter(codigo__gte=digitos, codigo__lte=digitos.ljust(MAIOR_CODIGO, "9"))
    for palavra in procurado.split():
        itens = itens.filter(busca__contains=palavra)
    return itens


def _pedem_autorizacao(itens: QuerySet[Any], dia: date) -> frozenset[tuple[str, str]]:
    regras = RegraDeProcedimento.objects.filter(vigente_em(dia), codigo__in=itens.order_by().values("codigo")).order_by(
        "vigencia_inicio"
    )
    # The newest of the rules in force decides, as it does when the account is checked.
    exige = {
        (tabela, codigo): sim for tabela, codigo, sim in regras.values_list("tabela", "codigo", "exige_autorizacao")
    }
    return frozenset(par for par, sim in exige.items() if sim)


def _precos(
    contrato: ContratoDoPrestador, itens: QuerySet[Any], pedem_senha: frozenset[tuple[str, str]]
) -> Iterator[ValorNegociado]:
    """Oldest first, so that of two prices in force the newest stays. A price in US without its value is none."""
    tabela = contrato.tabela_de_precos
    em_us = tabela.moeda == TabelaDePrecos.Moeda.US
    for item in itens:
        if (item.quantidade_us if em_us else item.valor) is None or (em_us and contrato.valor_us is None):
            continue
        valor, composicao = calcular_unitario(
            valor=None if em_us else item.valor,
            qtd_us=item.quantidade_us if em_us else None,
            valor_us=contrato.valor_us if em_us else None,
            ajuste=contrato.ajuste,
        )
        fins = [fim for fim in (contrato.vigencia_fim, item.vigencia_fim) if fim is not None]
        yield ValorNegociado(
            tabela=item.tabela,
            codigo=item.codigo,
            descricao=item.termo or "",
            valor=valor,
            composicao=composicao,
            tabela_de_precos=str(tabela),
            origem=origem_da_tabela(item.tabela).rotulo,
            exige_autorizacao=(item.tabela, item.codigo) in pedem_senha,
            desde=max(contrato.vigencia_inicio, item.vigencia_inicio),
            ate=min(fins, default=None),
        )
