"""Portal of the prestador, screen by screen: allowed, refused, other tenant, and a level number of queries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.middleware import SESSAO_VINCULO
from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.faturamento.models import Conferencia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.services.contas import fechar_lote, liberar_lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import consultas, mais_cara, xml

pytestmark = pytest.mark.django_db

Entrar = Callable[[Usuario, Vinculo], Client]


def entrar(usuario: Usuario, vinculo: Vinculo) -> Client:
    """A browser signed in, acting by one vínculo."""
    client = Client()
    client.force_login(usuario)
    sessao = client.session
    sessao[SESSAO_VINCULO] = vinculo.pk
    sessao.save()
    return client


@pytest.fixture
def faturista(mundo: Mundo) -> Client:
    """Renata, acting for the clinic."""
    return entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))


@pytest.fixture
def de_outro_prestador(mundo: Mundo) -> Client:
    """The same person acting for the laboratory: another prestador of the same operadora."""
    return entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.outro_prestador))


@pytest.fixture
def de_outra_operadora(mundo: Mundo) -> Client:
    """A dentist of the other operadora."""
    return entrar(mundo.usuario_dentista, mundo.vinculo("dentista", outra=True))


@pytest.fixture
def sem_direitos(mundo: Mundo) -> Client:
    """A person of the clinic whose perfil holds nothing."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.create(nome="Visita", portal="prestador", permissoes=[])
        usuario = Usuario.objects.create_user("visita", "x", nome="Vera Visita")
        vinculo = Vinculo.objects.create(
            usuario=usuario,
            perfil=perfil,
            portal="prestador",
            prestador=mundo.prestador,
            vigencia_inicio=mundo.hoje,
        )
    return entrar(usuario, vinculo)


def arquivo(conteudo: bytes, nome: str = "lote.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, conteudo, content_type="application/xml")


def enviado(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "") -> Lote:
    """A lote of the clinic received now; ``acrescimo`` is charged above the contract in every guia."""
    guias = consultas(mundo, quantas)
    if acrescimo:
        guias = [mais_cara(guia, acrescimo) for guia in guias]
    with escopo(mundo.operadora):
        lote = receber_lote(
            mundo.ator("faturista", prestador=mundo.prestador),
            conteudo=xml(mundo, guias, numero, numero),
            nome=f"lote-{numero}.xml",
            canal=Lote.Canal.ARQUIVO,
        ).lote
        drenar()
        assert lote is not None
        lote.refresh_from_db()
    return lote


def analisado(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "") -> Lote:
    """The same lote with the suggested glosas accepted and the analysis closed."""
    from guiche.faturamento.services.contas import concluir_conta

    lote = enviado(mundo, numero, quantas, acrescimo)
    with escopo(mundo.operadora):
        for guia in lote.guias.filter(analise="P"):
            concluir_conta(mundo.ator("analista"), guia, aplicar_sugestoes=True)
        lote.refresh_from_db()
        return fechar_lote(mundo.ator("analista"), lote)


def pago(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "", pagar: bool = True) -> Pagamento:
    """The payment that holds that lote."""
    lote = analisado(mundo, numero, quantas, acrescimo)
    with escopo(mundo.operadora):
        liberar_lote(mundo.ator("gestor"), lote)
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
        if pagar:
            marcar_pago(mundo.ator("financeiro"), pagamento)
        drenar()
    return pagamento


def quantas_consultas(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as sql:
        assert client.get(url).status_code == 200
    return len(sql)


@pytest.mark.requisito("C-08")
def test_inicio_mostra_quem_e_o_prestador_e_o_que_espera_por_ele(mundo: Mundo, faturista: Client) -> None:
    vazio = faturista.get("/prestador/").content.decode()
    assert "Nada espera por você" in vazio
    for fato in (
        mundo.prestador.nome_fantasia,
        mundo.prestador.documento_formatado,
        mundo.prestador.codigo,
        mundo.prestador.cnes,
    ):
        assert fato in vazio
    analisado(mundo, "381", 2, "20.00")
    faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(xml(mundo, [mais_cara(consultas(mundo, 1)[0], "5.00")], "382", "382"))]})
    cheio = faturista.get("/prestador/").content.decode()
    assert "2 pendências esperam você" in cheio
    assert "R$\u00a0" in cheio
    assert "Conferir as glosas do lote 381" in cheio and "Enviar o lote 382 da competência" in cheio


def test_inicio_de_outro_portal_nao_existe(mundo: Mundo) -> None:
    analista = entrar(mundo.analista, mundo.vinculo("analista"))
    assert analista.get("/prestador/").status_code == 404
    assert Client().get("/prestador/").status_code == 302
