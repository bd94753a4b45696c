"""Every screen of the account of the person, and the pages that every portal shares."""

from __future__ import annotations

import pytest

from tests.navegador.conftest import Janela
from tests.navegador.telas import Tela, olhar

TELAS = (
    Tela("faturista", "/contextos/"),
    Tela("faturista", "/avisos/", foto="avisos"),
    Tela("faturista", "/teclas/"),
    Tela("faturista", "/primeiros-passos/"),
    Tela("faturista", "/contextos/?primeira=sim"),
    Tela("faturista", "/perguntas/"),
    Tela("faturista", "/buscar/?q=lote"),
    Tela("faturista", "/conta/"),
    Tela("faturista", "/conta/solicitacoes/"),
    Tela("faturista", "/conta/solicitacoes/nova/"),
    Tela("faturista", "/conta/relacionamentos/"),
    Tela("faturista", "/conta/senha/"),
    Tela("faturista", "/conta/fatores/"),
    Tela("faturista", "/conta/fatores/codigos/"),
    Tela("faturista", "/conta/dados/"),
    Tela("faturista", "/conta/dados/atividade/"),
    Tela("faturista", "/conta/emails/"),
    Tela("faturista", "/conta/emails/incluir/"),
    Tela("faturista", "/conta/termos/"),
    Tela("faturista", "/conta/sessoes/"),
    Tela("faturista", "/conta/relatorios/"),
    Tela("beneficiario", "/conta/relatorios/"),
)


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(tela: Tela, janela: Janela) -> None:
    olhar(janela(tela.papel), tela)
