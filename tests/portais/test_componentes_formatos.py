"""Values are written the way Brazil reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from guiche.nucleo.competencia import Competencia
from guiche.portais.componentes import formatos
from tests.portais.componentes import desenhar

pytestmark = pytest.mark.usefixtures("estaticos_simples")


@pytest.mark.parametrize(
    ("filtro", "valor", "esperado"),
    [
        ("dinheiro", Decimal("1234.56"), "R$\u00a01.234,56"),
        ("dinheiro", Decimal("-12"), "-R$\u00a012,00"),
        ("dinheiro", Decimal(0), "R$\u00a00,00"),
        ("dinheiro", None, ""),
        ("valor", Decimal("1234567.8"), "1.234.567,80"),
        ("numero", 1234, "1.234"),
        ("numero:2", Decimal("1.5"), "1,50"),
        ("data", date(2026, 11, 3), "03/11/2026"),
        ("data", datetime(2026, 11, 4, 1, 30, tzinfo=UTC), "03/11/2026"),
        ("data", None, ""),
        ("data_curta", date(2026, 11, 3), "03/11"),
        ("data_hora", datetime(2026, 11, 4, 1, 5, tzinfo=UTC), "03/11/2026 22h05"),
        ("hora", datetime(2026, 11, 4, 11, 5, tzinfo=UTC), "08h05"),
        ("dia_da_semana", date(2026, 11, 27), "sexta"),
        ("data_por_extenso", date(2026, 11, 1), "1 de novembro de 2026"),
        ("cpf", "52998224725", "529.982.247-25"),
        ("cpf_mascarado", "52998224725", "***.982.247-**"),
        ("cnpj", "12ABC34501DE35", "12.ABC.345/01DE-35"),
        ("documento", "52998224725", "529.982.247-25"),
        ("documento", "12ABC34501DE35", "12.ABC.345/01DE-35"),
        ("registro_ans", "414662", "41.466-2"),
        ("telefone", "67999998888", "(67) 99999-8888"),
        ("cep", "79002000", "79002-000"),
        ("competencia", Competencia(2026, 11), "11/2026"),
        ("competencia", "2026-11", "11/2026"),
        ("dias_uteis_texto", 0, "hoje"),
        ("dias_uteis_texto", 1, "1 dia útil"),
        ("dias_uteis_texto", 4, "4 dias úteis"),
        ("dias_uteis_texto", -2, "venceu há 2 dias úteis"),
        ('plural_pt:"guia,guias"', 1, "1 guia"),
        ('plural_pt:"guia,guias"', 1234, "1.234 guias"),
        ('plural_pt:"guia,guias"', 0, "0 guias"),
        ("iniciais", "Renata Souza Lima", "RL"),
        ("iniciais", "", ""),
        ("primeiro_nome", "Renata Souza Lima", "Renata"),
        ("tamanho_do_arquivo", 3_400_000, "3,4 MB"),
        ("tamanho_do_arquivo", 12_300, "12 kB"),
        ("em_grupos", "0417330088120015", "0417\u00a03300\u00a08812\u00a00015"),
    ],
)
def test_filtro_escreve_como_se_le_no_brasil(filtro: str, valor: Any, esperado: str) -> None:
    assert desenhar("{{ v|" + filtro + " }}", v=valor) == esperado


@pytest.mark.parametrize(("segundos", "esperado"), [(22, "22 s"), (61, "2 min"), (3900, "1 h 05 min")])
def test_duracao(segundos: int, esperado: str) -> None:
    assert formatos.duracao(segundos) == esperado
