"""The beneficiário's portal: who enters, whose data a screen shows, what it costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.atendimento.models import Protocolo
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import abrir
from guiche.faturamento.models import Contestacao
from guiche.faturamento.services.guias import abrir_guia
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.portais.componentes import formatos
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, texto, tirar

pytestmark = pytest.mark.django_db


TELAS = ("/beneficiario/", "/beneficiario/extrato/", "/beneficiario/casos/", "/beneficiario/quem-viu/")


@pytest.mark.parametrize("tela", [*TELAS, "/beneficiario/extrato/pdf/"])
def test_so_o_portal_do_beneficiario_abre(helena: Client, mundo: Mundo, tela: str) -> None:
    assert helena.get(tela).status_code == (303 if tela.endswith("pdf/") else 200)
    analista = Client()
    analista.force_login(mundo.analista)
    assert analista.get(tela).status_code == 404
    assert Client().get(tela)["Location"].startswith("/entrar/")


@pytest.mark.parametrize(
    ("tela", "codigo"),
    [
        ("/beneficiario/extrato/", "faturamento.extrato.ver"),
        ("/beneficiario/extrato/pdf/", "faturamento.extrato.ver"),
        ("/beneficiario/quem-viu/", "faturamento.extrato.ver"),
        ("/beneficiario/casos/", "faturamento.item.contestar"),
    ],
)
def test_sem_a_permissao_nada_acontece(helena: Client, mundo: Mundo, tela: str, codigo: str) -> None:
    tirar(mundo, codigo)
    recusada = helena.get(tela)
    assert recusada.status_code == 403 and recusada.context["permissao"].codigo == codigo
    with escopo(mundo.operadora):
        assert not Evento.objects.filter(tipo="faturamento.extrato.lido").exists()
        assert not DocumentoEmitido.objects.exists()


def test_sem_a_permissao_de_contestar_nao_ha_botao_nem_caso(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    assert "Não reconheço" in texto(helena.get("/beneficiario/extrato/"))
    tirar(mundo, "faturamento.item.contestar")
    assert "Não reconheço" not in texto(helena.get("/beneficiario/extrato/"))
    assert helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 403
    with escopo(mundo.operadora):
        assert Contestacao.objects.count() == Protocolo.objects.count() == 0


def test_ve_os_menores_e_nao_ve_o_conjuge_nem_estranhos(helena: Client, mundo: Mundo) -> None:
    for pessoa, situacao in (
        (mundo.titular, 200),
        (mundo.dependente, 200),
        (mundo.conjuge, 404),
        (mundo.outro_titular, 404),
        (mundo.titular_da_outra, 404),
    ):
        assert helena.get("/beneficiario/", {"pessoa": pessoa.pk}).status_code == situacao
        assert helena.get("/beneficiario/extrato/", {"pessoa": pessoa.pk}).status_code == situacao
        pdf = helena.get("/beneficiario/extrato/pdf/", {"pessoa": pessoa.pk})
        assert pdf.status_code == (303 if situacao == 200 else 404)


def test_inicio_mostra_o_cartao_e_os_ultimos_atendimentos(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.titular.carteira, 2)
    pagina = helena.get("/beneficiario/")
    lido = texto(pagina)
    assert formatos.NBSP.join(re.findall(".{4}", mundo.titular.carteira)) in pagina.content.decode()
    assert mundo.produto.registro_ans in lido and "nada espera por você" in lido
    assert [lido.guia.data_inicio for lido in pagina.context["ultimos"]] == [
        mundo.hoje - timedelta(days=2),
        mundo.hoje - timedelta(days=3),
    ]
    assert lido.count("Consulta em consultório") == 2 and "10101012" not in lido


def test_busca_acha_servicos_e_casos_so_da_pessoa(helena: Client, rafael: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
    with escopo(mundo.operadora):
        numero = Protocolo.objects.get().numero
    dia = f"{item.data:%d/%m/%Y}".replace("/", "%2F")
    achado = f"/beneficiario/extrato/?pessoa={mundo.titular.pk}&amp;de={dia}&amp;ate={dia}#servico-{item.pk}"
    assert achado in helena.get("/buscar/", {"q": "consulta em"}).content.decode()
    assert f"Protocolo {numero}" in texto(helena.get("/buscar/", {"q": numero[:12]}))
    assert "#servico-" not in rafael.get("/buscar/", {"q": "consulta em"}).content.decode()
    assert "Protocolo" not in texto(rafael.get("/buscar/", {"q": numero[:12]}))


def instrucoes(sql: CaptureQueriesContext) -> int:
    """Statements without those that only open and end a transaction inside that of the test."""
    return sum(not consulta["sql"].startswith(("SAVEPOINT", "RELEASE")) for consulta in sql.captured_queries)


@pytest.mark.parametrize(
    ("tela", "quantas"),
    [
        ("/beneficiario/", 14),
        ("/beneficiario/extrato/", 15),
        ("/beneficiario/extrato/?por=atendimento", 14),
        ("/beneficiario/casos/", 9),
        ("/beneficiario/quem-viu/?quem=todos", 14),
    ],
)
def test_consultas_ao_banco_nao_crescem_com_as_linhas(helena: Client, mundo: Mundo, tela: str, quantas: int) -> None:
    helena.get(tela)
    contagens = []
    for numero, atendidos in (("1", 1), ("2", 3)):
        for item in atender(mundo, mundo.titular.carteira, atendidos, numero, acima="5.00"):
            helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
            with escopo(mundo.operadora):
                abrir_guia(mundo.ator("analista"), item.guia_id)
                abrir(mundo.ator("analista"), item.guia.lote.arquivo_id)
        with CaptureQueriesContext(connection) as sql:
            assert helena.get(tela).status_code == 200
        contagens.append(instrucoes(sql))
    assert contagens == [quantas, quantas]
