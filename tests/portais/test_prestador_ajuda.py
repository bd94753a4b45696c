"""Help for electronic billing and for contesting: there, reachable, with this prestador's own data."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guiche.cadastro.models import ContratoDoPrestador
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.portais.prestador import analisado, pago

pytestmark = pytest.mark.django_db
AJUDA = "/prestador/ajuda/xml/"


@pytest.mark.requisito("C-34")
def test_ajuda_do_xml_traz_os_dados_do_prestador_e_leva_ao_validador(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        ContratoDoPrestador.objects.filter(prestador=mundo.prestador).update(versoes_tiss="4.02.00 4.03.00")
    pagina = faturista.get(AJUDA).content.decode()
    for fato in (mundo.prestador.codigo, mundo.prestador.documento, mundo.operadora.registro_ans, "4.03.00 ou 4.02.00"):
        assert fato in pagina
    assert "/tiss/v40300/tissLoteGuias?wsdl" in pagina
    assert 'href="/prestador/conferencias/"' in pagina
    assert faturista.get("/tiss/v40300/tissLoteGuias?wsdl").status_code == 200


@pytest.mark.requisito("C-34")
def test_ajuda_e_validador_estao_no_inicio_no_menu_e_na_busca(mundo: Mundo, faturista: Client) -> None:
    inicio = faturista.get("/prestador/").content.decode()
    assert f'<a class="gc-atalho" href="{AJUDA}">' in inicio
    assert f'href="{AJUDA}"' in faturista.get("/prestador/lotes/").content.decode()
    assert f'href="{AJUDA}"' in faturista.get("/prestador/conferencias/").content.decode()
    assert f'href="{AJUDA}"' in faturista.get("/buscar/?q=xml").content.decode()
    assert 'href="/prestador/conferencias/"' in faturista.get("/buscar/?q=conferir").content.decode()


def test_ajuda_pede_o_direito_e_mostra_a_operadora_de_cada_um(
    mundo: Mundo, sem_direitos: Client, da_outra_operadora: Client
) -> None:
    assert sem_direitos.get(AJUDA).status_code == 403
    da_outra = da_outra_operadora.get(AJUDA).content.decode()
    assert mundo.outra.registro_ans in da_outra and mundo.operadora.registro_ans not in da_outra


@pytest.mark.requisito("C-33")
def test_demonstrativos_dizem_ate_quando_contestar_e_o_que_fazer(mundo: Mundo, faturista: Client) -> None:
    pagamento = pago(mundo, "381", 2, "20.00")
    with escopo(mundo.operadora):
        (lote,) = [linha.lote for linha in pagamento.lotes.select_related("lote")]
        dias = ContratoDoPrestador.objects.get(prestador=mundo.prestador).dias_para_recurso
    prazo = (timezone.localdate(lote.fechado_em) + timedelta(days=dias)).strftime("%d/%m/%Y")
    for url in (f"/prestador/demonstrativos/{pagamento.pk}/", f"/prestador/lotes/{lote.pk}/analise/"):
        pagina = faturista.get(url).content.decode()
        assert "Se você não concorda com uma glosa" in pagina and prazo in pagina
        assert f'href="/prestador/lotes/{lote.pk}/?situacao=com-glosa"' in pagina
        assert "Separe o que prova o atendimento" in pagina


@pytest.mark.requisito("C-33")
def test_prazo_vencido_diz_quando_terminou_e_sem_glosa_nao_ha_nada_a_contestar(mundo: Mundo, faturista: Client) -> None:
    lote, limpo = analisado(mundo, "381", 1, "20.00"), analisado(mundo, "382", 1)
    with escopo(mundo.operadora):
        type(lote).objects.filter(pk=lote.pk).update(fechado_em=timezone.now() - timedelta(days=90))
        antes = Evento.objects.count()
    assert (
        "O prazo para contestar terminou em" in faturista.get(f"/prestador/lotes/{lote.pk}/analise/").content.decode()
    )
    assert "não concorda" not in faturista.get(f"/prestador/lotes/{limpo.pk}/analise/").content.decode()
    with escopo(mundo.operadora):
        assert Evento.objects.count() == antes


@pytest.mark.requisito("C-32")
def test_demonstrativo_de_pagamento_chega_pelo_inicio_pelo_menu_e_pela_busca(mundo: Mundo, faturista: Client) -> None:
    pagamento = pago(mundo, "381", 1, pagar=False)
    inicio = faturista.get("/prestador/").content.decode()
    assert f'href="/prestador/demonstrativos/{pagamento.pk}/"' in inicio
    assert inicio.count('href="/prestador/demonstrativos/"') >= 2
    assert 'href="/prestador/demonstrativos/"' in faturista.get("/buscar/?q=demonstrativos").content.decode()
