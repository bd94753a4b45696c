"""Home of the operadora and who may open the portal."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cenario import Mundo
from tests.portais.operadora import (
    contestado,
    itens_de,
)
from tests.portais.test_prestador import analisado, entrar, enviado, quantas_consultas

pytestmark = pytest.mark.django_db


def test_inicio_conta_o_que_vence_e_o_que_espera(mundo: Mundo, analista: Client) -> None:
    vazio = analista.get("/operadora/")
    assert (vazio.context["pendentes"], vazio.context["por_fechar"], vazio.context["por_liberar"]) == (0, 0, 0)
    enviado(mundo, "381", 2, "20.00")
    enviado(mundo, "382", 1)
    analisado(mundo, "383", 1)
    cheio = analista.get("/operadora/")
    assert (cheio.context["pendentes"], cheio.context["por_fechar"], cheio.context["por_liberar"]) == (2, 1, 1)
    assert len(cheio.context["primeiras"]) == 2


def test_outro_portal_nao_abre_e_sem_login_vai_entrar(mundo: Mundo) -> None:
    faturista = entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))
    for caminho in ("", "contas/", "lotes/", "contestacoes/", "competencias/", "pagamentos/", "auditoria/"):
        assert faturista.get(f"/operadora/{caminho}").status_code == 404
        assert Client().get(f"/operadora/{caminho}").status_code == 302


@pytest.mark.parametrize(
    "caminho",
    ["", "contas/", "lotes/", "lotes/fechar-sem-divergencia/", "contestacoes/", "auditoria/"],
)
def test_numero_de_consultas_nao_cresce_com_as_linhas(mundo: Mundo, gestor: Client, caminho: str) -> None:
    endereco = f"/operadora/{caminho}"
    contagens = []
    for numeros in (("381", "382", "383"), ("391", "392", "393", "394", "395", "396")):
        _, _, contestada, *_ = [enviado(mundo, numero, 1, "20.00" if numero[-1] in "14" else "") for numero in numeros]
        contestado(mundo, itens_de(mundo, contestada)[0])
        contagens.append(quantas_consultas(gestor, endereco))
    assert contagens[0] == contagens[1]
