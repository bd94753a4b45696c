"""Identities of money that hold for every item, guia and lote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiche.faturamento.regras.cobranca import GuiaCobrada, ItemCobrado
from guiche.faturamento.regras.conferencia import conferir
from guiche.faturamento.regras.fatos import FatosDaAutorizacao, ItemAutorizado
from guiche.faturamento.regras.glosa import (
    Decisao,
    Glosa,
    ItemValorado,
    decidir,
    dividir,
    impedimento,
    resumir,
)
from guiche.faturamento.regras.risco import agrupar_por_causa, alocar, valor_em_risco
from guiche.nucleo.achado import Achado
from guiche.nucleo.decimais import ZERO, arredondar, somar_valores
from tests.regras.fabrica import (
    CARTEIRA,
    CIRURGIA,
    CONSULTA,
    DIA,
    ODONTO,
    PACOTE,
    RESINA_2F,
    SESSAO,
    fatos,
    guia,
    item,
)

dinheiro = st.decimals(0, 5000, places=2)
glosas = st.lists(
    st.builds(
        Glosa,
        codigo=st.sampled_from(["3209", "3210", "3145", "1805"]),
        valor=dinheiro,
        texto=st.just("Motivo."),
        natureza=st.sampled_from(["valor", "tecnica"]),
    ),
    max_size=5,
)
valorados = st.builds(dividir, dinheiro, st.none() | dinheiro, glosas, franquia=dinheiro)


def _identidades(valorado: ItemValorado) -> None:
    assert valorado.liberado == valorado.informado - valorado.glosado - valorado.franquia
    assert ZERO <= valorado.liberado <= valorado.processado <= valorado.informado
    assert all(g.valor > ZERO for g in valorado.glosas)
    assert valorado.processado - valorado.glosa_sobre_processado - valorado.franquia == valorado.liberado
    for valor in (valorado.processado, valorado.liberado, valorado.glosado):
        assert valor == arredondar(valor)


@pytest.mark.requisito("X-07")
@given(valorados)
def test_identidade_de_um_item(valorado: ItemValorado) -> None:
    _identidades(valorado)
    if valorado.contratado is not None and not valorado.absorvidas:
        assert valorado.processado <= valorado.contratado or valorado.contratado >= valorado.informado


@given(dinheiro, dinheiro)
def test_sem_glosa_tecnica_paga_o_menor_entre_cobrado_e_contratado(informado: Decimal, contrato: Decimal) -> None:
    assert dividir(informado, contrato).liberado == min(informado, contrato)


decisoes = st.builds(
    Decisao,
    st.sampled_from(["aceitar", "pagar_contratado", "glosar_parcial", "glosar_total"]),
    st.sampled_from(["", "3145"]),
    st.sampled_from(["", "Motivo."]),
    st.none() | dinheiro,
)


@given(valorados, decisoes, decisoes)
def test_toda_decisao_aplicavel_mantem_a_identidade(
    valorado: ItemValorado, primeira: Decisao, segunda: Decisao
) -> None:
    if impedimento(valorado, primeira) is not None:
        with pytest.raises(ValueError, match=r"^(Escolha|Informe|O contrato)"):
            decidir(valorado, primeira)
        return
    novo = decidir(valorado, primeira)
    _identidades(novo)
    if impedimento(novo, segunda) is None:
        assert decidir(novo, segunda) == decidir(valorado, segunda)


@pytest.mark.requisito("X-07")
@given(st.lists(valorados, max_size=8))
def test_totais_sao_somas_e_a_identidade_vale_para_a_soma(itens: list[ItemValorado]) -> None:
    resumo = resumir(itens)
    assert resumo.liberado == resumo.informado - resumo.glosado - resumo.franquia
    assert ZERO <= resumo.liberado <= resumo.processado <= resumo.informado
    assert somar_valores(resumo.por_codigo.values()) == resumo.glosado
    meio = len(itens) // 2
    partes = [resumir(itens[:meio]), resumir(itens[meio:])]
    assert {c: sum(p.totais[c] for p in partes) for c in resumo.totais} == resumo.totais


@given(st.decimals(0, 999, places=4), dinheiro, st.decimals(0, 9, places=2))
def test_total_do_item_arredonda_uma_vez_so(quantidade: Decimal, unitario: Decimal, fator: Decimal) -> None:
    exato = unitario * quantidade * fator
    linha = item(CONSULTA, str(unitario), quantidade=quantidade, fator=fator)
    assert linha.valor_total == exato.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert abs(linha.valor_total - exato) <= Decimal("0.005")


def _linha(
    procedimento: tuple[str, str],
    unitario: Decimal,
    quantidade: int,
    desvio: Decimal,
    dias: int,
    franquia: Decimal,
) -> ItemCobrado:
    base = item(
        procedimento,
        str(unitario),
        quantidade=Decimal(quantidade),
        data=DIA + timedelta(days=dias),
        franquia=franquia,
    )
    return replace(base, valor_total=base.valor_total + desvio)


linhas = st.builds(
    _linha,
    st.sampled_from([CONSULTA, SESSAO, CIRURGIA, RESINA_2F, PACOTE, ("22", "99999999")]),
    st.decimals(0, 4000, places=2),
    st.integers(0, 14),
    st.sampled_from([Decimal(d) for d in ("0.00", "0.00", "0.01", "0.02", "-0.02", "15.00")]),
    st.integers(0, 25),
    st.sampled_from([Decimal("0.00"), Decimal("0.00"), Decimal("20.00")]),
)


def _guia(itens: Sequence[ItemCobrado], numero: int, carteira: str, senha: str) -> GuiaCobrada:
    numerados = tuple(replace(i, sequencial=n) for n, i in enumerate(itens, start=1))
    return guia(*numerados, numero_prestador=f"G{numero}", carteira=carteira, senha=senha)


lotes = st.lists(
    st.builds(
        _guia,
        st.lists(linhas, min_size=1, max_size=4),
        st.integers(1, 4),
        st.sampled_from([CARTEIRA, CARTEIRA, ODONTO, "desconhecida", ""]),
        st.sampled_from(["", "S1", "S9"]),
    ),
    min_size=1,
    max_size=5,
)
AUTORIZACAO = FatosDaAutorizacao(
    senha="S1",
    carteira=CARTEIRA,
    valida_ate=date(2026, 11, 20),
    itens={SESSAO: ItemAutorizado(Decimal(10)), CIRURGIA: ItemAutorizado(Decimal(1))},
)
MUNDO = fatos(autorizacoes={"S1": AUTORIZACAO})


@pytest.mark.requisito("X-07")
@given(lotes)
def test_conferencia_risco_causas_e_glosas_dizem_o_mesmo_valor(guias: list[GuiaCobrada]) -> None:
    resultado = conferir(guias, MUNDO)
    assert [i.sequencial for i in resultado.itens] == [i.sequencial for g in guias for i in g.itens]
    for avaliado in resultado.itens:
        informado = max(guias[avaliado.posicao - 1].itens[avaliado.indice].valor_total, ZERO)
        assert avaliado.valores.informado == informado
        _identidades(avaliado.valores)
    resumo = resultado.resumo
    assert resultado.valor_em_risco == resumo.glosado
    assert sum(c.valor for c in resultado.causas) == resultado.valor_em_risco
    assert resumo.informado == somar_valores(max(i.valor_total, ZERO) for g in guias for i in g.itens)
    assert sum(r.achados for r in resultado.regras) == len(resultado.achados)
    assert resultado.guias_com_achado <= set(range(1, len(guias) + 1))


@given(lotes)
def test_a_mesma_conferencia_da_sempre_o_mesmo_resultado(guias: list[GuiaCobrada]) -> None:
    assert conferir(guias, MUNDO) == conferir(guias, MUNDO)


achados = st.lists(
    st.builds(
        lambda valor, posicao, sequencial, gravidade, regra: Achado(
            regra, "3209", "", "m", "b", "c", gravidade, valor, item=sequencial, posicao=posicao
        ),
        dinheiro,
        st.none() | st.integers(1, 2),
        st.none() | st.integers(1, 2),
        st.sampled_from(["glosa", "recusa", "alerta"]),
        st.sampled_from(["A", "B", "C"]),
    ),
    max_size=8,
)


@given(achados, st.lists(st.lists(dinheiro, min_size=2, max_size=2), min_size=2, max_size=2))
def test_risco_nunca_passa_do_cobrado_e_as_causas_somam_o_total(
    encontrados: list[Achado], valores: list[list[Decimal]]
) -> None:
    guias = [guia(*(item(CONSULTA, str(v), sequencial=n) for n, v in enumerate(linha, start=1))) for linha in valores]
    total = valor_em_risco(encontrados, guias)
    assert ZERO <= total <= somar_valores(g.soma_dos_itens for g in guias)
    assert total <= somar_valores(a.valor_em_risco for a in encontrados)
    causas = agrupar_por_causa(encontrados, guias)
    assert somar_valores(c.valor for c in causas) == total
    assert sum(len(c.achados) for c in causas) == len(encontrados)
    partes = alocar(encontrados, guias)
    assert all(parte <= a.valor_em_risco for parte, a in zip(partes, encontrados, strict=True))
    assert valor_em_risco(list(reversed(encontrados)), guias) == total
