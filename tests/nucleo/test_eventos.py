"""Event = audit = outbox: append-only, chained, dispatched with the transaction."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from guiche.nucleo import eventos, imutavel
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import CadeiaDeEventos, Evento, Operadora, Progresso
from guiche.nucleo.tarefas import drenar

pytestmark = pytest.mark.django_db
FEITO = eventos.declarar("nucleo.teste.feito", "Feito")
OUVIDO = eventos.declarar("nucleo.teste.ouvido", "Ouvido")
ouvidos: list[int] = []


@eventos.assinar(OUVIDO)
def ouvir(evento: Evento) -> None:
    ouvidos.append(evento.pk)


@pytest.fixture
def operadora():
    nova = Operadora.objects.create(registro_ans="414662", nome_fantasia="A", razao_social="A", cnpj="1")
    with escopo(nova):
        yield nova


def registrar(operadora: Operadora, quantos: int = 3) -> list[Evento]:
    objeto = Progresso.objects.create(titulo="x")
    ator = Ator.sistema(operadora)
    return [eventos.registrar(FEITO, objeto, ator, {"n": n}) for n in range(quantos)]


@pytest.mark.parametrize("ato", ["update", "delete"])
def test_o_banco_recusa_mudar_ou_apagar(operadora: Operadora, ato: str) -> None:
    registrar(operadora)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evento.objects.update(quem="outro") if ato == "update" else Evento.objects.all().delete()
    assert [evento.fato["n"] for evento in Evento.objects.order_by("numero")] == [0, 1, 2]


def test_a_cadeia_mostra_a_primeira_linha_adulterada(operadora: Operadora) -> None:
    registrar(operadora)
    assert eventos.verificar_cadeia() is None
    imutavel.desproteger(connection, "nucleo_evento")
    Evento.objects.filter(numero=2).update(quem="outra pessoa")
    imutavel.proteger(connection, "nucleo_evento")
    assert eventos.verificar_cadeia() == 2


def test_a_cadeia_mostra_a_ultima_linha_que_sumiu(operadora: Operadora) -> None:
    registrar(operadora)
    imutavel.desproteger(connection, "nucleo_evento")
    Evento.objects.filter(numero=3).delete()
    imutavel.proteger(connection, "nucleo_evento")
    assert eventos.verificar_cadeia() == 3


def test_a_cadeia_mostra_a_ultima_linha_que_sumiu_com_a_ponta_recuada(operadora: Operadora) -> None:
    registrar(operadora)
    imutavel.desproteger(connection, "nucleo_evento")
    Evento.objects.filter(numero=3).delete()
    CadeiaDeEventos.objects.update(numero=2)
    imutavel.proteger(connection, "nucleo_evento")
    assert eventos.verificar_cadeia() == 3


def test_cada_operadora_tem_sua_cadeia(operadora: Operadora) -> None:
    registrar(operadora)
    outra = Operadora.objects.create(registro_ans="355721", nome_fantasia="B", razao_social="B", cnpj="2")
    with escopo(outra):
        assert [evento.numero for evento in registrar(outra, 1)] == [1]


def test_quem_assina_recebe_depois_e_so_se_a_transacao_valer(operadora: Operadora) -> None:
    ouvidos.clear()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        eventos.registrar(OUVIDO, None, Ator.sistema(operadora))
        raise ZeroDivisionError
    assert (drenar(), ouvidos) == (0, [])
    evento = eventos.registrar(OUVIDO, None, Ator.sistema(operadora))
    assert ouvidos == []
    assert (drenar(), ouvidos) == (1, [evento.pk])


def test_o_evento_diz_quem_por_quem_e_por_onde(operadora: Operadora) -> None:
    ator = Ator(operadora=operadora, portal="prestador", canal="soap", ip="10.0.0.1", nome="Ana", rotulo="Clínica")
    evento = eventos.registrar(FEITO, None, ator)
    assert (evento.quem, evento.por_quem, evento.portal, evento.canal, evento.ip) == (
        "Ana",
        "Clínica",
        "prestador",
        "soap",
        "10.0.0.1",
    )


@pytest.mark.parametrize("codigo", ["sem.pontos", "nucleo.teste.feito"])
def test_codigo_malformado_ou_repetido_e_erro(codigo: str) -> None:
    with pytest.raises(ValueError, match="Evento inválido ou repetido"):
        eventos.declarar(codigo, "x")
