"""Way 2: the operadora credentials a prestador, who completes the registration by the link of the letter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from guiche.acesso.models import AceiteDeTermo, Convite, Perfil, Portal, Usuario, Vinculo
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.selectors.termos import do_portal
from guiche.acesso.services.credenciamento import convidar_prestador
from guiche.acesso.services.termos import NovoTermo, publicar_termo
from guiche.cadastro.models import Prestador
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import pessoa, titular
from tests.cenario import Mundo
from tests.correio import ultima_carta
from tests.portais.operadora import folha, gestor_da_outra
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

LISTA = "/operadora/acessos/credenciamento/"
PASSO_1, PASSO_2 = "/complete-seu-registro/", "/complete-seu-registro/conferir/"
EMAIL, SENHA, CPF = "direcao@cedro.exemplo.org", "tijolo-nuvem-42!", "52998224725"
QUEM = {"tipo": "CLINICA", "nome": "Alba Reis Couto", "cpf": CPF, "email_secundario": ""}


@pytest.fixture
def clinica(mundo: Mundo) -> Prestador:
    """The clinic, that nobody answers for in the portal, with an e-mail in the register."""
    with escopo(mundo.operadora):
        Vinculo.objects.filter(prestador=mundo.prestador).delete()
        Prestador.objects.filter(pk=mundo.prestador.pk).update(email=EMAIL)
        prestador: Prestador = Prestador.objects.get(pk=mundo.prestador.pk)
    return prestador


def convidar(gestor: Client, prestador: Prestador, **dados: str) -> Any:
    """POST of the button "Convidar para o portal"."""
    return gestor.post(f"{LISTA}prestador/{prestador.pk}/", {"email": EMAIL, "motivo": "", **dados})


def o_convite(mundo: Mundo) -> Convite:
    """The one invitation."""
    with escopo(mundo.operadora):
        convite: Convite = Convite.objects.select_related("prestador", "usuario").get()
    return convite


def link(para: str = EMAIL) -> str:
    """The path of the link in the last letter."""
    drenar()
    return "/" + ultima_carta(para=para).links[0].split("/", 3)[3]


def aceites(mundo: Mundo) -> dict[str, str]:
    """The boxes of the terms as the page posts them."""
    with escopo(mundo.operadora):
        termos = list(do_portal(Portal.PRESTADOR))
    marcas = {f"termo_{termo.pk}": "on" for termo in termos}
    return marcas | {f"sha_{termo.pk}": termo.sha256 for termo in termos}


def com_termo(mundo: Mundo) -> None:
    """A term that the portal of the prestador asks."""
    with escopo(mundo.operadora):
        publicar_termo(
            mundo.ator("gestor"),
            NovoTermo(Portal.PRESTADOR, "Termos de uso", "# Para que serve\n\n- Use bem o portal."),
        )


def registrar(mundo: Mundo, visitante: Client, **quem: str) -> Any:
    """Both steps of the registration, terms accepted."""
    visitante.post(PASSO_1, {**QUEM, **quem})
    return visitante.post(PASSO_2, {"nova": SENHA, "repetida": SENHA, **aceites(mundo)})


@pytest.mark.requisito("B-02", "B-04", "B-05", "B-08", "B-09", "B-10")
def test_do_convite_ao_registro(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    com_termo(mundo)
    assert "Convidar para o portal" in gestor.get(f"/operadora/prestadores/{clinica.pk}/").content.decode()
    assert convidar(gestor, clinica).status_code == 303
    visitante = Client()
    pagina = visitante.get(link(), follow=True)
    texto = pagina.content.decode()
    assert "Complete seu registro" in texto
    assert clinica.documento_formatado in texto and EMAIL in texto and "cadastro da Aroeira" in texto
    assert "email" not in pagina.context["form"].fields and "documento" not in pagina.context["form"].fields
    assert pagina.context["form"]["tipo"].value() == "CLINICA"
    revisao = visitante.post(PASSO_1, {**QUEM, "email_secundario": "alba@pessoal.exemplo.org"}, follow=True)
    texto = revisao.content.decode()
    assert "Confira as informações" in texto and "Alba Reis Couto" in texto and "529.982.247-25" in texto
    assert "<h2>Para que serve</h2>" in texto and "<li>Use bem o portal.</li>" in texto
    assert "# Para que serve" not in texto
    sem_termo = visitante.post(PASSO_2, {"nova": SENHA, "repetida": SENHA})
    assert sem_termo.status_code == 422
    assert not Usuario.objects.filter(email=EMAIL).exists()
    feito = visitante.post(PASSO_2, {"nova": SENHA, "repetida": SENHA, **aceites(mundo)}, REMOTE_ADDR="10.0.0.9")
    assert feito.status_code == 302
    alba = Usuario.objects.get(email=EMAIL)
    (vinculo,) = vinculos_vigentes(alba)
    assert (vinculo.tipo, vinculo.prestador, vinculo.papeis) == ("proprio", clinica, "Credenciado")
    with escopo(mundo.operadora):
        aceite = AceiteDeTermo.objects.select_related("termo").get(usuario=alba)
        assert (aceite.ip, aceite.sha256) == ("10.0.0.9", aceite.termo.sha256)
    assert dict(EmailAddress.objects.filter(user=alba).values_list("email", "verified")) == {
        EMAIL: True,
        "alba@pessoal.exemplo.org": False,
    }
    entrada = Client()
    assert entrada.post("/entrar/", {"login": EMAIL, "senha": SENHA}).status_code == 302
    assert entrada.get("/prestador/").status_code == 200
    linhas = folha(gestor.get(LISTA, {"formato": "csv"}))
    assert linhas[1][linhas[0].index("Situação")] == "Registrado"
    assert "está registrado" in gestor.get(f"{LISTA}{o_convite(mundo).pk}/").content.decode()


def test_o_link_serve_uma_vez_so(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    endereco = link()
    primeiro, segundo = Client(), Client()
    for visitante in (primeiro, segundo):
        visitante.get(endereco)
        assert visitante.post(PASSO_1, QUEM).status_code == 302
    assert primeiro.post(PASSO_2, {"nova": SENHA, "repetida": SENHA}).status_code == 302
    assert segundo.post(PASSO_2, {"nova": SENHA, "repetida": SENHA}).status_code == 404
    assert Usuario.objects.filter(nome="Alba Reis Couto").count() == 1
    de_novo = Client().get(endereco, follow=True)
    assert (de_novo.status_code, "Este link não vale mais" in de_novo.content.decode()) == (404, True)


@pytest.mark.requisito("B-02")
def test_link_vencido_forjado_ou_cancelado_tem_uma_so_pagina(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    paginas = [Client().get("/complete-seu-registro/forjado/", follow=True).content]
    convidar(gestor, clinica)
    vencido = link()
    with escopo(mundo.operadora):
        Convite.objects.update(expira_em=agora() - timedelta(minutes=1))
    paginas.append(Client().get(vencido, follow=True).content)
    convite = o_convite(mundo)
    assert gestor.post(f"{LISTA}{convite.pk}/", {"email": EMAIL, "motivo": ""}).status_code == 303
    novo = link()
    assert Client().get(novo, follow=True).status_code == 200
    assert gestor.post(f"{LISTA}{convite.pk}/cancelar/").status_code == 303
    paginas.append(Client().get(novo, follow=True).content)
    assert all(b"Este link n\xc3\xa3o vale mais" in pagina for pagina in paginas)
    assert len({pagina.split(b"<main")[1].split(b"</main>")[0] for pagina in paginas}) == 1


@pytest.mark.requisito("B-02")
def test_outro_endereco_pede_motivo_e_fica_registrado(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    recusado = convidar(gestor, clinica, email="outro@exemplo.org")
    assert (recusado.status_code, set(recusado.context["form"].errors)) == (422, {"motivo"})
    assert convidar(gestor, clinica, email="outro@exemplo.org", motivo="Pediu por telefone").status_code == 303
    convite = o_convite(mundo)
    assert (convite.email, convite.dados["motivo_do_email"]) == ("outro@exemplo.org", "Pediu por telefone")
    velho = link("outro@exemplo.org")
    assert gestor.post(f"{LISTA}{convite.pk}/", {"email": EMAIL, "motivo": ""}).status_code == 422
    assert gestor.post(f"{LISTA}{convite.pk}/", {"email": EMAIL, "motivo": "Errei"}).status_code == 303
    assert Client().get(velho, follow=True).status_code == 404
    assert Client().get(link(), follow=True).status_code == 200


def test_um_convite_por_vez_e_nenhum_a_quem_ja_esta(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    assert convidar(gestor, clinica).status_code == 422
    registrado = Client()
    registrado.get(link())
    registrar(mundo, registrado)
    assert convidar(gestor, clinica).status_code == 422
    with escopo(mundo.operadora):
        assert Convite.objects.count() == 1


@pytest.mark.requisito("B-04")
def test_fornecedor_tem_o_menu_de_fornecedor(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    """The type narrows what was offered, and never widens it."""
    convidar(gestor, clinica)
    visitante = Client()
    visitante.get(link())
    registrar(mundo, visitante, tipo="FORNECEDOR")
    entrada = Client()
    entrada.post("/entrar/", {"login": EMAIL, "senha": SENHA})
    (vinculo,) = vinculos_vigentes(Usuario.objects.get(email=EMAIL))
    assert vinculo.papeis == "Fornecedor"
    menu = {item["rotulo"] for grupo in entrada.get("/conta/").context["menu"] for item in grupo["itens"]}
    assert "Demonstrativos" in menu
    assert not menu & {"Conferir lote", "Lotes"}
    assert "disse ser fornecedor" in gestor.get(f"{LISTA}{o_convite(mundo).pk}/").content.decode()


@pytest.mark.requisito("B-04")
def test_convite_a_fornecedor_ja_nasce_menor(mundo: Mundo, clinica: Prestador) -> None:
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=clinica.pk).update(tipo=Prestador.Tipo.FORNECEDOR)
        convite = convidar_prestador(mundo.ator("gestor"), clinica)
        assert [perfil.nome for perfil in convite.perfis.all()] == ["Fornecedor"]
        Perfil.objects.filter(nome="Fornecedor").exclude(pk__in=convite.perfis.all()).delete()
    visitante = Client()
    visitante.get(link())
    registrar(mundo, visitante, tipo="HOSPITAL")
    (vinculo,) = vinculos_vigentes(Usuario.objects.get(email=EMAIL))
    assert vinculo.papeis == "Fornecedor"


def test_o_que_o_registro_recusa_fica_no_campo(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    visitante = Client()
    visitante.get(link())
    for dados, campo in (
        ({"cpf": "11111111111"}, "cpf"),
        ({"nome": " "}, "nome"),
        ({"tipo": ""}, "tipo"),
        ({"email_secundario": EMAIL}, "email_secundario"),
    ):
        resposta = visitante.post(PASSO_1, {**QUEM, **dados})
        assert (resposta.status_code, set(resposta.context["form"].errors)) == (422, {campo})
    assert visitante.get(PASSO_2)["Location"] == PASSO_1
    visitante.post(PASSO_1, QUEM)
    for nova, repetida in (("curta1!", "curta1!"), (SENHA, "outra-senha-9!"), ("Alba-Reis-2026!", "Alba-Reis-2026!")):
        assert visitante.post(PASSO_2, {"nova": nova, "repetida": repetida}).status_code == 422
    assert not Usuario.objects.filter(email=EMAIL).exists()


@pytest.mark.requisito("B-05")
def test_documento_e_email_enviados_no_formulario_nao_valem(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    visitante = Client()
    visitante.get(link())
    visitante.post(PASSO_1, {**QUEM, "email": "ladrao@exemplo.org", "documento": "11222333000181"})
    visitante.post(PASSO_2, {"nova": SENHA, "repetida": SENHA, "email": "ladrao@exemplo.org", **aceites(mundo)})
    alba = Usuario.objects.get(nome="Alba Reis Couto")
    assert (alba.email, alba.documento, alba.documento_declarado) == (EMAIL, "", CPF)
    with escopo(mundo.operadora):
        assert Prestador.objects.get(pk=clinica.pk).documento == clinica.documento


def test_cpf_do_proprio_prestador_fica_provado(mundo: Mundo, gestor: Client) -> None:
    with escopo(mundo.operadora):
        Vinculo.objects.filter(prestador=mundo.medico).delete()
        Usuario.objects.filter(documento=mundo.medico.documento).update(documento="")
        Prestador.objects.filter(pk=mundo.medico.pk).update(email=EMAIL)
    convidar(gestor, mundo.medico)
    visitante = Client()
    visitante.get(link())
    registrar(mundo, visitante, cpf=mundo.medico.documento, nome="Lívia Prado Neves")
    assert Usuario.objects.get(email=EMAIL).documento == mundo.medico.documento


def test_quem_ja_tem_conta_entra_e_aceita(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    dona = Usuario.objects.create_user("alba", SENHA, nome="Alba Reis Couto", email=EMAIL)
    convidar(gestor, clinica)
    visitante = Client()
    pagina = visitante.get(link(), follow=True)
    assert pagina.redirect_chain[-1][0] == "/convite/"
    assert visitante.post(PASSO_1, QUEM)["Location"] == "/convite/"
    assert Usuario.objects.filter(email=EMAIL).count() == 1
    assert vinculos_vigentes(dona) == []


def test_sem_direito_e_de_outra_operadora(mundo: Mundo, analista: Client, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    convite, de_fora = o_convite(mundo), gestor_da_outra(mundo)
    um, novo = f"{LISTA}{convite.pk}/", f"{LISTA}prestador/{clinica.pk}/"
    for endereco in (LISTA, um, novo):
        assert analista.get(endereco).status_code == 403
    assert [de_fora.get(um).status_code, de_fora.get(novo).status_code] == [404, 404]
    assert de_fora.get(LISTA).context["tabela"].linhas == []
    for client, esperado in ((analista, 403), (de_fora, 404)):
        assert client.post(f"{um}cancelar/").status_code == esperado
        assert client.post(novo, {"email": EMAIL}).status_code == esperado
    assert o_convite(mundo).situacao == "pendente"


def test_evento_nao_leva_email(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    with escopo(mundo.operadora):
        fatos = [str(fato) for fato in Evento.objects.filter(tipo__startswith="acesso.").values_list("fato", flat=True)]
    assert not [fato for fato in fatos if "exemplo.org" in fato or CPF in fato]


def test_lista_acha_filtra_e_nao_cresce_em_consultas(mundo: Mundo, gestor: Client, clinica: Prestador) -> None:
    convidar(gestor, clinica)
    um = quantas_consultas(gestor, LISTA)
    with escopo(mundo.operadora):
        for prestador, email in ((mundo.hospital, "h@exemplo.org"), (mundo.outro_prestador, "l@exemplo.org")):
            Vinculo.objects.filter(prestador=prestador).delete()
            convidar_prestador(mundo.ator("gestor"), prestador, email, "Informado por telefone")
    assert quantas_consultas(gestor, LISTA) == um

    def nomes(**filtro: str) -> list[str]:
        return sorted(str(linha.objeto.prestador) for linha in gestor.get(LISTA, filtro).context["tabela"].linhas)

    assert len(nomes()) == 3
    assert nomes(q=clinica.codigo) == nomes(q=EMAIL) == [str(clinica)]
    assert nomes(situacao="expirado") == []


def test_prestador_com_responsavel_diz_quem_e(mundo: Mundo, gestor: Client) -> None:
    dona = titular(mundo, mundo.outro_prestador)
    pagina = gestor.get(f"{LISTA}prestador/{mundo.outro_prestador.pk}/").content.decode()
    assert dona.usuario.nome in pagina
    assert pessoa("nara").nome not in pagina
