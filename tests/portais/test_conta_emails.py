"""Screens of the e-mails of a person and the pages that the letters open."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from guiche.nucleo.tarefas import drenar
from tests.acesso.test_emails import NOVO, estado, incluido, recebida, segredo
from tests.cenario import SENHA, Mundo
from tests.correio import cartas
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

LISTA = "/conta/emails/"


@pytest.fixture
def renata(mundo: Mundo) -> Client:
    """Renata, who just typed her password."""
    client = Client()
    client.post("/entrar/", {"login": mundo.faturista.login, "senha": SENHA})
    return client


@pytest.mark.requisito("B-08", "C-04")
def test_incluir_confirmar_e_tornar_principal(mundo: Mundo, renata: Client) -> None:
    antes = mundo.faturista.email
    assert "Seus e-mails estão confirmados" in renata.get(LISTA).content.decode()
    resposta = renata.post(f"{LISTA}incluir/", {"email": NOVO}, follow=True)
    pagina = resposta.content.decode()
    assert f"Mandamos um link para {NOVO}" in pagina and "1 e-mail espera a sua confirmação" in pagina
    link = recebida(NOVO).links[0].partition("//")[2].partition("/")[2]
    aberta = Client().get(f"/{link}")
    assert (aberta.status_code, aberta["Referrer-Policy"]) == (200, "same-origin")
    assert NOVO in aberta.content.decode() and estado(mundo.faturista)[1] == (NOVO, False, False)
    fora = Client().post(f"/{link}")
    assert (fora.status_code, fora["Location"]) == (302, "/entrar/")
    assert estado(mundo.faturista) == [(antes, True, True), (NOVO, False, True)]
    de_novo = Client().post(f"/{link}")
    assert de_novo.status_code == 410 and "Este link não vale mais" in de_novo.content.decode()
    pk = EmailAddress.objects.get(email=NOVO).pk
    assert "agora é o seu e-mail principal" in renata.post(f"{LISTA}{pk}/principal/", follow=True).content.decode()
    assert estado(mundo.faturista)[0] == (NOVO, True, True)


@pytest.mark.requisito("C-04")
def test_mudar_pede_a_senha_de_novo(mundo: Mundo) -> None:
    outra = incluido(mundo.faturista)
    client = Client()
    client.force_login(mundo.faturista)
    assert client.get(LISTA).status_code == 200
    for caminho in (f"{LISTA}incluir/", f"{LISTA}{outra.pk}/principal/", f"{LISTA}{outra.pk}/remover/"):
        resposta = client.post(caminho, {"email": "x@exemplo.com.br"})
        assert resposta["Location"].startswith("/conta/confirmar/?proxima=")
    assert len(estado(mundo.faturista)) == 2 and estado(mundo.faturista)[0][0] == mundo.faturista.email
    volta = client.post("/conta/confirmar/?proxima=/conta/emails/incluir/", {"senha": SENHA})
    assert volta["Location"] == f"{LISTA}incluir/"
    assert client.get(volta["Location"]).status_code == 200
    sessao = client.session
    for registro in sessao["account_authentication_methods"]:
        registro["at"] = time.time() - 301
    sessao.save()
    assert client.get(f"{LISTA}incluir/")["Location"].startswith("/conta/confirmar/")


@pytest.mark.requisito("C-04")
def test_nao_fui_eu_leva_a_criar_outra_senha(mundo: Mundo, renata: Client) -> None:
    antes = mundo.faturista.email
    incluido(mundo.faturista, principal=True)
    link = f"{LISTA}nao-fui-eu/{segredo(recebida(antes, 'acesso.email.mudou'))}/"
    pagina = Client().get(link)
    assert "todas as sessões abertas são encerradas" in pagina.content.decode()
    assert renata.get(LISTA).status_code == 200
    desfeito = renata.post(link)
    assert desfeito["Location"].startswith("/senha/nova/")
    assert estado(mundo.faturista)[0] == (antes, True, True)
    assert renata.get(LISTA)["Location"].startswith("/entrar/")
    nova = {"nova": "Janela-verde-27", "repetida": "Janela-verde-27"}
    assert Client().post(desfeito["Location"], nova)["Location"] == "/entrar/"
    entrou = Client().post("/entrar/", {"login": antes, "senha": "Janela-verde-27"})
    assert (entrou.status_code, entrou["Location"]) == (302, "/")
    assert Client().post(link).status_code == 410


def test_endereco_de_outra_conta_responde_igual_na_tela(mundo: Mundo, renata: Client) -> None:
    livre = renata.post(f"{LISTA}incluir/", {"email": NOVO}, follow=True).content.decode()
    alheio = mundo.beneficiaria.email
    tomado = renata.post(f"{LISTA}incluir/", {"email": alheio}, follow=True).content.decode()
    assert f"Mandamos um link para {NOVO}" in livre and f"Mandamos um link para {alheio}" in tomado
    assert livre.count("A confirmar") == 1 and tomado.count("A confirmar") == 2
    drenar()
    assert [c.modelo for c in cartas(para=alheio)] == ["acesso.email.ja_usado"]


def test_erro_fica_no_campo_e_o_digitado_volta(mundo: Mundo, renata: Client) -> None:
    for email, erro in (("renata@", "Escreva um e-mail completo"), (mundo.faturista.email, "já é seu")):
        resposta = renata.post(f"{LISTA}incluir/", {"email": email, "principal": "on"})
        pagina = resposta.content.decode()
        assert resposta.status_code == 422 and erro in pagina and f'value="{email}"' in pagina


def test_endereco_de_outra_pessoa_e_404_e_sem_login_vai_entrar(mundo: Mundo, renata: Client) -> None:
    dela = EmailAddress.objects.get(user=mundo.beneficiaria)
    for ato in ("reenviar", "principal", "remover"):
        assert renata.post(f"{LISTA}{dela.pk}/{ato}/").status_code == 404
        assert Client().post(f"{LISTA}{dela.pk}/{ato}/")["Location"].startswith("/entrar/")
        assert renata.get(f"{LISTA}{dela.pk}/{ato}/").status_code == 405
    assert EmailAddress.objects.filter(pk=dela.pk, primary=True, verified=True).exists()


def test_remover_o_principal_e_recusado_com_o_motivo(mundo: Mundo, renata: Client) -> None:
    dela = EmailAddress.objects.get(user=mundo.faturista)
    pagina = renata.post(f"{LISTA}{dela.pk}/remover/", headers={"Referer": f"http://testserver{LISTA}"}, follow=True)
    assert "Torne outro o principal antes" in pagina.content.decode()
    assert estado(mundo.faturista) == [(mundo.faturista.email, True, True)]


def test_consultas_nao_crescem(mundo: Mundo, renata: Client) -> None:
    renata.get(LISTA)
    uma = quantas_consultas(renata, LISTA)
    incluido(mundo.faturista)
    incluido(mundo.faturista, "terceiro@exemplo.com.br")
    assert quantas_consultas(renata, LISTA) == uma <= 10
