"""Changing the password and recovering it: the same answer for everybody, links that serve once and for two hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from guiche.acesso.chaves import Finalidade, Pedido, emitir_link
from guiche.acesso.config import SenhaConfig
from guiche.acesso.models import AtoDaConta, Chave, SenhaAnterior, TentativaDeAcesso, Usuario
from guiche.acesso.services import senhas as verbos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora
from guiche.nucleo.tarefas import drenar
from guiche.portais.publico.entrada import RECUSA
from tests.acesso.apoio_entrada import NOVA, com_autenticador, entrar
from tests.cenario import SENHA, Mundo
from tests.correio import cartas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sem_pedidos_anteriores() -> Iterator[None]:
    cache.clear()
    yield


def esqueci(client: Client, login: str) -> Any:
    return client.post("/senha/esqueci/", {"login": login})


def link_recebido(client: Client, pessoa: Usuario) -> str:
    """Ask a link and read it from the letter."""
    esqueci(client, pessoa.login)
    drenar()
    achado = re.search(r"https?://[^/]+(/senha/nova/[\w-]+/)", cartas(para=pessoa.email)[-1].texto)
    assert achado is not None
    return achado.group(1)


def definir(client: Client, link: str, nova: str = NOVA, repetida: str | None = None) -> Any:
    return client.post(link, {"nova": nova, "repetida": nova if repetida is None else repetida})


def trocar(client: Client, atual: str = SENHA, nova: str = NOVA) -> Any:
    return client.post("/conta/senha/", {"atual": atual, "nova": nova, "repetida": nova})


def regra(operadora: Operadora, **opcoes: Any) -> None:
    with escopo(operadora):
        configurar(Ator.sistema(operadora), SenhaConfig(**opcoes))


# Forgotten


@pytest.mark.requisito("B-38", "U-07")
def test_o_pedido_tem_a_mesma_resposta_exista_ou_nao_a_pessoa(client: Client, mundo: Mundo) -> None:
    respostas = [esqueci(client, quem) for quem in (mundo.faturista.login, mundo.faturista.email, "ninguem", "1")]
    assert {resposta.status_code for resposta in respostas} == {200}
    paginas = {re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", r.content.decode()) for r in respostas}
    assert len(paginas) == 1 and "Veja o seu e-mail" in paginas.pop()


@pytest.mark.requisito("B-38")
def test_o_pedido_faz_o_mesmo_trabalho_exista_ou_nao_a_pessoa(
    client: Client, mundo: Mundo, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    consultas = []
    for quem in (mundo.faturista.login, "ninguem"):
        with CaptureQueriesContext(
            connection,
        ) as feitas:
            esqueci(client, quem)
        consultas.append([re.sub(r"'[^']*'|\d+", "?", consulta["sql"]) for consulta in feitas.captured_queries])
    assert len(consultas[0]) == len(consultas[1])
    assert not Chave.objects.exists()


@pytest.mark.requisito("B-39")
def test_o_link_vai_a_todos_os_enderecos_confirmados_e_so_a_eles(client: Client, mundo: Mundo) -> None:
    EmailAddress.objects.create(user=mundo.faturista, email="segundo@exemplo.com.br", verified=True)
    EmailAddress.objects.create(user=mundo.faturista, email="nunca@exemplo.com.br", verified=False)
    esqueci(client, mundo.faturista.documento)
    drenar()
    assert {carta.para for carta in cartas()} == {mundo.faturista.email, "segundo@exemplo.com.br"}
    links = {re.search(r"/senha/nova/([\w-]+)/", carta.texto).group(1) for carta in cartas()}  # type: ignore[union-attr]
    assert len(links) == 2
    texto = cartas(para=mundo.faturista.email)[0].texto
    assert "duas horas" in texto and mundo.faturista.login in texto and SENHA not in texto
    assert [ato.tipo for ato in AtoDaConta.objects.filter(usuario=mundo.faturista)] == ["senha_pedida"]


def test_quem_nao_tem_endereco_confirmado_nao_recebe_nada(client: Client, mundo: Mundo) -> None:
    EmailAddress.objects.filter(user=mundo.faturista).update(verified=False)
    esqueci(client, mundo.faturista.login)
    drenar()
    assert cartas() == [] and not AtoDaConta.objects.exists()


def test_pedir_de_novo_logo_depois_nao_derruba_o_link_ja_mandado(client: Client, mundo: Mundo) -> None:
    link = link_recebido(client, mundo.faturista)
    esqueci(client, mundo.faturista.login)
    drenar()
    assert len(cartas()) == 1 and client.get(link).status_code == 200
    Chave.objects.update(criada_em=agora() - timedelta(minutes=2))
    outro = link_recebido(client, mundo.faturista)
    assert client.get(link).status_code == 410 and client.get(outro).status_code == 200


def test_muitos_pedidos_do_mesmo_endereco_esperam(client: Client, mundo: Mundo) -> None:
    for _ in range(20):
        assert esqueci(client, "ninguem").status_code == 200
    travado = esqueci(client, mundo.faturista.login)
    assert travado.status_code == 429 and "Espere dez minutos" in travado.content.decode()
    assert esqueci(Client(REMOTE_ADDR="10.1.1.1"), mundo.faturista.login).status_code == 200


@pytest.mark.requisito("B-40", "X-01")
def test_o_link_troca_a_senha_uma_vez_encerra_sessoes_avisa_e_destrava(client: Client, mundo: Mundo) -> None:
    dentro = Client()
    entrar(dentro, mundo.faturista.login)
    for _ in range(5):
        entrar(client, mundo.faturista.login, "errada")
    link = link_recebido(client, mundo.faturista)
    outra_chave = emitir_link(Pedido(Finalidade.CONFIRMAR_EMAIL, timedelta(hours=1), mundo.faturista))
    pagina = client.get(link)
    assert pagina["Referrer-Policy"] == "same-origin" and "no-store" in pagina["Cache-Control"]
    assert definir(client, link)["Location"] == "/entrar/"
    assert dentro.get("/prestador/").status_code == 302
    assert not UserSession.objects.filter(user=mundo.faturista).exists()
    assert Chave.objects.filter(usuario=mundo.faturista, usada_em__isnull=True).count() == 0 and outra_chave
    assert entrar(client, mundo.faturista.login, SENHA).status_code == 200
    assert entrar(client, mundo.faturista.login, NOVA).status_code == 302
    drenar()
    (aviso,) = cartas(para=mundo.faturista.email, modelo="acesso.senha.trocada")
    assert "Não fui eu" in aviso.texto and NOVA not in aviso.texto
    assert AtoDaConta.objects.filter(usuario=mundo.faturista, tipo="senha_trocada").count() == 1


@pytest.mark.requisito("B-40")
@pytest.mark.parametrize("defeito", ["usado", "vencido", "forjado", "de outra coisa", "pessoa inativa"])
def test_link_que_nao_vale_leva_a_uma_pagina_so(client: Client, mundo: Mundo, defeito: str) -> None:
    link = link_recebido(client, mundo.faturista)
    if defeito == "usado":
        definir(client, link)
    elif defeito == "vencido":
        Chave.objects.update(expira_em=agora())
    elif defeito == "forjado":
        link = "/senha/nova/" + "A" * 43 + "/"
    elif defeito == "de outra coisa":
        pedido = Pedido(Finalidade.CONFIRMAR_EMAIL, timedelta(hours=1), mundo.faturista)
        link = f"/senha/nova/{emitir_link(pedido)}/"
    else:
        Usuario.objects.filter(pk=mundo.faturista.pk).update(ativo=False)
    cifrada = Usuario.objects.get(pk=mundo.faturista.pk).password
    for resposta in (client.get(link), definir(client, link, "outra senha 7!")):
        assert resposta.status_code == 410
        texto = resposta.content.decode()
        assert "Este link não vale mais" in texto and 'href="/senha/esqueci/"' in texto
    assert Usuario.objects.get(pk=mundo.faturista.pk).password == cifrada


def test_senha_recusada_nao_gasta_o_link(client: Client, mundo: Mundo) -> None:
    link = link_recebido(client, mundo.faturista)
    assert "Falta na senha" in definir(client, link, "curta1!").content.decode()
    assert "As duas senhas não são iguais" in definir(client, link, NOVA, "outra coisa 1!").content.decode()
    assert definir(client, link).status_code == 302


@pytest.mark.requisito("B-40")
def test_a_senha_nova_nao_dispensa_o_segundo_passo(client: Client, mundo: Mundo) -> None:
    com_autenticador(mundo.faturista)
    definir(client, link_recebido(client, mundo.faturista))
    assert entrar(client, mundo.faturista.login, NOVA)["Location"] == "/entrar/confirmar/"


def test_link_da_primeira_senha_serve_a_quem_nunca_teve_uma(client: Client, mundo: Mundo) -> None:
    novo = Usuario.objects.create_user("nova.pessoa", None, nome="Nilza Prado", email="nilza@exemplo.com.br")
    segredo = emitir_link(Pedido(Finalidade.DEFINIR_SENHA, timedelta(hours=1), novo))
    assert client.get(f"/senha/nova/{segredo}/").status_code == 410
    assert "Crie a sua senha" in client.get(f"/senha/primeira/{segredo}/").content.decode()
    assert definir(client, f"/senha/primeira/{segredo}/").status_code == 302
    assert entrar(client, "nova.pessoa", NOVA)["Location"] == "/"
    assert client.get("/")["Location"] == "/conta/"
    assert not SenhaAnterior.objects.filter(usuario=novo).exists()


# Own change


@pytest.mark.requisito("C-09")
def test_trocar_a_senha_pede_a_atual_encerra_as_outras_sessoes_e_avisa(client: Client, mundo: Mundo) -> None:
    outro = Client()
    entrar(outro, mundo.faturista.login)
    entrar(client, mundo.faturista.login)
    assert "Não é a sua senha atual" in trocar(client, atual="errada").content.decode()
    assert outro.get("/prestador/").status_code == 200
    assert trocar(client)["Location"] == "/conta/"
    assert client.get("/prestador/").status_code == 200
    assert outro.get("/prestador/").status_code == 302
    (sessao,) = UserSession.objects.filter(user=mundo.faturista)
    assert sessao.session_key == client.session.session_key
    assert entrar(Client(), mundo.faturista.login, NOVA).status_code == 302
    drenar()
    assert len(cartas(para=mundo.faturista.email, modelo="acesso.senha.trocada")) == 1
    mundo.faturista.refresh_from_db()
    assert mundo.faturista.senha_definida_em is not None


@pytest.mark.requisito("X-01")
def test_errar_a_senha_atual_conta_como_errar_na_entrada(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    for _ in range(5):
        trocar(client, atual="errada")
    assert "Muitas tentativas" in trocar(client).content.decode()
    assert entrar(Client(), mundo.faturista.login).status_code == 429
    assert TentativaDeAcesso.objects.filter(aceita=False).count() == 5


@pytest.mark.requisito("B-07")
def test_as_ultimas_senhas_sao_recusadas(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    usadas = [SENHA]
    for nova in ("manga azul 91", "pedra verde 92", "vento longe 93"):
        assert trocar(client, usadas[-1], nova).status_code == 302
        usadas.append(nova)
    for antiga in usadas[1:]:
        recusa = trocar(client, usadas[-1], antiga).content.decode()
        assert "diferente das últimas 3 que você usou" in recusa
    assert trocar(client, usadas[-1], "chuva fina 94").status_code == 302
    assert trocar(client, "chuva fina 94", usadas[1]).status_code == 302


@pytest.mark.requisito("B-07")
def test_a_regra_da_operadora_vale_na_tela_e_na_lista_de_exigencias(client: Client, mundo: Mundo) -> None:
    regra(mundo.operadora, tamanho=14)
    entrar(client, mundo.faturista.login)
    pagina = client.get("/conta/senha/").content.decode()
    assert "14 caracteres ou mais" in pagina and 'data-padrao="^.{14,}$"' in pagina
    assert "Falta na senha: 14 caracteres ou mais." in trocar(client, nova=NOVA).content.decode()
    assert trocar(client, nova="manga bem azul 91").status_code == 302


@pytest.mark.requisito("C-45")
def test_a_tela_deixa_colar_e_ajuda_o_gerenciador_de_senhas(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    pagina = client.get("/conta/senha/").content.decode()
    assert pagina.count('autocomplete="new-password"') == 2 and 'autocomplete="current-password"' in pagina
    assert pagina.count("data-padrao=") == 4 and "onpaste" not in pagina


@pytest.mark.requisito("B-07")
def test_senha_vencida_so_deixa_trocar_a_senha(client: Client, mundo: Mundo) -> None:
    regra(mundo.operadora, validade_dias=90)
    Usuario.objects.filter(pk=mundo.faturista.pk).update(senha_definida_em=agora() - timedelta(days=91))
    entrar(client, mundo.faturista.login)
    assert client.get("/prestador/lotes/")["Location"] == "/conta/senha/"
    assert "A sua senha venceu: escolha outra" in client.get("/conta/senha/").content.decode()
    assert trocar(client)["Location"] == "/"
    assert client.get("/prestador/lotes/").status_code == 200


def test_senha_dentro_da_validade_nao_incomoda(client: Client, mundo: Mundo) -> None:
    regra(mundo.operadora, validade_dias=90)
    Usuario.objects.filter(pk=mundo.faturista.pk).update(senha_definida_em=agora() - timedelta(days=89))
    entrar(client, mundo.faturista.login)
    assert client.get("/prestador/lotes/").status_code == 200


def test_trocar_a_senha_e_so_de_quem_entrou(client: Client, mundo: Mundo) -> None:
    assert trocar(client)["Location"].startswith("/entrar/")
    assert Usuario.objects.get(pk=mundo.faturista.pk).check_password(SENHA)


# Enumeration at the entry


@pytest.mark.requisito("C-02")
def test_a_senha_e_cifrada_para_pessoa_conhecida_e_desconhecida(
    client: Client, mundo: Mundo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    vezes: list[str] = []
    original = MD5PasswordHasher.encode

    def contar(self: MD5PasswordHasher, password: str, salt: str) -> str:
        vezes.append(password)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", contar)
    paginas = []
    for quem in (mundo.faturista.login, "ninguem"):
        vezes.clear()
        resposta = entrar(client, quem, "outra-senha")
        assert (resposta.status_code, vezes) == (200, ["outra-senha"])
        texto = resposta.content.decode().replace(quem, "QUEM")
        paginas.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", texto))
    assert paginas[0] == paginas[1] and RECUSA in paginas[0]


def test_o_verbo_do_link_so_aceita_as_duas_finalidades(mundo: Mundo) -> None:
    from guiche.acesso.chaves import ChaveInvalida

    segredo = emitir_link(Pedido(Finalidade.CONFIRMAR_EMAIL, timedelta(hours=1), mundo.faturista))
    with pytest.raises(ChaveInvalida):
        verbos.definir_senha(Finalidade.CONFIRMAR_EMAIL, segredo, NOVA)
