"""Two doors at the same moment: the same file, the same month."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from guiche.faturamento.models import Lote
from guiche.faturamento.services.contas import fechar_lote, liberar_lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo import eventos, imutavel
from guiche.nucleo.escopo import escopo
from guiche.nucleo.servico import Recusa
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia
from tests.cenario import mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes
from tests.faturamento.test_pipeline import consultas, xml

__all__ = ["eventos_protegidos_de_novo", "varias_conexoes"]


@pytest.fixture
def livro_protegido_de_novo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put the triggers of the ledger back, once the tables were emptied."""
    yield
    with django_db_blocker.unblock():
        imutavel.proteger(connection, "pagamento_lancamento")


@pytest.fixture
def varios_pagadores(livro_protegido_de_novo: None, varias_conexoes: None) -> Iterator[None]:
    """The same database of several threads, where the ledger may be emptied too."""
    yield
    imutavel.desproteger(connection, "pagamento_lancamento")


def ao_mesmo_tempo(atos: int, fazer: Callable[[], object]) -> list[object]:
    """What each of the simultaneous acts gave: its result or its exception."""
    largada, deram = threading.Barrier(atos), list[object]()

    def um() -> None:
        try:
            largada.wait()
            deram.append(fazer())
        except Exception as erro:
            deram.append(erro)
        finally:
            connection.close()

    fios = [threading.Thread(target=um) for _ in range(atos)]
    for fio in fios:
        fio.start()
    for fio in fios:
        fio.join()
    return deram


@pytest.mark.requisito("X-11")
@pytest.mark.usefixtures("varias_conexoes")
def test_o_mesmo_arquivo_duas_vezes_ao_mesmo_tempo_da_um_so_lote() -> None:
    mundo = mundo_pequeno()
    ator = mundo.ator("faturista", prestador=mundo.prestador)
    with escopo(mundo.operadora):
        conteudo = xml(mundo, consultas(mundo))

    def enviar() -> tuple[str, bool]:
        with escopo(mundo.operadora):
            recebimento = receber_lote(ator, conteudo=conteudo, nome="lote.xml", canal="2")
            assert recebimento.lote is not None
            return recebimento.lote.protocolo, recebimento.repetido

    deram = ao_mesmo_tempo(3, enviar)
    with escopo(mundo.operadora):
        protocolo = Lote.objects.get().protocolo
        assert sorted(deram, key=str) == [(protocolo, False), (protocolo, True), (protocolo, True)]
        assert eventos.verificar_cadeia() is None


@pytest.mark.usefixtures("varios_pagadores")
def test_fechar_a_competencia_duas_vezes_ao_mesmo_tempo_paga_uma_vez() -> None:
    mundo = mundo_pequeno()
    ator = mundo.ator("faturista", prestador=mundo.prestador)
    with escopo(mundo.operadora):
        recebido = receber_lote(ator, conteudo=xml(mundo, consultas(mundo)), nome="lote.xml", canal="2").lote
        assert recebido is not None
        liberar_lote(mundo.ator("gestor"), fechar_lote(mundo.ator("analista"), recebido))
        financeiro = mundo.ator("financeiro")

    def fechar() -> list[str]:
        with escopo(mundo.operadora):
            return [pagamento.numero for pagamento in fechar_competencia(financeiro, recebido.competencia)]

    deram = ao_mesmo_tempo(2, fechar)
    with escopo(mundo.operadora):
        pagamento = Pagamento.objects.get()
        assert [numeros for numeros in deram if isinstance(numeros, list)] == [[pagamento.numero]]
        assert [type(erro) for erro in deram if isinstance(erro, Exception)] == [Recusa]
        assert pagamento.valor_liquido == recebido.valor_liberado
