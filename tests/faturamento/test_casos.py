"""Cases of attendances not recognised: their order, and the trace of who read somebody else's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guiche.acesso import assuntos
from guiche.faturamento.models import Contestacao
from guiche.faturamento.selectors.extrato import casos
from guiche.faturamento.selectors.lotes import contestacoes
from guiche.faturamento.services.extrato import abrir_casos, contestar_item, responder_contestacao
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.portais.beneficiario import atender

pytestmark = pytest.mark.django_db


def test_abertos_pelo_prazo_e_depois_os_respondidos_do_mais_novo(mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira, 5)
    with escopo(mundo.operadora):
        helena, gestor = mundo.ator("beneficiario"), mundo.ator("gestor")
        um, dois, tres, quatro, cinco = [contestar_item(helena, item) for item in itens]
        for respondido in (um, quatro):
            responder_contestacao(gestor, respondido, procede=respondido == um, resposta="Apuramos.")
        cinco.protocolo.prazo = mundo.hoje
        cinco.protocolo.save(update_fields=["prazo"])
        assert casos(helena, assuntos.PROTOCOLOS) == [cinco, dois, tres, quatro, um]
        assert contestacoes(gestor).first() == cinco
        assert contestacoes(gestor).count() == 5
        assert not contestacoes(helena).exists()


def test_ler_os_casos_custa_o_mesmo_para_uma_e_para_duas_pessoas(mundo: Mundo) -> None:
    custos: list[int] = []
    for numero, pessoa in enumerate((mundo.dependente, mundo.bebe), 1):
        [item] = atender(mundo, pessoa.carteira, 1, str(numero))
        with escopo(mundo.operadora):
            contestar_item(mundo.ator("beneficiario"), item)
            with CaptureQueriesContext(connection) as sql:
                abrir_casos(mundo.ator("beneficiario"))
        custos.append(len(sql))
    assert custos[0] == custos[1]
    with escopo(mundo.operadora):
        lidos = Evento.objects.filter(tipo="faturamento.caso.lido").order_by("numero")
        assert [evento.alvo for evento in lidos] == [
            mundo.dependente.pk,
            *sorted([mundo.dependente.pk, mundo.bebe.pk]),
        ]


def test_ler_so_os_proprios_casos_nao_deixa_rastro(mundo: Mundo) -> None:
    [item] = atender(mundo, mundo.titular.carteira, 1)
    with escopo(mundo.operadora):
        contestar_item(mundo.ator("beneficiario"), item)
        assert len(abrir_casos(mundo.ator("beneficiario"))) == Contestacao.objects.count() == 1
        assert not Evento.objects.filter(tipo="faturamento.caso.lido").exists()
