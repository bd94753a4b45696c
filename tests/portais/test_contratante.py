"""The contract of who hired it, and no more of its people than what proves that they are covered."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Beneficiario, Contrato
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

INICIO = "/contratante/"


def contratante(mundo: Mundo, contrato: Contrato, perfil: str = "Contratante") -> Client:
    """Somebody who acts for the company of a contract."""
    with escopo(contrato.operadora):
        usuario = Usuario.objects.create_user(f"rh{contrato.pk}{perfil}", "x", nome="Rita do RH")
        vinculo = Vinculo.objects.create(
            usuario=usuario, portal="contratante", contrato=contrato, vigencia_inicio=mundo.hoje
        )
        dar_perfis(vinculo, Perfil.objects.filter(portal="contratante", nome=perfil))
    return entrar(usuario, vinculo)


@pytest.mark.requisito("C-06")
def test_os_canais_da_operadora_ficam_ao_lado_do_perfil(mundo: Mundo) -> None:
    client, operadora = contratante(mundo, mundo.contrato), mundo.operadora
    for url in (INICIO, "/conta/"):
        alto = client.get(url).content.decode().split("</header>")[0]
        assert f"Falar com a {operadora.nome_fantasia}" in alto
        assert f'href="tel:{operadora.telefone}"' in alto and f'href="mailto:{operadora.email}"' in alto
    operadora.telefone, operadora.email, operadora.site = "", "", "https://www.aroeira.example"
    operadora.save()
    assert 'href="https://www.aroeira.example"' in client.get(INICIO).content.decode().split("</header>")[0]


@pytest.mark.requisito("B-25")
def test_o_que_a_operadora_fechou_diz_por_que_e_a_quem_pedir(mundo: Mundo) -> None:
    client = contratante(mundo, mundo.contrato)
    with escopo(mundo.operadora):
        configurar(mundo.ator("gestor"), CadastroConfig(fechadas=("CONTRATANTE:cadastro.contrato.ver",)))
    resposta = client.get(INICIO)
    texto = unescape(resposta.content.decode())
    assert resposta.status_code == 403 and "está fechado para você agora" in texto
    assert "não oferece isto pelo portal a contratantes" in texto
    assert mundo.operadora.email in texto.split("</header>")[1]
    with escopo(mundo.operadora):
        configurar(mundo.ator("gestor"), CadastroConfig(fechadas=("BENEFICIARIO:cadastro.contrato.ver",)))
    assert client.get(INICIO).status_code == 200


@pytest.mark.requisito("U-02")
def test_contratante_ve_o_contrato_e_as_pessoas_dele(mundo: Mundo) -> None:
    client = contratante(mundo, mundo.contrato)
    pagina = client.get(INICIO)
    with escopo(mundo.operadora):
        nomes = sorted(str(p) for p in Beneficiario.objects.filter(contrato=mundo.contrato))
        fora = list(Beneficiario.objects.exclude(contrato=mundo.contrato).values_list("carteira", flat=True))
    assert sorted(str(linha.objeto) for linha in pagina.context["tabela"].linhas) == nomes
    texto = pagina.content.decode()
    assert mundo.contrato.numero in texto
    assert mundo.titular.carteira in texto
    for segredo in (mundo.titular.cpf, mundo.titular.nome_da_mae, *fora):
        assert segredo not in texto
    assert client.get("/", follow=True).request["PATH_INFO"] == INICIO


def test_filtro_por_nome_carteira_e_situacao(mundo: Mundo) -> None:
    client = contratante(mundo, mundo.contrato)

    def achadas(**filtro: str) -> list[str]:
        return [linha.objeto.carteira for linha in client.get(INICIO, filtro).context["tabela"].linhas]

    assert achadas(q=mundo.titular.carteira) == [mundo.titular.carteira]
    assert achadas(q=mundo.titular.nome.split()[0]) == [mundo.titular.carteira]
    assert achadas(q=mundo.titular.cpf) == []
    assert achadas(q=mundo.outro_titular.carteira) == []
    assert achadas(situacao="encerrado") == []
    assert client.get(INICIO, {"formato": "csv"})["Content-Type"].startswith("text/html")


def test_sem_direito_outro_portal_e_outra_operadora(mundo: Mundo) -> None:
    assert contratante(mundo, mundo.contrato, "Nenhum").get(INICIO).status_code == 403
    assert entrar(mundo.gestor, mundo.vinculo("gestor")).get(INICIO).status_code == 404
    assert contratante(mundo, mundo.contrato).get("/operadora/").status_code == 404
    alheio = contratante(mundo, mundo.titular_da_outra.contrato).get(INICIO).content.decode()
    assert mundo.titular.carteira not in alheio
    assert mundo.contrato.numero not in alheio


def test_consultas_nao_crescem_com_as_pessoas(mundo: Mundo) -> None:
    client = contratante(mundo, mundo.contrato)
    client.get(INICIO)
    todas = quantas_consultas(client, INICIO)
    assert quantas_consultas(client, f"{INICIO}?q={mundo.titular.carteira}") == todas
