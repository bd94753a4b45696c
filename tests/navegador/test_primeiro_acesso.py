"""The ways in of who has no account yet, from the first page to the first screen of the portal, letters read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from guiche.nucleo.identificadores import dv_cpf, formatar_cnpj, formatar_cpf
from tests.correio import cartas, ultima_carta
from tests.infra.servidor import Servidor
from tests.navegador.apoio import data_br, texto
from tests.navegador.conftest import Dentro

OPERADORA = "999997"
SENHA = "Fivela-Moinho-72"
CNPJ_QUE_NAO_HA = "11.222.333/0001-81"
NAO_CONFERE = (
    "Não foi possível conferir estes dados. Veja se cada um está como no seu cadastro na operadora e tente de novo. "
    "Depois de cinco tentativas é preciso esperar."
)
SEM_ACESSO = """
    NOT EXISTS (SELECT 1 FROM acesso_vinculo v WHERE v.{alvo}_id = um.id)
    AND NOT EXISTS (SELECT 1 FROM acesso_convite c WHERE c.{alvo}_id = um.id)
    AND NOT EXISTS (SELECT 1 FROM acesso_registropendente r WHERE r.{alvo}_id = um.id)
    AND um.operadora_id = (SELECT id FROM nucleo_operadora WHERE registro_ans = ?)
"""


def ler(servidor: Servidor, consulta: str, *valores: Any) -> list[sqlite3.Row]:
    """Rows of the register of the demo, which has what no file tells: bank accounts, mothers' names."""
    with closing(sqlite3.connect(f"file:{servidor.var / 'guiche.sqlite3'}?mode=ro", uri=True, timeout=20)) as banco:
        banco.row_factory = sqlite3.Row
        return banco.execute(consulta, valores).fetchall()


def passar_um_minuto(servidor: Servidor) -> None:
    """Make the last letter of every registration a minute older, as if the person had waited to ask again."""
    antes = "strftime('%Y-%m-%dT%H:%M:%f+00:00', json_extract(dados, '$.enviada_em'), '-61 seconds')"
    with closing(sqlite3.connect(servidor.var / "guiche.sqlite3", timeout=20)) as banco, banco:
        banco.execute(f"UPDATE acesso_registropendente SET dados = json_set(dados, '$.enviada_em', {antes})")


def clinica_sem_acesso(servidor: Servidor) -> sqlite3.Row:
    """A clinic of the network with a bank account, by which nobody enters or was invited."""
    return ler(
        servidor,
        f"""SELECT * FROM cadastro_prestador um WHERE tipo = 'CLINICA' AND length(documento) = 14 AND conta != ''
        AND descredenciado_em IS NULL AND {SEM_ACESSO.format(alvo="prestador")} ORDER BY id DESC""",
        OPERADORA,
    )[0]


def titular_sem_acesso(servidor: Servidor) -> sqlite3.Row:
    """An adult holder of a plan in force who never entered."""
    return ler(
        servidor,
        f"""SELECT * FROM cadastro_beneficiario um WHERE titular_id IS NULL AND nascimento < '2000-01-01'
        AND nome_social = '' AND vigencia_fim IS NULL AND cpf != ''
        AND NOT EXISTS (SELECT 1 FROM acesso_usuario u WHERE um.cpf IN (u.documento, u.documento_declarado))
        AND NOT EXISTS (SELECT 1 FROM cadastro_suspensao s WHERE s.beneficiario_id = um.id)
        AND {SEM_ACESSO.format(alvo="beneficiario")} ORDER BY id DESC""",
        OPERADORA,
    )[0]


def cpf_novo(servidor: Servidor) -> str:
    """A CPF that nobody of the demo has, formatted."""
    quantos = ler(servidor, "SELECT count(*) AS n FROM acesso_usuario")[0]["n"]
    base = f"{71000000 + quantos:09d}"
    return formatar_cpf(base + dv_cpf(base))


def entrar(pagina: Page, quem: str) -> None:
    """Type who and the password on the page of entry that is open."""
    pagina.locator("input[name=login]").fill(quem)
    pagina.locator("input[name=senha]").fill(SENHA)
    pagina.get_by_role("button", name="Entrar", exact=True).click()


def criar_senha(pagina: Page) -> None:
    """A short password, which the list refuses as it is typed, then a good one, twice."""
    exigencias = pagina.locator("[data-exigencias] li")
    pagina.locator("input[name=nova]").fill("curta")
    expect(exigencias.first).to_contain_text(": falta")
    pagina.locator("input[name=nova]").fill(SENHA)
    expect(pagina.locator("[data-exigencias] li[data-ok]")).to_have_count(exigencias.count())
    pagina.locator("input[name=repetida]").fill(SENHA)


