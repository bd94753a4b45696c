"""Every screen of the portal of the prestador."""

from __future__ import annotations

import pytest

from tests.navegador.conftest import Janela
from tests.navegador.telas import LINHA, Tela, linhas_sem_prova, olhar

TELAS = (
    Tela("faturista", "/prestador/", foto="prestador-inicio"),
    Tela("faturista", "/prestador/conferencias/", foto="prestador-conferir"),
    Tela("faturista", "/prestador/lotes/", foto="prestador-lotes"),
    Tela("faturista", "/prestador/lotes/?situacao=com-glosa", (LINHA,), foto="prestador-lote"),
    Tela("faturista", "/prestador/lotes/?situacao=com-glosa", (LINHA, LINHA), foto="prestador-guia"),
    Tela("faturista", "/prestador/lotes/?situacao=em-analise", (LINHA,)),
    Tela("faturista", "/prestador/demonstrativos/", foto="prestador-demonstrativos"),
    Tela("faturista", "/prestador/demonstrativos/", (LINHA,), foto="prestador-pagamento"),
    Tela("faturista", "/prestador/valores/", foto="prestador-valores"),
    Tela("faturista", "/prestador/ajuda/xml/"),
    Tela("medico", "/prestador/cadastro/", foto="prestador-cadastro"),
    Tela("medico", "/prestador/cadastro/atualizar/"),
    Tela("medico", "/prestador/cadastro/pedidos/"),
    Tela("medico", "/prestador/aditivos/", foto="prestador-aditivos"),
    Tela("faturista", "/prestador/aditivos/"),
    Tela("medico", "/prestador/relacionamentos/", foto="prestador-relacionamentos"),
    Tela("medico", "/prestador/relacionamentos/", (LINHA,)),
    Tela("medico", "/prestador/relacionamentos/corpo-clinico/"),
    Tela("medico", "/prestador/relacionamentos/novo/"),
    Tela("medico", "/prestador/relacionamentos/revisao/"),
    Tela("medico", "/prestador/representantes/", foto="prestador-representantes"),
    Tela("medico", "/prestador/representantes/novo/"),
    Tela("faturista", "/prestador/demonstrativos/relatorios/"),
    Tela("faturista", "/prestador/informativos/"),
)


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(tela: Tela, janela: Janela) -> None:
    olhar(janela(tela.papel), tela)


@pytest.mark.parametrize("papel", ["faturista", "medico", "recepcionista"])
def test_toda_linha_do_menu_tem_a_sua_tela_provada(papel: str, janela: Janela) -> None:
    assert linhas_sem_prova(janela(papel), TELAS) == []
