"""A lote against the senhas of its guias: what the rules of authorisation find with facts from the database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guiche.autorizacao.models import Autorizacao
from guiche.autorizacao.services import cancelar_autorizacao
from guiche.faturamento.models import Glosa, ItemDaGuia, Lote
from guiche.faturamento.regras import fatos
from guiche.faturamento.regras.cobranca import de_guia_tiss
from guiche.faturamento.regras.glosa import Decisao
from guiche.faturamento.selectors.fatos import fatos_do_lote, pessoas_por_carteira
from guiche.faturamento.services.contas import decidir_itens
from guiche.faturamento.services.lotes import cancelar_lote
from guiche.nucleo.escopo import escopo
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from tests.autorizacao.apoio import RESSONANCIA, autorizar, recebido, ressonancia
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def achados(do_lote: Lote) -> list[tuple[str, str, Decimal]]:
    return list(Glosa.objects.filter(lote=do_lote).order_by("pk").values_list("regra", "codigo", "valor"))


def preco_do_dia(mundo: Mundo, dias: int = 3) -> Decimal:
    dia: date = mundo.hoje - timedelta(days=dias)
    return mundo.cadastro.vivos["vertice"].precos(dia)[RESSONANCIA]


def test_senha_certa_passa_e_a_quantidade_fica_no_item(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", 2)
        feito = recebido(mundo, [ressonancia(mundo, "81000001")])
        assert (feito.pendentes, achados(feito)) == (0, [])
        assert ItemDaGuia.objects.get().quantidade_autorizada == Decimal(2)


def test_sem_senha_e_com_senha_que_nao_existe(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        feito = recebido(mundo, [ressonancia(mundo, ""), ressonancia(mundo, "81999999", numero="R-2", dias=4)])
        assert achados(feito) == [
            ("AU-01", "1818", preco_do_dia(mundo)),
            ("AU-02", "3306", preco_do_dia(mundo, 4)),
        ]
        assert set(ItemDaGuia.objects.values_list("quantidade_autorizada", flat=True)) == {None}


def test_senha_de_outra_pessoa_ou_de_outro_prestador(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", beneficiario=mundo.conjuge)
        autorizar(mundo, "81000002", prestador=mundo.prestador)
        feito = recebido(
            mundo,
            [ressonancia(mundo, "81000001"), ressonancia(mundo, "81000002", numero="R-2", dias=4)],
        )
        assert [(regra, codigo) for regra, codigo, _ in achados(feito)] == [("AU-02", "3306")] * 2
        mensagens = list(Glosa.objects.order_by("pk").values_list("mensagem", flat=True))
        assert mensagens == [
            "A senha 81000001 foi dada a outro beneficiário.",
            "A senha 81000002 foi dada a outro prestador.",
        ]
        autorizadas = ItemDaGuia.objects.order_by("pk").values_list("quantidade_autorizada", flat=True)
        assert list(autorizadas) == [None, Decimal(1)]


def test_senha_vencida_e_senha_cancelada(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", valida_ate=mundo.hoje - timedelta(days=4))
        autorizar(mundo, "81000002")
        cancelar_autorizacao(mundo.ator("gestor"), Autorizacao.objects.get(senha="81000002"), "Pedido da família.")
        feito = recebido(
            mundo,
            [ressonancia(mundo, "81000001"), ressonancia(mundo, "81000002", numero="R-2", dias=4)],
        )
        assert achados(feito) == [
            ("AU-03", "1414", preco_do_dia(mundo)),
            ("AU-03", "1437", preco_do_dia(mundo, 4)),
        ]


def test_so_o_que_passa_do_autorizado_e_glosado_contando_os_outros_lotes(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", 3)
        assert achados(recebido(mundo, [ressonancia(mundo, "81000001", quantidade=2)])) == []
        segundo = recebido(mundo, [ressonancia(mundo, "81000001", quantidade=2, numero="R-2", dias=5)], "702")
        assert achados(segundo) == [("AU-04", "3210", preco_do_dia(mundo, 5))]
        assert Glosa.objects.get().mensagem.endswith("com esta cobrança são 4.")


def test_lote_cancelado_e_item_glosado_nao_gastam_a_senha(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        autorizar(mundo, "81000001", 1)
        faturista = mundo.ator("faturista", prestador=mundo.outro_prestador)
        cancelado = recebido(mundo, [ressonancia(mundo, "81000001")])
        cancelar_lote(faturista, cancelado)
        glosado = recebido(mundo, [ressonancia(mundo, "81000001", numero="R-2", dias=5)], "702")
        assert achados(glosado) == []
        item = ItemDaGuia.objects.select_related("guia").get(guia__lote=glosado)
        decidir_itens(mundo.ator("analista"), [item], Decisao("glosar_total", "1705", "Laudo não enviado."))
        assert achados(recebido(mundo, [ressonancia(mundo, "81000001", numero="R-3", dias=7)], "703")) == []
        assert achados(recebido(mundo, [ressonancia(mundo, "81000001", numero="R-4", dias=9)], "704")) == [
            ("AU-04", "3210", preco_do_dia(mundo, 9))
        ]


def test_fatos_da_autorizacao_custam_o_mesmo_para_um_e_para_tres(mundo: Mundo) -> None:
    def fatos_de(guias: list[GuiaTiss]) -> tuple[fatos.FatosDoLote, int]:
        cobradas = tuple(de_guia_tiss(guia) for guia in guias)
        pessoas = pessoas_por_carteira(guia.carteira for guia in cobradas)
        with CaptureQueriesContext(connection) as sql:
            feitos = fatos_do_lote(
                mundo.outro_prestador,
                cobradas,
                pessoas,
                versao="4.03.00",
                hoje=mundo.hoje,
                numero_lote=None,
                total_informado=None,
                codigos_permitidos=frozenset({"1705"}),
            )
        return feitos, len(sql)

    with escopo(mundo.operadora):
        for ordem, senha in enumerate(("81000001", "81000002", "81000003")):
            autorizar(mundo, senha, ordem + 1)
        recebido(mundo, [ressonancia(mundo, "81000002", dias=15)])
        sem_senha, nenhum = fatos_de([ressonancia(mundo, "")])
        um, de_um = fatos_de([ressonancia(mundo, "81000002")])
        tres, de_tres = fatos_de([ressonancia(mundo, f"8100000{n}", numero=f"R-{n}") for n in (1, 2, 3)])
    assert (sem_senha.autorizacoes, de_um - nenhum, de_tres - de_um) == ({}, 2, 0)
    assert um.autorizacoes["81000002"].itens == {RESSONANCIA: fatos.ItemAutorizado(Decimal(2), Decimal(1))}
    assert {senha: dado.itens[RESSONANCIA].utilizado for senha, dado in tres.autorizacoes.items()} == {
        "81000001": Decimal(0),
        "81000002": Decimal(1),
        "81000003": Decimal(0),
    }
