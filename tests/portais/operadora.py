"""People of the operadora signed in, and short readings of its rows, for the tests of its screens."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TypeVar

import pytest
from django.contrib.messages import get_messages
from django.db import models
from django.http import HttpResponse
from django.test import Client

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.faturamento.models import Contestacao, Guia, ItemDaGuia, Lote
from guiche.faturamento.services.contas import liberar_lote
from guiche.faturamento.services.extrato import contestar_item
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.portais.prestador import analisado, entrar

VINTE = Decimal("20.00")

Linha = TypeVar("Linha", bound=models.Model)


@pytest.fixture
def analista(mundo: Mundo) -> Client:
    return entrar(mundo.analista, mundo.vinculo("analista"))


@pytest.fixture
def financeiro(mundo: Mundo) -> Client:
    return entrar(mundo.financeiro, mundo.vinculo("financeiro"))


@pytest.fixture
def gestor(mundo: Mundo) -> Client:
    return entrar(mundo.gestor, mundo.vinculo("gestor"))


@pytest.fixture
def de_outra_operadora(mundo: Mundo) -> Client:
    """The analyst of the other operadora, with the same rights there."""
    return entrar(mundo.analista_da_outra, mundo.vinculo("analista", outra=True))


def gestor_da_outra(mundo: Mundo) -> Client:
    """Every right of the portal, in the other operadora."""
    with escopo(mundo.outra):
        perfil = Perfil.objects.get(portal="operadora", nome="Gestor")
        usuario = Usuario.objects.create_user("gestora.da.outra", "x", nome="Gilda Gestora")
        vinculo = Vinculo.objects.create(usuario=usuario, portal="operadora", vigencia_inicio=mundo.hoje)
        dar_perfis(vinculo, [perfil])
    return entrar(usuario, vinculo)


@pytest.fixture
def so_le(mundo: Mundo) -> Client:
    """A person of the operadora who may see lotes and do nothing to them."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.create(nome="Leitura", portal="operadora", permissoes=["faturamento.lote.ver"])
        usuario = Usuario.objects.create_user("leitura", "x", nome="Lia Leitura")
        vinculo = Vinculo.objects.create(usuario=usuario, portal="operadora", vigencia_inicio=mundo.hoje)
        dar_perfis(vinculo, [perfil])
    return entrar(usuario, vinculo)


def aviso(resposta: HttpResponse) -> str:
    """Text of the toast a POST left for the next page."""
    return str(list(get_messages(resposta.wsgi_request))[-1])


def itens_de(mundo: Mundo, lote: Lote) -> list[ItemDaGuia]:
    with escopo(mundo.operadora):
        return list(ItemDaGuia.objects.filter(guia__lote=lote).select_related("guia").order_by("pk"))


def relido(mundo: Mundo, objeto: Linha) -> Linha:
    """The row as it is now."""
    with escopo(mundo.operadora):
        return type(objeto)._default_manager.get(pk=objeto.pk)


def conta_de(mundo: Mundo, item: ItemDaGuia) -> Guia:
    """The conta of an item as it is now."""
    with escopo(mundo.operadora):
        return Guia.objects.get(pk=item.guia_id)


def quantos(mundo: Mundo, tipo: str) -> int:
    with escopo(mundo.operadora):
        return Evento.objects.filter(tipo=tipo).count()


def contestado(mundo: Mundo, item: ItemDaGuia) -> Contestacao:
    """The case the titular opens on one item."""
    with escopo(mundo.operadora):
        return contestar_item(mundo.ator("beneficiario"), item, "Não estive lá.")


def liberado(mundo: Mundo, numero: str = "381", quantas: int = 1) -> Lote:
    """A lote waiting for the closing of its competência."""
    lote = analisado(mundo, numero, quantas)
    with escopo(mundo.operadora):
        return liberar_lote(mundo.ator("gestor"), lote)


def opcoes_de_fabrica() -> dict[str, object]:
    """What the form of options posts when nothing is changed."""
    return {
        "versoes_tiss": ["4.03.00", "4.02.00"],
        "tolerancia_item": "0,01",
        "dias_para_analisar": "15",
        "alcada": "5.000,00",
    }


def folha(resposta: HttpResponse) -> list[list[str]]:
    """Rows of an exported CSV, heading first."""
    texto = b"".join(resposta.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(texto), delimiter=";"))
