"""Second factors: asked at login, included, renamed and removed by the person, required of the team."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from guiche.acesso.models import AtoDaConta, TentativaDeAcesso, Usuario
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.services.fatores import codigos_de_recuperacao
from guiche.nucleo.tarefas import drenar
from tests.acesso.apoio_entrada import (
    ChaveDeTeste,
    codigo_atual,
    codigo_de,
    com_autenticador,
    entrar,
    exigir_fator,
)
from tests.cenario import SENHA, Mundo
from tests.correio import cartas

pytestmark = pytest.mark.django_db
SEGURO: dict[str, Any] = {"HTTP_HOST": "localhost", "secure": True}


def incluir_chave(client: Client, chave: ChaveDeTeste, nome: str = "Celular") -> Any:
    """Make a passkey through the screen."""
    pedido = client.get("/conta/fatores/chave/", **SEGURO).context["pedido"]
    return client.post("/conta/fatores/chave/", {"nome": nome, "credencial": chave.incluir(pedido)}, **SEGURO)


def test_quem_tem_autenticador_so_entra_com_o_codigo(client: Client, mundo: Mundo) -> None:
    fator = com_autenticador(mundo.faturista)
    assert (
        entrar(client, mundo.faturista.login, endereco="/entrar/?proxima=/avisos/")["Location"] == "/entrar/confirmar/"
    )
    assert client.get("/avisos/").status_code == client.get("/conta/").status_code == 302
    errado = client.post("/entrar/confirmar/", {"codigo": "000000"})
    assert errado.status_code == 200 and "Este código não vale" in errado.content.decode()
    codigo = codigo_de(fator)
    certo = client.post("/entrar/confirmar/", {"codigo": f"{codigo[:3]} {codigo[3:]}"})
    assert certo["Location"] == "/avisos/"
    assert client.get("/avisos/").status_code == 200


def test_um_codigo_do_autenticador_vale_uma_vez(client: Client, mundo: Mundo) -> None:
    codigo = codigo_de(com_autenticador(mundo.faturista))
    entrar(client, mundo.faturista.login)
    assert client.post("/entrar/confirmar/", {"codigo": codigo}).status_code == 302
    outro = Client()
    entrar(outro, mundo.faturista.login)
    assert outro.post("/entrar/confirmar/", {"codigo": codigo}).status_code == 200
    assert outro.get("/conta/").status_code == 302


@pytest.mark.requisito("X-01")
def test_cinco_codigos_errados_travam_o_segundo_passo(client: Client, mundo: Mundo) -> None:
    fator = com_autenticador(mundo.faturista)
    entrar(client, mundo.faturista.login)
    for _ in range(5):
        assert client.post("/entrar/confirmar/", {"codigo": "000000"}).status_code == 200
    travado = client.post("/entrar/confirmar/", {"codigo": codigo_de(fator)})
    assert travado.status_code == 429 and "Espere 5 minutos" in travado.content.decode()
    TentativaDeAcesso.objects.filter(aceita=False).delete()
    assert client.post("/entrar/confirmar/", {"codigo": codigo_de(fator)}).status_code == 302


def test_sem_a_senha_antes_nao_ha_segundo_passo(client: Client, mundo: Mundo) -> None:
    com_autenticador(mundo.faturista)
    assert client.get("/entrar/confirmar/")["Location"] == "/entrar/"
    assert client.post("/entrar/confirmar/", {"codigo": "123456"})["Location"] == "/entrar/"


def test_desistir_do_segundo_passo_esquece_a_senha_ja_dada(client: Client, mundo: Mundo) -> None:
    fator = com_autenticador(mundo.faturista)
    entrar(client, mundo.faturista.login)
    client.post("/entrar/confirmar/", {"acao": "desistir"})
    assert client.post("/entrar/confirmar/", {"codigo": codigo_de(fator)})["Location"] == "/entrar/"


def test_quem_ja_estava_dentro_nao_fica_quando_outro_comeca_a_entrar(client: Client, mundo: Mundo) -> None:
    com_autenticador(mundo.faturista)
    entrar(client, mundo.beneficiaria.login)
    assert entrar(client, mundo.faturista.login)["Location"] == "/entrar/confirmar/"
    assert client.get("/beneficiario/").status_code == 302


def test_cadastrar_o_aplicativo_pela_tela(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    pagina = client.get("/conta/fatores/aplicativo/")
    segredo = pagina.context["preparo"].segredo
    assert "data:image/svg+xml" in pagina.content.decode()
    assert pagina.context["preparo"].em_grupos.replace(" ", "") == segredo
    errado = client.post("/conta/fatores/aplicativo/", {"codigo": "000000"})
    assert "O código não confere" in errado.content.decode() and not Authenticator.objects.exists()
    assert errado.context["preparo"].segredo == segredo
    certo = client.post("/conta/fatores/aplicativo/", {"codigo": codigo_atual(segredo)})
    assert certo["Location"] == "/conta/fatores/codigos/"
    guardado = Authenticator.objects.get(type="totp")
    assert segredo not in guardado.data["secret"]
    assert len(client.get("/conta/fatores/codigos/").context["codigos"]) == 10
    drenar()
    (carta,) = cartas(para=mundo.faturista.email, modelo="acesso.fator.mudado")
    assert "foi incluído: aplicativo autenticador" in carta.texto
    assert AtoDaConta.objects.get(usuario=mundo.faturista).tipo == "fator_incluido"


def test_codigo_de_recuperacao_entra_uma_vez(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    segredo = client.get("/conta/fatores/aplicativo/").context["preparo"].segredo
    client.post("/conta/fatores/aplicativo/", {"codigo": codigo_atual(segredo)})
    codigos = codigos_de_recuperacao(Pessoa(mundo.faturista))
    arquivo = client.get("/conta/fatores/codigos/arquivo/")
    assert arquivo["Content-Disposition"] == 'attachment; filename="codigos-de-recuperacao.txt"'
    assert f"{codigos[0][:4]} {codigos[0][4:]}" in arquivo.content.decode()
    for vez, destino in ((0, 302), (1, 200)):
        outro = Client()
        entrar(outro, mundo.faturista.login)
        assert outro.post("/entrar/confirmar/", {"codigo": codigos[0]}).status_code == destino, vez
    assert len(codigos_de_recuperacao(Pessoa(mundo.faturista))) == 9
    client.post("/conta/fatores/codigos/")
    novos = codigos_de_recuperacao(Pessoa(mundo.faturista))
    assert len(novos) == 10 and not set(novos) & set(codigos)


def test_chave_de_acesso_inclui_entra_sozinha_e_confirma(client: Client, mundo: Mundo) -> None:
    chave = ChaveDeTeste()
    entrar(client, mundo.faturista.login)
    assert incluir_chave(client, chave)["Location"] == "/conta/fatores/codigos/"
    assert "Celular" in client.get("/conta/fatores/").content.decode()

    sozinha = Client()
    pedido = sozinha.get("/entrar/chave/", **SEGURO).json()
    assert pedido["publicKey"]["userVerification"] == "required"
    entrada = sozinha.post("/entrar/chave/?proxima=/avisos/", {"credencial": chave.assinar(pedido)}, **SEGURO)
    assert entrada["Location"] == "/avisos/"
    assert sozinha.get("/avisos/", **SEGURO).status_code == 200

    com_senha = Client()
    assert entrar(com_senha, mundo.faturista.login)["Location"] == "/entrar/confirmar/"
    pedido = com_senha.get("/entrar/confirmar/", **SEGURO).context["pedido"]
    assert com_senha.post("/entrar/confirmar/", {"credencial": chave.assinar(pedido)}, **SEGURO)["Location"] == "/"


@pytest.mark.parametrize("defeito", ["outra origem", "outro desafio", "sem verificar", "outra chave", "lixo"])
def test_chave_forjada_nao_entra(client: Client, mundo: Mundo, defeito: str) -> None:
    chave = ChaveDeTeste()
    entrar(client, mundo.faturista.login)
    incluir_chave(client, chave)
    intruso = Client()
    pedido = intruso.get("/entrar/chave/", **SEGURO).json()
    if defeito == "outra origem":
        chave.origem = "https://guiche.example"
    elif defeito == "outro desafio":
        pedido = Client().get("/entrar/chave/", **SEGURO).json()
    elif defeito == "sem verificar":
        chave.verifica = False
    elif defeito == "outra chave":
        chave = ChaveDeTeste(id=chave.id, dono=chave.dono)
    credencial = '["nada"]' if defeito == "lixo" else chave.assinar(pedido)
    assert intruso.post("/entrar/chave/", {"credencial": credencial}, **SEGURO)["Location"] == "/entrar/"
    assert "A chave de acesso não foi reconhecida" in intruso.get("/entrar/", **SEGURO).content.decode()
    assert intruso.get("/conta/", **SEGURO).status_code == 302
    assert TentativaDeAcesso.objects.filter(aceita=False).count() == 1


@pytest.mark.requisito("X-01")
def test_cinco_chaves_recusadas_do_mesmo_lugar_travam_a_entrada_por_chave(client: Client, mundo: Mundo) -> None:
    for _ in range(5):
        client.post("/entrar/chave/", {"credencial": '["nada"]'}, **SEGURO)
    assert "A chave de acesso não foi reconhecida" in client.get("/entrar/", **SEGURO).content.decode()
    client.post("/entrar/chave/", {"credencial": '["nada"]'}, **SEGURO)
    assert "Espere 5 minutos" in client.get("/entrar/", **SEGURO).content.decode()
    assert TentativaDeAcesso.objects.count() == 5
    assert entrar(client, mundo.faturista.login)["Location"] == "/"


def test_pessoa_inativa_nao_entra_com_chave(client: Client, mundo: Mundo) -> None:
    chave = ChaveDeTeste()
    entrar(client, mundo.faturista.login)
    incluir_chave(client, chave)
    Usuario.objects.filter(pk=mundo.faturista.pk).update(ativo=False)
    outro = Client()
    pedido = outro.get("/entrar/chave/", **SEGURO).json()
    assert outro.post("/entrar/chave/", {"credencial": chave.assinar(pedido)}, **SEGURO)["Location"] == "/entrar/"


def test_chave_que_nao_pede_digital_nem_pin_nao_se_cadastra(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    resposta = incluir_chave(client, ChaveDeTeste(verifica=False))
    assert resposta.status_code == 200 and not Authenticator.objects.exists()


def test_renomear_e_remover_chave(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    incluir_chave(client, ChaveDeTeste(), nome="")
    fator = Authenticator.objects.get(type="webauthn")
    assert fator.data["name"] == "Chave de acesso"
    client.post(f"/conta/fatores/{fator.pk}/nome/", {"nome": "Chave USB"})
    assert "Chave USB" in client.get("/conta/fatores/").content.decode()
    assert "É o único que você tem" in client.get(f"/conta/fatores/{fator.pk}/remover/").content.decode()
    assert client.post(f"/conta/fatores/{fator.pk}/remover/")["Location"] == "/conta/fatores/"
    assert not Authenticator.objects.exists()
    drenar()
    assert "foi removido: chave de acesso “Chave USB”" in cartas(modelo="acesso.fator.mudado")[-1].texto


def test_fator_de_outra_pessoa_nao_existe(client: Client, mundo: Mundo) -> None:
    alheio = com_autenticador(mundo.beneficiaria)
    entrar(client, mundo.faturista.login)
    for caminho in ("nome", "remover"):
        assert client.get(f"/conta/fatores/{alheio.pk}/{caminho}/").status_code == 404
        assert client.post(f"/conta/fatores/{alheio.pk}/{caminho}/", {"nome": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=alheio.pk).exists()


@pytest.mark.parametrize("caminho", ["chave/", "aplicativo/", "codigos/", "codigos/arquivo/"])
def test_mudar_a_seguranca_pede_a_senha_de_novo(client: Client, mundo: Mundo, caminho: str) -> None:
    client.force_login(mundo.faturista)
    pedido = client.get(f"/conta/fatores/{caminho}")
    destino = f"/conta/confirmar/?proxima=/conta/fatores/{caminho}".replace("/conta/fatores/", "%2Fconta%2Ffatores%2F")
    assert pedido["Location"] == destino.replace(caminho, caminho.replace("/", "%2F"))
    errada = client.post(pedido["Location"], {"senha": "errada"})
    assert "Não é a sua senha atual" in errada.content.decode()
    assert client.post(pedido["Location"], {"senha": SENHA})["Location"] == f"/conta/fatores/{caminho}"
    assert client.get(f"/conta/fatores/{caminho}").status_code == 200


def test_a_confirmacao_nao_leva_para_fora(client: Client, mundo: Mundo) -> None:
    client.force_login(mundo.faturista)
    assert client.post("/conta/confirmar/?proxima=//mau.example", {"senha": SENHA})["Location"] == "/conta/"


def test_o_primeiro_fator_encerra_as_sessoes_abertas_so_com_senha(client: Client, mundo: Mundo) -> None:
    outro = Client()
    entrar(outro, mundo.faturista.login)
    entrar(client, mundo.faturista.login)
    incluir_chave(client, ChaveDeTeste())
    assert outro.get("/prestador/").status_code == 302
    assert client.get("/prestador/").status_code == 200
    assert UserSession.objects.filter(user=mundo.faturista).count() == 1


def test_equipe_sem_segundo_fator_so_chega_a_tela_de_cadastra_lo(client: Client, mundo: Mundo) -> None:
    exigir_fator(mundo.operadora)
    entrar(client, mundo.analista.login)
    for caminho in ("/operadora/", "/avisos/", "/buscar/?q=a"):
        assert client.get(caminho)["Location"] == "/conta/fatores/"
    aviso = client.get("/buscar/paleta/", {"q": "a"}, headers={"HX-Request": "true"})
    assert (aviso.status_code, aviso["HX-Redirect"]) == (204, "/conta/fatores/")
    pagina = client.get("/conta/fatores/").content.decode()
    assert "Antes de continuar, cadastre um segundo passo" in pagina
    assert client.get("/contextos/").status_code == client.get("/conta/").status_code == 200
    segredo = client.get("/conta/fatores/aplicativo/").context["preparo"].segredo
    client.post("/conta/fatores/aplicativo/", {"codigo": codigo_atual(segredo)})
    assert client.get("/operadora/").status_code == 200


def test_equipe_com_fator_numa_sessao_que_nao_o_mostrou_confirma_antes(client: Client, mundo: Mundo) -> None:
    exigir_fator(mundo.operadora)
    fator = com_autenticador(mundo.analista)
    client.force_login(mundo.analista)
    assert client.get("/operadora/")["Location"] == "/conta/confirmar/"
    assert client.post("/conta/confirmar/", {"senha": SENHA}).status_code == 200
    assert client.get("/operadora/").status_code == 302
    assert (
        client.post("/conta/confirmar/?proxima=/operadora/", {"codigo": codigo_de(fator)})["Location"] == "/operadora/"
    )
    assert client.get("/operadora/").status_code == 200


def envelhecer_a_prova(client: Client) -> None:
    """The password of this session was shown more than five minutes ago."""
    sessao = client.session
    for registro in sessao["account_authentication_methods"]:
        registro["at"] = time.time() - 301
    sessao.save()


def test_equipe_sem_segundo_fator_ainda_o_inclui_depois_de_cinco_minutos(client: Client, mundo: Mundo) -> None:
    exigir_fator(mundo.operadora)
    entrar(client, mundo.analista.login)
    envelhecer_a_prova(client)
    pedido = client.get("/conta/fatores/aplicativo/")["Location"]
    assert pedido == "/conta/confirmar/?proxima=%2Fconta%2Ffatores%2Faplicativo%2F"
    pagina = client.get(pedido)
    assert (pagina.context["com_senha"], pagina.context["com_codigo"]) == (True, False)
    assert client.post(pedido, {"senha": SENHA})["Location"] == "/conta/fatores/aplicativo/"
    segredo = client.get("/conta/fatores/aplicativo/").context["preparo"].segredo
    client.post("/conta/fatores/aplicativo/", {"codigo": codigo_atual(segredo)})
    assert client.get("/operadora/").status_code == 200


def test_quem_enviava_um_formulario_volta_a_pagina_dele_e_sabe_que_repete(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    envelhecer_a_prova(client)
    de = {"Referer": "http://testserver/conta/emails/incluir/?de=dados"}
    enviado = client.post("/conta/emails/incluir/", {"email": "outro@exemplo.org"}, headers=de)
    assert enviado["Location"] == "/conta/confirmar/?proxima=%2Fconta%2Femails%2Fincluir%2F%3Fde%3Ddados"
    pagina = client.get(enviado["Location"]).content.decode()
    assert "Confirme que é você e repita o que ia fazer." in pagina
    assert client.post(enviado["Location"], {"senha": SENHA})["Location"] == "/conta/emails/incluir/?de=dados"


def test_so_quem_tem_um_fator_faz_codigos_de_recuperacao(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.faturista.login)
    assert "Fazer novos códigos" not in client.get("/conta/fatores/codigos/").content.decode()
    com_autenticador(mundo.faturista)
    assert "Fazer novos códigos" in client.get("/conta/fatores/codigos/").content.decode()


def test_a_exigencia_alcanca_a_sessao_aberta_e_nao_outros_portais(client: Client, mundo: Mundo) -> None:
    entrar(client, mundo.analista.login)
    assert client.get("/operadora/").status_code == 200
    exigir_fator(mundo.operadora)
    sessao = client.session
    sessao["fator_dispensado_em"] -= 301
    sessao.save()
    assert client.get("/operadora/")["Location"] == "/conta/fatores/"
    prestador = Client()
    entrar(prestador, mundo.faturista.login)
    assert prestador.get("/prestador/").status_code == 200


def test_equipe_obrigada_nao_remove_o_ultimo_fator(client: Client, mundo: Mundo) -> None:
    exigir_fator(mundo.operadora)
    fator = com_autenticador(mundo.analista)
    entrar(client, mundo.analista.login)
    client.post("/entrar/confirmar/", {"codigo": codigo_de(fator)})
    resposta = client.post(f"/conta/fatores/{fator.pk}/remover/", follow=True)
    assert "exige um segundo passo. Cadastre outro antes" in resposta.content.decode()
    assert Authenticator.objects.filter(pk=fator.pk).exists()
