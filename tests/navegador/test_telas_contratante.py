"""Every screen of the portal of the company that hires the plan."""

from __future__ import annotations

import pytest

from tests.navegador.conftest import Janela
from tests.navegador.telas import Tela, linhas_sem_prova, olhar

TELAS = (Tela("contratante", "/contratante/"),)


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(tela: Tela, janela: Janela) -> None:
    olhar(janela(tela.papel), tela)


def test_toda_linha_do_menu_tem_a_sua_tela_provada(janela: Janela) -> None:
    assert linhas_sem_prova(janela("contratante"), TELAS) == []
