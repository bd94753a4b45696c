"""Home of the prestador, and what the one search finds there."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import mais_cara
from tests.portais.prestador import analisado, conferido, consultas, entrar, enviado

pytestmark = pytest.mark.django_db


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
    conferido(mundo, faturista, [mais_cara(consultas(mundo, 1, "382")[0], "5.00")], "382")
    cheio = faturista.get("/prestador/").content.decode()
    assert "2 pendências esperam você" in cheio
    assert "R$\u00a045,00" in cheio
    assert "Conferir as glosas do lote 381" in cheio and "Enviar o lote 382 da competência" in cheio


def test_inicio_de_outro_portal_nao_existe(mundo: Mundo) -> None:
    analista = entrar(mundo.analista, mundo.vinculo("analista"))
    assert analista.get("/prestador/").status_code == 404
    assert Client().get("/prestador/").status_code == 302


def test_busca_acha_lote_e_guia_so_do_prestador(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, sem_direitos: Client
) -> None:
    lote = enviado(mundo, "381", 1)
    with escopo(mundo.operadora):
        guia = lote.guias.get()
    achado = faturista.get("/buscar/?q=381").content.decode()
    assert f'href="/prestador/lotes/{lote.pk}/"' in achado and f'href="/prestador/guias/{guia.pk}/"' in achado
    assert f'href="/prestador/lotes/{lote.pk}/"' in faturista.get(f"/buscar/?q={lote.protocolo}").content.decode()
    for outro in (de_outro_prestador, sem_direitos):
        assert f"/prestador/lotes/{lote.pk}/" not in outro.get("/buscar/?q=381").content.decode()
