"""The difference between two moments of somebody's rights."""

from __future__ import annotations

from guiche.acesso.regras.mudancas import CampoMudado, Diferenca, Retrato, comparar, ganho_proprio


def test_o_que_se_ganha_e_se_perde_vem_em_ordem() -> None:
    antes = Retrato(frozenset({"a.b.c", "x.y.z"}), {})
    depois = Retrato(frozenset({"x.y.z", "m.n.o", "d.e.f"}), {})
    assert comparar(antes, depois) == Diferenca(("d.e.f", "m.n.o"), ("a.b.c",), ())
    assert comparar(antes, antes).muda is False


def test_campos_aparecem_quando_diferem_e_tambem_os_que_somem() -> None:
    antes = Retrato(frozenset(), {"Nome": "Um", "Unidade": "Matriz", "Igual": "x"})
    depois = Retrato(frozenset(), {"Igual": "x", "Nome": "Dois"})
    assert comparar(antes, depois).campos == (CampoMudado("Nome", "Um", "Dois"), CampoMudado("Unidade", "Matriz", ""))


def test_ganho_proprio_so_conta_o_que_a_pessoa_nao_tem() -> None:
    atuais = {"a.b.c", "d.e.f"}
    assert ganho_proprio(atuais, ["a.b.c"], ["a.b.c", "d.e.f"]) == frozenset()
    assert ganho_proprio(atuais, ["a.b.c"], ["g.h.i"]) == {"g.h.i"}
    assert ganho_proprio(atuais, ["a.b.c"], []) == frozenset()
