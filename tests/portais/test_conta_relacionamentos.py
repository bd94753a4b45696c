"""Relationships of the person: invitations by account and by link, leaving, and what who has nothing sees."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.cartas import convites as cartas
from guiche.acesso.middleware import SESSAO_VINCULO
from guiche.acesso.models import Convite, Usuario, Vinculo
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.services.convites import convidar
from guiche.acesso.services.vinculos import suspender
from guiche.comunicacao.models import Notificacao
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import acesso, ator, dias, oferta, pessoa, titular
from tests.cenario import SENHA, Mundo
from tests.correio import ultima_carta
from tests.portais.prestador import entrar

pytestmark = pytest.mark.django_db
PAGINA = "/conta/relacionamentos/"
ABERTO = "/convite/"


def dentro(usuario: Usuario) -> Client:
    """A browser signed in, with no context chosen."""
    client = Client()
    client.force_login(usuario)
    return client


def convite(mundo: Mundo, *papeis: str, email: str = "nara@exemplo.org", **mais: object) -> Convite:
    with escopo(mundo.operadora):
        return convidar(titular(mundo), oferta(*(papeis or ("Faturamento",)), email=email, **mais))  # type: ignore[arg-type]


def link_da_carta(mundo: Mundo, para: str = "nara@exemplo.org") -> str:
    with escopo(mundo.operadora):
        drenar()
    return ultima_carta(para=para, modelo=cartas.CONVITE).links[0].removeprefix("http://127.0.0.1:8000")


def situacao(mundo: Mundo, um: Convite) -> str:
    with escopo(mundo.operadora):
        return str(Convite.objects.get(pk=um.pk).situacao)


@pytest.mark.requisito("B-27")
def test_quem_nao_atua_por_ninguem_ve_o_que_fazer(mundo: Mundo) -> None:
    client = dentro(pessoa("nara"))
    pagina = client.get(PAGINA).content.decode()
    assert "Você ainda não atua por ninguém" in pagina
    assert "Peça um convite a quem você vai representar" in pagina
    assert "Relacionamentos" in client.get("/conta/").content.decode()


def test_sem_login_vai_a_entrada_e_volta() -> None:
    resposta = Client().get(PAGINA)
    assert (resposta.status_code, resposta["Location"]) == (302, "/entrar/?proxima=%2Fconta%2Frelacionamentos%2F")


@pytest.mark.requisito("B-33", "B-34")
def test_convite_diz_de_quem_para_quem_com_que_papeis_e_ate_quando(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um = convite(mundo, "Faturamento", "Autorização", dados={"mensagem": "Venha, Nara."})
    client = dentro(nara)
    lista = client.get(PAGINA).content.decode()
    assert "1 convite espera a sua resposta" in lista
    assert f"Secretariado na {mundo.operadora.nome_fantasia}, convite de Alba Reis Couto." in lista
    pagina = client.get(f"{PAGINA}convites/{um.pk}/").content.decode()
    assert f"Alba Reis Couto convida você a atuar por {mundo.prestador.nome_fantasia}" in pagina
    for dito in ("Faturamento", "Lotes, glosas, demonstrativos e pagamentos.", "Autorização", "Venha, Nara."):
        assert dito in pagina
    assert f"Tempo indeterminado, até o prazo máximo: {dias(365, mundo.hoje):%d/%m/%Y}" in pagina


@pytest.mark.requisito("B-33", "B-34", "B-35", "B-37")
def test_aceitar_por_tempo_indeterminado_abre_as_telas_no_clique_seguinte(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um, client = convite(mundo), dentro(nara)
    assert client.get("/prestador/lotes/").status_code == 302
    resposta = client.post(f"{PAGINA}convites/{um.pk}/aceitar/", {"prazo": "indeterminado", "fim": ""})
    assert (resposta.status_code, resposta["Location"]) == (303, PAGINA)
    lotes = client.get("/prestador/lotes/")
    assert lotes.status_code == 200
    assert f"Atuando por <b>{mundo.prestador.nome_fantasia}</b>" in lotes.content.decode()
    (vinculo,) = vinculos_vigentes(nara)
    assert vinculo.vigencia_fim == dias(365, mundo.hoje)


@pytest.mark.requisito("Q-04")
def test_aceitar_por_menos_e_nunca_por_mais(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um, client = convite(mundo, limite=dias(60, mundo.hoje)), dentro(nara)
    url = f"{PAGINA}convites/{um.pk}/aceitar/"
    for errado in ("", dias(61, mundo.hoje).isoformat(), dias(-1, mundo.hoje).isoformat()):
        resposta = client.post(url, {"prazo": "determinado", "fim": errado})
        assert resposta.status_code == 422
        assert "Até o dia" in resposta.content.decode()
    assert situacao(mundo, um) == "pendente"
    assert client.post(url, {"prazo": "determinado", "fim": dias(30, mundo.hoje).isoformat()}).status_code == 303
    (vinculo,) = vinculos_vigentes(nara)
    assert (vinculo.vigencia_fim, vinculo.limite) == (dias(30, mundo.hoje), dias(60, mundo.hoje))


@pytest.mark.requisito("B-33")
def test_recusar_pede_motivo_e_avisa_quem_convidou(mundo: Mundo) -> None:
    um, client = convite(mundo), dentro(pessoa("nara"))
    url = f"{PAGINA}convites/{um.pk}/recusar/"
    assert client.post(url, {"motivo": " "}).status_code == 422
    assert situacao(mundo, um) == "pendente"
    assert client.post(url, {"motivo": "Não conheço a clínica."}).status_code == 303
    assert situacao(mundo, um) == "recusado"
    with escopo(mundo.operadora):
        drenar()
        (aviso,) = Notificacao.objects.filter(usuario=um.convidado_por)
    assert (aviso.titulo, aviso.texto) == ("Convite recusado", "Motivo: Não conheço a clínica.")


def test_convite_de_outra_pessoa_nao_existe(mundo: Mundo) -> None:
    pessoa("nara")
    um, client = convite(mundo), dentro(pessoa("rui", "Rui Braga"))
    url = f"{PAGINA}convites/{um.pk}/"
    assert client.get(url).status_code == 404
    assert client.post(f"{url}aceitar/", {"prazo": "indeterminado"}).status_code == 404
    assert client.post(f"{url}recusar/", {"motivo": "x"}).status_code == 404
    assert situacao(mundo, um) == "pendente"


# The link


@pytest.mark.requisito("B-32")
def test_link_sem_login_explica_pede_para_entrar_e_volta_ao_convite(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um, client = convite(mundo), Client()
    link = link_da_carta(mundo)
    assert client.get(link)["Location"] == ABERTO
    pagina = client.get(ABERTO).content.decode()
    assert f"Alba Reis Couto convida você a atuar por {mundo.prestador.nome_fantasia}" in pagina
    assert "/entrar/?proxima=%2Fconvite%2F" in pagina
    client.force_login(nara)
    assert client.get(ABERTO)["Location"] == f"{PAGINA}convites/{um.pk}/"


@pytest.mark.requisito("B-32")
def test_link_serve_a_conta_de_outro_endereco_quando_o_convidado_nao_tinha_conta(mundo: Mundo) -> None:
    rui = pessoa("rui", "Rui Braga")
    um, client = convite(mundo), dentro(rui)
    url = f"{PAGINA}convites/{um.pk}/"
    assert client.get(url).status_code == 404
    client.get(link_da_carta(mundo))
    assert client.get(ABERTO)["Location"] == url
    assert client.get(url).status_code == 200
    assert client.post(f"{url}aceitar/", {"prazo": "indeterminado"}).status_code == 303
    assert [v.usuario_id for v in vinculos_vigentes(rui)] == [rui.pk]


@pytest.mark.requisito("B-32", "B-34")
def test_quem_nao_tem_conta_cria_a_sua_pelo_link_e_depois_escolhe_o_prazo(mundo: Mundo) -> None:
    um, client = convite(mundo), Client()
    client.get(link_da_carta(mundo))
    assert "/complete-seu-registro/" in client.get(ABERTO).content.decode()
    client.post("/complete-seu-registro/", {"nome": "Nara Pimentel Sá", "cpf": "529.982.247-25"})
    senhas = {"nova": "Cajueiro#2031", "repetida": "Cajueiro#2031"}
    pagina = client.get("/complete-seu-registro/conferir/")
    termos = {campo.html_name: "on" for campo in pagina.context["form"] if campo.name.startswith("termo_")}
    pronto = client.post("/complete-seu-registro/conferir/", {**senhas, **termos})
    assert pronto["Location"].endswith("?proxima=%2Fconta%2Frelacionamentos%2F"), pronto.content.decode()
    nara = Usuario.objects.get(email="nara@exemplo.org")
    assert (situacao(mundo, um), vinculos_vigentes(nara)) == ("pendente", [])
    dela = dentro(nara)
    ate = dias(20, mundo.hoje)
    dela.post(f"{PAGINA}convites/{um.pk}/aceitar/", {"prazo": "determinado", "fim": ate.isoformat()})
    assert [v.vigencia_fim for v in vinculos_vigentes(nara)] == [ate]


def test_link_aberto_por_outra_pessoa_oferece_trocar_de_conta(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um, client = convite(mundo), dentro(pessoa("rui", "Rui Braga"))
    client.get(link_da_carta(mundo))
    pagina = client.get(ABERTO).content.decode()
    assert "Este convite é de outra conta" in pagina
    assert "Você entrou como Rui Braga" in pagina
    trocou = client.post(f"{ABERTO}trocar-de-conta/")
    assert trocou["Location"] == "/entrar/?proxima=%2Fconvite%2F"
    assert "_auth_user_id" not in client.session
    client.force_login(nara)
    assert client.get(ABERTO)["Location"] == f"{PAGINA}convites/{um.pk}/"


def test_trocar_de_conta_sai_como_sair(mundo: Mundo) -> None:
    convite(mundo)
    client = Client()
    assert client.post("/entrar/", {"login": mundo.faturista.login, "senha": SENHA}).status_code == 302
    client.get("/prestador/")
    client.get(link_da_carta(mundo))
    assert UserSession.objects.filter(user=mundo.faturista).count() == 1
    assert client.post(f"{ABERTO}trocar-de-conta/").status_code == 302
    assert UserSession.objects.filter(user=mundo.faturista).count() == 0
    with escopo(mundo.operadora):
        fim = Evento.objects.filter(tipo="acesso.sessao.encerrada").get()
    assert fim.usuario_id == mundo.faturista.pk
    assert client.get(ABERTO).status_code == 200


@pytest.mark.parametrize("link", ["/convite/forjado/", "/convite/" + "a" * 43 + "/"])
def test_link_forjado_tem_uma_pagina_com_saida(mundo: Mundo, link: str) -> None:
    client = Client()
    client.get(link)
    resposta = client.get(ABERTO)
    assert resposta.status_code == 404
    assert "Este link não vale mais" in resposta.content.decode()


def test_link_respondido_e_link_reenviado_dao_a_mesma_pagina_do_forjado(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um = convite(mundo)
    link, client = link_da_carta(mundo), dentro(nara)
    client.post(f"{PAGINA}convites/{um.pk}/aceitar/", {"prazo": "indeterminado"})
    client.get(link)
    assert "Este link não vale mais" in client.get(ABERTO).content.decode()


# What the person holds


@pytest.mark.requisito("B-37")
def test_mostra_o_que_tem_o_que_foi_suspenso_e_o_que_acabou(mundo: Mundo) -> None:
    nara = pessoa("nara")
    ativo = acesso(mundo.operadora, nara, ["Faturamento"], mundo.prestador)
    outro = acesso(mundo.operadora, nara, ["Autorização"], mundo.outro_prestador)
    acesso(mundo.operadora, nara, ["Autorização"], mundo.hospital, fim=dias(-1, mundo.hoje))
    with escopo(mundo.operadora):
        suspender(titular(mundo, mundo.outro_prestador), outro, "Férias coletivas.")
    pagina = dentro(nara).get(PAGINA).content.decode()
    assert "Você tem 2 relacionamentos" in pagina
    assert "Motivo da suspensão: Férias coletivas." in pagina
    assert "Já encerrados" in pagina
    assert f"/contexto/{outro.pk}/" not in pagina
    assert f"sair-{ativo.pk}" in pagina


@pytest.mark.requisito("B-37")
def test_troca_de_contexto_num_clique(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um = acesso(mundo.operadora, nara, ["Faturamento"], mundo.prestador)
    outro = acesso(mundo.operadora, nara, ["Faturamento"], mundo.outro_prestador)
    client = entrar(nara, um)
    assert f'action="/contexto/{outro.pk}/"' in client.get(PAGINA).content.decode()
    client.post(f"/contexto/{outro.pk}/")
    assert client.session[SESSAO_VINCULO] == outro.pk


def test_sair_do_que_foi_dado_vale_no_pedido_seguinte(mundo: Mundo) -> None:
    nara = pessoa("nara")
    vinculo = acesso(mundo.operadora, nara, ["Faturamento"], mundo.prestador)
    client = entrar(nara, vinculo)
    assert client.post(f"{PAGINA}{vinculo.pk}/sair/").status_code == 303
    assert client.get("/prestador/lotes/").status_code == 302
    assert "Já encerrados" in client.get(PAGINA).content.decode()


def test_nao_se_sai_do_acesso_dos_outros_nem_do_titular(mundo: Mundo) -> None:
    dona, alheio = titular(mundo), acesso(mundo.operadora, pessoa("rui"), ["Faturamento"], mundo.prestador)
    client = entrar(dona.usuario, dona.vinculo)
    assert client.post(f"{PAGINA}{alheio.pk}/sair/").status_code == 404
    client.post(f"{PAGINA}{dona.vinculo.pk}/sair/")
    with escopo(mundo.operadora):
        abertos = Vinculo.objects.filter(pk__in=[dona.vinculo.pk, alheio.pk], situacao="ativo")
        assert abertos.count() == 2


def test_convites_de_varias_operadoras_na_mesma_pagina(mundo: Mundo) -> None:
    nara = pessoa("nara")
    convite(mundo)
    iara = pessoa("iara", "Iara Nunes")
    outra = acesso(mundo.outra, iara, ["Credenciado"], mundo.clinica_odontologica, tipo="proprio")
    with escopo(mundo.outra):
        convidar(ator(outra), oferta("Faturamento"))
    pagina = dentro(nara).get(PAGINA).content.decode()
    assert "2 convites esperam a sua resposta" in pagina
    assert mundo.clinica_odontologica.nome_fantasia in pagina


def test_consultas_nao_crescem_com_os_convites_e_acessos(mundo: Mundo) -> None:
    nara = pessoa("nara")
    client = dentro(nara)
    prestadores = [mundo.prestador, mundo.outro_prestador, mundo.hospital]

    def mais_um(indice: int) -> None:
        with escopo(mundo.operadora):
            convidar(titular(mundo, prestadores[indice]), oferta("Faturamento"))
        acesso(mundo.operadora, nara, ["Recepção"], prestadores[indice], tipo=Vinculo.Tipo.REPRESENTANTE)

    def consultas() -> int:
        client.get(PAGINA)
        with CaptureQueriesContext(connection) as feitas:
            assert client.get(PAGINA).status_code == 200
        return len(feitas)

    mais_um(0)
    com_um = consultas()
    mais_um(1)
    mais_um(2)
    assert consultas() == com_um
