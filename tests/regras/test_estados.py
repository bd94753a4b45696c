"""States of the lote against TISS table 47."""

import pytest

from guiche.faturamento.regras.estados import LOTE, NAO_LOCALIZADO, ROTULOS
from guiche.nucleo.fluxo import TransicaoInvalida


def test_transicoes_do_protocolo() -> None:
    arestas = {(de, t.para) for t in LOTE.transicoes for de in t.de if t.para != "10"}
    assert arestas == {
        ("1", "2"),
        ("2", "8"),
        ("8", "2"),
        ("2", "5"),
        ("5", "3"),
        ("3", "6"),
        ("2", "4"),
        ("1", "9"),
        ("2", "9"),
    }
    assert {de for t in LOTE.transicoes for de in t.de if t.para == "10"} == set(ROTULOS) - {"7", "10"}


def test_nao_localizado_e_so_resposta() -> None:
    assert all(NAO_LOCALIZADO not in (*t.de, t.para) for t in LOTE.transicoes)


def test_caminho_ate_o_pagamento() -> None:
    estado, percorridos = LOTE.inicial, []
    for acao in ("analisar", "pedir_informacao", "receber_informacao", "fechar", "liberar", "pagar"):
        estado = LOTE.transicao(acao, estado).para
        percorridos.append(estado)
    assert percorridos == ["2", "8", "2", "5", "3", "6"]
    assert estado in LOTE.finais


@pytest.mark.parametrize(("acao", "estado"), [("cancelar", "5"), ("pagar", "2"), ("fechar", "1"), ("x", "1")])
def test_transicao_que_nao_existe(acao: str, estado: str) -> None:
    with pytest.raises(TransicaoInvalida):
        LOTE.transicao(acao, estado)
