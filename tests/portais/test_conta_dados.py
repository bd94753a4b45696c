"""The person's data with their origin, their choices and the activity of the account."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from guiche.acesso.models import AtoDaConta, Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.selectors.conta import dados_da_conta
from tests.cenario import Mundo
from tests.portais.operadora import folha
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

DADOS = "/conta/dados/"
ATIVIDADE = "/conta/dados/atividade/"


def relido(usuario: Usuario) -> Usuario:
    return Usuario.objects.get(pk=usuario.pk)


def sozinho() -> tuple[Usuario, Client]:
    """A person who acts for nobody."""
    usuario = Usuario.objects.create_user("nara", "x", nome="Nara Prado", documento_declarado="52998224725")
    client = Client()
    client.force_login(usuario)
    return usuario, client


@pytest.mark.requisito("B-05")
def test_o_que_e_do_cadastro_aparece_com_a_origem_e_nao_muda(mundo: Mundo, helena: Client) -> None:
    usuaria, origem = mundo.beneficiaria, f"cadastro da {mundo.operadora.nome_fantasia}"
    dados = dados_da_conta(Pessoa(usuaria))
    assert (dados.nome, dados.nascimento) == (mundo.titular.nome, mundo.titular.nascimento)
    assert {dados.origem_do_nome, dados.origem_do_nascimento, dados.origem_do_documento} == {origem}
    pagina = helena.get(DADOS)
    assert pagina.content.decode().count(origem) == 3 and list(pagina.context["form"].fields) == ["telefone"]
    helena.post(DADOS, {"nome": "Outra Pessoa", "nascimento": "01/01/1990", "telefone": "(11) 91234-5678"})
    depois = relido(usuaria)
    assert (depois.nome, depois.nascimento, depois.telefone) == (usuaria.nome, usuaria.nascimento, "11912345678")
    (ato,) = AtoDaConta.objects.filter(usuario=usuaria)
    assert (ato.tipo, ato.fato) == ("dados_mudados", {"campos": ["telefone"]})


@pytest.mark.requisito("B-05")
def test_prestador_pessoa_fisica_tem_nome_e_documento_do_cadastro(mundo: Mundo) -> None:
    dados = dados_da_conta(Pessoa(mundo.usuario_medico))
    origem = f"cadastro da {mundo.operadora.nome_fantasia}"
    assert (dados.nome, dados.documento) == (mundo.medico.razao_social, mundo.medico.documento)
    assert (dados.origem_do_nome, dados.origem_do_documento, dados.origem_do_nascimento) == (origem, origem, "")


@pytest.mark.requisito("B-06")
def test_pessoa_muda_o_que_e_seu_e_ninguem_pergunta_o_sexo(mundo: Mundo, faturista: Client) -> None:
    pagina = faturista.get(DADOS)
    assert list(pagina.context["form"].fields) == ["nome", "nascimento", "telefone"]
    assert "sexo" not in pagina.content.decode().lower()
    feito = faturista.post(DADOS, {"nome": "Renata  Amorim d'Ávila", "nascimento": "", "telefone": ""}, follow=True)
    assert "Dados gravados." in feito.content.decode()
    assert relido(mundo.faturista).nome == "Renata Amorim d'Ávila"
    igual = faturista.post(DADOS, {"nome": "Renata Amorim d'Ávila", "nascimento": "", "telefone": ""}, follow=True)
    assert "Nada mudou" in igual.content.decode()
    assert AtoDaConta.objects.filter(usuario=mundo.faturista, tipo="dados_mudados").count() == 1


@pytest.mark.parametrize(
    ("errado", "campo"),
    [
        ({"nome": "Renata"}, "nome"),
        ({"nome": "Renata <b>"}, "nome"),
        ({"nascimento": f"{date.today() + timedelta(days=1):%d/%m/%Y}"}, "nascimento"),
        ({"nascimento": "31/02/1990"}, "nascimento"),
        ({"telefone": "12345"}, "telefone"),
    ],
)
def test_dado_errado_fica_no_campo(mundo: Mundo, faturista: Client, errado: dict[str, str], campo: str) -> None:
    resposta = faturista.post(DADOS, {"nome": "Renata Amorim", "nascimento": "", "telefone": ""} | errado)
    assert (resposta.status_code, list(resposta.context["form"].errors)) == (422, [campo])
    depois = relido(mundo.faturista)
    assert (depois.nome, depois.nascimento, depois.telefone) == (mundo.faturista.nome, None, "")


def test_quem_nao_atua_por_ninguem_tem_dados_e_preferencias(mundo: Mundo) -> None:
    usuario, client = sozinho()
    pagina = client.get(DADOS).content.decode()
    assert "529.982.247-25" in pagina and "informado por você" in pagina
    feito = client.post(f"{DADOS}aparencia/", {"tema": "escuro", "teclas": "on"}, follow=True)
    assert "Preferências gravadas." in feito.content.decode()
    depois = relido(usuario)
    assert (depois.tema, depois.teclas, depois.avisos_ao_vivo) == ("escuro", True, False)
    client.post(f"{DADOS}aparencia/", {"tema": "roxo"})
    assert relido(usuario).tema == "escuro"


def test_atividade_diz_o_que_houve_em_palavras_e_so_a_propria(mundo: Mundo, faturista: Client) -> None:
    assert "Nada mudou na sua conta" in faturista.get(ATIVIDADE).content.decode()
    anotar(Pessoa(mundo.faturista, "203.0.113.7", "Mozilla/5.0 (X11; Linux) Firefox/140.0"), "senha_trocada")
    anotar(Pessoa(mundo.beneficiaria), "email_pedido")
    pagina = faturista.get(ATIVIDADE).content.decode()
    assert "Senha trocada" in pagina and "Firefox no Linux" in pagina and "203.0.113.7" in pagina
    assert "Troca de e-mail pedida" not in pagina
    cabeca, linha = folha(faturista.get(f"{ATIVIDADE}?formato=csv"))
    assert (cabeca[0], linha[0], len(linha)) == ("O que aconteceu", "Senha trocada", 4)


def test_sem_login_nada_abre(mundo: Mundo) -> None:
    for caminho in (DADOS, ATIVIDADE):
        assert Client().get(caminho)["Location"].startswith("/entrar/")
    assert Client().post(DADOS, {"nome": "X Y"})["Location"].startswith("/entrar/")


def test_consultas_nao_crescem(mundo: Mundo, faturista: Client) -> None:
    anotar(Pessoa(mundo.faturista), "senha_trocada")
    faturista.get(ATIVIDADE)
    uma = quantas_consultas(faturista, ATIVIDADE)
    for _ in range(2):
        anotar(Pessoa(mundo.faturista), "senha_trocada")
    assert quantas_consultas(faturista, ATIVIDADE) == uma <= 11
