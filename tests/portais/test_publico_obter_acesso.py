"""Obter acesso, screen by screen: what each step shows, keeps and never tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from guiche.acesso.models import Chave, RegistroPendente, Usuario, Vinculo
from guiche.nucleo.escopo import escopo
from guiche.nucleo.relogio import agora
from guiche.nucleo.tarefas import drenar
from tests.acesso.test_registros import SENHA, conta_de, sem_acessos
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta
from tests.portais.operadora import aviso

pytestmark = pytest.mark.django_db

CNPJ_QUE_NAO_HA = "11.222.333/0001-81"


def caminho(mundo: Mundo, passo: str = "", publico: str = "prestador") -> str:
    return f"/obter-acesso/{mundo.operadora.registro_ans}/{publico}/{passo}"


def conta(mundo: Mundo, **mudancas: str) -> dict[str, str]:
    certa = conta_de(mundo.outro_prestador)
    return {
        "agencia": certa.agencia,
        "agencia_dv": certa.agencia_dv,
        "conta": certa.conta,
        "conta_dv": certa.conta_dv,
    } | mudancas


def dados(**mudancas: str) -> dict[str, str]:
    return {
        "nome": "Vera Prado Lins",
        "documento": "529.982.247-25",
        "telefone": "",
        "email": "vera@exemplo.org",
        "email_repetido": "Vera@exemplo.org",
        "nova": SENHA,
        "repetida": SENHA,
    } | mudancas


def provado(mundo: Mundo) -> Client:
    """A browser that passed the proof of the laboratory, which nobody answers for."""
    sem_acessos(mundo, prestador=mundo.outro_prestador)
    client = Client()
    documento = {"tipo": "J", "documento": mundo.outro_prestador.documento_formatado}
    assert client.post(caminho(mundo), documento)["Location"] == caminho(mundo, "conferir/")
    assert client.post(caminho(mundo, "conferir/"), conta(mundo))["Location"] == caminho(mundo, "dados/")
    return client


def registrado(mundo: Mundo, **mudancas: str) -> Client:
    client = provado(mundo)
    assert client.post(caminho(mundo, "dados/"), dados(**mudancas))["Location"] == caminho(mundo, "email/")
    return client


def link(para: str) -> str:
    drenar()
    return ultima_carta(para=para).links[0].partition("testserver")[2] or _caminho(ultima_carta(para=para).links[0])


def _caminho(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@pytest.mark.requisito("C-41", "C-42", "C-43", "C-44", "C-46")
def test_do_cnpj_ao_portal(mundo: Mundo) -> None:
    client = registrado(mundo)
    pagina = client.get(caminho(mundo, "email/")).content.decode()
    assert "Atenção: verifique o seu e-mail" in pagina
    assert "vera@exemplo.org" in pagina
    aberto = client.get(link("vera@exemplo.org"), follow=True)
    assert aberto.request["PATH_INFO"] == "/obter-acesso/confirmar/"
    assert not Usuario.objects.filter(email="vera@exemplo.org").exists()
    confirmado = client.post("/obter-acesso/confirmar/")
    entrada = f"/entrar/{mundo.operadora.registro_ans}/prestador/"
    assert confirmado["Location"] == entrada
    dentro = client.post(entrada, {"login": "vera@exemplo.org", "senha": SENHA})
    assert dentro.status_code == 302
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(usuario__email="vera@exemplo.org").prestador == mundo.outro_prestador
    assert client.get("/obter-acesso/confirmar/").status_code == 410


@pytest.mark.requisito("C-42")
def test_passo_1_nao_consulta_o_cadastro_e_so_olha_a_forma(mundo: Mundo, django_assert_num_queries: Any) -> None:
    for documento in (mundo.prestador.documento, CNPJ_QUE_NAO_HA, "12.ABC.345/01DE-35"):
        client = Client()
        resposta = client.post(caminho(mundo), {"tipo": "J", "documento": documento})
        assert (resposta.status_code, resposta["Location"]) == (302, caminho(mundo, "conferir/"))
    for envio, dito in (
        ({"tipo": "J", "documento": "11.222.333/0001-82"}, "não existe"),
        ({"tipo": "F", "documento": CNPJ_QUE_NAO_HA}, "digite o CPF"),
        ({"documento": CNPJ_QUE_NAO_HA}, "obrigatório"),
    ):
        recusada = Client().post(caminho(mundo), envio)
        assert (recusada.status_code, dito in recusada.content.decode()) == (200, True)


@pytest.mark.requisito("C-42", "C-44")
def test_prova_errada_e_documento_que_nao_ha_dao_a_mesma_pagina(mundo: Mundo) -> None:
    paginas = []
    for documento in (mundo.outro_prestador.documento, CNPJ_QUE_NAO_HA):
        client = Client()
        client.post(caminho(mundo), {"tipo": "J", "documento": documento})
        resposta = client.post(caminho(mundo, "conferir/"), conta(mundo, conta="777"))
        assert "777" not in resposta.content.decode()
        paginas.append((resposta.status_code, aviso(resposta)))
        assert client.get(caminho(mundo, "dados/"))["Location"] == caminho(mundo, "conferir/")
    assert paginas[0] == paginas[1]
    assert paginas[0][1].startswith("Não foi possível conferir estes dados.")


@pytest.mark.requisito("C-44")
def test_seis_erros_pedem_espera(mundo: Mundo) -> None:
    client = Client()
    client.post(caminho(mundo), {"tipo": "J", "documento": CNPJ_QUE_NAO_HA})
    situacoes = [client.post(caminho(mundo, "conferir/"), conta(mundo)).status_code for _ in range(6)]
    assert situacoes == [200, 200, 200, 200, 200, 429]


def test_voltar_nao_perde_nada_e_outro_documento_pede_outra_prova(mundo: Mundo) -> None:
    client = provado(mundo)
    assert mundo.outro_prestador.documento in client.get(caminho(mundo)).content.decode().replace(".", "").replace(
        "/", ""
    ).replace("-", "")
    recusada = client.post(caminho(mundo, "dados/"), dados(repetida="outra"))
    assert list(recusada.context["form"].errors) == ["repetida"]
    assert 'value="vera@exemplo.org"' in recusada.content.decode()
    client.post(caminho(mundo), {"tipo": "J", "documento": CNPJ_QUE_NAO_HA})
    assert client.get(caminho(mundo, "dados/"))["Location"] == caminho(mundo, "conferir/")
    assert RegistroPendente.objects.count() == 0


@pytest.mark.parametrize("passo", ["conferir/", "dados/", "email/"])
def test_ninguem_pula_um_passo(mundo: Mundo, passo: str) -> None:
    resposta = Client().get(caminho(mundo, passo), follow=True)
    assert resposta.request["PATH_INFO"] == caminho(mundo)


def test_operadora_ou_publico_que_nao_ha_e_404(mundo: Mundo) -> None:
    assert Client().get("/obter-acesso/000000/prestador/").status_code == 404
    assert Client().get(caminho(mundo, publico="operadora")).status_code == 404


@pytest.mark.requisito("C-45")
def test_senha_fraca_volta_ao_campo_com_a_lista(mundo: Mundo) -> None:
    client = provado(mundo)
    recusada = client.post(caminho(mundo, "dados/"), dados(nova="fraca", repetida="fraca"))
    assert list(recusada.context["form"].errors) == ["nova"]
    assert "um símbolo" in recusada.content.decode()


@pytest.mark.parametrize(
    ("mudancas", "campos"),
    [
        ({"telefone": "99999-8888"}, ["telefone"]),
        ({"email": f"{'v' * 250}@exemplo.org"}, ["email"]),
        ({"email_repetido": "outra@exemplo.org"}, ["email_repetido"]),
    ],
)
def test_contato_mal_escrito_fica_no_campo(mundo: Mundo, mudancas: dict[str, str], campos: list[str]) -> None:
    recusada = provado(mundo).post(caminho(mundo, "dados/"), dados(**mudancas))
    assert (recusada.status_code, list(recusada.context["form"].errors)) == (200, campos)
    assert RegistroPendente.objects.count() == 0


def test_o_telefone_fica_so_com_os_numeros(mundo: Mundo) -> None:
    registrado(mundo, telefone="(67) 99999-8888")
    assert RegistroPendente.objects.get().telefone == "67999998888"


def test_registros_demais_pedem_espera(mundo: Mundo) -> None:
    client = provado(mundo)
    for numero in range(5):
        email = f"v{numero}@exemplo.org"
        client.post(caminho(mundo, "dados/"), dados(email=email, email_repetido=email))
    demais = client.post(caminho(mundo, "dados/"), dados())
    assert demais.status_code == 429
    assert "Muitas tentativas. Espere" in demais.content.decode()


@pytest.mark.requisito("C-46")
def test_reenviar_espera_e_corrigir_leva_a_outro_endereco(mundo: Mundo) -> None:
    client = registrado(mundo)
    assert "Espere" in aviso(client.post(caminho(mundo, "email/"), {"acao": "reenviar"}))
    ha = agora() - timedelta(minutes=2)
    RegistroPendente.objects.update(dados={"envios": 1, "enviada_em": ha.isoformat()})
    Chave.objects.update(criada_em=ha)
    corrigida = client.post(caminho(mundo, "email/"), {"acao": "corrigir", "email": "certa@exemplo.org"})
    assert (corrigida.status_code, RegistroPendente.objects.get().email) == (302, "certa@exemplo.org")
    drenar()
    assert ultima_carta(para="certa@exemplo.org").modelo == "acesso.registro.confirmar"


@pytest.mark.requisito("C-42")
def test_quem_ja_tem_conta_ve_as_mesmas_paginas_e_confirma_entrando(mundo: Mundo) -> None:
    nova, antiga = registrado(mundo), None
    paginas = [nova.get(caminho(mundo, "email/")).content.decode()]
    antiga = registrado(mundo, documento=mundo.faturista.documento)
    paginas.append(antiga.get(caminho(mundo, "email/")).content.decode())
    vistas = [pagina.partition("<h1>")[2].partition("csrf")[0].partition("vale até")[0] for pagina in paginas]
    assert vistas[0] == vistas[1] != ""
    aberto = antiga.get(link(mundo.faturista.email), follow=True)
    assert "Entrar e confirmar" in aberto.content.decode()
    entrou = antiga.post("/entrar/?proxima=/obter-acesso/confirmar/", {"login": "renata", "senha": "Guiche-2026!"})
    assert entrou["Location"] == "/obter-acesso/confirmar/"
    antiga.post("/obter-acesso/confirmar/")
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(usuario=mundo.faturista, prestador=mundo.outro_prestador).papeis == "Credenciado"


def test_link_aberto_por_outra_conta_explica_e_nao_da_nada(mundo: Mundo) -> None:
    registrado(mundo, documento=mundo.faturista.documento)
    outra = Client()
    outra.force_login(mundo.gestor)
    pagina = outra.get(link(mundo.faturista.email), follow=True)
    assert "Este link é de outra conta" in pagina.content.decode()
    assert outra.post("/obter-acesso/confirmar/").status_code == 410
    with escopo(mundo.operadora):
        assert not Vinculo.objects.filter(prestador=mundo.outro_prestador).exists()


@pytest.mark.requisito("C-41")
def test_beneficiario_prova_pela_carteirinha_e_menor_sabe_a_quem_pedir(mundo: Mundo) -> None:
    client, publico = Client(), "beneficiario"
    sem_acessos(mundo, beneficiario=mundo.titular)
    client.post(caminho(mundo, publico=publico), {"documento": mundo.titular.carteira})
    mae = mundo.titular.nome_da_mae.split()[0].upper()
    prova = {"nascimento": f"{mundo.titular.nascimento:%d/%m/%Y}", "nome_da_mae": mae}
    assert client.post(caminho(mundo, "conferir/", publico), prova)["Location"] == caminho(mundo, "dados/", publico)
    form = client.get(caminho(mundo, "dados/", publico)).context["form"]
    assert sorted(form.fields) == ["email", "email_repetido", "nova", "repetida", "telefone"]
    menor = Client()
    menor.post(caminho(mundo, publico=publico), {"documento": mundo.dependente.carteira})
    mae = mundo.dependente.nome_da_mae.split()[0]
    prova = {"nascimento": mundo.dependente.nascimento.isoformat(), "nome_da_mae": mae}
    resposta = menor.post(caminho(mundo, "conferir/", publico), prova)
    assert "titular do plano" in aviso(resposta)
    assert menor.get(caminho(mundo, "dados/", publico)).status_code == 302
    drenar()
    assert cartas() == []


@pytest.mark.requisito("U-14")
def test_passo_a_passo_por_publico(mundo: Mundo) -> None:
    pagina = Client().get("/obter-acesso/").content.decode()
    for publico in ("Prestador:", "Beneficiário:", "Empresa contratante", "Secretária", "Colaborador da operadora"):
        assert publico in pagina
    assert caminho(mundo) in pagina