def aceitar_termos(pagina: Page) -> None:
    """The portal opens only after its terms, whose box nobody ticked beforehand."""
    expect(pagina.locator("h1")).to_have_text("Antes de começar, leia e aceite")
    caixa = pagina.get_by_label("Li e concordo com “Termo de uso do portal do prestador”")
    expect(caixa).not_to_be_checked()
    caixa.check()
    pagina.get_by_role("button", name="Aceitar e continuar").click()


def imagem(nome: str, cor: str) -> FilePayload:
    """A picture as a scanner gives it."""
    saida = BytesIO()
    Image.new("RGB", (240, 150), cor).save(saida, "PNG")
    return {"name": nome, "mimeType": "image/png", "buffer": saida.getvalue()}


@pytest.mark.requisito("C-41", "C-42", "C-43", "C-44", "C-45", "C-46")
def test_prestador_da_rede_obtem_o_acesso_com_a_conta_em_que_recebe(
    pagina: Page, servidor: Servidor, nova_pagina: Callable[..., Page]
) -> None:
    clinica = clinica_sem_acesso(servidor)
    conta, digito = clinica["conta"].split("-")
    errado, certo = f"errado.{clinica['codigo']}@exemplo.org", f"clara.{clinica['codigo']}@exemplo.org"

    pagina.goto(f"/entrar/{OPERADORA}/prestador/")
    pagina.get_by_role("link", name="Obter acesso", exact=True).click()
    respostas = []
    for documento, numero in ((CNPJ_QUE_NAO_HA, conta), (formatar_cnpj(clinica["documento"]), "99")):
        expect(pagina.locator("h1")).to_have_text("Qual é o CNPJ ou CPF do prestador?")
        pagina.get_by_label("Jurídica (CNPJ)").check()
        pagina.get_by_label("CNPJ ou CPF").fill(documento)
        pagina.get_by_role("button", name="Continuar").click()
        expect(pagina.locator("h1")).to_have_text("Em que conta a operadora paga?")
        pagina.get_by_label("Agência", exact=True).fill(clinica["agencia"])
        pagina.get_by_label("Conta corrente", exact=True).fill(numero)
        pagina.get_by_label("Dígito da conta").fill(digito)
        pagina.get_by_role("button", name="Conferir").click()
        expect(pagina.locator("#avisos")).to_contain_text(NAO_CONFERE)
        expect(pagina.get_by_label("Conta corrente", exact=True)).to_have_value("")
        respostas.append(texto(pagina))
        pagina.get_by_role("link", name="Voltar").click()
    assert respostas[0] == respostas[1]

    pagina.get_by_role("button", name="Continuar").click()
    pagina.get_by_label("Agência", exact=True).fill(clinica["agencia"])
    pagina.get_by_label("Conta corrente", exact=True).fill(conta)
    pagina.get_by_label("Dígito da conta").fill(digito)
    pagina.get_by_role("button", name="Conferir").click()
    expect(pagina.locator("h1")).to_have_text("Quem vai entrar por este prestador?")
    pagina.get_by_label("Seu nome completo").fill("Clara Nunes Vidigal")
    pagina.get_by_label("Seu CPF").fill(cpf_novo(servidor))
    pagina.get_by_label("E-mail", exact=True).fill(errado)
    pagina.get_by_label("Repita o e-mail").fill(errado)
    criar_senha(pagina)
    pagina.get_by_role("button", name="Registrar").click()

    expect(pagina.locator("h1")).to_have_text("Atenção: verifique o seu e-mail")
    primeira = ultima_carta(para=errado, modelo="acesso.registro.confirmar", servidor=servidor)
    assert primeira.assunto == "Confirme o seu e-mail"
    assert f"em nome de {clinica['nome_fantasia']}" in primeira.texto
    pagina.get_by_role("button", name="Enviar de novo").click()
    expect(pagina.locator("#avisos .gc-aviso")).to_contain_text(re.compile(r"Espere \d+ segundos para pedir outro\."))
    passar_um_minuto(servidor)
    pagina.get_by_text("O e-mail está errado?").click()
    pagina.get_by_label("E-mail certo").fill(certo)
    pagina.get_by_role("button", name="Corrigir e enviar").click()
    expect(pagina.locator("#avisos")).to_contain_text(f"Mensagem enviada de novo para {certo}.")
    segunda = ultima_carta(para=certo, modelo="acesso.registro.confirmar", servidor=servidor)
    assert "Depois entre com o seu e-mail e a senha que você escolheu." in " ".join(segunda.texto.split())
    (link,) = segunda.links

    # The letter that went to the wrong address is worth nothing to who got it.
    estranho = nova_pagina()
    estranho.goto(primeira.links[0])
    expect(estranho.locator("h1")).to_have_text("Este link não vale mais")

    leitor = nova_pagina()
    leitor.goto(link)
    expect(leitor.locator("h1")).to_have_text(f"Confirme o acesso de {clinica['nome_fantasia']}")
    leitor.get_by_role("button", name="Confirmar meu e-mail").click()
    leitor.wait_for_url(f"**/entrar/{OPERADORA}/prestador/")
    expect(leitor.locator("#avisos")).to_contain_text(
        "E-mail confirmado. Entre com o seu e-mail e a senha que você escolheu."
    )
    entrar(leitor, certo)
    aceitar_termos(leitor)
    leitor.wait_for_url("**/prestador/")
    expect(leitor.locator("body")).to_contain_text(clinica["nome_fantasia"])
    estranho.goto(link)
    expect(estranho.locator("h1")).to_have_text("Este link não vale mais")
    expect(estranho.locator("main")).to_contain_text("Se você já confirmou, basta entrar.")


