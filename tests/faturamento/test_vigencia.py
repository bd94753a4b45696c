"""Rules and limits of procedures are those of the day of the attendance, however far back a limit looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from guiche.cadastro.models import RegraDeProcedimento
from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import consultas, xml

pytestmark = pytest.mark.django_db


@pytest.fixture
def faturista(mundo: Mundo):
    return mundo.ator("faturista", prestador=mundo.prestador)


def receber(mundo: Mundo, faturista, guias: list[GuiaTiss], numero: str = "381") -> Lote:
    lote = receber_lote(faturista, conteudo=xml(mundo, guias, numero, numero), nome="lote.xml", canal="2").lote
    assert lote is not None
    return lote


def motivos(lote: Lote) -> list[str]:
    return sorted(glosa.regra for glosa in lote.glosas.all())


def test_regra_encerrada_ou_futura_nao_julga_o_atendimento(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        antiga, do_meio, nova = consultas(mundo, 3)[::-1]
        codigo = nova.itens[0].codigo
        RegraDeProcedimento.objects.filter(codigo=codigo).delete()
        dia = do_meio.itens[0].data
        vigencias = [
            (False, dia - timedelta(days=900), dia - timedelta(days=1)),
            (True, dia, dia),
            (False, dia + timedelta(days=1), None),
        ]
        for exige, inicio, fim in vigencias:
            RegraDeProcedimento.objects.create(
                tabela="22", codigo=codigo, exige_autorizacao=exige, vigencia_inicio=inicio, vigencia_fim=fim
            )
        sem_senha = [replace(guia, senha=None, numero_operadora=None) for guia in (antiga, do_meio, nova)]
        lote = receber(mundo, faturista, sem_senha)
        assert motivos(lote) == ["AU-01"]
        assert Guia.objects.get(valor_glosa__gt=0).data_inicio == dia


def test_limite_da_vida_inteira_lembra_o_que_foi_usado_ha_anos(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        primeira, segunda = consultas(mundo, 2)
        codigo = primeira.itens[0].codigo
        receber(mundo, faturista, [primeira])
        ItemDaGuia.objects.update(data=mundo.hoje - timedelta(days=365 * 6))
        RegraDeProcedimento.objects.filter(codigo=codigo).delete()
        RegraDeProcedimento.objects.create(
            tabela="22",
            codigo=codigo,
            limite_quantidade=1,
            limite_meses=None,
            vigencia_inicio=mundo.hoje - timedelta(days=3_000),
        )
        assert motivos(receber(mundo, faturista, [segunda], "382")) == ["LI-01"]
