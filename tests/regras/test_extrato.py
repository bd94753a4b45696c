"""The five groups of the statement of use of services."""

from decimal import Decimal

import pytest

from guiche.faturamento.regras.extrato import Grupo, LinhaDoExtrato, grupo_do_item, totais_por_grupo
from guiche.tiss_xml.mensagens import TipoGuia


@pytest.mark.requisito("T-22")
@pytest.mark.parametrize(
    ("tipo", "tabela", "codigo", "despesa", "grupo"),
    [
        (TipoGuia.CONSULTA, "22", "10101012", False, Grupo.CONSULTAS),
        (TipoGuia.SADT, "22", "10101039", False, Grupo.CONSULTAS),
        (TipoGuia.SADT, "22", "50000560", False, Grupo.CONSULTAS),
        (TipoGuia.SADT, "22", "40308391", False, Grupo.EXAMES_TERAPIAS),
        (TipoGuia.SADT, "98", "98000001", False, Grupo.EXAMES_TERAPIAS),
        (TipoGuia.SADT, "20", "90000001", True, Grupo.OUTRAS_DESPESAS),
        (TipoGuia.SADT, "00", "12", True, Grupo.OUTRAS_DESPESAS),
        (TipoGuia.RESUMO_INTERNACAO, "22", "10101012", False, Grupo.INTERNACAO),
        (TipoGuia.RESUMO_INTERNACAO, "18", "60000554", True, Grupo.INTERNACAO),
        (TipoGuia.HONORARIOS, "22", "30733057", False, Grupo.INTERNACAO),
        (TipoGuia.ODONTO, "22", "81000065", False, Grupo.ODONTOLOGIA),
        (TipoGuia.CONSULTA, "22", "81000030", False, Grupo.ODONTOLOGIA),
        (TipoGuia.SADT, "22", "81000405", False, Grupo.ODONTOLOGIA),
        (TipoGuia.SADT, "90", "12", False, Grupo.ODONTOLOGIA),
    ],
)
def test_grupo_de_cada_item(tipo: TipoGuia, tabela: str, codigo: str, despesa: bool, grupo: Grupo) -> None:
    assert grupo_do_item(tipo, tabela, codigo, despesa=despesa) is grupo


@pytest.mark.requisito("T-22")
def test_totais_incluem_o_que_foi_todo_glosado() -> None:
    totais = totais_por_grupo(
        [
            LinhaDoExtrato(Grupo.CONSULTAS, Decimal("112.00"), Decimal("0.00")),
            LinhaDoExtrato(Grupo.CONSULTAS, Decimal("112.00"), Decimal("112.00")),
            LinhaDoExtrato(Grupo.ODONTOLOGIA, Decimal("38.50"), Decimal("8.50")),
        ]
    )
    assert [(g.rotulo, t.linhas, str(t.informado), str(t.glosado), str(t.pago)) for g, t in totais.items()] == [
        ("Consultas", 2, "224.00", "112.00", "112.00"),
        ("Exames/Terapias", 0, "0.00", "0.00", "0.00"),
        ("Internação", 0, "0.00", "0.00", "0.00"),
        ("Outras despesas", 0, "0.00", "0.00", "0.00"),
        ("Odontologia", 1, "38.50", "8.50", "30.00"),
    ]
