"""An operation the operadora keeps closed is closed by web service too, and the client is told why."""

from __future__ import annotations

import pytest

from guiche.cadastro.models import Prestador
from guiche.faturamento.models import Lote
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.integracao.apoio import Sistema, consultas, enviar

pytestmark = pytest.mark.django_db


@pytest.mark.requisito("B-16")
def test_cadastro_incompleto_nao_envia_lote_e_o_fault_diz_o_que_falta(mundo: Mundo, clinica: Sistema) -> None:
    mensagem = clinica.lote(mundo, consultas(mundo, 1))
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(conta="")
    recusada = enviar(mensagem)
    assert recusada.situacao == 500
    assert "Falta no cadastro: Conta para pagamento." in recusada.fault[1]
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 0
        Prestador.objects.filter(pk=mundo.prestador.pk).update(conta="98765-4")
    assert "protocoloRecebimento" in enviar(mensagem).conteudo
