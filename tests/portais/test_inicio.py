"""The home of every portal: first steps from the real state, shortcuts from use, questions, keys and channels."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.config import PerguntasConfig
from guiche.acesso.models import Preferencia
from guiche.acesso.perguntas import PADRAO
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.services.preferencias import anotar_uso, esquecer_uso
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from tests.cenario import SENHA, Mundo
from tests.portais.prestador import enviado, quantas_consultas

pytestmark = pytest.mark.django_db

PASSOS = "/primeiros-passos/"
OPCOES = "/operadora/acessos/opcoes/perguntas/"
INICIOS = ("/prestador/", "/beneficiario/", "/operadora/")


def texto(client: Client, url: str) -> str:
    """The page, entities undone."""
    return unescape(client.get(url).content.decode())


def passos(client: Client, url: str) -> dict[str, bool]:
    """Title of each first step and whether it is done."""
    return {passo.titulo: passo.feito for passo in client.get(url).context["primeiros"].passos}


def atalhos(client: Client, url: str = "/prestador/") -> list[str]:
    return [atalho.rotulo for atalho in client.get(url).context["atalhos"].itens]


@pytest.mark.requisito("B-11")
def test_os_primeiros_passos_seguem_o_que_a_pessoa_fez(mundo: Mundo, faturista: Client) -> None:
    EmailAddress.objects.filter(user=mundo.faturista).delete()
    antes = passos(faturista, "/prestador/")
    assert (antes["Confirme o seu e-mail"], antes["Proteja a sua entrada"], antes["Envie o primeiro lote"]) == (
        False,
        False,
        False,
    )
    assert 'href="/conta/emails/"' in texto(faturista, "/prestador/")
    endereco = EmailAddress.objects.create(user=mundo.faturista, email="renata@exemplo.example", verified=False)
    assert passos(faturista, "/prestador/")["Confirme o seu e-mail"] is False
    EmailAddress.objects.filter(pk=endereco.pk).update(verified=True)
    enviado(mundo, "381", 1)
    depois = passos(faturista, "/prestador/")
    assert (depois["Confirme o seu e-mail"], depois["Envie o primeiro lote"]) == (True, True)


@pytest.mark.requisito("B-11")
def test_nao_mostrar_mais_vale_so_para_a_pessoa_e_volta_pelo_menu(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, gestor: Client
) -> None:
    assert "Conheça o portal" in texto(faturista, "/prestador/")
    assert faturista.post(PASSOS, {"acao": "dispensar"})["Location"] == "/prestador/"
    for dela in (faturista, de_outro_prestador):
        assert "Conheça o portal" not in texto(dela, "/prestador/")
    assert "Conheça o portal" in texto(gestor, "/operadora/")
    pagina = texto(faturista, PASSOS)
    assert "Conheça o portal" in pagina and "Mostrar de novo na página inicial" in pagina
    assert f'href="{PASSOS}"' in texto(faturista, "/prestador/")
    faturista.post(PASSOS, {"acao": "mostrar"})
    assert "Conheça o portal" in texto(faturista, "/prestador/")
    assert Client().post(PASSOS, {"acao": "dispensar"}).status_code == 302
    assert Preferencia.objects.filter(chave__startswith="primeiros_passos").count() == 0


@pytest.mark.requisito("B-11")
@pytest.mark.parametrize("inicio", INICIOS)
def test_todo_cartao_e_todo_passo_do_inicio_abre(
    inicio: str, faturista: Client, helena: Client, gestor: Client
) -> None:
    client = dict(zip(INICIOS, (faturista, helena, gestor), strict=True))[inicio]
    primeiros = client.get(inicio).context["primeiros"]
    titulos = [cartao.titulo for cartao in primeiros.cartoes]
    assert {"Notificações", "Menu rápido", "Teclas de atalho"} <= set(titulos)
    enderecos = [*(c.url for c in primeiros.cartoes), *(p.url for p in primeiros.passos)]
    assert {url: client.get(url).status_code for url in enderecos} == dict.fromkeys(enderecos, 200)


def test_cada_um_so_ve_os_passos_do_que_pode(sem_direitos: Client) -> None:
    assert set(passos(sem_direitos, "/prestador/")) == {"Confirme o seu e-mail", "Proteja a sua entrada"}


def test_os_atalhos_vem_do_uso(mundo: Mundo, faturista: Client) -> None:
    assert "Serviços do portal" in texto(faturista, "/prestador/")
    assert atalhos(faturista)[:2] == ["Conferir lote", "Lotes"]
    for _ in range(3):
        faturista.get("/prestador/valores/")
    faturista.get("/prestador/demonstrativos/")
    assert "Serviços mais acessados por você" in texto(faturista, "/prestador/")
    assert atalhos(faturista)[:3] == ["Valores negociados", "Demonstrativos", "Conferir lote"]
    assert set(Preferencia.objects.values_list("usuario_id", flat=True)) == {mundo.faturista.pk}


def test_nem_filtro_nem_parte_de_pagina_nem_recusa_contam_como_visita(faturista: Client, sem_direitos: Client) -> None:
    valores = "/prestador/valores/"
    faturista.get(valores, {"q": "1"}, headers={"referer": f"http://testserver{valores}"})
    faturista.get(valores, headers={"hx-request": "true"})
    assert sem_direitos.get(valores).status_code == 403
    for client in (faturista, sem_direitos):
        client.get("/prestador/")
    assert Preferencia.objects.count() == 0
    faturista.get(valores, headers={"referer": "http://testserver/prestador/"})
    faturista.get(valores, {"q": "1"})
    faturista.post("/sair/")
    assert Preferencia.objects.values_list("valor", flat=True).get() == 2


def test_onde_nao_ha_atalhos_nada_se_conta(helena: Client) -> None:
    helena.get("/beneficiario/extrato/")
    helena.post("/sair/")
    assert Preferencia.objects.count() == 0


def test_atalho_do_que_nao_se_pode_mais_some(mundo: Mundo, sem_direitos: Client) -> None:
    pessoa = Pessoa(sem_direitos.get("/prestador/").context["pessoa"].usuario)
    anotar_uso(pessoa, {"prestador:lotes": 1}, mundo.hoje)
    assert atalhos(sem_direitos) == []


def test_contador_antigo_e_esquecido(mundo: Mundo) -> None:
    pessoa = Pessoa(mundo.faturista)
    for dia in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 10, 5), date(2026, 10, 6)):
        anotar_uso(pessoa, {"prestador:lotes": 2, "prestador:valores": 1}, dia)
    anotar_uso(pessoa, {}, date(2026, 10, 6))
    assert esquecer_uso(date(2026, 10, 20)) == 2
    assert dict(Preferencia.objects.values_list("chave", "valor")) == {
        "uso.2026-09.prestador:lotes": 2,
        "uso.2026-09.prestador:valores": 1,
        "uso.2026-10.prestador:lotes": 4,
        "uso.2026-10.prestador:valores": 2,
    }


@pytest.mark.requisito("B-28")
@pytest.mark.parametrize("inicio", INICIOS)
def test_o_menu_do_nome_leva_a_tudo_o_que_e_da_pessoa(
    inicio: str, faturista: Client, helena: Client, gestor: Client
) -> None:
    client = dict(zip(INICIOS, (faturista, helena, gestor), strict=True))[inicio]
    menu = texto(client, inicio).split("Sua conta:")[1].split("</details>")[0]
    elos = dict(re.findall(r'<a href="([^"]+)">.*?</svg>([^<]+)</a>', menu))
    assert list(elos.values()) == [
        "Minha conta",
        "Relacionamentos",
        "Alterar senha",
        "Primeiros passos",
        "Perguntas frequentes",
    ]
    assert [client.get(url).status_code for url in elos] == [200] * 5
    assert 'action="/sair/"' in menu


@pytest.mark.requisito("C-05")
def test_o_alto_da_pagina_diz_quem_esta_o_ultimo_acesso_e_quanto_resta(mundo: Mundo, client: Client) -> None:
    for _ in range(2):
        client.post("/entrar/", {"login": mundo.faturista.login, "senha": SENHA})
    alto = texto(client, "/prestador/").split("</header>")[0]
    assert mundo.faturista.nome in alto and "Último acesso: " in alto
    assert 'data-sessao="30"' in alto and "Sessão: " in alto


@pytest.mark.requisito("C-06")
def test_os_canais_da_operadora_ficam_no_alto_de_toda_pagina(
    mundo: Mundo, faturista: Client, helena: Client, gestor: Client
) -> None:
    for client, url in ((faturista, "/prestador/lotes/"), (helena, "/beneficiario/extrato/")):
        alto = texto(client, url).split("</header>")[0]
        assert f"Falar com a {mundo.operadora.nome_fantasia}" in alto
        assert f'href="tel:{mundo.operadora.telefone}"' in alto and f'href="mailto:{mundo.operadora.email}"' in alto
    assert "Falar com a" not in texto(gestor, "/operadora/").split("</header>")[0]


@pytest.mark.requisito("B-28", "U-14")
def test_cada_publico_tem_as_suas_perguntas(mundo: Mundo, faturista: Client, helena: Client) -> None:
    client = Client()
    assert PADRAO["prestador"][0].pergunta in texto(faturista, "/perguntas/")
    assert PADRAO["beneficiario"][0].pergunta in texto(helena, "/perguntas/")
    registro = mundo.operadora.registro_ans
    for publico in PADRAO:
        pagina = texto(client, f"/perguntas/{registro}/{publico}/")
        assert PADRAO[publico][0].pergunta in pagina and "Primeiro acesso, passo a passo" in pagina
        assert mundo.operadora.email in pagina
        assert f'href="/entrar/{registro}/{publico}/"' in pagina
        assert client.get(f"/perguntas/{publico}/").status_code == 200
    assert client.get("/perguntas/ninguem/").status_code == 404
    assert client.get("/perguntas/000000/prestador/").status_code == 404
    assert f'href="/perguntas/{registro}/beneficiario/"' in texto(client, f"/entrar/{registro}/beneficiario/")


@pytest.mark.requisito("B-28", "U-14")
def test_a_operadora_escreve_as_perguntas_e_so_ela_as_mostra(
    mundo: Mundo, gestor: Client, analista: Client, helena: Client
) -> None:
    client, registro = Client(), mundo.operadora.registro_ans
    inicial = gestor.get(OPCOES).context["form"].initial
    dados = {
        **inicial,
        "beneficiario": "Onde fica a sede?\r\nNa Rua das Acácias, 10.\r\nDas 8h às 18h.",
        "acao": "gravar",
    }
    assert analista.post(OPCOES, dados).status_code == 403
    assert gestor.post(OPCOES, {**dados, "prestador": "Pergunta sem resposta"}).status_code == 422
    with escopo(mundo.operadora):
        assert config(PerguntasConfig) == PerguntasConfig()
    assert gestor.post(OPCOES, dados)["Location"] == OPCOES
    with escopo(mundo.operadora):
        assert config(PerguntasConfig) == PerguntasConfig(
            beneficiario=("Onde fica a sede?", "Na Rua das Acácias, 10.\nDas 8h às 18h.")
        )
    assert "Na Rua das Acácias, 10.<br>Das 8h às 18h." in texto(helena, "/perguntas/")
    assert PADRAO["beneficiario"][0].pergunta not in texto(helena, "/perguntas/")
    assert "Acácias" not in texto(client, f"/perguntas/{mundo.outra.registro_ans}/beneficiario/")
    assert "Acácias" not in texto(client, f"/perguntas/{registro}/prestador/")
    gestor.post(OPCOES, {**dados, "beneficiario": ""})
    assert PADRAO["beneficiario"][0].pergunta in texto(client, f"/perguntas/{registro}/beneficiario/")


@pytest.mark.requisito("B-23")
def test_as_teclas_desligadas_ficam_na_conta(mundo: Mundo, faturista: Client, de_outro_prestador: Client) -> None:
    assert "data-sem-teclas" not in texto(faturista, "/prestador/")
    faturista.post("/preferencias/", {"teclas": "nao"})
    for dela in (faturista, de_outro_prestador):
        assert "data-sem-teclas" in texto(dela, "/prestador/")
    assert "As teclas de atalho estão desligadas" in texto(faturista, "/teclas/")
    faturista.post("/preferencias/", {"teclas": "talvez"})
    assert "data-sem-teclas" in texto(faturista, "/prestador/")
    faturista.post("/preferencias/", {"teclas": "sim"})
    assert "data-sem-teclas" not in texto(faturista, "/prestador/")


def test_contar_o_uso_nao_custa_instrucao_na_pagina_visitada(faturista: Client) -> None:
    valores = "/prestador/valores/"
    contada = quantas_consultas(faturista, valores)
    with CaptureQueriesContext(connection) as sql:
        faturista.get(valores, headers={"referer": f"http://testserver{valores}"})
    assert contada == sum("SAVEPOINT" not in consulta["sql"] for consulta in sql)


def test_dispensar_os_passos_poupa_o_banco(faturista: Client) -> None:
    com = quantas_consultas(faturista, "/prestador/")
    faturista.post(PASSOS, {"acao": "dispensar"})
    sem = quantas_consultas(faturista, "/prestador/")
    assert sem < com
    for _ in range(3):
        faturista.get("/prestador/valores/")
        faturista.get("/prestador/lotes/")
    assert quantas_consultas(faturista, "/prestador/") == sem + 1
    assert quantas_consultas(faturista, "/prestador/") == sem