@pytest.mark.requisito("C-41", "C-43", "C-46")
def test_beneficiario_obtem_o_acesso_com_a_carteirinha_e_o_nome_da_mae(pagina: Page, servidor: Servidor) -> None:
    titular = titular_sem_acesso(servidor)
    email, mae = f"titular.{titular['id']}@exemplo.org", titular["nome_da_mae"].split()[0]
    pagina.goto(f"/entrar/{OPERADORA}/beneficiario/")
    pagina.get_by_role("link", name="Obter acesso", exact=True).click()
    expect(pagina.locator("h1")).to_have_text("Qual é a sua carteirinha ou CPF?")
    pagina.get_by_label("Número da carteirinha ou CPF").fill(titular["carteira"])
    pagina.get_by_role("button", name="Continuar").click()
    for nome in ("Inexistente", mae.lower()):
        pagina.get_by_label("Data de nascimento").fill(titular["nascimento"])
        pagina.get_by_label("Primeiro nome da mãe").fill(nome)
        pagina.get_by_role("button", name="Conferir").click()
        if nome == "Inexistente":
            expect(pagina.locator("#avisos")).to_contain_text(NAO_CONFERE)
            expect(pagina.get_by_label("Primeiro nome da mãe")).to_have_value("")
            assert titular["nome"].split()[0] not in texto(pagina)
    expect(pagina.locator("h1")).to_have_text(f"{titular['nome'].split()[0]}, escolha e-mail e senha")
    pagina.get_by_label("E-mail", exact=True).fill(email)
    pagina.get_by_label("Repita o e-mail").fill(email)
    criar_senha(pagina)
    pagina.get_by_role("button", name="Registrar").click()
    expect(pagina.locator("main")).to_contain_text(f"Enviamos uma mensagem para {email}.")
    pagina.goto(ultima_carta(para=email, modelo="acesso.registro.confirmar", servidor=servidor).links[0])
    pagina.get_by_role("button", name="Confirmar meu e-mail").click()
    pagina.wait_for_url(f"**/entrar/{OPERADORA}/beneficiario/")
    entrar(pagina, formatar_cpf(titular["cpf"]))
    pagina.wait_for_url("**/beneficiario/")
    expect(pagina.locator("body")).to_contain_text(titular["nome"].split()[0])


