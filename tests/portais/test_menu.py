"""Lines of the menus: their order, and what waits at each, counted in one statement."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guiche.acesso.services.solicitacoes import NovaSolicitacao, solicitar
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.portais.componentes.menu import _entradas, contagens
from tests.acesso.solicitacoes import Tipo, pedida, pessoa
from tests.cenario import Mundo
from tests.portais.prestador import enviado

pytestmark = pytest.mark.django_db

LINHAS = ("operadora:contas", "operadora:contestacoes", "operadora:solicitacoes_de_acesso", "operadora:equipe")


def contado(ator: Ator) -> tuple[list[int], int]:
    """What waits at each line of the operadora's menu, and how many statements it took to count twice."""
    with escopo(ator.operadora), CaptureQueriesContext(connection) as sql:
        primeira, segunda = contagens(ator), contagens(ator)
    assert primeira == segunda and set(primeira) == set(LINHAS)
    return [primeira[linha] for linha in LINHAS], len(sql)


def test_as_linhas_de_um_portal_nao_disputam_o_lugar() -> None:
    assert [lugar for lugar, quantas in Counter((e.portal, e.ordem) for e in _entradas).items() if quantas > 1] == []


def test_o_que_espera_se_conta_de_uma_vez_e_so_na_propria_operadora(mundo: Mundo) -> None:
    daqui, de_la = mundo.ator("gestor"), mundo.ator("gestor", outra=True)
    assert (contado(daqui), contado(de_la)) == (([0, 0, 0, 0], 1), ([0, 0, 0, 0], 1))
    enviado(mundo, "381", 3, "20.00")
    pedida(mundo)
    nova = NovaSolicitacao(Tipo.COLABORADOR, {"matricula": "7", "setor": "TI", "gestor": "Ines"})
    assert contado(de_la) == ([0, 0, 0, 0], 1)
    for login, cpf in (("ugo", "39053344705"), ("lia", "11144477735")):
        solicitar(pessoa(login, f"{login.title()} Reis Lima", cpf), mundo.outra, [nova])
    assert contado(daqui) == ([3, 0, 1, 0], 1)
    assert contado(de_la) == ([0, 0, 2, 0], 1)


def test_quem_nao_tem_linhas_que_contam_nao_pergunta_nada(mundo: Mundo) -> None:
    helena = mundo.ator("beneficiario")
    with escopo(mundo.operadora), CaptureQueriesContext(connection) as sql:
        assert contagens(helena) == {}
    assert len(sql) == 0
