"""Tables of the standard as plain data."""

from __future__ import annotations

import io
from datetime import date
from itertools import islice

import pytest

from guiche.tiss_xml.dominios import (
    TABELA_DO_TIPO,
    Termo,
    _registros,
    codigos,
    dominio,
    glosas,
    operadoras,
    termos_de_dominio,
    tipos_de_dominio,
    tuss,
)
from guiche.tiss_xml.versoes import Versao
from tests.tiss_xml.exemplos import V402, V403, VERSOES


def rotulos(tipo: str, versao: Versao = V403) -> dict[str, str]:
    return {termo.codigo: termo.termo for termo in dominio(versao, tipo)}


@pytest.mark.parametrize("versao", VERSOES, ids=str)
def test_todo_codigo_de_tabela_numerada_tem_rotulo(versao: Versao) -> None:
    tipos = set(tipos_de_dominio(versao))
    sem_rotulo = [
        (tipo, codigo)
        for tipo in TABELA_DO_TIPO
        if tipo in tipos
        for codigo, termo in rotulos(tipo, versao).items()
        if termo == codigo
    ]
    # Stage 0 of a tumour is really called "0".
    assert sem_rotulo == [("dm_estadiamento", "0")]


def test_rotulos_conferidos() -> None:
    assert rotulos("dm_caraterAtendimento") == {"1": "Eletiva", "2": "Urgência/Emergência"}
    assert rotulos("dm_regimeAtendimento")["05"] == "Telessaúde"
    assert rotulos("dm_motivoSaida")["19"] == "Alta de paciente agudo em psiquiatria"
    assert "17" not in rotulos("dm_motivoSaida")
    assert rotulos("dm_tabela")["18"] == "Taxas hospitalares, diárias e gases medicinais"
    assert rotulos("dm_UF")["35"] == "São Paulo SP"
    assert rotulos("dm_statusProtocolo")["6"] == "Pagamento Efetuado"
    assert rotulos("dm_CBOS")["225125"] == "Médico clínico"
    assert (len(codigos(V403, "dm_unidadeMedida")), len(codigos(V403, "dm_dente"))) == (61, 60)
    assert "10" in codigos(V402, "dm_statusProtocolo")


def test_vigencia_vem_da_tabela_oficial() -> None:
    termos = {termo.codigo: termo for termo in dominio(V403, "dm_caraterAtendimento")}
    assert termos["1"] == Termo("23", "1", "Eletiva", inicio=date(2012, 10, 10))
    assert len(termos_de_dominio()) == 798
    assert {termo.tabela for termo in termos_de_dominio()} >= {"23", "24", "36", "38", "39", "50", "76"}


def test_glosas_da_tabela_38() -> None:
    lista = list(glosas())
    assert len(lista) == 470
    assert (lista[0].codigo, lista[0].descricao, lista[0].grupo) == (
        "1001",
        "NÚMERO DA CARTEIRA INVÁLIDO",
        "10",
    )
    assert all(glosa.orientacao for glosa in lista)


def test_operadoras_do_cadop() -> None:
    lista = list(operadoras())
    assert len(lista) == 1106
    assert (lista[0].registro_ans, lista[0].uf, len(lista[0].cnpj)) == ("000515", "SP", 14)


def test_tuss_sai_em_fluxo_e_por_tabela() -> None:
    assert [t.codigo for t in islice(tuss("22"), 1)] == ["10101012"]
    assert sum(1 for _ in tuss("18")) == 3597
    assert {t.tabela for t in tuss()} == {"18", "19", "20", "22"}


def test_leitor_de_registros_aceita_texto_partido_e_acusa_arquivo_cortado() -> None:
    inteiro = '{"a": 1, "records": [ {"x": "ç]},"}, {"x": 2} ], "b": []}'.encode()
    assert list(_registros(io.BytesIO(inteiro))) == [{"x": "ç]},"}, {"x": 2}]
    with pytest.raises(ValueError, match="terminou antes"):
        list(_registros(io.BytesIO(inteiro[:40])))
