"""People of the family signed in, and attendances to look at, for the tests of the portal of the beneficiário."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guiche.acesso.models import Perfil
from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.services.contas import concluir_conta, fechar_lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from guiche.projeto.cenario.guias import cabecalho, lote, refazer_totais
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao
from tests.cenario import Mundo


def mais_cara(guia: GuiaTiss, acrescimo: str) -> GuiaTiss:
    """The same guia charging so many reais above the contract."""
    item = guia.itens[0]
    valor = item.valor_total + Decimal(acrescimo)
    return refazer_totais(replace(guia, itens=(replace(item, valor_unitario=valor, valor_total=valor),)))


def atender(mundo: Mundo, carteira: str, quantas: int = 2, numero: str = "1", acima: str = "0.00") -> list[ItemDaGuia]:
    """Consultas of one card, received by the operadora; the first charges ``acima`` reais above the contract."""
    fabrica, prestador = mundo.fabrica(), mundo.cadastro.vivos["cedro"]
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == carteira)
    primeira, *outras = [
        fabrica.guia(TipoGuia.CONSULTA, prestador, segurado, mundo.hoje - timedelta(days=2 + n)) for n in range(quantas)
    ]
    quando = timezone.make_aware(datetime.combine(mundo.hoje, time(9)))
    cabeca = cabecalho(prestador, mundo.operadora.registro_ans, "4.03.00", numero, quando)
    with escopo(mundo.operadora):
        receber_lote(
            mundo.ator("faturista", prestador=mundo.prestador),
            conteudo=escrever_lote(lote(numero, [mais_cara(primeira, acima), *outras]), cabeca, Versao("4.03.00")),
            nome="l.xml",
            canal="2",
        )
        return list(ItemDaGuia.objects.filter(guia__carteira=carteira).order_by("pk"))


def fechar(mundo: Mundo) -> None:
    """The analyst accepts what the rules suggest and closes every lote."""
    analista = mundo.ator("analista")
    with escopo(mundo.operadora):
        drenar()
        for guia in Guia.objects.filter(analise=Guia.Analise.PENDENTE):
            concluir_conta(analista, guia, aplicar_sugestoes=True)
        for um in Lote.objects.all():
            fechar_lote(analista, um)


def tirar(mundo: Mundo, codigo: str) -> None:
    """Take a right from the perfil of the titulares."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.get(portal="beneficiario", nome="Titular")
        perfil.permissoes = [outra for outra in perfil.permissoes if outra != codigo]
        perfil.save()


def texto(resposta: Any) -> str:
    """What a person reads in the page, in one line."""
    sem_marcas = re.sub(r"<[^>]+>", " ", resposta.content.decode())
    return re.sub(r"\s+", " ", unescape(sem_marcas))


def corrido(resposta: Any) -> str:
    """The same with every space an ordinary one and values joined to the words beside them."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", resposta.content.decode())))


def baixar(resposta: Any) -> bytes:
    return b"".join(resposta.streaming_content)


@pytest.fixture
def helena(client: Client, mundo: Mundo) -> Client:
    client.force_login(mundo.beneficiaria)
    return client


@pytest.fixture
def rafael(mundo: Mundo) -> Client:
    """The husband, an adult dependant: he sees his own and nobody else's."""
    client = Client()
    client.force_login(mundo.usuario_conjuge)
    return client