@pytest.mark.requisito("B-02", "B-04", "B-10")
def test_convite_de_credenciamento_vira_registro_e_abre_o_portal(
    pagina: Page, dentro: Dentro, servidor: Servidor
) -> None:
    clinica = clinica_sem_acesso(servidor)
    nome, email = clinica["nome_fantasia"], clinica["email"]
    gestor = dentro("gestor")
    gestor.goto(f"/operadora/prestadores/{clinica['id']}/")
    gestor.get_by_role("link", name="Convidar para o portal").click()
    expect(gestor.get_by_label("E-mail do convite")).to_have_value(email)
    gestor.get_by_role("button", name="Enviar o convite").click()
    expect(gestor.locator("#avisos")).to_contain_text("Convite enviado")
    expect(gestor.locator("h1")).to_contain_text(f"{nome} tem até")

    carta = ultima_carta(para=email, modelo="acesso.convite.credenciamento", servidor=servidor)
    assert carta.assunto == "Complete seu registro no portal do prestador"
    assert f"credenciou {nome} e abriu o portal do prestador para você" in carta.texto
    (link,) = carta.links
    pagina.goto(link)
    expect(pagina.locator("h1")).to_have_text("Complete seu registro")
    fatos = pagina.locator("section", has=pagina.locator("#t-sabemos"))
    expect(fatos).to_contain_text(formatar_cnpj(clinica["documento"]))
    expect(fatos).to_contain_text(email)
    expect(pagina.locator("main input[type=email]")).to_have_count(1)
    tipo = pagina.get_by_label("Tipo de usuário")
    assert tipo.locator("option").all_inner_texts() == [
        "Escolha",
        "Consultório ou clínica",
        "Cooperativa",
        "Fornecedor",
        "Hospital",
        "Laboratório",
    ]
    expect(tipo).to_have_value("CLINICA")
    cpf = cpf_novo(servidor)
    pagina.get_by_label("Seu nome completo").fill("Davi Moura Sarmento")
    pagina.get_by_label("Seu CPF").fill(cpf)
    pagina.get_by_role("button", name="Conferir as informações").click()

    expect(pagina.locator("h1")).to_have_text("Confira as informações")
    pagina.get_by_role("link", name="Corrigir", exact=True).click()
    expect(pagina.get_by_label("Seu nome completo")).to_have_value("Davi Moura Sarmento")
    pagina.get_by_label("Seu nome completo").fill("Davi Moura Sarmento Filho")
    pagina.get_by_role("button", name="Conferir as informações").click()
    conferir = texto(pagina.locator("section", has=pagina.locator("#t-dados")))
    for dito in (nome, "Consultório ou clínica", "Davi Moura Sarmento Filho", cpf, email):
        assert dito in conferir
    criar_senha(pagina)
    pagina.get_by_role("button", name="Registrar").click()
    expect(pagina.locator("main")).to_contain_text("Caso não concorde, o cadastro não será concluído.")
    assert ler(servidor, "SELECT 1 FROM acesso_usuario WHERE email = ?", email) == []
    criar_senha(pagina)
    pagina.get_by_label("Li e concordo com: Termo de uso do portal do prestador (versão 1)").check()
    pagina.get_by_role("button", name="Registrar").click()
    pagina.wait_for_url(f"**/entrar/{OPERADORA}/prestador/")
    expect(pagina.locator("#avisos")).to_contain_text(
        f"Registro concluído. Entre com o e-mail {email} e a senha que você criou."
    )
    entrar(pagina, email)
    # The terms were accepted in the registration: the portal opens at once.
    pagina.wait_for_url("**/prestador/")
    expect(pagina.locator("body")).to_contain_text(nome)
    pagina.goto(link)
    expect(pagina.locator("h1")).to_have_text("Este link não vale mais")
    gestor.reload()
    expect(gestor.locator("h1")).to_have_text(f"{nome} está registrado")
    expect(gestor.locator("main")).to_contain_text("Davi Moura Sarmento Filho responde pelo prestador desde")


