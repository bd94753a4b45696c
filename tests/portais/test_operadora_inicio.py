"""Home of the operadora: what waits for each person by deadline; and who may open the portal."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from guiche.faturamento.models import Lote
from guiche.nucleo.escopo import escopo
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from tests.cenario import Mundo
from tests.portais.operadora import contestado, itens_de, liberado
from tests.portais.prestador import analisado, entrar, enviado, quantas_consultas

pytestmark = pytest.mark.django_db


INICIO = "/operadora/"
ELO = re.compile(r'href="(/operadora/[^"#]*)"')


def lote_fechado_por_pagar(mundo: Mundo, numero: str) -> Pagamento:
    """A payment closed and not made."""
    lote = liberado(mundo, numero)
    with escopo(mundo.operadora):
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
    return pagamento


def test_inicio_vazio_diz_que_nada_espera(mundo: Mundo, gestor: Client) -> None:
    pagina = gestor.get(INICIO)
    assert (pagina.context["fichas"], pagina.context["vencem"], pagina.context["esperam"]) == ([], 0, "")
    assert "Nada espera por você" in pagina.content.decode()


def test_inicio_poe_na_frente_o_prazo_mais_curto_e_o_maior_valor(mundo: Mundo, gestor: Client) -> None:
    enviado(mundo, "381", 1, "5.00")
    enviado(mundo, "382", 1, "30.00")
    analisado(mundo, "383", 1)
    enviado(mundo, "384", 1)
    caso = contestado(mundo, itens_de(mundo, enviado(mundo, "385", 1))[0])
    pagamento = lote_fechado_por_pagar(mundo, "386")
    hoje = mundo.hoje
    with escopo(mundo.operadora):
        Lote.objects.filter(numero="381").update(prazo_da_analise=hoje)
        Lote.objects.filter(numero="382").update(prazo_da_analise=hoje)
        Lote.objects.filter(numero="383").update(prazo_da_analise=hoje + timedelta(days=2))
        Lote.objects.filter(numero="384").update(prazo_da_analise=hoje + timedelta(days=3))
        type(caso.protocolo).objects.filter(pk=caso.protocolo_id).update(prazo=hoje + timedelta(days=1))
        Pagamento.objects.filter(pk=pagamento.pk).update(data_prevista=hoje - timedelta(days=1))
    pagina = gestor.get(INICIO)
    titulos = [ficha.titulo for ficha in pagina.context["fichas"]]
    assert titulos[:3] == ["Pagar 1 prestador", "Decidir a guia 382-000", "Decidir a guia 381-000"]
    assert titulos[3].startswith("Apurar atendimento não reconhecido: ")
    assert titulos[4:6] == ["Liberar 1 lote", "Fechar 1 lote"]
    assert [ficha.vencida for ficha in pagina.context["fichas"]][:4] == [True, True, True, False]
    assert pagina.context["vencem"] == 3
    assert pagina.context["esperam"] == (
        "3 contas, 1 atendimento não reconhecido, 1 lote por fechar, 1 lote por liberar e 1 pagamento"
    )
    assert "3 pendências vencem hoje ou já venceram" in pagina.content.decode()


def test_pagamentos_a_vencer_somam_por_dia_e_competencia(mundo: Mundo, financeiro: Client) -> None:
    um, dois = lote_fechado_por_pagar(mundo, "381"), lote_fechado_por_pagar(mundo, "382")
    (grupo,) = financeiro.get(INICIO).context["a_vencer"]
    assert (grupo.data_prevista, grupo.competencia, grupo.quantidade, grupo.valor) == (
        um.data_prevista,
        um.competencia,
        2,
        um.valor_liquido + dois.valor_liquido,
    )
    with escopo(mundo.operadora):
        marcar_pago(mundo.ator("financeiro"), um)
        marcar_pago(mundo.ator("financeiro"), dois)
    assert financeiro.get(INICIO).context["a_vencer"] == []


def test_todo_elo_do_inicio_abre_para_quem_o_ve(
    mundo: Mundo, analista: Client, financeiro: Client, gestor: Client, so_le: Client
) -> None:
    enviado(mundo, "381", 1, "20.00")
    enviado(mundo, "382", 1)
    analisado(mundo, "383", 1)
    contestado(mundo, itens_de(mundo, enviado(mundo, "384", 1))[0])
    lote_fechado_por_pagar(mundo, "385")
    liberado(mundo, "386")
    for client in (analista, financeiro, gestor, so_le):
        elos = set(ELO.findall(unescape(client.get(INICIO).content.decode())))
        assert [elo for elo in elos if client.get(elo).status_code != 200] == []
    assert so_le.get(INICIO).context["fichas"] == []
    assert {ficha.rotulo for ficha in financeiro.get(INICIO).context["fichas"]} == {"Ver lotes", "Ver pagamentos"}
    assert {ficha.rotulo for ficha in analista.get(INICIO).context["fichas"]} == {"Analisar", "Apurar", "Ver lotes"}


def test_outro_portal_nao_abre_e_sem_login_vai_entrar(mundo: Mundo) -> None:
    faturista = entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))
    for caminho in ("", "contas/", "lotes/", "contestacoes/", "competencias/", "pagamentos/", "auditoria/"):
        assert faturista.get(f"/operadora/{caminho}").status_code == 404
        assert Client().get(f"/operadora/{caminho}").status_code == 302


@pytest.mark.parametrize(
    "caminho",
    ["", "contas/", "lotes/", "lotes/fechar-sem-divergencia/", "contestacoes/", "auditoria/"],
)
def test_numero_de_consultas_nao_cresce_com_as_linhas(mundo: Mundo, gestor: Client, caminho: str) -> None:
    endereco = f"/operadora/{caminho}"
    contagens = []
    for numeros in (("381", "382", "383"), ("391", "392", "393", "394", "395", "396")):
        _, _, contestada, *_ = [enviado(mundo, numero, 1, "20.00" if numero[-1] in "14" else "") for numero in numeros]
        contestado(mundo, itens_de(mundo, contestada)[0])
        contagens.append(quantas_consultas(gestor, endereco))
    assert contagens[0] == contagens[1]
