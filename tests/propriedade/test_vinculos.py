"""Terms of an access under any dates: no overlap, and never more than the inviter allows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiche.acesso.regras.periodos import (
    confirmar_ate,
    cruzam,
    fim_com_novo_limite,
    fim_do_encerrado,
    livre,
    menor_fim,
    periodo_aceito,
)
from guiche.cadastro.regras.vigencia import Periodo

DIAS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
FINS = st.none() | DIAS


@st.composite
def periodos(draw: st.DrawFn) -> Periodo:
    inicio = draw(DIAS)
    duracao = draw(st.none() | st.integers(0, 900))
    return Periodo(inicio, None if duracao is None else inicio + timedelta(days=duracao))


@given(periodos(), periodos(), DIAS)
def test_um_dia_nos_dois_periodos_e_o_mesmo_que_cruzar(um: Periodo, outro: Periodo, dia: date) -> None:
    if um.contem(dia) and outro.contem(dia):
        assert cruzam(um, outro)
    primeiro_em_comum = max(um.inicio, outro.inicio)
    assert cruzam(um, outro) == (um.contem(primeiro_em_comum) and outro.contem(primeiro_em_comum))


@given(periodos(), periodos())
def test_cruzar_vale_nos_dois_sentidos(um: Periodo, outro: Periodo) -> None:
    assert cruzam(um, outro) == cruzam(outro, um)


@pytest.mark.requisito("B-36")
@given(st.lists(periodos(), max_size=12), DIAS)
def test_aceitando_so_o_que_esta_livre_nenhum_dia_tem_dois_acessos(pedidos: list[Periodo], dia: date) -> None:
    aceitos: list[Periodo] = []
    for pedido in pedidos:
        if livre(pedido, aceitos):
            aceitos.append(pedido)
    assert sum(periodo.contem(dia) for periodo in aceitos) <= 1


@pytest.mark.requisito("Q-04")
@given(DIAS, FINS, FINS)
def test_quem_aceita_so_encurta(inicio: date, limite: date | None, pedido: date | None) -> None:
    try:
        periodo = periodo_aceito(inicio, limite, pedido)
    except ValueError:
        passa = pedido is not None and limite is not None and pedido > limite
        assert passa or menor_fim(limite, pedido) < inicio  # type: ignore[operator]
    else:
        assert periodo.inicio == inicio
        assert periodo.fim == menor_fim(limite, pedido)


@given(FINS, FINS, FINS)
def test_o_fim_nunca_passa_do_novo_limite(fim: date | None, antes: date | None, novo: date | None) -> None:
    depois = fim_com_novo_limite(fim, antes, novo)
    assert depois == menor_fim(depois, novo)
    if fim == antes:
        assert depois == novo


@given(periodos(), DIAS)
def test_encerrar_nao_alonga_nem_inverte(periodo: Periodo, dia: date) -> None:
    fim = fim_do_encerrado(periodo, dia)
    assert fim >= periodo.inicio
    assert periodo.fim is None or fim <= periodo.fim
    assert fim <= max(dia, periodo.inicio)


@given(DIAS, FINS, st.integers(1, 400))
def test_a_revisao_conta_do_ultimo_sim(inicio: date, revisado: date | None, dias: int) -> None:
    assert confirmar_ate(inicio, revisado, dias) == (revisado or inicio) + timedelta(days=dias)
    assert confirmar_ate(inicio, revisado, 0) is None
