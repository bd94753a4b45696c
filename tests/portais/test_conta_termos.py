"""The page that asks for the terms, and what the person accepted."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.acesso.models import AceiteDeTermo, Termo
from guiche.acesso.services.termos import NovoTermo, publicar_termo
from guiche.nucleo.escopo import escopo
from tests.acesso.test_termos import TEXTO, aceitar, publicado, renata
from tests.cenario import Mundo
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

ACEITAR = "/conta/termos/aceitar/"


def aceites(mundo: Mundo) -> int:
    with escopo(mundo.operadora):
        return int(AceiteDeTermo.objects.count())


def marcado(termo: Termo) -> dict[str, str]:
    return {"termo": f"{termo.pk}:{termo.sha256}", f"aceito-{termo.pk}": "on"}


@pytest.mark.requisito("B-09", "X-12")
def test_nenhuma_tela_do_portal_abre_antes_do_aceite(mundo: Mundo, faturista: Client) -> None:
    assert faturista.get("/prestador/lotes/").status_code == 200
    termo = publicado(mundo)
    parada = faturista.get("/prestador/lotes/?situacao=x")
    assert (parada.status_code, parada["Location"]) == (
        302,
        f"{ACEITAR}?proxima=%2Fprestador%2Flotes%2F%3Fsituacao%3Dx",
    )
    for caminho in ("/prestador/", "/buscar/", "/avisos/"):
        assert faturista.get(caminho)["Location"].startswith(ACEITAR)
    assert faturista.post("/prestador/lotes/")["Location"] == ACEITAR
    por_script = faturista.get("/prestador/lotes/", headers={"HX-Request": "true"})
    assert (por_script.status_code, por_script["HX-Redirect"]) == (204, ACEITAR)
    for livre in ("/contextos/", "/conta/", "/conta/termos/", "/conta/sessoes/"):
        assert faturista.get(livre).status_code == 200
    pagina = faturista.get(parada["Location"]).content.decode()
    assert "<h3>O que é</h3>" in pagina and "<li>Não a empreste.</li>" in pagina and "Não aceito: sair" in pagina
    feito = faturista.post(parada["Location"], marcado(termo))
    assert (feito.status_code, feito["Location"], aceites(mundo)) == (302, "/prestador/lotes/?situacao=x", 1)
    assert faturista.get("/prestador/lotes/").status_code == 200
    assert faturista.get(ACEITAR)["Location"] == "/"


@pytest.mark.requisito("B-09")
def test_sem_marcar_ou_com_texto_trocado_nada_fica(mundo: Mundo, faturista: Client) -> None:
    termo = publicado(mundo)
    sem_marca = {"termo": f"{termo.pk}:{termo.sha256}"}
    for envio in (
        {},
        sem_marca,
        marcado(termo) | {"termo": f"{termo.pk}:{'0' * 64}"},
        {"termo": "x:y", "aceito-x": "on"},
    ):
        resposta = faturista.post(ACEITAR, envio)
        assert (resposta.status_code, aceites(mundo)) == (422, 0)
    assert faturista.get("/prestador/").status_code == 302
    assert faturista.post("/sair/").status_code == 302
    assert faturista.get("/prestador/")["Location"].startswith("/entrar/")
    assert aceites(mundo) == 0


@pytest.mark.requisito("B-09")
def test_versao_nova_vale_no_clique_seguinte_e_so_para_quem_usa_o_portal(
    mundo: Mundo, faturista: Client, helena: Client
) -> None:
    aceitar(mundo, renata(mundo), publicado(mundo))
    assert faturista.get("/prestador/").status_code == 200
    nova = publicado(mundo, texto=f"{TEXTO}\n\nUma regra a mais.")
    assert faturista.get("/prestador/")["Location"].startswith(ACEITAR)
    assert helena.get("/beneficiario/").status_code == 200
    pagina = faturista.get(ACEITAR).content.decode()
    assert "leia a versão nova" in pagina and "<ins>Uma regra a mais.</ins>" in pagina
    assert pagina.count("Este portal serve ao plano.") == 1
    assert "O que mudou desde a versão 1, que você aceitou" in pagina
    faturista.post(ACEITAR, marcado(nova))
    assert faturista.get("/prestador/").status_code == 200


def test_quem_nao_entrou_vai_ao_login_e_destino_de_fora_nao_vale(mundo: Mundo, faturista: Client) -> None:
    assert Client().get(ACEITAR)["Location"].startswith("/entrar/")
    termo = publicado(mundo)
    feito = faturista.post(f"{ACEITAR}?proxima=https://mal.example/", marcado(termo))
    assert feito["Location"] == "/"


@pytest.mark.requisito("X-12")
def test_pessoa_ve_e_baixa_o_que_aceitou_e_ninguem_mais(mundo: Mundo, faturista: Client, helena: Client) -> None:
    assert "Você ainda não aceitou nenhum termo" in faturista.get("/conta/termos/").content.decode()
    termo = publicado(mundo)
    aceitar(mundo, renata(mundo), termo)
    with escopo(mundo.operadora):
        pk = AceiteDeTermo.objects.get().pk
    lista = faturista.get("/conta/termos/").content.decode()
    assert "Você aceitou 1 termo" in lista and "Em vigor" in lista
    tela = faturista.get(f"/conta/termos/{pk}/").content.decode()
    assert termo.sha256 in tela and "203.0.113.7" in tela and "Firefox no Linux" in tela
    arquivo = faturista.get(f"/conta/termos/{pk}/baixar/")
    assert arquivo["Content-Disposition"].endswith('-prestador-v1.txt"')
    texto = arquivo.content.decode()
    assert texto.startswith("Termo de uso (versão 1)\n") and texto.endswith(f"{TEXTO}\n") and termo.sha256 in texto
    for caminho in (f"/conta/termos/{pk}/", f"/conta/termos/{pk}/baixar/"):
        assert helena.get(caminho).status_code == 404
        assert Client().get(caminho).status_code == 302


def test_lista_da_pessoa_nao_consulta_por_linha(mundo: Mundo, faturista: Client) -> None:
    aceitar(mundo, renata(mundo), publicado(mundo))
    faturista.get("/conta/termos/")
    uma = quantas_consultas(faturista, "/conta/termos/")
    for numero in (2, 3):
        aceitar(mundo, renata(mundo), publicado(mundo, texto=f"Versão {numero}"))
    assert quantas_consultas(faturista, "/conta/termos/") == uma <= 10


def test_o_portao_nao_custa_consulta(mundo: Mundo, faturista: Client) -> None:
    faturista.get("/prestador/lotes/")
    sem_termo = quantas_consultas(faturista, "/prestador/lotes/")
    aceitar(mundo, renata(mundo), publicado(mundo))
    with escopo(mundo.operadora):
        publicar_termo(mundo.ator("gestor"), NovoTermo("beneficiario", "Termo", "Texto"))
    assert quantas_consultas(faturista, "/prestador/lotes/") == sem_termo
