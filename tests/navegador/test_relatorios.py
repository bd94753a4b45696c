"""Reports by e-mail from the choice to the way out, and the CEP that fills an address while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.correio import cartas, ultima_carta
from tests.infra.servidor import Servidor
from tests.navegador.apoio import texto
from tests.navegador.conftest import Dentro
from tests.navegador.contas import cpf_novo, criar_conta

HOSPITAL = "Hospital Monte Alvorada"
MODELO = "pagamento.demonstrativo.pronto"


@pytest.mark.requisito("U-11", "X-12")
def test_ligar_receber_o_aviso_do_pagamento_e_sair_pelo_link(
    dentro: Dentro,
    nova_pagina: Callable[..., Page],
    servidor: Servidor,
    verificar_acessibilidade: Callable[[Page], None],
) -> None:
    renata, marta, ninguem = dentro("faturista"), dentro("financeiro"), nova_pagina()
    renata.goto("/conta/relatorios/")
    assert texto(renata.locator("h1")) == "Você não recebe relatórios por e-mail"
    do_hospital = renata.get_by_role("region", name=HOSPITAL)
    do_hospital.get_by_role("button", name="Receber por e-mail Demonstrativo de pagamento").click()
    expect(renata.locator("h1")).to_have_text("Você recebe 1 relatório por e-mail")
    verificar_acessibilidade(renata)

    antes = len(cartas(modelo=MODELO, servidor=servidor))
    marta.goto("/operadora/pagamentos/?situacao=FECHADO&texto=Monte+Alvorada")
    marta.locator("main table tbody tr").get_by_role("link").first.click()
    marta.locator("[data-abre=registrar]").click()
    marta.get_by_role("dialog").get_by_role("button", name="Registrar pagamento").click()
    carta = ultima_carta(modelo=MODELO, servidor=servidor, depois_de=antes)
    assert HOSPITAL in carta.texto and "foi feito" in carta.texto and "R$" not in carta.texto

    renata.goto(re.sub(r"^https?://[^/]+", servidor.url, carta.links[0]))
    expect(renata).to_have_url(re.compile(r"/prestador/demonstrativos/\d+/$"))

    achada = re.search(r"Para não receber mais: (\S+)", carta.texto)
    assert achada is not None
    ninguem.goto(re.sub(r"^https?://[^/]+", servidor.url, achada.group(1)))
    assert texto(ninguem.locator("h1")) == "Parar de receber: Demonstrativo de pagamento?"
    verificar_acessibilidade(ninguem)
    ninguem.get_by_role("button", name="Não quero mais receber").click()
    expect(ninguem.locator("h1")).to_have_text("Você não recebe mais: Demonstrativo de pagamento")
    verificar_acessibilidade(ninguem)
    renata.goto("/conta/relatorios/")
    expect(renata.get_by_text("pelo link do e-mail")).to_be_visible()


@pytest.mark.requisito("U-10")
def test_o_cep_digitado_preenche_o_endereco_e_deixa_o_que_ja_havia(
    pagina: Page, servidor: Servidor, verificar_acessibilidade: Callable[[Page], None]
) -> None:
    criar_conta(pagina, servidor)
    pagina.get_by_label("Nome completo").fill("Vera Prado Lins")
    pagina.get_by_label("Data de nascimento").fill("1990-03-04")
    pagina.get_by_label("CPF").fill(cpf_novo())
    pagina.get_by_role("checkbox", name="Beneficiário").check()
    pagina.get_by_role("button", name="Continuar").click()
    pagina.get_by_label("Bairro").fill("Cambuí")
    pagina.get_by_label("CEP").press_sequentially("13010-050", delay=20)
    expect(pagina.get_by_label("Nome do logradouro")).to_have_value("das Figueiras")
    expect(pagina.get_by_label("Tipo de logradouro")).to_have_value("Rua")
    expect(pagina.get_by_label("Cidade")).to_have_value("Campinas")
    expect(pagina.locator("select[name$=uf]")).to_have_value("SP")
    expect(pagina.get_by_label("Bairro")).to_have_value("Cambuí")
    expect(pagina.get_by_text("Rua das Figueiras, Centro, Campinas/SP")).to_be_visible()
    verificar_acessibilidade(pagina)