@pytest.mark.requisito("U-03", "U-04", "U-05", "U-08", "U-09", "U-11", "U-12", "U-13")
def test_novo_usuario_pede_dois_acessos_e_recebe_um(pagina: Page, dentro: Dentro, servidor: Servidor) -> None:
    titular, clinica = titular_sem_acesso(servidor), clinica_sem_acesso(servidor)
    login, email = f"novo.{titular['id']}", f"novo.{titular['id']}@exemplo.org"
    conta_nova(pagina, servidor, login, email)

    # The account is open and has no right: no portal opens.
    pagina.goto("/prestador/")
    expect(pagina).not_to_have_url(re.compile("/prestador/$"))
    pagina.goto("/conta/solicitacoes/nova/")
    expect(pagina.locator("h1")).to_have_text("Quem é você e que acesso precisa?")
    pagina.get_by_role("button", name="Continuar").click()
    expect(pagina.locator("main")).to_contain_text("Marque pelo menos um tipo de acesso.")
    pagina.get_by_label("Nome completo").fill(titular["nome"])
    pagina.get_by_label("Data de nascimento").fill(titular["nascimento"])
    pagina.get_by_label("CPF", exact=True).fill(formatar_cpf(titular["cpf"]))
    pagina.get_by_label("Operadora", exact=True).select_option(label="Aroeira Saúde")
    tipos = pagina.get_by_role("group", name="Que acessos você precisa?")
    assert tipos.locator("label").all_inner_texts() == [
        "Beneficiário",
        "Contratante",
        "Cooperado ou credenciado",
        "Colaborador da operadora",
    ]
    pagina.get_by_label("Beneficiário", exact=True).check()
    pagina.get_by_label("Cooperado ou credenciado").check()
    pagina.get_by_role("button", name="Continuar").click()

    expect(pagina.locator("h1")).to_have_text("Preencha os 2 acessos e envie")
    relatorios = pagina.get_by_role("group", name="Relatórios para avisar por e-mail").get_by_role("checkbox")
    expect(relatorios).to_have_count(3)
    for caixa in relatorios.all():
        expect(caixa).not_to_be_checked()
    dele = pagina.locator("section", has=pagina.locator("#t-beneficiario"))
    dele.get_by_label("Número da carteirinha").fill(titular["carteira"])
    dele.locator("input[type=file]").set_input_files([imagem("carteirinha.png", "navy")])
    do_prestador = pagina.locator("section", has=pagina.locator("#t-prestador"))
    do_prestador.get_by_label("CNPJ ou CPF com que atende a operadora").fill(formatar_cnpj(clinica["documento"]))
    do_prestador.locator("input[type=file]").set_input_files([imagem("conselho.png", "maroon")])
    do_prestador.get_by_label("Demonstrativo de pagamento").check()
    pagina.get_by_role("button", name="Enviar pedido").click()
    expect(pagina.locator("h1")).to_have_text("2 pedidos estão com a operadora")
    (prazo,) = {linha["prazo"] for linha in pedidos(servidor, email)}
    ate = data_br(date.fromisoformat(prazo))
    expect(pagina.locator("#avisos")).to_contain_text(f"Pedido enviado. A resposta vem até {ate}, por e-mail e aqui.")
    recebida = ultima_carta(para=email, modelo="acesso.solicitacao.recebida", servidor=servidor)
    assert "- Beneficiário\n- Cooperado ou credenciado\n" in recebida.texto
    assert f"A resposta vem até {ate}, neste e-mail." in recebida.texto

    motivo = "A clínica já tem quem responda por ela."
    gestor = dentro("gestor")
    for tipo, documento in (("beneficiario", "carteirinha.png"), ("prestador", "conselho.png")):
        gestor.goto(f"/operadora/acessos/solicitacoes/?tipo={tipo}")
        gestor.locator("main table tbody tr", has_text=titular["nome"]).get_by_role("link").first.click()
        expect(gestor.locator("h1")).to_have_text(f"Responder até {ate}")
        expect(gestor.get_by_role("link", name=documento)).to_be_visible()
        if tipo == "beneficiario":
            expect(gestor.locator("#t-comparar")).to_have_text("Confere com o cadastro")
            expect(gestor.locator("main")).to_contain_text("Não pediu relatórios por e-mail.")
            expect(gestor.get_by_label("Carteirinha a que o acesso se refere")).to_have_value(titular["carteira"])
            gestor.get_by_role("button", name="Liberar").click()
            dito = "Acesso liberado. A pessoa recebeu um e-mail e já pode usar."
        else:
            expect(gestor.locator("main")).to_contain_text("Pediu aviso por e-mail de: Demonstrativo de pagamento.")
            gestor.get_by_label("Motivo").fill(motivo)
            gestor.get_by_role("button", name="Recusar o pedido").click()
            dito = "Pedido recusado. A pessoa recebeu o motivo por e-mail."
        expect(gestor.locator("#avisos")).to_contain_text(dito)

    ultima_carta(para=email, modelo="acesso.solicitacao.decidida", servidor=servidor, depois_de=1)
    assuntos = {c.assunto: c for c in cartas(para=email, modelo="acesso.solicitacao.decidida", servidor=servidor)}
    assert set(assuntos) == {"Seu acesso foi liberado", "Seu pedido de acesso foi recusado"}
    assert f"Motivo: {motivo}" in assuntos["Seu pedido de acesso foi recusado"].texto
    assert "com o papel Titular." in assuntos["Seu acesso foi liberado"].texto

    # The page has been open all along: the answer is there at the next click, without leaving.
    pagina.get_by_role("link", name="Ver o pedido de Cooperado ou credenciado").click()
    expect(pagina.locator("h1")).to_have_text("O pedido foi recusado")
    expect(pagina.locator("main")).to_contain_text(motivo)
    pagina.goto("/conta/solicitacoes/")
    pagina.get_by_role("link", name="Ver o pedido de Beneficiário").click()
    expect(pagina.locator("h1")).to_have_text("O acesso foi liberado")
    pagina.get_by_role("link", name="vá para o portal").click()
    pagina.wait_for_url("**/beneficiario/")
    expect(pagina.locator("body")).to_contain_text(titular["nome"].split()[0])


