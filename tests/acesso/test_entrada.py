"""Login, lockout, contexts: the same answer for everybody, and rights that hold at the next click."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guiche.acesso.autenticacao import credencial_ws, resumo_do_segredo
from guiche.acesso.models import Perfil, TentativaDeAcesso, Usuario, Vinculo
from guiche.acesso.services.credenciais import emitir_credencial_ws
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.relogio import hoje
from guiche.portais.publico.entrada import RECUSA
from tests.cenario import SENHA, Mundo

pytestmark = pytest.mark.django_db


def entrar(client: Client, login: str, senha: str = SENHA, endereco: str = "/entrar/"):
    return client.post(endereco, {"login": login, "senha": senha})


@pytest.mark.requisito("C-02")
@pytest.mark.parametrize("como", ["login", "documento", "mascara", "email"])
def test_um_campo_aceita_qualquer_identificador(client: Client, mundo: Mundo, como: str) -> None:
    pessoa = mundo.faturista
    cpf = pessoa.documento
    identificador = {
        "login": pessoa.login.upper(),
        "documento": cpf,
        "mascara": f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}",
        "email": pessoa.email.upper(),
    }[como]
    resposta = entrar(client, identificador)
    assert (resposta.status_code, resposta["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/prestador/"


@pytest.mark.requisito("C-02")
def test_senha_errada_e_pessoa_inexistente_tem_a_mesma_resposta(client: Client, mundo: Mundo) -> None:
    errada = entrar(client, mundo.faturista.login, "outra-senha")
    ninguem = entrar(client, "ninguem", "outra-senha")
    assert errada.status_code == ninguem.status_code == 200
    assert RECUSA in errada.content.decode() and RECUSA in ninguem.content.decode()
    assert list(TentativaDeAcesso.objects.values_list("aceita", flat=True)) == [False, False]


@pytest.mark.parametrize("existe", [True, False])
def test_a_entrada_procura_a_pessoa_uma_vez(client: Client, mundo: Mundo, existe: bool) -> None:
    with CaptureQueriesContext(connection) as lidas:
        entrar(client, mundo.faturista.login if existe else "ninguem", "outra-senha")
    procuras = [lida["sql"] for lida in lidas if '"acesso_usuario"."login" =' in lida["sql"]]
    assert len(procuras) == 1


@pytest.mark.requisito("X-01")
def test_cinco_erros_travam_e_o_acesso_volta_sozinho(client: Client, mundo: Mundo) -> None:
    for _ in range(5):
        entrar(client, mundo.faturista.login, "errada")
    travada = entrar(client, mundo.faturista.login)
    assert travada.status_code == 429
    pagina = travada.content.decode()
    assert "Espere 5 minutos" in pagina and "o acesso volta sozinho" in pagina
    assert '<a href="/senha/esqueci/">crie outra por um link no seu e-mail</a>' in pagina
    assert "Há dois caminhos" not in client.get("/entrar/").content.decode()
    TentativaDeAcesso.objects.update(criada_em=timezone.now() - timedelta(minutes=6))
    assert entrar(client, mundo.faturista.login).status_code == 302


@pytest.mark.requisito("X-01")
def test_a_segunda_rodada_de_erros_espera_o_dobro(client: Client, mundo: Mundo) -> None:
    for _ in range(5):
        entrar(client, mundo.faturista.login, "errada")
    TentativaDeAcesso.objects.update(criada_em=timezone.now() - timedelta(minutes=6))
    for _ in range(5):
        entrar(client, mundo.faturista.login, "errada")
    assert "Espere 10 minutos" in entrar(client, mundo.faturista.login).content.decode()


@pytest.mark.requisito("X-01")
def test_o_contador_de_erros_e_da_pessoa_e_nao_do_que_ela_digita(client: Client, mundo: Mundo) -> None:
    pessoa = mundo.faturista
    cpf = pessoa.documento
    mascara = f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}"
    for identificador in (pessoa.login, cpf, mascara, pessoa.email, pessoa.login.upper()):
        assert entrar(client, identificador, "errada").status_code == 200
    assert entrar(client, pessoa.login).status_code == 429
    assert entrar(client, mundo.analista.login).status_code == 302


@pytest.mark.requisito("X-01")
def test_quem_se_travou_ve_o_mesmo_que_quem_nao_existe(client: Client, mundo: Mundo) -> None:
    paginas = []
    for login in (mundo.faturista.login, "ninguem"):
        for _ in range(5):
            entrar(client, login, "errada")
        travada = entrar(client, login, "errada")
        paginas.append((travada.status_code, "Há dois caminhos" in travada.content.decode()))
    assert paginas == [(429, True)] * 2


def test_perfil_vazio_ainda_entra_troca_de_contexto_e_sai(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        Perfil.objects.filter(vinculos__usuario=mundo.faturista).update(permissoes=[])
    assert entrar(client, mundo.faturista.login).status_code == 302
    assert client.get("/avisos/").status_code == 200
    assert client.get("/contextos/").status_code == 200
    assert client.get("/prestador/lotes/").status_code == 403
    assert client.post("/sair/").status_code == 302
    with escopo(mundo.operadora):
        tipos = list(
            Evento.objects.filter(usuario_id=mundo.faturista.pk).order_by("numero").values_list("tipo", flat=True)
        )
    assert tipos == ["acesso.sessao.aberta", "acesso.acesso.negado", "acesso.sessao.encerrada"]


def test_quem_ja_entrou_nao_ve_a_entrada_de_novo(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    assert client.get("/entrar/?proxima=/avisos/")["Location"] == "/avisos/"
    assert client.get("/entrar/?proxima=//mau.example")["Location"] == "/"


@pytest.mark.requisito("C-05")
def test_o_ultimo_acesso_e_mostrado(client: Client, mundo: Mundo) -> None:
    quando = datetime(2026, 11, 20, 17, 5, tzinfo=UTC)
    Usuario.objects.filter(pk=mundo.faturista.pk).update(last_login=quando)
    entrar(client, mundo.faturista.login)
    assert "Último acesso: 20/11/2026 às 14h05" in client.get("/avisos/").content.decode()


def test_a_chave_da_sessao_muda_ao_entrar(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    primeira = client.session.session_key
    entrar(client, mundo.beneficiaria.login)
    assert client.session.session_key != primeira
    assert client.get("/")["Location"] == "/beneficiario/"


@pytest.mark.parametrize("proxima", ["https://mau.example/", "//mau.example", "javascript:alert(1)"])
def test_volta_depois_do_login_so_dentro_do_site(client: Client, mundo: Mundo, proxima: str) -> None:
    endereco = f"/entrar/?proxima={proxima}"
    assert entrar(client, mundo.faturista.login, endereco=endereco)["Location"] == "/"


def test_volta_a_pagina_que_pedia_login(client: Client, mundo: Mundo) -> None:
    pedido = client.get("/prestador/lotes/?situacao=2")
    assert pedido.status_code == 302
    endereco = pedido["Location"]
    assert endereco == "/entrar/?proxima=%2Fprestador%2Flotes%2F%3Fsituacao%3D2"
    assert entrar(client, mundo.faturista.login, endereco=endereco)["Location"] == "/prestador/lotes/?situacao=2"


def test_trocar_de_contexto_vale_na_hora_e_fica_lembrado(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    outro = mundo.vinculo("faturista", prestador=mundo.outro_prestador)
    resposta = client.post(f"/contexto/{outro.pk}/", follow=True)
    assert mundo.outro_prestador.nome_fantasia in resposta.content.decode()
    client.post("/sair/")
    entrar(client, mundo.faturista.login)
    assert client.get("/prestador/").context["ator"].prestador_id == mundo.outro_prestador.pk


def test_contexto_de_outra_pessoa_nao_existe(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    alheio = mundo.vinculo("analista")
    assert client.post(f"/contexto/{alheio.pk}/").status_code == 404


def test_permissao_tirada_vale_no_proximo_clique(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    assert client.get("/prestador/lotes/").status_code == 200
    with escopo(mundo.operadora):
        Perfil.objects.filter(vinculos__usuario=mundo.faturista).update(permissoes=["acesso.contexto.trocar"])
    recusa = client.get("/prestador/lotes/")
    assert client.get("/prestador/lotes/").status_code == recusa.status_code == 403
    assert "Ver lotes, guias e glosas" in recusa.content.decode()
    with escopo(mundo.operadora):
        assert Evento.objects.filter(tipo="acesso.acesso.negado").count() == 1


def test_vinculo_encerrado_vale_no_proximo_clique(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.usuario_medico.login)
    assert client.get("/prestador/").status_code == 200
    with escopo(mundo.operadora):
        Vinculo.objects.filter(usuario=mundo.usuario_medico).update(vigencia_fim=hoje() - timedelta(days=1))
    assert client.get("/prestador/").status_code == 302
    assert client.get("/entrar/")["Location"] == client.get("/")["Location"] == "/conta/"
    assert "ainda não foi ligado a ninguém" in client.get("/conta/").content.decode()


def test_portal_de_outro_publico_nao_existe(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    for endereco in ("/operadora/", "/beneficiario/"):
        assert client.get(endereco).status_code == 404


def test_sair_encerra_a_sessao_no_servidor(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    client.post("/sair/")
    assert client.get("/prestador/").status_code == 302


def test_pessoa_inativa_nao_entra(client: Client, mundo: Mundo) -> None:
    Usuario.objects.filter(pk=mundo.faturista.pk).update(ativo=False)
    assert entrar(client, mundo.faturista.login).status_code == 200


def test_credencial_de_web_service_guarda_so_o_resumo(mundo: Mundo) -> None:
    import hashlib

    with escopo(mundo.operadora):
        segredo = emitir_credencial_ws(mundo.ator("gestor"), mundo.prestador, "ws-teste")
        md5 = hashlib.md5(segredo.encode(), usedforsecurity=False).hexdigest()
        credencial = credencial_ws("ws-teste", md5.upper())
        assert credencial is not None and credencial.prestador == mundo.prestador
        assert credencial.segredo == resumo_do_segredo(md5) and md5 not in credencial.segredo
        assert credencial_ws("ws-teste", "0" * 32) is None
        assert credencial_ws("ninguem", md5) is None
        with pytest.raises(SemPermissao):
            emitir_credencial_ws(mundo.ator("faturista"), mundo.prestador, "outra")
    with escopo(mundo.outra):
        assert credencial_ws("ws-teste", md5) is None
