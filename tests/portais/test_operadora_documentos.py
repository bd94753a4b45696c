"""The operadora finds the documents it issued, revokes one, and changes the logo of the next ones."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guiche.documentos.definicao import Documento
from guiche.documentos.logotipo import logo_da_operadora
from guiche.documentos.models import Arquivo, DocumentoEmitido
from guiche.documentos.services import emitir
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

LISTA = "/operadora/documentos/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20H0z" fill="#123456"/></svg>'


@pytest.fixture
def gestor(mundo: Mundo) -> Client:
    return entrar(mundo.gestor, mundo.vinculo("gestor"))


def emitido(mundo: Mundo, titulo: str, numero: int = 1, outra: bool = False) -> DocumentoEmitido:
    """A document the operadora gave out."""
    operadora = mundo.outra if outra else mundo.operadora
    with escopo(operadora):
        documento = Documento(tipo="recibo", titulo=titulo, resposta="Recebemos o lote.", secoes=())
        return emitir(Ator.sistema(operadora), documento, operadora, f"teste:{numero}")


@pytest.mark.requisito("X-05")
def test_revogar_muda_o_que_a_verificacao_publica_responde(mundo: Mundo, gestor: Client) -> None:
    documento = emitido(mundo, "Recibo de lote")
    pagina = gestor.get(f"{LISTA}{documento.pk}/").content.decode()
    assert "Recibo de lote: em vigor" in pagina
    resposta = gestor.post(f"{LISTA}{documento.pk}/", {"motivo": "Valor corrigido"})
    assert (resposta.status_code, resposta["Location"]) == (303, f"{LISTA}{documento.pk}/")
    publica = Client().get(f"/verificar/{documento.codigo}/").content.decode()
    assert "Valor corrigido" in publica
    de_novo = gestor.post(f"{LISTA}{documento.pk}/", {"motivo": "Outro"})
    assert de_novo.status_code == 422
    with escopo(mundo.operadora):
        assert Evento.objects.filter(tipo="documentos.documento.revogado").count() == 1


def test_sem_motivo_nada_muda(mundo: Mundo, gestor: Client) -> None:
    documento = emitido(mundo, "Recibo de lote")
    assert gestor.post(f"{LISTA}{documento.pk}/", {"motivo": "  "}).status_code == 422
    with escopo(mundo.operadora):
        assert DocumentoEmitido.objects.get().situacao == DocumentoEmitido.Situacao.VIGENTE


def test_documento_de_outra_operadora_nao_existe_aqui(mundo: Mundo, gestor: Client) -> None:
    alheio = emitido(mundo, "Recibo alheio", outra=True)
    assert gestor.get(f"{LISTA}{alheio.pk}/").status_code == 404
    assert gestor.post(f"{LISTA}{alheio.pk}/", {"motivo": "x"}).status_code == 404
    assert "Recibo alheio" not in gestor.get(LISTA).content.decode()
    with escopo(mundo.outra):
        assert DocumentoEmitido.objects.get().situacao == DocumentoEmitido.Situacao.VIGENTE


def test_quem_nao_pode_revogar_nem_ve(mundo: Mundo) -> None:
    documento = emitido(mundo, "Recibo de lote")
    analista = entrar(mundo.analista, mundo.vinculo("analista"))
    for endereco in (LISTA, f"{LISTA}{documento.pk}/", f"{LISTA}logotipo/"):
        assert analista.get(endereco).status_code == 403


@pytest.mark.requisito("X-06")
def test_lista_filtra_exporta_e_custa_o_mesmo(mundo: Mundo, gestor: Client) -> None:
    emitido(mundo, "Declaração de quitação", 1)
    uma = quantas_consultas(gestor, LISTA)
    for numero in (2, 3):
        emitido(mundo, "Recibo de lote", numero)
    assert quantas_consultas(gestor, LISTA) == uma
    folha = gestor.get(f"{LISTA}?q=declaracao&formato=csv")
    linhas = list(csv.reader(io.StringIO(b"".join(folha.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [linha[1] for linha in linhas] == ["Documento", "Declaração de quitação"]


def test_logotipo_enviado_vale_e_o_que_nao_e_desenho_e_recusado(mundo: Mundo, gestor: Client) -> None:
    ruim = gestor.post(f"{LISTA}logotipo/", {"logotipo": SimpleUploadedFile("logo.svg", b"<svg onload='x'/>")})
    assert ruim.status_code == 422
    with escopo(mundo.operadora):
        assert not Arquivo.objects.filter(nome__startswith="logotipo").exists()
    assert gestor.post(f"{LISTA}logotipo/", {"logotipo": SimpleUploadedFile("logo.svg", SVG)}).status_code == 303
    with escopo(mundo.operadora):
        logo = logo_da_operadora()
    assert logo is not None and logo.conteudo == SVG
    assert "saem com o logotipo enviado" in gestor.get(f"{LISTA}logotipo/").content.decode()
