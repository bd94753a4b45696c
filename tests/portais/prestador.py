"""People of the prestador signed in, and lotes and payments made through the product, for the tests of its screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.middleware import SESSAO_VINCULO
from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.acesso.sessao import COM_FATOR
from guiche.faturamento.models import Conferencia, Lote
from guiche.faturamento.services.contas import concluir_conta, fechar_lote, liberar_lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.terminologia.models import MotivoGlosa
from guiche.terminologia.selectors import termos as terminologia
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import mais_cara, xml


def entrar(usuario: Usuario, vinculo: Vinculo) -> Client:
    """A browser signed in with a second factor, acting by one vínculo."""
    client = Client()
    client.force_login(usuario)
    sessao = client.session
    sessao[SESSAO_VINCULO] = vinculo.pk
    sessao[COM_FATOR] = True
    sessao.save()
    return client


@pytest.fixture
def faturista(mundo: Mundo) -> Client:
    """Renata, acting for the clinic."""
    return entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))


@pytest.fixture
def tabela_38(db: None) -> Iterator[None]:
    """One message of table 38, in the capitals of the standard, already remembered by the process."""
    MotivoGlosa.objects.create(codigo="1705", descricao="VALOR APRESENTADO A MAIOR (TUSS)")
    terminologia.esquecer()
    assert terminologia.descricao_glosa("1705")
    yield
    terminologia.esquecer()


@pytest.fixture
def de_outro_prestador(mundo: Mundo) -> Client:
    """The same person acting for the laboratory: another prestador of the same operadora."""
    return entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.outro_prestador))


@pytest.fixture
def da_outra_operadora(mundo: Mundo) -> Client:
    """The faturista of a clinic of the other operadora, with the same rights there."""
    vinculo = mundo.vinculo("faturista", outra=True)
    return entrar(vinculo.usuario, vinculo)


@pytest.fixture
def sem_direitos(mundo: Mundo) -> Client:
    """A person of the clinic whose perfil holds nothing."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.create(nome="Visita", portal="prestador", permissoes=[])
        usuario = Usuario.objects.create_user("visita", "x", nome="Vera Visita")
        vinculo = Vinculo.objects.create(
            usuario=usuario,
            portal="prestador",
            prestador=mundo.prestador,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [perfil])
    return entrar(usuario, vinculo)


def consultas(mundo: Mundo, quantas: int, numero: str = "380") -> list[GuiaTiss]:
    """Consultas that charge exactly the contract; each lote has its own days and numbers: none repeats."""
    fabrica, ultimo = mundo.fabrica(), 2 + 4 * (int(numero) % 20)
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == mundo.titular.carteira)
    vivo = mundo.cadastro.vivos["cedro"]
    dias = [mundo.hoje - timedelta(days=ultimo + n) for n in range(quantas)]
    return [
        replace(fabrica.guia(TipoGuia.CONSULTA, vivo, segurado, dia), numero_prestador=f"{numero}-{n:03d}")
        for n, dia in enumerate(dias)
    ]


def arquivo(conteudo: bytes, nome: str = "lote.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, conteudo, content_type="application/xml")


def enviado(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "") -> Lote:
    """A lote of the clinic received now; ``acrescimo`` is charged above the contract in every guia."""
    guias = consultas(mundo, quantas, numero)
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
    lote = enviado(mundo, numero, quantas, acrescimo)
    with escopo(mundo.operadora):
        for guia in lote.guias.filter(analise="P"):
            concluir_conta(mundo.ator("analista"), guia, aplicar_sugestoes=True)
        lote.refresh_from_db()
        return fechar_lote(mundo.ator("analista"), lote)


def pago(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "", *, pagar: bool = True) -> Pagamento:
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
    """Statements of one page, without the savepoints that only a test's own transaction needs."""
    with CaptureQueriesContext(connection) as sql:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in consulta["sql"] for consulta in sql)


def conferido(mundo: Mundo, client: Client, guias: list[GuiaTiss], numero: str = "390") -> Conferencia:
    """A file of these guias uploaded through the screen and checked at once."""
    resposta = client.post("/prestador/conferencias/", {"arquivos": [arquivo(xml(mundo, guias, numero, numero))]})
    assert resposta.status_code == 303
    with escopo(mundo.operadora):
        conferencia = Conferencia.objects.get(numero_lote=numero, quantidade_guias=len(guias))
    assert resposta["Location"] == f"/prestador/conferencias/{conferencia.pk}/"
    return conferencia
