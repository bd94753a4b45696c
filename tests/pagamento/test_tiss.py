"""Payments in TISS words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.pagamento.services.demonstrativos import demonstrativo_xml
from guiche.pagamento.services.pagamentos import fechar_competencia
from guiche.tiss_xml.recepcao import ler_mensagem
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import xml
from tests.tiss_xml.exemplos import guia_odonto

pytestmark = pytest.mark.django_db

DIVIDIDO = {
    "valor_informado": Decimal("150.00"),
    "valor_processado": Decimal("120.00"),
    "valor_glosa": Decimal("50.00"),
    "valor_franquia": Decimal("36.00"),
    "valor_liberado": Decimal("64.00"),
}
"""Charged 150.00, worth 120.00 in the contract, 20.00 denied by another reason, 36.00 paid by the person."""


def test_demonstrativo_odontologico_glosa_sobre_o_processado(mundo: Mundo) -> None:
    operadora = mundo.operadora
    operadora.exclusivamente_odontologica = True
    with escopo(operadora):
        guia = guia_odonto(1, 1)
        executante = replace(guia.executante, codigo=mundo.prestador.codigo)
        conteudo = xml(mundo, [replace(guia, registro_ans=operadora.registro_ans, executante=executante)])
        faturista = mundo.ator("faturista", prestador=mundo.prestador)
        lote = receber_lote(faturista, conteudo=conteudo, nome="lote.xml", canal="2").lote
        assert lote is not None
        for modelo in (ItemDaGuia, Guia, Lote):
            modelo.objects.update(**DIVIDIDO)
        Lote.objects.update(situacao=estados.LIBERADO_PARA_PAGAMENTO, fechado_em=timezone.now())
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
        lida = ler_mensagem(demonstrativo_xml(mundo.ator("financeiro"), pagamento)).corpo
        demonstrativo = lida["demonstrativoPagamentoOdonto"]
        (item,) = demonstrativo["dadosPagamentoPorData"][0]["protocolos"][0]["dadosPagamentoGuia"][0]["dadosPagamento"]
        assert item["valorProcessado"] - item["valorGlosaEstorno"] - item["valorFranquia"] == item["valorLiberado"]
        assert item["valorGlosaEstorno"] == Decimal("20.00")
        bruto = demonstrativo["totaisBrutoDemonstrativo"]
        assert bruto["valorlGlosaPorDemonstrativo"] == Decimal("20.00")
        assert demonstrativo["valorRecebidoDemonstrativo"] == Decimal("64.00")
