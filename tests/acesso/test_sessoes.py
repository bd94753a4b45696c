"""Open sessions: listed, ended from afar, kept connected, ended by disuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import AtoDaConta
from guiche.acesso.regras.aparelhos import de_bolso, nome_do_aparelho
from guiche.acesso.tasks import limpar_sessoes
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora
from tests.acesso.apoio_entrada import entrar
from tests.cenario import Mundo

CELULAR = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
COMPUTADOR = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
)


def opcoes(operadora: Operadora, **valores: Any) -> None:
    with escopo(operadora):
        configurar(Ator.sistema(operadora), AcessoConfig(**{"segundo_fator_da_equipe": False, **valores}))


@pytest.mark.parametrize(
    ("navegador", "nome", "bolso"),
    [
        (CELULAR, "Safari no iPhone", True),
        (COMPUTADOR, "Chrome no Windows", False),
        (COMPUTADOR + " Edg/130.0", "Edge no Windows", False),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox no Linux", False),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27 Chrome/125 Mobile", "Samsung Internet no Android", True),
        ("curl/8.0", "Aparelho não reconhecido", False),
        ("", "Aparelho não reconhecido", False),
    ],
)
def test_o_aparelho_e_dito_em_palavras(navegador: str, nome: str, bolso: bool) -> None:
    assert (nome_do_aparelho(navegador), de_bolso(navegador)) == (nome, bolso)


@pytest.mark.django_db
@pytest.mark.requisito("X-01", "B-01")
def test_a_lista_diz_onde_a_conta_esta_aberta(client: Client, mundo: Mundo) -> None:
    entrar(Client(headers={"User-Agent": CELULAR}, REMOTE_ADDR="10.20.30.40"), mundo.faturista.login)
    aqui = Client(headers={"User-Agent": COMPUTADOR})
    entrar(aqui, mundo.faturista.login)
    entrar(Client(), mundo.beneficiaria.login)
    lista = aqui.get("/conta/sessoes/").context["aparelhos"]
    assert [(a.nome, a.ip, a.atual) for a in lista] == [
        ("Chrome no Windows", "127.0.0.1", True),
        ("Safari no iPhone", "10.20.30.40", False),
    ]
    assert "Sua conta está aberta em 2 aparelhos" in aqui.get("/conta/sessoes/").content.decode()


@pytest.mark.django_db
@pytest.mark.requisito("X-01")
def test_sessao_encerrada_de_longe_para_no_proximo_clique(client: Client, mundo: Mundo) -> None:
    longe = Client()
    entrar(longe, mundo.faturista.login)
    entrar(client, mundo.faturista.login)
    alvo = UserSession.objects.get(session_key=longe.session.session_key)
    assert longe.get("/prestador/").status_code == 200
    client.post(f"/conta/sessoes/{alvo.pk}/encerrar/")
    assert longe.get("/prestador/").status_code == 302
    assert client.get("/prestador/").status_code == 200
    assert AtoDaConta.objects.get(usuario=mundo.faturista).fato == {"quantas": 1}


@contextmanager
def encerrada_no_meio(chave: str) -> Iterator[None]:
    """The session ends after the request has read it, before the answer saves it."""

    def encerrar(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if '"acesso_vinculo"' in sql:
            Session.objects.filter(pk=chave).delete()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(encerrar):
        yield


@pytest.mark.django_db
@pytest.mark.requisito("X-01", "C-05")
@pytest.mark.parametrize(
    ("cabecalhos", "situacao", "onde"),
    [
        ({}, 302, "Location"),
        ({"HX-Request": "true"}, 204, "HX-Redirect"),
        ({"Accept": "application/json"}, 401, ""),
    ],
)
def test_sessao_encerrada_durante_o_pedido_leva_a_entrada(
    client: Client, mundo: Mundo, cabecalhos: dict[str, str], situacao: int, onde: str
) -> None:
    entrar(client, mundo.faturista.login)
    with encerrada_no_meio(str(client.session.session_key)):
        resposta = client.get("/prestador/lotes/", headers=cabecalhos)
    assert resposta.status_code == situacao
    login = resposta[onde] if onde else resposta.json()["entrar"]
    assert login == "/entrar/?proxima=%2Fprestador%2Flotes%2F&terminou=sim"
    pagina = client.get(login).content.decode()
    assert "A sua sessão terminou" in pagina
    assert entrar(client, mundo.faturista.login, endereco=login)["Location"] == "/prestador/lotes/"


@pytest.mark.django_db
def test_quem_volta_com_sessao_vencida_sabe_por_que_entra_de_novo(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    Session.objects.filter(pk=client.session.session_key).delete()
    assert client.get("/prestador/")["Location"] == "/entrar/?proxima=%2Fprestador%2F&terminou=sim"
    assert Client().get("/prestador/")["Location"] == "/entrar/?proxima=%2Fprestador%2F"
    errou = client.post("/entrar/?terminou=sim", {"login": mundo.faturista.login, "senha": "x"}).content.decode()
    assert "A sua sessão terminou" not in errou


@pytest.mark.django_db
def test_encerrar_todas_as_outras(client: Client, mundo: Mundo) -> None:
    outros = [Client(), Client()]
    for outro in outros:
        entrar(outro, mundo.faturista.login)
    entrar(client, mundo.faturista.login)
    client.post("/conta/sessoes/encerrar/")
    assert [outro.get("/prestador/").status_code for outro in outros] == [302, 302]
    assert client.get("/prestador/").status_code == 200
    assert UserSession.objects.filter(user=mundo.faturista).count() == 1


@pytest.mark.django_db
def test_so_se_contam_as_sessoes_abertas_e_as_vencidas_se_apagam(client: Client, mundo: Mundo) -> None:
    vencida, perdida, outra = Client(), Client(), Client()
    for um in (vencida, perdida, outra, client):
        entrar(um, mundo.faturista.login)
    chaves = {um: um.session.session_key for um in (vencida, perdida, outra, client)}
    Session.objects.filter(session_key=chaves[vencida]).update(expire_date=agora() - timedelta(seconds=1))
    Session.objects.filter(session_key=chaves[perdida]).delete()
    assert len(client.get("/conta/sessoes/").context["aparelhos"]) == 2
    client.post("/conta/sessoes/encerrar/")
    assert AtoDaConta.objects.get(usuario=mundo.faturista, tipo="sessao_encerrada").fato == {"quantas": 1}
    recentes = set(UserSession.objects.values_list("session_key", flat=True))
    assert recentes == {chaves[vencida], chaves[perdida], chaves[client]}
    limpar_sessoes()
    assert set(Session.objects.values_list("session_key", flat=True)) == {chaves[client]}
    assert set(UserSession.objects.values_list("session_key", flat=True)) == recentes
    UserSession.objects.update(last_seen_at=agora() - timedelta(hours=2))
    limpar_sessoes()
    assert [linha.session_key for linha in UserSession.objects.all()] == [chaves[client]]
    assert client.get("/prestador/").status_code == 200


@pytest.mark.django_db
def test_sessao_de_outra_pessoa_nao_existe(client: Client, mundo: Mundo) -> None:
    alheio = Client()
    entrar(alheio, mundo.beneficiaria.login)
    alvo = UserSession.objects.get(session_key=alheio.session.session_key)
    entrar(client, mundo.faturista.login)
    propria = UserSession.objects.get(session_key=client.session.session_key)
    assert client.post(f"/conta/sessoes/{alvo.pk}/encerrar/").status_code == 404
    assert client.post(f"/conta/sessoes/{propria.pk}/encerrar/").status_code == 404
    assert alheio.get("/beneficiario/").status_code == client.get("/prestador/").status_code == 200


@pytest.mark.django_db
def test_a_lista_nao_cresce_em_consultas(client: Client, mundo: Mundo, django_assert_max_num_queries: Any) -> None:
    from django.test.utils import CaptureQueriesContext

    entrar(client, mundo.faturista.login)
    quantas = []
    for outros in (0, 2):
        for _ in range(outros):
            entrar(Client(), mundo.faturista.login)
        with CaptureQueriesContext(connection) as feitas:
            assert client.get("/conta/sessoes/").status_code == 200
        quantas.append(len(feitas))
    assert quantas[0] == quantas[1]


@pytest.mark.django_db
@pytest.mark.requisito("B-01")
def test_mantenha_me_conectado_dura_os_dias_da_operadora_e_se_revoga(client: Client, mundo: Mundo) -> None:
    opcoes(mundo.operadora, dias_conectado=20)
    casa = Client()
    resposta = entrar(casa, mundo.beneficiaria.login, manter="on")
    assert int(resposta.cookies["sessionid"]["max-age"]) == pytest.approx(20 * 86400, abs=60)
    assert "data-sessao=" not in casa.get("/conta/sessoes/").content.decode()
    entrar(client, mundo.beneficiaria.login)
    (mantido,) = [a for a in client.get("/conta/sessoes/").context["aparelhos"] if a.mantido_ate]
    assert mantido.mantido_ate.date() == (agora() + timedelta(days=20)).date()
    client.post(f"/conta/sessoes/{mantido.id}/encerrar/")
    assert casa.get("/beneficiario/").status_code == 302


@pytest.mark.django_db
@pytest.mark.requisito("B-01")
def test_quem_trabalha_na_operadora_nao_fica_conectado(client: Client, mundo: Mundo) -> None:
    resposta = entrar(client, mundo.analista.login, manter="on")
    assert int(resposta.cookies["sessionid"]["max-age"]) == 30 * 60
    assert "quem trabalha na operadora não fica conectado" in client.get("/operadora/").content.decode()
    assert not UserSession.objects.filter(data__has_key="mantida_ate").exists()
    assert "manter" not in client.get(f"/entrar/{mundo.operadora.registro_ans}/operadora/").content.decode()


@pytest.mark.django_db
@pytest.mark.requisito("C-05")
def test_a_sessao_termina_sem_uso_no_tempo_da_operadora(client: Client, mundo: Mundo) -> None:
    opcoes(mundo.operadora, sessao_minutos=12)
    resposta = entrar(client, mundo.faturista.login)
    assert int(resposta.cookies["sessionid"]["max-age"]) == 12 * 60
    pagina = client.get("/prestador/").content.decode()
    assert 'data-sessao="12"' in pagina and 'data-renovar="/sessao/"' in pagina
    fim = Session.objects.get(pk=client.session.session_key).expire_date
    assert fim == pytest.approx(agora() + timedelta(minutes=12), abs=timedelta(minutes=1))
    assert client.get("/sessao/").status_code == 204
    Session.objects.filter(pk=client.session.session_key).update(expire_date=agora())
    assert client.get("/prestador/").status_code == client.get("/sessao/").status_code == 302


@pytest.mark.django_db
def test_cada_uso_empurra_o_fim_da_sessao_e_de_cinco_em_cinco_minutos_a_lista(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    UserSession.objects.update(last_seen_at=agora() - timedelta(hours=1))
    client.get("/prestador/")
    assert UserSession.objects.get().last_seen_at < agora() - timedelta(minutes=50)
    sessao = client.session
    sessao["usada_em"] -= 301
    sessao.save()
    client.get("/prestador/", REMOTE_ADDR="10.9.9.9")
    assert UserSession.objects.get().ip == "10.9.9.9"
    assert UserSession.objects.get().last_seen_at > agora() - timedelta(minutes=1)


@pytest.mark.django_db
def test_sair_tira_a_sessao_da_lista(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    client.post("/sair/")
    assert not UserSession.objects.exists()


@pytest.mark.django_db
@pytest.mark.requisito("C-01")
def test_uma_sessao_de_um_publico_nao_abre_o_portal_de_outro(client: Client, mundo: Mundo) -> None:
    registro = mundo.operadora.registro_ans
    entrar(client, mundo.faturista.login, endereco=f"/entrar/{registro}/beneficiario/")
    assert client.get("/")["Location"] == "/prestador/"
    for caminho in ("/beneficiario/", "/operadora/"):
        assert client.get(caminho).status_code == 404


@pytest.mark.django_db
def test_endereco_forjado_por_quem_pede_nao_entra_na_lista(client: Client, mundo: Mundo, settings: Any) -> None:
    settings.GUICHE_PROXIES = 1
    client.post(
        "/entrar/",
        {"login": mundo.faturista.login, "senha": "x"},
        headers={"X-Forwarded-For": "não é endereço" * 20},
    )
    entrar(Client(headers={"X-Forwarded-For": "<script>"}), mundo.faturista.login)
    assert UserSession.objects.get().ip == "0.0.0.0"


@pytest.mark.django_db
@pytest.mark.requisito("B-28")
def test_o_menu_da_pessoa_tem_conta_relacionamentos_senha_e_sair(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    pagina = client.get("/prestador/").content.decode()
    for caminho, rotulo in (
        ("/conta/", "Minha conta"),
        ("/conta/relacionamentos/", "Relacionamentos"),
        ("/conta/senha/", "Alterar senha"),
    ):
        assert f'href="{caminho}"' in pagina and rotulo in pagina
        assert client.get(caminho).status_code == 200
    assert 'action="/sair/"' in pagina
