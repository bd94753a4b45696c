"""Lookups by code and day, search, labels and reasons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guiche.nucleo.texto import para_busca
from guiche.terminologia import carregar
from guiche.terminologia.models import Carga, Termo
from guiche.terminologia.selectors import termos as selectors

pytestmark = pytest.mark.django_db

DIA = date(2026, 11, 21)


@pytest.fixture
def criar() -> Any:
    carga = Carga.objects.create(fonte="teste", arquivo="teste", sha256="0" * 64)

    def criar(tabela: str, codigo: str, termo: str, inicio: date, fim: date | None = None) -> Termo:
        return Termo.objects.create(
            tabela=tabela, codigo=codigo, termo=termo, vigencia_inicio=inicio, vigencia_fim=fim,
            busca=para_busca(termo), carga=carga,
        )  # fmt: skip

    return criar


def test_lookup_is_judged_at_the_date_of_the_attendance() -> None:
    carregar.carregar_pacote(tabelas=("22",))
    ate, depois = ("22", "40309223", date(2025, 4, 30)), ("22", "40309223", date(2025, 5, 1))
    consulta, propria = ("22", "10101012", DIA), ("00", "10101012", DIA)
    falso = ("22", "99999999", DIA)
    respostas = selectors.termos_vigentes([ate, depois, consulta, propria, falso])
    assert {par: r.situacao for par, r in respostas.items()} == {
        ate: "vigente",
        depois: "encerrado",
        consulta: "vigente",
        propria: "propria",
        falso: "inexistente",
    }
    assert respostas[consulta].termo == "Consulta em consultório (no horário normal ou preestabelecido)"
    encerrada = respostas[depois].vigencia
    assert encerrada is not None
    assert encerrada.vigencia_fim == date(2025, 4, 30)


def test_version_in_force_of_the_day(criar: Any) -> None:
    criar("22", "40000001", "Exame um", date(2009, 2, 13), date(2026, 9, 30))
    criar("22", "40000001", "Exame um, painel", date(2026, 10, 1))
    assert selectors.termo_vigente("22", "40000001", date(2026, 9, 30)).termo == "Exame um"
    assert selectors.termo_vigente("22", "40000001", date(2026, 10, 1)).termo == "Exame um, painel"
    assert selectors.termo_vigente("22", "40000001", date(2009, 2, 12)).situacao == "futuro"


@pytest.mark.parametrize(("quantos", "consultas"), [(1, 1), (3, 1), (500, 1), (501, 2), (1_200, 3)])
def test_bulk_lookup_asks_one_query_per_five_hundred_codes(quantos: int, consultas: int) -> None:
    pares = [("22", str(40_000_000 + n), DIA) for n in range(quantos)]
    with CaptureQueriesContext(connection) as feitas:
        respostas = selectors.termos_vigentes(pares)
    assert (len(feitas), len(respostas)) == (consultas, quantos)


def test_days_of_the_same_code_share_the_query() -> None:
    pares = [(t, "10101012", DIA - timedelta(days=n)) for t in ("18", "22", "00") for n in range(400)]
    with CaptureQueriesContext(connection) as feitas:
        assert len(selectors.termos_vigentes(pares)) == 1_200
    assert len(feitas) == 2


def test_search_ignores_accents_case_and_order_of_words(criar: Any) -> None:
    criar("22", "30726034", "Artroplastia total de joelho - tratamento cirúrgico", date(2009, 2, 13))
    criar("19", "70000001", "PRÓTESE TOTAL DE JOELHO", date(2020, 1, 1))
    criar("19", "70000002", "Joelheira articulada (prótese)", date(2020, 1, 1))
    criar("22", "39999999", "Prótese de joelho encerrada", date(2009, 2, 13), date(2020, 1, 1))

    def codigos(texto: str, **filtros: Any) -> list[str]:
        return [resultado.codigo for resultado in selectors.buscar_termos(texto, DIA, **filtros)]

    assert codigos("joelho  protese") == ["70000001"]
    assert codigos("CIRURGICO artroplastia") == ["30726034"]
    assert codigos("joelh") == ["70000002", "30726034", "70000001"]
    assert codigos("prótese", tabela="19") == ["70000001", "70000002"]
    assert codigos("prótese", tabela="22") == []
    assert codigos("joelh", limite=1) == ["70000002"]
    assert codigos("100%") == []
    assert codigos("   ") == []
    em_2019 = selectors.buscar_termos("encerrada", date(2019, 6, 1))
    assert [(r.codigo, r.valido) for r in em_2019] == [("39999999", True)]


def test_search_by_the_beginning_of_the_code(criar: Any) -> None:
    for codigo in ("10101012", "10101020", "10102019", "101022026", "20101012"):
        criar("22", codigo, f"Termo {codigo}", date(2009, 2, 13))

    def codigos(texto: str) -> list[str]:
        return [resultado.codigo for resultado in selectors.buscar_termos(texto, DIA)]

    assert codigos("10101") == ["10101012", "10101020"]
    assert codigos("1010") == ["10101012", "10101020", "10102019", "101022026"]
    assert codigos("1.01.01.01-2") == ["10101012"]
    assert codigos("9") == []


def test_labels_options_and_reasons_cost_one_query_each() -> None:
    carregar.carregar_dominios()
    with CaptureQueriesContext(connection) as feitas:
        assert selectors.rotulo("dm_grauPart", "00") == "Cirurgião"
        assert selectors.rotulo("dm_UF", "35") == "São Paulo - SP"
        assert selectors.rotulo("dm_unidadeMedida", "001") == "AMP - Ampola"
        assert selectors.rotulo("dm_grauPart", "99") == "99"
        assert selectors.rotulo("dm_inexistente", "1") == "1"
        assert selectors.opcoes("dm_sexo") == (("1", "Masculino"), ("3", "Feminino"))
        assert selectors.opcoes("dm_face")[0] == ("O", "Oclusal")
        assert selectors.descricao_glosa("1801") == "PROCEDIMENTO INVÁLIDO"
        assert selectors.descricao_glosa("1013") == "CADASTRO DO BENEFICIÁRIO COM PROBLEMAS"
        assert selectors.descricao_glosa("0000") == ""
        assert len(selectors.motivos_glosa()) == 470
        assert len(selectors.motivos_glosa(somente_atuais=False)) == 792
        assert "1013" not in {motivo.codigo for motivo in selectors.motivos_glosa()}
    assert len(feitas) == 2


def test_operadora_by_registry() -> None:
    carregar.carregar_dominios()
    achada = selectors.operadora_ans("000515")
    assert achada is not None
    assert (achada.razao_social, achada.cnpj, achada.situacao) == (
        "ALLIANZ SAÚDE S/A",
        "04439627000102",
        "ativa",
    )
    assert selectors.operadora_ans("999999") is None
