"""The account defended by its owner: password by link, second step, passkey, devices, and terms that change."""

from __future__ import annotations

import base64
import hmac
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.correio import cartas, ultima_carta
from tests.infra.servidor import Servidor
from tests.navegador.apoio import texto
from tests.navegador.contas import (
    SENHA,
    Conta,
    NovaPagina,
    criar_conta,
    entrar,
    entrar_da_demo,
    preencher_entrada,
    sair,
)

NOVA_SENHA = "ponte-limao-77?"
RECUSA = "Não foi possível entrar com estes dados. Confira e tente de novo."
CANDEIA = "999989"


def codigo_do_aplicativo(segredo: str, adiante: int = 0) -> str:
    """The six digits an authenticator shows now, or so many steps of 30 seconds ahead (RFC 6238)."""
    chave = base64.b32decode(segredo + "=" * (-len(segredo) % 8))
    passo = (int(time.time()) // 30 + adiante).to_bytes(8, "big")
    resumo = hmac.new(chave, passo, "sha1").digest()
    inicio = resumo[-1] & 0x0F
    return f"{(int.from_bytes(resumo[inicio : inicio + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def pedir_link(pagina: Page, quem: str) -> str:
    """Ask a new password and return what the page answers."""
    pagina.goto("/entrar/")
    pagina.get_by_role("link", name="Recuperar senha").click()
    expect(pagina.locator("h1")).to_have_text("Esqueceu a sua senha?")
    pagina.get_by_label("CPF, CNPJ, e-mail ou usuário").fill(quem)
    pagina.get_by_role("button", name="Mandar o link").click()
    expect(pagina.locator("h1")).to_have_text("Veja o seu e-mail")
    return texto(pagina)


def confirmar_com_senha(pagina: Page) -> None:
    """Show the password again before a change of the account, when asked."""
    if "/conta/confirmar/" in pagina.url:
        expect(pagina.locator("h1")).to_have_text("Confirme que é você")
        pagina.get_by_label("Senha", exact=True).fill(SENHA)
        pagina.get_by_role("button", name="Confirmar com a senha").click()


@pytest.mark.requisito("B-38", "B-40")
def test_senha_esquecida_por_link_encerra_a_sessao_antiga(nova_pagina: NovaPagina, servidor: Servidor) -> None:
    antiga, outra = nova_pagina(), nova_pagina()
    conta = criar_conta(antiga, servidor)

    # The answer is one, whoever it is of; only the real one gets a letter.
    desconhecido = pedir_link(outra, f"x{conta.email}")
    conhecido = pedir_link(outra, conta.email)
    assert conhecido == desconhecido
    assert "O link vale duas horas e funciona uma vez." in conhecido
    carta = ultima_carta(para=conta.email, modelo="acesso.senha.pedida", servidor=servidor)
    assert f"O seu usuário é {conta.login}." in carta.texto
    assert cartas(para=f"x{conta.email}", servidor=servidor) == []

    # The password in force still works until the link is used.
    antiga.goto("/conta/")
    expect(antiga.locator("h1")).to_be_visible()
    [link] = carta.links
    outra.goto(link)
    expect(outra.locator("h1")).to_have_text("Crie uma nova senha")
    outra.get_by_label("Nova senha", exact=True).fill(SENHA)
    outra.get_by_label("Repita a nova senha").fill(SENHA)
    outra.get_by_role("button", name="Gravar a senha").click()
    expect(outra.locator(".invalid-feedback").first).to_be_visible()
    outra.get_by_label("Nova senha", exact=True).fill(NOVA_SENHA)
    outra.get_by_label("Repita a nova senha").fill(NOVA_SENHA)
    outra.get_by_role("button", name="Gravar a senha").click()
    expect(outra.get_by_text("Senha gravada. Entre com ela.")).to_be_visible()

    # The old session is out at its next click, the old password is worth nothing, and the owner is told.
    antiga.get_by_role("link", name="Aparelhos e sessões").click()
    antiga.wait_for_url("**/entrar/**")
    preencher_entrada(antiga, conta.login)
    expect(antiga.get_by_text(RECUSA)).to_be_visible()
    entrar(outra, conta.login, NOVA_SENHA)
    avisada = ultima_carta(para=conta.email, modelo="acesso.senha.trocada", servidor=servidor)
    assert "As outras sessões abertas foram encerradas" in avisada.texto

    antiga.goto(link)
    expect(antiga.locator("h1")).to_have_text("Este link não vale mais")
    expect(antiga.get_by_role("link", name="Pedir outro link")).to_be_visible()


def test_chave_de_acesso_entra_sem_senha(nova_pagina: NovaPagina, servidor: Servidor) -> None:
    # A passkey belongs to a name: the number of the server's address can't own one.
    pagina = nova_pagina(base_url=servidor.url.replace("127.0.0.1", "localhost"))
    conversa = pagina.context.new_cdp_session(pagina)
    conversa.send("WebAuthn.enable")
    conversa.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    conta = criar_conta(pagina, servidor)
    pagina.goto("/conta/fatores/")
    expect(pagina.locator("h1")).to_have_text("Proteja a sua entrada com um segundo passo")
    pagina.get_by_role("link", name="Cadastrar chave de acesso").click()
    confirmar_com_senha(pagina)
    expect(pagina.locator("h1")).to_have_text("Cadastre uma chave de acesso")
    pagina.get_by_label("Nome da chave").fill("Notebook do balcão")
    pagina.get_by_role("button", name="Criar a chave").click()
    expect(pagina.get_by_text("Chave de acesso cadastrada. Guarde os códigos de recuperação.")).to_be_visible()
    expect(pagina.locator("h1")).to_have_text("Guarde estes 10 códigos longe do celular")
    pagina.goto("/conta/fatores/")
    expect(pagina.locator("h1")).to_have_text("Sua entrada pede um segundo passo")
    expect(pagina.get_by_text("Notebook do balcão", exact=True).first).to_be_visible()

    sair(pagina)
    pagina.goto("/entrar/")
    pagina.get_by_role("button", name="Entrar com chave de acesso").click()
    pagina.wait_for_url("**/conta/**")
    expect(pagina.locator("h1")).to_have_text("Seu acesso ainda não foi ligado a ninguém")
    assert f"{conta.login}" in texto(pagina)

    # With the password, the key is the second step.
    sair(pagina)
    pagina.goto("/entrar/")
    preencher_entrada(pagina, conta.login)
    expect(pagina.locator("h1")).to_have_text("Confirme que é você")
    pagina.get_by_role("button", name="Usar a chave de acesso").click()
    pagina.wait_for_url("**/conta/**")
    avisada = ultima_carta(para=conta.email, modelo="acesso.fator.mudado", servidor=servidor)
    assert avisada.para == conta.email


def test_aplicativo_autenticador_e_codigo_de_recuperacao(nova_pagina: NovaPagina, servidor: Servidor) -> None:
    pagina = nova_pagina()
    conta = criar_conta(pagina, servidor)
    pagina.goto("/conta/fatores/")
    pagina.get_by_role("link", name="Cadastrar aplicativo").click()
    confirmar_com_senha(pagina)
    expect(pagina.locator("h1")).to_have_text("Aponte o aplicativo para o código e digite o número")
    segredo = re.sub(r"\s", "", pagina.locator(".gc-segredo code").inner_text())
    campo = pagina.get_by_label("Código de seis números que o aplicativo mostra")
    certo = codigo_do_aplicativo(segredo)
    campo.fill(f"{(int(certo) + 1) % 10**6:06d}")
    pagina.get_by_role("button", name="Confirmar", exact=True).click()
    expect(pagina.locator(".invalid-feedback").first).to_be_visible()
    assert re.sub(r"\s", "", pagina.locator(".gc-segredo code").inner_text()) == segredo
    campo.fill(codigo_do_aplicativo(segredo))
    pagina.get_by_role("button", name="Confirmar", exact=True).click()
    expect(pagina.get_by_text("Aplicativo autenticador cadastrado. Guarde os códigos de recuperação.")).to_be_visible()
    guardados = [re.sub(r"\s", "", codigo) for codigo in pagina.locator(".gc-codigos code").all_inner_texts()]
    assert len(set(guardados)) == 10

    # The password alone opens nothing; a wrong code neither; the next code does.
    sair(pagina)
    pagina.goto("/entrar/")
    preencher_entrada(pagina, conta.login)
    expect(pagina.locator("h1")).to_have_text("Confirme que é você")
    estranha = pagina.context.new_page()
    estranha.goto("/conta/")
    estranha.wait_for_url("**/entrar/**")
    estranha.close()
    pagina.get_by_label("Código do aplicativo autenticador").fill("12345x")
    pagina.get_by_role("button", name="Confirmar", exact=True).click()
    expect(pagina.get_by_text("Este código não vale.")).to_be_visible()
    pagina.get_by_label("Código do aplicativo autenticador").fill(codigo_do_aplicativo(segredo, 1))
    pagina.get_by_role("button", name="Confirmar", exact=True).click()
    pagina.wait_for_url("**/conta/**")

    # Without the phone, one of the kept codes enters, once.
    def com_recuperacao() -> None:
        sair(pagina)
        pagina.goto("/entrar/")
        preencher_entrada(pagina, conta.login)
        pagina.get_by_label("Código do aplicativo autenticador").fill(guardados[0])
        pagina.get_by_role("button", name="Confirmar", exact=True).click()

    com_recuperacao()
    pagina.wait_for_url("**/conta/**")
    pagina.goto("/conta/fatores/")
    expect(pagina.get_by_text("Você tem 9 códigos para entrar se perder o aparelho.")).to_be_visible()
    com_recuperacao()
    expect(pagina.get_by_text("Este código não vale.")).to_be_visible()


@pytest.mark.requisito("X-01")
def test_encerrar_outra_sessao_vale_no_proximo_clique_dela(nova_pagina: NovaPagina, servidor: Servidor) -> None:
    minha, outra = nova_pagina(), nova_pagina(user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
    conta = criar_conta(minha, servidor)
    entrar(outra, conta.email)
    outra.goto("/conta/")

    minha.goto("/conta/")
    minha.get_by_role("link", name="Aparelhos e sessões").click()
    expect(minha.locator("h1")).to_have_text("Sua conta está aberta em 2 aparelhos")
    linhas = minha.get_by_role("region", name="Sessões abertas").get_by_role("listitem")
    assert "Esta sessão" in texto(linhas.filter(has_text="Chrome"))
    linhas.filter(has_text="Firefox").get_by_role("button", name="Encerrar").click()
    expect(minha.get_by_text("Sessão encerrada. Quem a usava precisa entrar de novo.")).to_be_visible()
    expect(minha.locator("h1")).to_have_text("Sua conta está aberta em 1 aparelho")

    outra.get_by_role("link", name="Aparelhos e sessões").click()
    outra.wait_for_url("**/entrar/**")
    minha.reload()
    expect(minha.locator("h1")).to_have_text("Sua conta está aberta em 1 aparelho")


@pytest.mark.requisito("X-01")
def test_cinco_senhas_erradas_pedem_espera(pagina: Page) -> None:
    alguem = Conta()
    pagina.goto("/entrar/")
    for _ in range(5):
        preencher_entrada(pagina, alguem.email, "senha-errada-1!")
        expect(pagina.get_by_text(RECUSA)).to_be_visible()
        pagina.goto("/entrar/")
    preencher_entrada(pagina, alguem.email, "senha-errada-1!")
    expect(pagina.get_by_text("Muitas tentativas. Espere 5 minutos e tente de novo.")).to_be_visible()
    pagina.get_by_role("link", name="crie outra por um link no seu e-mail").click()
    expect(pagina.locator("h1")).to_have_text("Esqueceu a sua senha?")


def test_o_que_se_digitou_volta_depois_que_a_sessao_termina(nova_pagina: NovaPagina, servidor: Servidor) -> None:
    pagina, outra = nova_pagina(), nova_pagina()
    conta = criar_conta(pagina, servidor)
    entrar(outra, conta.login)
    pagina.goto("/conta/dados/")
    pagina.get_by_label("Nome completo").fill("Amália Torres Vidal")
    pagina.get_by_label("Telefone com DDD").fill("(67) 99111-2233")
    outra.goto("/conta/sessoes/")
    outra.get_by_role("button", name="Encerrar todas as outras").click()
    expect(outra.get_by_text("Só esta sessão continua aberta.")).to_be_visible()

    pagina.locator("main form", has=pagina.get_by_label("Nome completo")).get_by_role("button").first.click()
    pagina.wait_for_url("**/entrar/**")
    preencher_entrada(pagina, conta.login)
    pagina.wait_for_url(lambda url: "/entrar/" not in url)
    pagina.goto("/conta/dados/")
    expect(pagina.get_by_label("Nome completo")).not_to_have_value("Amália Torres Vidal")
    expect(pagina.get_by_text("A sessão terminou antes de gravar o que você digitou aqui")).to_be_visible()
    pagina.get_by_role("button", name="Recuperar o que digitei").click()
    expect(pagina.get_by_label("Nome completo")).to_have_value("Amália Torres Vidal")
    expect(pagina.get_by_label("Telefone com DDD")).to_have_value("(67) 99111-2233")


@pytest.mark.requisito("X-12")
def test_termo_novo_se_pede_na_proxima_pagina(
    nova_pagina: NovaPagina, servidor: Servidor, fotografar: Callable[[Page, str], None]
) -> None:
    regina, bruno = nova_pagina(), nova_pagina()
    entrar_da_demo(regina, servidor.pessoa("gestor", CANDEIA))
    entrar_da_demo(bruno, servidor.pessoa("beneficiario", CANDEIA))
    primeiro = "Você usa este portal com a sua própria senha.\n\nO extrato mostra o que o plano pagou."
    publicar(regina, "Termo do beneficiário", primeiro)
    bruno.goto("/beneficiario/")
    expect(bruno.locator("h1")).to_have_text("Antes de começar, leia e aceite")
    aceitar(bruno, "Termo do beneficiário")
    bruno.wait_for_url("**/beneficiario/")

    publicar(regina, "Termo do beneficiário", f"{primeiro}\n\nO portal guarda quem leu os seus dados.")
    bruno.goto("/beneficiario/extrato/")
    expect(bruno.locator("h1")).to_have_text("O termo mudou: leia a versão nova para continuar")
    mudou = bruno.get_by_role("region", name="O que mudou: Termo do beneficiário")
    assert "O portal guarda quem leu os seus dados." in texto(mudou)
    assert "própria senha" not in texto(mudou)
    fotografar(bruno, "termo-novo")
    aceitar(bruno, "Termo do beneficiário")
    bruno.wait_for_url("**/beneficiario/extrato/")
    bruno.goto("/conta/termos/")
    expect(bruno.locator("h1")).to_have_text("Você aceitou 2 termos")

    regina.goto("/operadora/acessos/termos/publicar/")
    escolha, campo = regina.get_by_label("Quem precisa aceitar"), regina.locator("#id_texto")
    escolha.select_option("beneficiario")
    expect(campo).to_have_value(re.compile("O portal guarda quem leu os seus dados."))
    campo.fill("Outras palavras.")
    escolha.select_option("contratante")
    expect(regina.get_by_text("O que você escreveu continua no campo")).to_be_visible()
    expect(campo).to_have_value("Outras palavras.")
    regina.get_by_role("button", name="Manter o que escrevi").click()
    expect(regina.get_by_text("O que você escreveu continua no campo")).to_have_count(0)
    expect(campo).to_have_value("Outras palavras.")
    expect(escolha).to_have_value("contratante")


def publicar(pagina: Page, titulo: str, conteudo: str) -> None:
    """A version of the term of the beneficiários, seen before it is published."""
    pagina.goto("/operadora/acessos/termos/publicar/")
    pagina.get_by_label("Quem precisa aceitar").select_option("beneficiario")
    pagina.get_by_label("Título").fill(titulo)
    pagina.get_by_role("textbox", name="Texto", exact=True).fill(conteudo)
    pagina.get_by_role("button", name="Ver antes de publicar").click()
    expect(pagina.locator("h1")).to_have_text("Confira antes de publicar: depois não se edita")
    pagina.get_by_role("button", name="Publicar esta versão").click()
    expect(pagina.locator("h1")).not_to_have_text("Confira antes de publicar: depois não se edita")


def aceitar(pagina: Page, titulo: str) -> None:
    """Mark and send."""
    pagina.get_by_role("checkbox", name=f"Li e concordo com “{titulo}”").check()
    pagina.get_by_role("button", name=re.compile("^Aceitar")).click()
