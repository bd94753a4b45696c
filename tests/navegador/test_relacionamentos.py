"""Who acts for whom: given, used, narrowed and taken back, each worth at the other person's next click."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from guiche.nucleo.identificadores import formatar_cpf
from tests.correio import cartas, ultima_carta
from tests.infra.servidor import Servidor
from tests.navegador.apoio import data_br, hoje, texto
from tests.navegador.contas import (
    Conta,
    NovaPagina,
    atuando,
    cpf_novo,
    criar_conta,
    entrar,
    entrar_da_demo,
    menu,
    registrar_pelo_link,
    sair,
)

CEDRO, LIVIA = "Clínica Vale do Cedro", "Dra. Lívia Prado Neves"
PAPEIS = ("Autorização", "Comercial", "Faturamento", "Gerenciar Relacionamentos")
"""What a Credenciado, who has every right, may give to somebody else."""
SEM_NINGUEM = "Seu acesso ainda não foi ligado a ninguém"


@pytest.mark.requisito("C-10", "C-12", "C-13", "C-14", "C-15")
def test_representante_grava_a_propria_senha_usa_seus_grupos_e_e_bloqueado(
    nova_pagina: NovaPagina, servidor: Servidor
) -> None:
    silvia, dela, nova, cpf = nova_pagina(), nova_pagina(), Conta(), cpf_novo()
    entrar_da_demo(silvia, servidor.pessoa("credenciada"))
    silvia.goto("/prestador/representantes/")
    quantos = int(re.sub(r"\D", "", silvia.locator("h1").inner_text()))
    silvia.get_by_role("link", name="Novo representante").first.click()

    # Every field says what it is for; leaving with something typed asks first.
    for ajuda in ("Da própria pessoa, não o da clínica", "Onde a pessoa trabalha", "Só aparecem os grupos"):
        expect(silvia.get_by_text(ajuda)).to_be_visible()
    silvia.get_by_label("CPF", exact=True).fill(cpf)
    silvia.once("dialog", lambda pergunta: pergunta.dismiss())
    silvia.get_by_role("link", name="Fechar").click()
    expect(silvia.locator("h1")).to_have_text("Novo representante")
    silvia.get_by_label("Nome", exact=True).fill("Olga Brites Fontana")
    silvia.get_by_label("Telefone", exact=True).fill("(67) 99222-3344")
    silvia.get_by_label("E-mail pessoal", exact=True).fill(nova.email)
    silvia.get_by_label("Confirme o e-mail pessoal").fill(f"x{nova.email}")
    silvia.get_by_label("Lotação").fill("Recepção da manhã")
    silvia.get_by_label("Cargo").fill("Secretária")
    silvia.get_by_role("button", name="Gravar", exact=True).click()
    expect(silvia.get_by_text("Escolha pelo menos um grupo.").first).to_be_visible()
    expect(silvia.get_by_text("Os dois e-mails não são iguais. Confira letra por letra.").first).to_be_visible()
    silvia.get_by_label("Confirme o e-mail pessoal").fill(nova.email)
    silvia.get_by_role("checkbox", name=re.compile("^Recepção:")).check()
    silvia.get_by_role("checkbox", name=re.compile("^Acesso ao chat:")).check()
    silvia.get_by_role("button", name="Gravar", exact=True).click()
    expect(silvia.get_by_text("Olga grava a própria senha pelo link do e-mail.")).to_be_visible()
    expect(silvia.locator("h1")).to_have_text(re.compile(r"^Olga Brites Fontana tem até .+ para gravar a senha$"))

    # Only she knows the password; the link is worth one account.
    carta = ultima_carta(para=nova.email, modelo="acesso.convite.primeira_senha", servidor=servidor)
    [link] = carta.links
    registrar_pelo_link(dela, link, nova, {})
    assert atuando(dela) == CEDRO
    assert "Lotes" in menu(dela)
    assert not {"Conferir lote", "Demonstrativos", "Representantes"} & set(menu(dela))
    dela.goto("/prestador/representantes/")
    expect(dela.locator("h1")).to_have_text("Você não tem permissão para isto")
    usado = nova_pagina()
    usado.goto(link)
    expect(usado.locator("h1")).not_to_have_text("Complete seu registro")

    # Found by CPF, with the last access; blocked, she is out at the next click.
    silvia.goto("/prestador/representantes/")
    expect(silvia.locator("h1")).to_have_text(f"Representantes ({quantos + 1})")
    silvia.get_by_label("CPF ou nome").fill(formatar_cpf(cpf))
    silvia.keyboard.press("Enter")
    linha = silvia.locator("#representantes tbody tr")
    expect(linha).to_have_count(1)
    assert "Ativo" in texto(linha) and f"{hoje():%d/%m}" in texto(linha) and "ainda não entrou" not in texto(linha)
    linha.get_by_role("link").first.click()
    expect(silvia.locator("h1")).to_have_text(re.compile(r"^Olga Brites Fontana representa vocês até \d\d/\d\d/\d{4}$"))
    assert "Último acesso em" in texto(silvia)
    dela.goto("/prestador/")
    silvia.get_by_role("button", name="Bloquear o acesso").click()
    dialogo = silvia.get_by_role("dialog", name="Bloquear este acesso?")
    dialogo.get_by_label("Motivo").fill("Férias.")
    dialogo.get_by_role("button", name="Bloquear o acesso").click()
    expect(silvia.locator("h1")).to_have_text("O acesso de Olga Brites Fontana está bloqueado")
    dela.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Lotes").click()
    sem_acesso(dela)


def sem_acesso(pagina: Page) -> None:
    """The click led to no page of a portal: the account alone remains, without leaving."""
    pagina.wait_for_load_state()
    assert "/prestador/" not in pagina.url.split("?")[0] and "/operadora/" not in pagina.url.split("?")[0]
    pagina.goto("/conta/")
    expect(pagina.locator("h1")).to_have_text(SEM_NINGUEM)


def oferecer(pagina: Page, conta: Conta, papel: str, limite: str = "", papeis: tuple[str, ...] = PAPEIS) -> None:
    """Find the person by the exact e-mail and send the invitation; ``papeis`` are those that may be given."""
    pagina.goto("/prestador/relacionamentos/novo/")
    assert pagina.get_by_label("Nome", exact=True).count() == 0
    pagina.get_by_label("E-mail", exact=True).fill(conta.email)
    pagina.get_by_role("button", name="Procurar", exact=True).click()
    expect(pagina.locator("h1")).to_have_text("Que papéis esta pessoa terá?")
    expect(pagina.get_by_text("Tem conta")).to_be_visible()
    if limite:
        pagina.get_by_label("Prazo máximo").fill(limite)
    pagina.get_by_role("button", name="Enviar convite").click()
    expect(pagina.get_by_text("Escolha pelo menos um papel.").first).to_be_visible()
    for possivel in papeis:
        expect(pagina.get_by_role("checkbox", name=re.compile(f"^{possivel}:"))).to_have_count(1)
    pagina.get_by_role("checkbox", name=re.compile(f"^{papel}:")).check()
    pagina.get_by_role("button", name="Enviar convite").click()
    expect(pagina.get_by_text("Convite pendente").first).to_be_visible()


@pytest.mark.requisito("B-18", "B-20", "B-28", "B-29", "B-33", "B-34", "B-35", "B-37")
def test_secretaria_aceita_por_menos_tempo_e_troca_de_prestador_sem_sair(
    nova_pagina: NovaPagina, servidor: Servidor
) -> None:
    silvia, livia, dela = nova_pagina(), nova_pagina(), nova_pagina()
    conta = criar_conta(dela, servidor)
    entrar_da_demo(silvia, servidor.pessoa("credenciada"))
    entrar_da_demo(livia, servidor.pessoa("medico"))

    # A name finds nobody: there is no field for it, and the search is exact.
    silvia.goto("/prestador/relacionamentos/novo/")
    expect(silvia.get_by_text("Não há busca por nome: assim ninguém folheia o cadastro dos outros.")).to_be_visible()
    oferecer(livia, conta, "Recepção", papeis=("Autorização", "Comercial"))
    limite, ate = hoje() + timedelta(days=90), hoje() + timedelta(days=30)
    oferecer(silvia, conta, "Faturamento", limite.isoformat())
    ultima_carta(para=conta.email, modelo="acesso.convite.recebido", servidor=servidor, depois_de=1)

    # Who waits for an answer is one filter away, and so are the doctors of the clinic.
    silvia.goto(f"/prestador/relacionamentos/?q={conta.email}")
    silvia.get_by_label("Mostrar").select_option(label="Apenas pendentes")
    pendente = silvia.locator("#relacionamentos tbody tr")
    expect(pendente).to_have_count(1)
    assert "Convite pendente" in texto(pendente) and "Faturamento" in texto(pendente)
    silvia.get_by_role("link", name="Corpo clínico").click()
    expect(silvia.locator("h1")).to_have_text(re.compile("no corpo clínico$"))

    # The menu of the name leads to the invitations; she answers the doctor's with the whole term.
    dela.goto("/conta/")
    dela.locator(".gc-topo details summary", has_text="Sua conta:").click()
    conta_dela = dela.locator(".gc-topo details[open]")
    for linha in ("Minha conta", "Relacionamentos", "Alterar senha", "Perguntas frequentes"):
        expect(conta_dela.get_by_role("link", name=linha)).to_be_visible()
    expect(conta_dela.get_by_role("button", name="Sair", exact=True)).to_be_visible()
    conta_dela.get_by_role("link", name="Relacionamentos").click()
    expect(dela.locator("h1")).to_have_text("2 convites esperam a sua resposta")
    dela.get_by_role("link", name=f"Responder {LIVIA}").click()
    dela.get_by_role("button", name="Aceitar convite").click()
    expect(dela.get_by_text(f"Agora você pode atuar por {LIVIA}")).to_be_visible()
    dela.goto("/prestador/")
    aceitar_termos(dela)
    assert atuando(dela) == LIVIA
    assert "Conferir lote" not in menu(dela)

    # The clinic's is refused with a reason, which the inviter reads and invites again.
    dela.goto("/conta/relacionamentos/")
    dela.get_by_role("link", name=f"Responder {CEDRO}").click()
    dela.get_by_label("Motivo").fill("Só posso por um mês.")
    dela.get_by_role("button", name="Recusar convite").click()
    expect(dela.get_by_text("Quem convidou foi avisado.")).to_be_visible()
    silvia.goto(f"/prestador/relacionamentos/?q={conta.email}")
    recusado = silvia.locator("#relacionamentos tbody tr")
    assert "Convite recusado" in texto(recusado)
    recusado.get_by_role("link").first.click()
    expect(silvia.locator("main").get_by_text("Só posso por um mês.").first).to_be_visible()
    oferecer(silvia, conta, "Faturamento", limite.isoformat())

    # Accepted for a shorter term; more than the ceiling is refused.
    dela.goto("/conta/relacionamentos/")
    dela.get_by_role("link", name=f"Responder {CEDRO}").click()
    expect(dela.get_by_text(f"Tempo indeterminado, até o prazo máximo: {data_br(limite)}")).to_be_visible()
    dela.get_by_role("radio", name="Tempo determinado, menor").check()
    dela.get_by_label("Até o dia").fill((limite + timedelta(days=1)).isoformat())
    dela.get_by_role("button", name="Aceitar convite").click()
    expect(dela.locator(".invalid-feedback").first).to_be_visible()
    dela.get_by_label("Até o dia").fill(ate.isoformat())
    dela.get_by_role("button", name="Aceitar convite").click()
    expect(dela.get_by_text(f"Agora você pode atuar por {CEDRO}")).to_be_visible()
    expect(dela.get_by_text("Já vale: não precisa sair e entrar.")).to_be_visible()

    # One click changes for whom; the new menu is there without leaving.
    dela.goto("/prestador/")
    faixa = dela.get_by_role("navigation", name="Atuando por")
    faixa.get_by_role("button", name=CEDRO).click()
    expect(faixa.locator("b").first).to_have_text(CEDRO)
    assert "Conferir lote" in menu(dela)
    assert "Faturamento" in texto(faixa)

    # Alt+P does the same by the keyboard, and the last context is remembered.
    dela.keyboard.press("Alt+p")
    dela.keyboard.type("lívia")
    achado = dela.locator("#paleta-achados button", has_text=LIVIA)
    expect(dela.locator("#paleta-achados li")).to_have_count(1)
    expect(achado).to_be_visible()
    dela.keyboard.press("ArrowDown")
    expect(achado).to_be_focused()
    dela.keyboard.press("Enter")
    expect(faixa.locator("b").first).to_have_text(LIVIA)
    faixa.get_by_role("button", name=CEDRO).click()
    expect(faixa.locator("b").first).to_have_text(CEDRO)

    sair(dela)
    entrar(dela, conta.login)
    dela.goto("/prestador/")
    assert atuando(dela) == CEDRO

    # The list says who, in which role, and from when to when; ending it works at her next click.
    silvia.goto(f"/prestador/relacionamentos/?q={conta.email}&situacao=ativo")
    linha = silvia.locator("#relacionamentos tbody tr")
    expect(linha).to_have_count(1)
    for dito in ("Faturamento", "Ativo", data_br(hoje()), data_br(ate)):
        assert dito in texto(linha)
    linha.get_by_role("link").first.click()
    expect(silvia.locator("h1")).to_have_text(re.compile(rf"atua por vocês até {data_br(ate)}$"))
    silvia.get_by_role("button", name="Encerrar o acesso").click()
    dialogo = silvia.get_by_role("dialog", name="Encerrar este acesso?")
    dialogo.get_by_label("Motivo").fill("Fim do contrato.")
    dialogo.get_by_role("button", name="Encerrar o acesso").click()
    expect(silvia.locator("h1")).to_have_text(re.compile("já não atua por vocês$"))
    dela.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Conferir lote").click()
    expect(dela.locator("h1")).not_to_have_text(re.compile("Conferir|Conferência"))
    dela.goto("/prestador/")
    assert atuando(dela) == LIVIA
    assert "Conferir lote" not in menu(dela)


def aceitar_termos(pagina: Page) -> None:
    """When the portal asks, before its first page."""
    if pagina.locator("#aceite").count():
        for termo in pagina.get_by_role("checkbox").all():
            termo.check()
        pagina.get_by_role("button", name="Aceitar e continuar").click()
        pagina.wait_for_url("**/prestador/")


def test_colega_da_equipe_convidado_por_uma_aprovado_por_outra_e_suspenso(
    nova_pagina: NovaPagina, servidor: Servidor
) -> None:
    ines, sueli, dele, novo = nova_pagina(), nova_pagina(), nova_pagina(), Conta()
    entrar_da_demo(ines, servidor.pessoa("gestor"))
    entrar_da_demo(sueli, servidor.pessoa("segunda_gestora"))
    nome = "Davi Rangel Couto"
    ines.goto("/operadora/acessos/equipe/convidar/")
    ines.get_by_label("Nome", exact=True).fill(nome)
    ines.get_by_label("E-mail de trabalho").fill(novo.email)
    ines.get_by_role("checkbox", name=re.compile("^Financeiro:")).check()
    ines.get_by_role("button", name="Pedir o convite").click()
    expect(ines.get_by_text("Vale assim que outra pessoa da equipe aprovar.")).to_be_visible()
    expect(ines.locator("h1")).to_have_text(re.compile(": espera outra pessoa$"))
    assert ines.get_by_role("button", name="Aprovar", exact=True).count() == 0
    assert cartas(para=novo.email, servidor=servidor) == []

    sueli.goto(ines.url)
    expect(sueli.locator("h1")).to_have_text(re.compile(": você decide$"))
    sueli.get_by_role("button", name="Aprovar", exact=True).click()
    expect(sueli.get_by_text(re.compile("^Aprovada por Sueli Brandt Paiva"))).to_be_visible()
    [link] = ultima_carta(para=novo.email, modelo="acesso.convite.primeira_senha", servidor=servidor).links
    registrar_pelo_link(dele, link, novo, {"Seu CPF": cpf_novo()})
    dele.goto("/operadora/")
    assert "Pagamentos" in menu(dele)
    assert "Equipe" not in menu(dele)

    ines.goto(f"/operadora/acessos/equipe/?q={novo.email}")
    linha = ines.locator("#equipe tbody tr")
    expect(linha).to_have_count(1)
    linha.get_by_role("link").first.click()
    expect(ines.locator("h1")).to_have_text(f"{nome} tem 1 perfil: Financeiro")
    ines.get_by_role("button", name="Suspender o acesso").click()
    dialogo = ines.get_by_role("dialog", name="Suspender este acesso?")
    dialogo.get_by_label("Motivo").fill("Licença de um mês.")
    dialogo.get_by_role("button", name="Suspender o acesso").click()
    expect(ines.locator("h1")).to_have_text(f"{nome} está com o acesso suspenso")
    dele.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Pagamentos").click()
    sem_acesso(dele)


@pytest.mark.requisito("X-12")
def test_conjuge_deixa_ver_o_extrato_e_desfaz(nova_pagina: NovaPagina, servidor: Servidor) -> None:
    rafael, helena = nova_pagina(), nova_pagina()
    entrar_da_demo(rafael, servidor.pessoa("conjuge"))
    entrar_da_demo(helena, servidor.pessoa("beneficiario"))
    helena.goto("/beneficiario/extrato/")
    pessoas = helena.get_by_role("navigation", name="De quem é o extrato")
    expect(pessoas.get_by_role("link", name="Helena")).to_be_visible()
    expect(pessoas.get_by_role("link", name="Rafael")).to_have_count(0)

    rafael.goto("/beneficiario/familia/")
    rafael.get_by_role("button", name="Deixar ver Extrato para Helena").click()
    expect(rafael.get_by_text(f"Extrato: visível a partir de {data_br(hoje())}")).to_be_visible()
    expect(rafael.get_by_role("region", name="O que Helena vê do que é seu")).to_contain_text("Titular: 1 assunto")

    helena.reload()
    pessoas.get_by_role("link", name="Rafael").click()
    expect(pessoas.get_by_role("link", name="Rafael")).to_have_attribute("aria-current", "true")
    assert "Rafael Moreira Dias, de " in texto(helena)
    dele = helena.url

    rafael.get_by_role("button", name="Esconder Extrato para Helena").click()
    expect(rafael.get_by_text("Ninguém é avisado, e você não precisa explicar.")).to_be_visible()
    resposta = helena.goto(dele)
    assert resposta is not None and resposta.status == 404
    helena.goto("/beneficiario/extrato/")
    expect(pessoas.get_by_role("link", name="Helena")).to_be_visible()
    expect(pessoas.get_by_role("link", name="Rafael")).to_have_count(0)
    rafael.goto("/beneficiario/familia/historico/")
    assert re.search(r"Extrato Helena.* Desfeito", texto(rafael))


@pytest.mark.requisito("B-29")
def test_a_operadora_lembra_o_prestador_ele_confirma_e_o_auditor_le_no_trimestre(
    nova_pagina: NovaPagina, servidor: Servidor
) -> None:
    ines, silvia = nova_pagina(), nova_pagina()
    dona = servidor.pessoa("credenciada")
    entrar_da_demo(ines, servidor.pessoa("gestor"))
    ines.goto("/operadora/acessos/revisao/prestadores/")
    atrasado = ines.locator("main tbody tr").filter(has_text=CEDRO).first
    pessoa = atrasado.locator("th a span").first.inner_text()
    atrasado.get_by_role("checkbox").check()
    ines.get_by_role("button", name="Lembrar os prestadores").click()
    expect(ines.get_by_text("1 prestador lembrado")).to_be_visible()
    carta = ultima_carta(modelo="acesso.revisao.cobrada", servidor=servidor)

    entrar_da_demo(silvia, dona)
    silvia.goto(urlsplit(carta.links[0]).path)
    silvia.get_by_role("listitem").filter(has_text=pessoa).get_by_role("button", name="Ainda precisa").click()
    expect(silvia.get_by_text(f"Acesso de {pessoa} confirmado")).to_be_visible()

    ines.goto("/operadora/acessos/revisao/trimestre/?portal=prestador")
    linha = ines.locator("main tbody tr").filter(has_text=pessoa)
    expect(linha).to_contain_text("Confirmado")
    expect(linha).to_contain_text(dona["nome"])

    # The team: everybody marked at once, and the own access stays for somebody else.
    ines.goto("/operadora/acessos/revisao/?revisao=vencida")
    ines.get_by_label("Selecionar todas as linhas desta página").check()
    ines.get_by_role("button", name="Ainda precisam do acesso").click()
    expect(ines.get_by_text("O seu próprio acesso, outra pessoa confirma.").first).to_be_visible()
    expect(ines.locator("h1")).to_have_text("1 acesso da equipe espera confirmação")
