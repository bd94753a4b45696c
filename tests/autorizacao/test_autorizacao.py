"""Authorisations: kept, taken back, seen by whom they concern, and found in bulk by their senhas."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from guiche.autorizacao import estados
from guiche.autorizacao.models import Autorizacao, ItemAutorizado
from guiche.autorizacao.selectors import SenhaEmitida, autorizacao_da_senha, autorizacoes, por_senhas
from guiche.autorizacao.services import ItemPedido, NovaAutorizacao, cancelar_autorizacao, registrar_autorizacao
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db

RESSONANCIA = ("22", "41101316")
HIPERBARICA = ("22", "20104189")


def nova(mundo: Mundo, **dados: Any) -> NovaAutorizacao:
    """One resonance and ten sessions for the titular, at the laboratory, good for thirty days."""
    return replace(
        NovaAutorizacao(
            beneficiario=mundo.titular,
            tipo=Autorizacao.Tipo.SADT,
            emitida_em=mundo.hoje,
            valida_ate=mundo.hoje + timedelta(days=30),
            prestador=mundo.outro_prestador,
            senha="81000001",
            numero="2026000001",
            itens=(ItemPedido(*RESSONANCIA, Decimal(1)), ItemPedido(*HIPERBARICA, Decimal(10))),
        ),
        **dados,
    )


def test_registrar_guarda_tudo_e_conta_o_fato(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        feita = registrar_autorizacao(mundo.ator("gestor"), nova(mundo))
        lida = Autorizacao.objects.get(pk=feita.pk)
        assert (lida.senha, lida.numero, lida.situacao) == ("81000001", "2026000001", estados.AUTORIZADA)
        assert (lida.beneficiario, lida.prestador) == (mundo.titular, mundo.outro_prestador)
        assert list(lida.itens.values_list("tabela", "codigo", "quantidade")) == [
            (*RESSONANCIA, Decimal(1)),
            (*HIPERBARICA, Decimal(10)),
        ]
        evento = Evento.objects.get(tipo="autorizacao.senha.registrada")
    assert evento.objeto_id == feita.pk
    assert evento.fato == {"situacao": "AUTORIZADA", "beneficiario": mundo.titular.pk, "itens": 2}


def test_negativa_tem_motivo_e_nao_tem_senha(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        negada = registrar_autorizacao(
            mundo.ator("gestor"), nova(mundo, autorizada=False, senha="", motivo="  Fora do contrato. ")
        )
        assert (negada.situacao, negada.motivo) == (estados.NEGADA, "Fora do contrato.")
        assert por_senhas([""]) == {}


@pytest.mark.parametrize(
    ("dados", "campo"),
    [
        ({"itens": ()}, "itens"),
        ({"itens": (ItemPedido(*RESSONANCIA, Decimal(1)),) * 2}, "itens"),
        ({"itens": (ItemPedido(*RESSONANCIA, Decimal(0)),)}, "itens"),
        ({"senha": ""}, "senha"),
        ({"autorizada": False, "motivo": "Fora do contrato."}, "senha"),
        ({"autorizada": False, "senha": "", "motivo": " "}, "motivo"),
    ],
    ids=["sem-itens", "item-repetido", "quantidade-zero", "sem-senha", "negada-com-senha", "negada-sem-motivo"],
)
def test_resposta_que_se_contradiz_e_recusada(mundo: Mundo, dados: dict[str, Any], campo: str) -> None:
    with escopo(mundo.operadora):
        with pytest.raises(Recusa) as recusa:
            registrar_autorizacao(mundo.ator("gestor"), nova(mundo, **dados))
        assert recusa.value.campo == campo
        assert (Autorizacao.objects.count(), Evento.objects.filter(tipo__startswith="autorizacao.").count()) == (0, 0)


def test_validade_anterior_a_emissao_e_recusada(mundo: Mundo) -> None:
    with escopo(mundo.operadora), pytest.raises(Recusa, match="anterior à emissão"):
        registrar_autorizacao(mundo.ator("gestor"), nova(mundo, valida_ate=mundo.hoje - timedelta(days=1)))


def test_senha_e_numero_se_registram_uma_vez_em_cada_operadora(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        gestor = mundo.ator("gestor")
        registrar_autorizacao(gestor, nova(mundo))
        with pytest.raises(Recusa, match="A senha 81000001 já está registrada"):
            registrar_autorizacao(gestor, nova(mundo, numero="2026000002"))
        with pytest.raises(Recusa, match="A guia 2026000001 já está registrada"):
            registrar_autorizacao(gestor, nova(mundo, senha="81000002"))
        registrar_autorizacao(gestor, nova(mundo, senha="81000002", numero=""))
        registrar_autorizacao(gestor, nova(mundo, senha="81000003", numero=""))
        assert Autorizacao.objects.count() == 3
    with escopo(mundo.outra):
        da_outra = nova(mundo, beneficiario=mundo.titular_da_outra, prestador=mundo.dentista)
        registrar_autorizacao(mundo.ator("gestor", outra=True), da_outra)
        assert Autorizacao.objects.count() == 1


def test_sem_a_permissao_nada_muda(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        with pytest.raises(SemPermissao):
            registrar_autorizacao(mundo.ator("faturista"), nova(mundo))
        assert Autorizacao.objects.count() == 0
        feita = registrar_autorizacao(mundo.ator("gestor"), nova(mundo))
        with pytest.raises(SemPermissao):
            cancelar_autorizacao(mundo.ator("faturista"), feita, "Pedido da família.")
        feita.refresh_from_db()
        assert feita.situacao == estados.AUTORIZADA


def test_cancelar_pede_motivo_e_acontece_uma_vez(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        gestor = mundo.ator("gestor")
        feita = registrar_autorizacao(gestor, nova(mundo))
        with pytest.raises(Recusa, match="por que a autorização foi cancelada"):
            cancelar_autorizacao(gestor, feita, "  ")
        cancelada = cancelar_autorizacao(gestor, feita, "Pedido da família.")
        assert (cancelada.situacao, cancelada.motivo) == (estados.CANCELADA, "Pedido da família.")
        assert Evento.objects.get(tipo="autorizacao.senha.cancelada").objeto_id == feita.pk
        with pytest.raises(TransicaoInvalida):
            cancelar_autorizacao(gestor, cancelada, "De novo.")
        assert por_senhas(["81000001"])["81000001"].cancelada is True


@pytest.mark.parametrize(
    "mudanca",
    [{"senha": ""}, {"situacao": estados.NEGADA}, {"situacao": estados.CANCELADA}, {"emitida_em": None}],
    ids=["autorizada-sem-senha", "negada-com-senha", "cancelada-sem-motivo", "sem-emissao"],
)
def test_o_banco_recusa_o_que_nenhum_verbo_faria(mundo: Mundo, mudanca: dict[str, Any]) -> None:
    with escopo(mundo.operadora):
        feita = registrar_autorizacao(mundo.ator("gestor"), nova(mundo))
        with pytest.raises(IntegrityError), transaction.atomic():
            Autorizacao.objects.filter(pk=feita.pk).update(**mudanca)
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemAutorizado.objects.filter(autorizacao=feita).update(quantidade=0)


def test_por_senhas_diz_de_quem_ate_quando_e_quanto_em_um_comando(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        gestor = mundo.ator("gestor")
        registrar_autorizacao(gestor, nova(mundo))
        dentes = (ItemPedido("22", "82001286", Decimal(1), "38"), ItemPedido("22", "82001286", Decimal(1), "48"))
        sem_prazo = nova(mundo, senha="81000002", numero="", prestador=None, valida_ate=None, itens=dentes)
        registrar_autorizacao(gestor, sem_prazo)
        with CaptureQueriesContext(connection) as uma:
            por_senhas(["81000001"])
        with CaptureQueriesContext(connection) as varias:
            achadas = por_senhas(["81000002", "81000001", "", "81999999", "81000001"])
        with CaptureQueriesContext(connection) as nenhuma:
            assert por_senhas(["", ""]) == {}
    assert (len(uma), len(varias), len(nenhuma)) == (1, 1, 0)
    assert achadas == {
        "81000001": SenhaEmitida(
            senha="81000001",
            carteira=mundo.titular.carteira,
            prestador=mundo.outro_prestador.codigo,
            valida_ate=mundo.hoje + timedelta(days=30),
            cancelada=False,
            quantidades={RESSONANCIA: Decimal(1), HIPERBARICA: Decimal(10)},
        ),
        "81000002": SenhaEmitida(
            senha="81000002",
            carteira=mundo.titular.carteira,
            prestador="",
            valida_ate=None,
            cancelada=False,
            quantidades={("22", "82001286"): Decimal(2)},
        ),
    }
    with escopo(mundo.outra):
        assert por_senhas(["81000001", "81000002"]) == {}


def test_cada_um_ve_o_que_lhe_diz_respeito(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        registrar_autorizacao(mundo.ator("gestor"), nova(mundo))
        quem_ve = {
            "analista": mundo.ator("analista"),
            "laboratório": mundo.ator("faturista", prestador=mundo.outro_prestador),
            "clínica": mundo.ator("faturista", prestador=mundo.prestador),
            "titular": mundo.ator("beneficiario"),
            "cônjuge": mundo.ator("conjuge"),
        }
        assert {quem: autorizacoes(ator).count() for quem, ator in quem_ve.items()} == {
            "analista": 1,
            "laboratório": 1,
            "clínica": 0,
            "titular": 1,
            "cônjuge": 0,
        }
        analista = quem_ve["analista"]
        achada = autorizacao_da_senha(analista, "81000001")
        assert achada is not None and achada.beneficiario == mundo.titular
        assert autorizacao_da_senha(analista, "") is None
        assert autorizacao_da_senha(quem_ve["clínica"], "81000001") is None