def pedidos(servidor: Servidor, email: str) -> list[sqlite3.Row]:
    """Requests for access of the account with this address."""
    consulta = """SELECT s.* FROM acesso_solicitacaodeacesso s
        JOIN acesso_usuario u ON u.id = s.usuario_id WHERE u.email = ? ORDER BY s.id"""
    return ler(servidor, consulta, email)


def conta_nova(pagina: Page, servidor: Servidor, login: str, email: str) -> None:
    """Novo usuário: a name that does not serve, the code wrong, asked again too soon, then right."""
    pagina.goto("/obter-acesso/")
    pagina.get_by_role("link", name="Novo usuário", exact=True).click()
    expect(pagina.locator("h1")).to_have_text("Crie a sua conta")
    pagina.get_by_label("Usuário", exact=True).fill("José Müller")
    pagina.get_by_label("E-mail", exact=True).fill(email)
    pagina.get_by_label("Repita o e-mail").fill(email.upper())
    criar_senha(pagina)
    pagina.get_by_role("button", name="Criar e receber o código").click()
    expect(pagina.locator("main")).to_contain_text("Que tal jose.muller?")
    pagina.get_by_label("Usuário", exact=True).fill(login)
    criar_senha(pagina)
    pagina.get_by_role("button", name="Criar e receber o código").click()
    expect(pagina.locator("h1")).to_have_text("Digite o código que enviamos")
    carta = ultima_carta(para=email, modelo="acesso.cadastro.codigo", servidor=servidor)
    assert re.fullmatch("[0-9]{6}", carta.codigo)
    errado = f"{(int(carta.codigo) + 1) % 10**6:06d}"
    pagina.get_by_label("Código de verificação").fill(errado)
    pagina.get_by_role("button", name="Confirmar").click()
    expect(pagina.locator("main")).to_contain_text("Este código não vale.")
    pagina.get_by_role("button", name="Enviar código por e-mail").click()
    expect(pagina.locator("#avisos")).to_contain_text(re.compile(r"Espere \d+ segundos para pedir outro\."))
    pagina.get_by_label("Código de verificação").fill(carta.codigo)
    pagina.get_by_role("button", name="Confirmar").click()
    expect(pagina.locator("#avisos")).to_contain_text("Conta criada. Agora diga quem você é e que acesso precisa.")


def tab_ate(pagina: Page, lugar: Locator) -> None:
    """Press Tab until the focus is there; it must come within the page."""
    for _ in range(40):
        pagina.keyboard.press("Tab")
        if lugar.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"O teclado não chega a {lugar}.")


@pytest.mark.requisito("U-06")
def test_so_com_o_teclado_entra_vai_ao_novo_usuario_e_volta(pagina: Page, servidor: Servidor) -> None:
    pessoa = servidor.pessoa("conjuge")
    pagina.goto(f"/entrar/{OPERADORA}/contratante/")
    expect(pagina.locator("input[name=login]")).to_be_focused()
    pagina.keyboard.type("ninguem.aqui")
    tab_ate(pagina, pagina.locator("input[name=senha]"))
    pagina.keyboard.type("nada disso")
    pagina.keyboard.press("Enter")
    expect(pagina.locator("main [role=alert]").first).to_be_visible()
    tab_ate(pagina, pagina.get_by_role("link", name="Novo usuário", exact=True))
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/novo-usuario/")
    for nome in ("login", "email", "email_repetido", "nova", "repetida"):
        tab_ate(pagina, pagina.locator(f"input[name={nome}]"))
    tab_ate(pagina, pagina.get_by_role("button", name="Criar e receber o código"))
    tab_ate(pagina, pagina.get_by_role("link", name="Fazer login"))
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/entrar/")
    expect(pagina.locator("input[name=login]")).to_be_focused()
    pagina.keyboard.type(pessoa["login"])
    tab_ate(pagina, pagina.locator("input[name=senha]"))
    pagina.keyboard.type(pessoa["senha"])
    tab_ate(pagina, pagina.get_by_role("button", name="Entrar", exact=True))
    pagina.keyboard.press("Space")
    pagina.wait_for_url("**/beneficiario/")
