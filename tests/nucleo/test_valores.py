"""Money, competência, sequences, configuration and transitions."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Sum

from guiche.cadastro.models import ItemDaTabela, TabelaDePrecos
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.configuracao import CONFIGURACAO_MUDADA, config, configurar
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import Fluxo, Transicao, TransicaoInvalida
from guiche.nucleo.models import Configuracao, Evento, Feriado, Operadora, Progresso
from guiche.nucleo.relogio import calendario
from guiche.nucleo.sequencias import protocolo_ans, protocolo_tiss, proximo
from guiche.nucleo.transicao import transitar

MUDOU = eventos.declarar("nucleo.progresso.mudou", "Mudou")
FLUXO = Fluxo("teste", "a", frozenset({"b"}), (Transicao("andar", ("a",), "b", "Andar"),))


@dataclass(frozen=True)
class Opcoes:
    limite: Decimal = Decimal("10.00")
    versoes: tuple[str, ...] = ("4.03.00",)


def criar() -> Operadora:
    return Operadora.objects.create(registro_ans="414662", nome_fantasia="A", razao_social="A", cnpj="1")


@pytest.fixture
def operadora(db: None):
    nova = criar()
    with escopo(nova):
        yield nova


@pytest.mark.requisito("X-07")
def test_soma_de_dinheiro_e_exata_no_banco(operadora: Operadora) -> None:
    tabela = TabelaDePrecos.objects.create(nome="T", edicao="1")
    ItemDaTabela.objects.bulk_create(
        ItemDaTabela(
            tabela_de_precos=tabela, tabela="22", codigo=str(n), valor=Decimal("0.10"), vigencia_inicio="2026-01-01"
        )
        for n in range(30)
    )
    assert ItemDaTabela.objects.aggregate(total=Sum("valor"))["total"] == Decimal("3.00")
    assert ItemDaTabela.objects.filter(valor=Decimal("0.10")).count() == 30
    assert ItemDaTabela.objects.filter(valor__gt=Decimal("0.09")).count() == 30


@pytest.mark.parametrize("valor", ["1E+30", "10000000000000000", "-1E+30", "1E-30", "NaN", "1,00", 0.1])
def test_valor_que_a_coluna_nao_guarda_e_recusado(valor: object) -> None:
    with pytest.raises(ValidationError):
        ValorField().to_python(valor)


def test_calendario_conhece_os_feriados_do_estado_e_do_municipio_da_sede(db: None) -> None:
    sede = Operadora.objects.create(registro_ans="414662", razao_social="A", cnpj="1", municipio_ibge="5002704")
    Feriado.objects.create(dia=date(2027, 10, 11), nome="Criação do estado", uf="MS")
    Feriado.objects.create(dia=date(2027, 8, 26), nome="Aniversário da cidade", uf="MS", municipio_ibge="5002704")
    Feriado.objects.create(dia=date(2027, 8, 25), nome="De outra cidade", uf="MS", municipio_ibge="5003207")
    Feriado.objects.create(dia=date(2027, 7, 9), nome="De outro estado", uf="SP")
    with escopo(sede):
        uteis = [calendario().eh_dia_util(date(2027, *dia)) for dia in ((10, 11), (8, 26), (8, 25), (7, 9))]
        versao = calendario().versao
    assert (uteis, versao) == ([False, False, True, True], "municipio-5002704")


@pytest.mark.requisito("X-07")
@pytest.mark.parametrize("valor", ["1.005", "abc"])
def test_dinheiro_com_mais_de_duas_casas_nao_entra(valor: str) -> None:
    with pytest.raises(ValidationError):
        ValorField().to_python(valor)


@pytest.mark.requisito("X-07")
@pytest.mark.parametrize("escrita", ["2026-11", "202611", "11/2026"])
def test_competencia_le_as_tres_formas(escrita: str) -> None:
    competencia = Competencia.de(escrita)
    assert (str(competencia), competencia.rotulo, competencia.tiss) == ("2026-11", "11/2026", "202611")
    assert competencia.ultimo_dia == date(2026, 11, 30)
    assert (str(competencia.proxima), str(Competencia(2026, 12).proxima)) == ("2026-12", "2027-01")
    assert str(Competencia(2026, 1).anterior) == "2025-12"


@pytest.mark.parametrize("escrita", ["", "2026-13", "13/2026", "2026"])
def test_competencia_invalida_e_erro(escrita: str) -> None:
    with pytest.raises(ValueError, match="Competência inválida"):
        Competencia.de(escrita)


def test_protocolos_seguem_a_norma(operadora: Operadora) -> None:
    dia = date(2026, 11, 21)
    assert protocolo_ans(dia) == "41466220261121000001"
    assert protocolo_ans(dia) == "41466220261121000002"
    assert protocolo_ans(date(2026, 11, 22)) == "41466220261122000001"
    tiss = protocolo_tiss()
    assert tiss.isdigit() and not tiss.startswith("0") and len(tiss) <= 12


def test_sequencia_desfeita_devolve_o_numero(operadora: Operadora) -> None:
    assert proximo("x") == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        proximo("x")
        raise ZeroDivisionError
    assert proximo("x", quantos=3) == 2
    assert proximo("x") == 5


@pytest.mark.django_db(transaction=True)
def test_sequencia_nao_pula_nem_repete_com_concorrencia() -> None:
    operadora, dados, trava = criar(), [], threading.Lock()

    def pegar() -> None:
        try:
            with escopo(operadora):
                for _ in range(10):
                    with transaction.atomic():
                        numero = proximo("corrida")
                    with trava:
                        dados.append(numero)
        finally:
            connection.close()

    fios = [threading.Thread(target=pegar) for _ in range(4)]
    for fio in fios:
        fio.start()
    for fio in fios:
        fio.join()
    assert sorted(dados) == list(range(1, 41))


@pytest.mark.requisito("X-08")
def test_configuracao_guarda_historico_e_vira_evento(operadora: Operadora) -> None:
    assert config(Opcoes) == Opcoes()
    configurar(Ator.sistema(operadora), Opcoes(limite=Decimal("25.50")))
    configurar(Ator.sistema(operadora), Opcoes(limite=Decimal("25.50")))
    assert config(Opcoes) == Opcoes(limite=Decimal("25.50"))
    assert Configuracao.objects.count() == 1
    fato = Evento.objects.get(tipo=CONFIGURACAO_MUDADA.codigo).fato
    assert fato["mudancas"] == {"limite": ["10.00", "25.50"]}


def test_transicao_e_comparar_e_gravar(operadora: Operadora) -> None:
    ator = Ator.sistema(operadora)
    linha = Progresso.objects.create(titulo="a")
    copia = Progresso.objects.get(pk=linha.pk)
    transitar(linha, FLUXO, "andar", ator, MUDOU, campo="titulo", gravar={"feitos": 1})
    assert (linha.titulo, linha.feitos) == ("b", 1)
    with pytest.raises(TransicaoInvalida, match="outra pessoa já mudou"):
        transitar(copia, FLUXO, "andar", ator, MUDOU, campo="titulo")
    with pytest.raises(TransicaoInvalida, match="não é possível"):
        transitar(linha, FLUXO, "andar", ator, MUDOU, campo="titulo")
    assert Evento.objects.filter(tipo=MUDOU.codigo).count() == 1
    assert "a --> b: Andar" in FLUXO.mermaid()
