"""Reason → code of table 38, by version."""

import json
import re
from importlib import resources

import pytest

from guiche.faturamento.regras.codigos import CODIGOS, CodigoIndisponivel, Motivo, codigo_para

DADOS = resources.files("tiss") / "_data"


def _enumerados(versao: str) -> frozenset[str]:
    nome = f"tissSimpleTypesV{versao.replace('.', '_')}.xsd"
    texto = (DADOS / "schemas" / versao / nome).read_text(encoding="iso-8859-1")
    tipo = re.search(r'name="dm_tipoGlosa".*?</simpleType>', texto, re.DOTALL)
    assert tipo is not None
    return frozenset(re.findall(r'enumeration value="(\d{4})"', tipo.group()))


def _atuais() -> frozenset[str]:
    registros = json.loads((DADOS / "glosas.json").read_text(encoding="utf-8"))["records"]
    return frozenset(registro["codigo"] for registro in registros)


@pytest.mark.parametrize(
    ("motivo", "atual", "antigo"),
    [
        (Motivo.CARTEIRA_DESCONHECIDA, "1001", "1001"),
        (Motivo.ANTES_DA_INCLUSAO, "3308", "1005"),
        (Motivo.CARENCIA, "3171", "1007"),
        (Motivo.SEM_COBERTURA, "3287", "1407"),
        (Motivo.SENHA_INVALIDA, "3306", "1406"),
        (Motivo.SENHA_VENCIDA, "1414", "1414"),
        (Motivo.QUANTIDADE_ACIMA_DA_AUTORIZADA, "3210", "1820"),
        (Motivo.ITEM_DUPLICADO, "3209", "1702"),
        (Motivo.GUIA_JA_APRESENTADA, "1308", "1308"),
        (Motivo.LOTE_REPETIDO, "3268", "1308"),
        (Motivo.FORA_DO_PRAZO, "3214", "1701"),
        (Motivo.PRESTADOR_INATIVO, "3278", "1201"),
        (Motivo.CBO_NAO_HABILITADO, "3233", "1213"),
        (Motivo.ITEM_INVALIDO, "3253", "2001"),
        (Motivo.VALOR_ACIMA_DA_TABELA, "1705", "1714"),
        (Motivo.INCLUSO_NO_PACOTE, "3211", "1711"),
        (Motivo.DENTE_AUSENTE, "3284", "1432"),
        (Motivo.GUIA_DE_OUTRO_PRESTADOR, "3242", "2909"),
    ],
)
def test_codigo_por_versao(motivo: Motivo, atual: str, antigo: str) -> None:
    assert codigo_para(motivo, "4.03.00") == atual
    assert codigo_para(motivo, "4.02.00") == antigo
    assert codigo_para(motivo, "4.01.00") == antigo


def test_no_pedido_a_versao_antiga_tem_codigo_proprio() -> None:
    assert codigo_para(Motivo.CARENCIA, "4.02.00", fase="solicitacao") == "1410"
    assert codigo_para(Motivo.ANTES_DA_INCLUSAO, "4.02.00", fase="solicitacao") == "1004"
    assert codigo_para(Motivo.CARENCIA, "4.03.00", fase="solicitacao") == "3171"


def test_todo_motivo_tem_codigo_que_a_resposta_aceita() -> None:
    permitidos = {"4.03.00": _enumerados("4.03.00") & _atuais(), "4.02.00": _enumerados("4.02.00")}
    assert set(CODIGOS) == set(Motivo)
    for versao, conjunto in permitidos.items():
        for motivo in Motivo:
            for fase in ("solicitacao", "cobranca"):
                assert codigo_para(motivo, versao, conjunto, fase) in conjunto  # type: ignore[arg-type]


def test_toda_preferencia_atual_pode_ser_escrita_em_4_03() -> None:
    permitidos = _enumerados("4.03.00") & _atuais()
    assert {m: c.atual for m, c in CODIGOS.items() if not set(c.atual) <= permitidos} == {}


def test_toda_preferencia_antiga_esta_no_schema_4_02() -> None:
    antigos = _enumerados("4.02.00")
    assert {m: c for m, c in CODIGOS.items() if not {*c.antigo, *c.antigo_solicitacao} <= antigos} == {}


def test_motivo_sem_codigo_antigo_vira_glosa_tecnica() -> None:
    assert codigo_para(Motivo.DOCUMENTO_AUSENTE, "4.02.00") == "3040"
    assert codigo_para(Motivo.CARENCIA, "4.03.00", {"3040"}) == "3040"
    with pytest.raises(CodigoIndisponivel):
        codigo_para(Motivo.CARENCIA, "4.03.00", {"1001"})
