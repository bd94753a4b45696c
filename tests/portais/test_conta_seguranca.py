"""The screens of the account: whose they are, what they say to who acts for nobody, what stays out of the log."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.acesso.models import Usuario
from guiche.portais.conta.cartoes import CARTOES
from guiche.projeto.registros import sem_segredos
from tests.cenario import SENHA, Mundo

pytestmark = pytest.mark.django_db
TELAS = (
    "/conta/",
    "/conta/senha/",
    "/conta/fatores/",
    "/conta/fatores/chave/",
    "/conta/fatores/aplicativo/",
    "/conta/fatores/codigos/",
    "/conta/fatores/codigos/arquivo/",
    "/conta/sessoes/",
    "/conta/confirmar/",
)


def entrar(client: Client, login: str) -> None:
    assert client.post("/entrar/", {"login": login, "senha": SENHA}).status_code == 302


@pytest.mark.parametrize("caminho", TELAS)
def test_a_conta_e_so_de_quem_entrou(client: Client, mundo: Mundo, caminho: str) -> None:
    resposta = client.get(caminho)
    assert resposta.status_code == 302 and resposta["Location"].startswith("/entrar/?proxima=")
    assert client.post(caminho)["Location"] == "/entrar/?proxima=%2F"


@pytest.mark.parametrize("papel", ["faturista", "beneficiaria", "analista"])
def test_a_conta_e_igual_em_qualquer_portal(client: Client, mundo: Mundo, papel: str) -> None:
    entrar(client, getattr(mundo, papel).login)
    for caminho in TELAS:
        assert client.get(caminho).status_code == 200, caminho
    pagina = client.get("/conta/").content.decode()
    assert all(f'href="{cartao.url}"' in pagina for cartao in CARTOES)


@pytest.mark.requisito("B-01")
def test_quem_nao_atua_por_ninguem_chega_a_conta_com_o_proximo_passo(client: Client, mundo: Mundo) -> None:
    novo = Usuario.objects.create_user("nilza", SENHA, nome="Nilza Prado")
    entrar(client, novo.login)
    assert client.get("/")["Location"] == "/conta/"
    pagina = client.get("/conta/").content.decode()
    assert "Seu acesso ainda não foi ligado a ninguém" in pagina and "O que fazer agora" in pagina
    assert 'action="/sair/"' in pagina and 'data-sessao="30"' in pagina
    for caminho in TELAS:
        assert client.get(caminho).status_code == 200, caminho
    assert client.get("/sessao/").status_code == 204
    client.post("/sair/")
    assert client.get("/conta/").status_code == 302


def test_o_segredo_de_um_link_nao_vai_para_o_registro() -> None:
    segredo = "g6x0hImeXzv4BB4jtvp7jYxgevQ2xr7sfjtZgAw2_6w"
    fato = {"event": f"Gone: /senha/nova/{segredo}/", "situacao": 410, "rota": "/prestador/lotes/"}
    assert sem_segredos(None, "warning", fato) == {
        "event": "Gone: /senha/nova/…/",
        "situacao": 410,
        "rota": "/prestador/lotes/",
    }


@pytest.mark.requisito("C-05")
def test_quem_perde_a_sessao_ao_enviar_volta_a_pagina_do_formulario(client: Client) -> None:
    pagina = {"Referer": "http://testserver/prestador/lotes/enviar/?de=1"}
    enviado = client.post("/prestador/conferencias/", headers=pagina)
    assert enviado["Location"] == "/entrar/?proxima=%2Fprestador%2Flotes%2Fenviar%2F%3Fde%3D1"
    de_fora = client.post("/prestador/conferencias/", headers={"Referer": "https://mau.example/x/"})
    assert de_fora["Location"] == "/entrar/?proxima=%2F"
    parte = {"HX-Request": "true", "HX-Current-URL": "http://testserver/prestador/lotes/"}
    pedida = client.get("/buscar/paleta/?q=a", headers=parte)
    assert (pedida.status_code, pedida["HX-Redirect"]) == (204, "/entrar/?proxima=%2Fprestador%2Flotes%2F")
