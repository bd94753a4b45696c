"""Every screen of the portal of the beneficiário."""

from __future__ import annotations

import pytest

from tests.navegador.conftest import Janela
from tests.navegador.telas import Tela, linhas_sem_prova, olhar

TELAS = (
    Tela("beneficiario", "/beneficiario/", foto="beneficiario-inicio"),
    Tela("beneficiario", "/beneficiario/extrato/"),
    Tela("beneficiario", "/beneficiario/extrato/", ("text=12 meses",), foto="beneficiario-extrato"),
    Tela("beneficiario", "/beneficiario/extrato/", ("text=12 meses", "text=Por atendimento")),
    Tela("beneficiario", "/beneficiario/extrato/", ("text=12 meses", "text=Não reconheço >> nth=-1")),
    Tela("beneficiario", "/beneficiario/casos/", foto="beneficiario-casos"),
    Tela("beneficiario", "/beneficiario/quem-viu/", foto="beneficiario-quem-viu"),
    Tela("beneficiario", "/beneficiario/familia/", foto="beneficiario-familia"),
    Tela("beneficiario", "/beneficiario/familia/historico/"),
    Tela("beneficiario", "/beneficiario/familia/cuidadores/"),
    Tela("beneficiario", "/beneficiario/familia/cuidadores/convidar/"),
    Tela("conjuge", "/beneficiario/familia/"),
)


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(tela: Tela, janela: Janela) -> None:
    olhar(janela(tela.papel), tela)


@pytest.mark.parametrize("papel", ["beneficiario", "conjuge"])
def test_toda_linha_do_menu_tem_a_sua_tela_provada(papel: str, janela: Janela) -> None:
    assert linhas_sem_prova(janela(papel), TELAS) == []
