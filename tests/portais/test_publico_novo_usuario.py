"""Novo usuário and what comes after: code, profile, request, answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guiche.acesso.models import Chave, RegistroPendente, SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.services.solicitacoes import pedir_documento
from guiche.documentos.models import Arquivo
from guiche.nucleo.escopo import escopo, sem_escopo
from guiche.nucleo.relogio import agora
from guiche.nucleo.tarefas import drenar
from guiche.portais.componentes.formatos import data_curta
from guiche.portais.conta.solicitacoes import forms
from tests.acesso.solicitacoes import CPF, foto, pedida, pessoa
from tests.acesso.test_registros import SENHA
from tests.cenario import Mundo
from tests.correio import ultima_carta
from tests.portais.operadora import aviso
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

NOVO, CODIGO = "/novo-usuario/", "/novo-usuario/codigo/"
PEDIR, DADOS, MINHAS = "/conta/solicitacoes/nova/", "/conta/solicitacoes/nova/dados/", "/conta/solicitacoes/"


def conta(**mudancas: str) -> dict[str, str]:
    return {
        "login": "vera.lins",
        "email": "vera@exemplo.org",
        "email_repetido": "vera@exemplo.org",
        "nova": SENHA,
        "repetida": SENHA,
    } | mudancas


def nova_conta() -> Client:
    """Somebody who has just confirmed the code and is inside."""
    client = Client()
    assert client.post(NOVO, conta())["Location"] == CODIGO
    drenar()
    feito = client.post(CODIGO, {"codigo": ultima_carta(para="vera@exemplo.org").codigo})
    assert feito["Location"] == PEDIR
    return client


def de(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def quem(mundo: Mundo, *tipos: str, **mudancas: str) -> dict[str, object]:
    dela: dict[str, object] = {"nome": "Vera Prado Lins", "nascimento": "04/03/1990", "cpf": CPF}
    return {**dela, "operadora": str(mundo.operadora.pk), "tipos": list(tipos), **mudancas}


def todas(mundo: Mundo) -> list[SolicitacaoDeAcesso]:
    with escopo(mundo.operadora):
        return list(SolicitacaoDeAcesso.objects.order_by("pk"))


@pytest.mark.requisito("U-03", "U-05", "U-09", "U-10", "B-26")
def test_da_conta_nova_ao_pedido_com_prova(mundo: Mundo) -> None:
    client = nova_conta()
    usuario = Usuario.objects.get(login="vera.lins")
    assert client.get("/", follow=True).request["PATH_INFO"] == "/conta/"
    assert client.get("/operadora/").status_code == 302
    assert client.post(PEDIR, quem(mundo, "beneficiario", "colaborador"))["Location"] == DADOS
    pagina = client.get(DADOS).content.decode()
    assert pagina.count('type="checkbox"') == 1
    assert "checked" not in pagina
    feito = client.post(
        DADOS,
        {
            "beneficiario-carteira": mundo.outro_titular.carteira,
            "beneficiario-cep": "79002-000",
            "beneficiario-uf": "MS",
            "beneficiario-celular": "(67) 99999-8888",
            "beneficiario-relatorios": ["faturamento.extrato"],
            "beneficiario-anexos": SimpleUploadedFile("cartão.png", foto(), "image/png"),
            "colaborador-matricula": "77",
            "colaborador-setor": "Contas",
            "colaborador-gestor": "Ines",
        },
    )
    assert feito["Location"] == MINHAS
    beneficiario, colaborador = todas(mundo)
    assert beneficiario.dados == {
        "carteira": mundo.outro_titular.carteira,
        "cep": "79002000",
        "uf": "MS",
        "celular": "67999998888",
        "relatorios": ["faturamento.extrato"],
    }
    assert "relatorios" not in colaborador.dados
    with escopo(mundo.operadora):
        assert Arquivo.objects.get(objeto_tipo="acesso.solicitacaodeacesso").nome == "cartão.png"
        assert not Vinculo.objects.filter(usuario=usuario).exists()
    assert "2 pedidos estão com a operadora" in client.get(MINHAS).content.decode()
    pelo_email = Client().post("/entrar/", {"login": "VERA@exemplo.org", "senha": SENHA})
    assert (pelo_email.status_code, pelo_email["Location"]) == (302, "/")


@pytest.mark.requisito("U-04")
@pytest.mark.parametrize(
    ("mudancas", "campo", "dito"),
    [
        ({"login": "Vera Lúcia"}, "login", "Que tal vera.lucia?"),
        ({"login": "RENATA"}, "login", "Livres agora: renata2"),
        ({"email_repetido": "vera@exemplo.com"}, "email_repetido", "não são iguais"),
        ({"email": f"{'v' * 250}@exemplo.org"}, "email", "no máximo 254 caracteres"),
        ({"nova": "curta", "repetida": "curta"}, "nova", "Falta na senha"),
        ({"repetida": "outra"}, "repetida", "não são iguais"),
    ],
)
def test_conta_mal_escrita_volta_ao_campo(mundo: Mundo, mudancas: dict[str, str], campo: str, dito: str) -> None:
    recusada = Client().post(NOVO, conta(**mudancas))
    assert list(recusada.context["form"].errors) == [campo]
    assert dito in recusada.content.decode()
    assert RegistroPendente.objects.count() == 0


@pytest.mark.requisito("U-05")
def test_codigo_errado_reenvio_e_correcao_do_endereco(mundo: Mundo) -> None:
    client = Client()
    client.post(NOVO, conta())
    recusado = client.post(CODIGO, {"codigo": "000000"})
    assert "Este código não vale" in recusado.content.decode()
    assert "Espere" in aviso(client.post(CODIGO, {"acao": "reenviar"}))
    ha = agora() - timedelta(minutes=2)
    RegistroPendente.objects.update(dados={"envios": 1, "enviada_em": ha.isoformat()})
    Chave.objects.update(criada_em=ha)
    assert client.post(CODIGO, {"acao": "corrigir", "email": "certa@exemplo.org"}).status_code == 302
    drenar()
    certo = client.post(CODIGO, {"codigo": ultima_carta(para="certa@exemplo.org").codigo})
    assert certo["Location"] == PEDIR
    assert Client().get(CODIGO)["Location"] == NOVO


@pytest.mark.requisito("U-05")
def test_email_de_quem_tem_conta_ve_a_mesma_pagina(mundo: Mundo) -> None:
    paginas: list[object] = []
    for email in ("vera@exemplo.org", mundo.faturista.email):
        client = Client()
        resposta = client.post(NOVO, conta(login=f"u{len(paginas)}x", email=email, email_repetido=email), follow=True)
        paginas.append(resposta.content.decode().partition("<h1>")[2].partition("csrf")[0].replace(email, "@"))
    assert paginas[0] == paginas[1] != ""


@pytest.mark.requisito("U-10")
def test_cada_tipo_tem_seus_campos_e_o_erro_fica_no_seu(mundo: Mundo) -> None:
    client = nova_conta()
    client.post(PEDIR, quem(mundo, "beneficiario", "contratante", "prestador"))
    recusada = client.post(
        DADOS,
        {
            "beneficiario-carteira": "12A",
            "beneficiario-cep": "123",
            "contratante-cnpj": "11.222.333/0001-82",
            "prestador-documento": "",
            "prestador-anexos": SimpleUploadedFile("virus.exe", b"MZ", "application/pdf"),
        },
    )
    erros = {form.tipo: sorted(form.errors) for form in recusada.context["forms"]}
    assert erros == {
        "beneficiario": ["carteira", "cep"],
        "contratante": ["cargo", "cnpj", "contrato"],
        "prestador": ["anexos", "documento"],
    }
    assert todas(mundo) == []


def test_quem_ja_disse_quem_e_nao_diz_de_novo(mundo: Mundo) -> None:
    client = de(pessoa().usuario)
    form = client.get(PEDIR).context["form"]
    assert sorted(form.fields) == ["operadora", "tipos"]
    recusada = client.post(PEDIR, {"operadora": str(mundo.operadora.pk)})
    assert list(recusada.context["form"].errors) == ["tipos"]
    assert client.get(DADOS)["Location"] == PEDIR


def test_telefone_antigo_mal_escrito_nao_impede_o_pedido_e_fica_como_estava(mundo: Mundo) -> None:
    usuario = Usuario.objects.create_user("vera", SENHA, nome="vera", telefone="99999-8888")
    pedido = de(usuario).post(PEDIR, quem(mundo, "beneficiario"))
    assert (pedido.status_code, pedido["Location"]) == (302, DADOS)
    depois = Usuario.objects.get(pk=usuario.pk)
    assert (depois.nome, depois.telefone) == ("Vera Prado Lins", "99999-8888")


def test_resposta_com_seis_arquivos_nem_os_abre(mundo: Mundo, monkeypatch: pytest.MonkeyPatch) -> None:
    eu = pessoa()
    uma = pedida(mundo, eu)
    with escopo(mundo.operadora):
        pedir_documento(mundo.ator("gestor"), uma.pk, "Falta a foto.")
    abertos: list[str] = []
    monkeypatch.setattr(forms, "limpar", lambda nome, *_: abertos.append(nome))
    seis = [SimpleUploadedFile(f"rg{n}.png", foto(), "image/png") for n in range(6)]
    recusada = de(eu.usuario).post(f"{MINHAS}{uma.pk}/", {"texto": "Seguem.", "anexos": seis})
    assert recusada.context["form"].errors == {"anexos": ["Envie no máximo 5 arquivos."]}
    assert abertos == []
    assert [um.situacao for um in todas(mundo)] == ["pendente"]


def test_a_lista_diz_de_quem_e_a_vez_e_o_prazo_so_enquanto_a_operadora_analisa(mundo: Mundo) -> None:
    eu = pessoa()
    uma = pedida(mundo, eu)
    client, dela, prazo = de(eu.usuario), f"{MINHAS}{uma.pk}/", data_curta(uma.prazo)

    def ficha() -> str:
        return client.get(MINHAS).content.decode().partition('class="gc-prazo"')[2].partition("</div>")[0]

    def passos() -> list[str]:
        return [passo.titulo for passo in client.get(dela).context["passos"] if passo.futuro]

    assert "resposta até" in ficha() and prazo in ficha()
    assert passos() == ["Resposta da operadora"]
    with escopo(mundo.operadora):
        pedir_documento(mundo.ator("gestor"), uma.pk, "Falta a foto.")
    assert "com você" in ficha() and prazo not in ficha()
    assert passos() == ["Sua resposta"]
    client.post(f"{dela}desistir/")
    assert "encerrado" in ficha() and "respondido" not in ficha()
    assert passos() == []


@pytest.mark.requisito("U-13")
def test_pessoa_responde_acompanha_e_desiste(mundo: Mundo) -> None:
    eu = pessoa()
    uma = pedida(mundo, eu)
    client, dela = de(eu.usuario), f"{MINHAS}{uma.pk}/"
    assert f"A operadora responde até {uma.prazo:%d/%m/%Y}" in client.get(dela).content.decode()
    with escopo(mundo.operadora):
        pedir_documento(mundo.ator("gestor"), uma.pk, "Falta a foto.")
    assert "Falta a foto." in client.get(dela).content.decode()
    assert list(client.post(dela, {"texto": " "}).context["form"].errors) == ["texto"]
    envio = {"texto": "Segue.", "anexos": SimpleUploadedFile("rg.png", foto(), "image/png")}
    assert client.post(dela, envio)["Location"] == dela
    assert [um.situacao for um in todas(mundo)] == ["em_analise"]
    assert client.post(f"{dela}desistir/")["Location"] == MINHAS
    assert [um.situacao for um in todas(mundo)] == ["cancelada"]
    assert "Você desistiu" in client.get(dela).content.decode()


def test_pedido_de_outra_pessoa_e_404_e_sem_login_vai_a_entrada(mundo: Mundo) -> None:
    uma = pedida(mundo)
    alheia = de(mundo.faturista)
    for endereco in (f"{MINHAS}{uma.pk}/", f"{MINHAS}{uma.pk}/desistir/"):
        assert alheia.post(endereco).status_code == 404
        assert Client().post(endereco)["Location"].startswith("/entrar/")
    assert [um.situacao for um in todas(mundo)] == ["em_analise"]


def test_lista_nao_consulta_mais_por_ter_mais(mundo: Mundo) -> None:
    eu = pessoa()
    pedida(mundo, eu)
    client = de(eu.usuario)
    client.get(MINHAS)
    poucas = quantas_consultas(client, MINHAS)
    with sem_escopo("mais pedidos da mesma pessoa"):
        SolicitacaoDeAcesso.objects.bulk_create(
            SolicitacaoDeAcesso(
                operadora=mundo.operadora,
                usuario=eu.usuario,
                tipo=tipo,
                prazo=mundo.hoje,
                situacao="recusada",
                decidida_em=agora(),
            )
            for tipo in ("prestador", "contratante")
        )
    assert quantas_consultas(client, MINHAS) == poucas


@pytest.mark.requisito("U-01", "U-06")
def test_uma_entrada_serve_a_todos_e_leva_ao_novo_usuario(mundo: Mundo) -> None:
    for login, portal in (("renata", "prestador"), ("helena", "beneficiario"), ("ines", "operadora")):
        client = Client()
        client.post("/entrar/", {"login": login, "senha": "Guiche-2026!"})
        assert client.get("/")["Location"].startswith(f"/{portal}/")
    pagina = Client().get(NOVO).content.decode()
    assert 'href="/entrar/">Fazer login' in pagina
    caminho = Client().get("/obter-acesso/").content.decode()
    assert f'href="{NOVO}">Novo usuário' in caminho
    assert 'href="/entrar/">' in caminho
