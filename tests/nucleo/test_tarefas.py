"""The queue: scope, retry with delay, schedule won once, recovery of a dead worker's task."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiche.nucleo.escopo import escopo, operadora_atual
from guiche.nucleo.models import Agenda, Operadora
from guiche.nucleo.tarefas import (
    agendar_periodicas,
    atraso_da_fila,
    drenar,
    periodica,
    reviver,
    tarefa,
)

pytestmark = pytest.mark.django_db
visto: list[tuple[str, int]] = []


@tarefa
def anotar(numero: int) -> None:
    visto.append((operadora_atual().nome_fantasia, numero))


@tarefa(tentativas=2)
def falhar() -> None:
    visto.append(("falha", 0))
    raise ValueError("não deu")


@periodica(cada=timedelta(hours=1))
@tarefa
def rondar() -> None:
    visto.append((operadora_atual().nome_fantasia, -1))


@pytest.fixture
def operadora():
    visto.clear()
    nova = Operadora.objects.create(registro_ans="414662", nome_fantasia="A", razao_social="A", cnpj="1")
    with escopo(nova):
        yield nova


def test_roda_no_escopo_de_quem_enfileirou(operadora: Operadora) -> None:
    anotar.enfileirar(numero=7)
    outra = Operadora.objects.create(registro_ans="355721", nome_fantasia="B", razao_social="B", cnpj="2")
    with escopo(outra):
        anotar.enfileirar(numero=8)
        assert drenar() == 2
    assert visto == [("A", 7), ("B", 8)]


def test_falha_volta_a_fila_com_espera_e_desiste_no_fim(operadora: Operadora) -> None:
    falhar.enfileirar()
    assert drenar() == 1
    espera = DBTaskResult.objects.get(status="READY")
    assert espera.args_kwargs["args"][3] == 2
    assert timezone.now() < espera.run_after < timezone.now() + timedelta(seconds=5)
    DBTaskResult.objects.filter(pk=espera.pk).update(run_after=timezone.now())
    with pytest.raises(ValueError, match="não deu"):
        drenar()
    assert len(visto) == 2
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_periodica_dispara_uma_vez_por_periodo(operadora: Operadora) -> None:
    Agenda.objects.all().delete()
    assert agendar_periodicas() >= 1
    assert agendar_periodicas() == 0
    drenar()
    assert visto.count(("A", -1)) == 1


def test_tarefa_de_trabalhador_morto_volta(operadora: Operadora) -> None:
    anotar.enfileirar(numero=1)
    linha = DBTaskResult.objects.get()
    linha.claim("morto")
    assert drenar() == 0
    assert reviver(timedelta(minutes=5)) == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=6))
    assert reviver(timedelta(minutes=5)) == 1
    assert drenar() == 1
    assert visto == [("A", 1)]


def test_atraso_conta_da_mais_antiga(operadora: Operadora) -> None:
    assert atraso_da_fila() == 0
    anotar.enfileirar(numero=1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=90))
    assert 89 < atraso_da_fila() < 95
