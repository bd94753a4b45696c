"""Every screen of the portal of the operadora."""

from __future__ import annotations

import pytest

from tests.navegador.conftest import Janela
from tests.navegador.telas import LINHA, Tela, linhas_sem_prova, olhar

TELAS = (
    Tela("gestor", "/operadora/acessos/opcoes/perguntas/"),
    Tela("analista", "/operadora/", foto="operadora-inicio"),
    Tela("analista", "/operadora/contas/"),
    Tela("analista", "/operadora/contas/", (LINHA,)),
    Tela("analista", "/operadora/lotes/", foto="operadora-lotes"),
    Tela("analista", "/operadora/lotes/?situacao=5", (LINHA,)),
    Tela("analista", "/operadora/contestacoes/"),
    Tela("analista", "/operadora/contestacoes/", ("text=Apurar >> nth=0",), foto="operadora-contestacao"),
    Tela("financeiro", "/operadora/competencias/", foto="operadora-competencias"),
    Tela("financeiro", "/operadora/competencias/", (LINHA,)),
    Tela("financeiro", "/operadora/pagamentos/", foto="operadora-pagamentos"),
    Tela("financeiro", "/operadora/pagamentos/", (LINHA,)),
    Tela("gestor", "/operadora/prestadores/", foto="operadora-prestadores"),
    Tela("gestor", "/operadora/prestadores/", (LINHA,)),
    Tela("gestor", "/operadora/beneficiarios/"),
    Tela("gestor", "/operadora/beneficiarios/", (LINHA,)),
    Tela("gestor", "/operadora/configuracao/", foto="operadora-opcoes"),
    Tela("gestor", "/operadora/correio/"),
    Tela("gestor", "/operadora/documentos/"),
    Tela("gestor", "/operadora/documentos/logotipo/"),
    Tela("gestor", "/operadora/auditoria/", foto="operadora-auditoria"),
    Tela("gestor", "/operadora/acessos/solicitacoes/", foto="operadora-pedidos-de-acesso"),
    Tela("gestor", "/operadora/acessos/responsaveis/"),
    Tela("gestor", "/operadora/acessos/opcoes/"),
    Tela("gestor", "/operadora/acessos/opcoes/senha/"),
    Tela("gestor", "/operadora/acessos/termos/"),
    Tela("gestor", "/operadora/acessos/termos/aceites/"),
    Tela("gestor", "/operadora/acessos/termos/publicar/"),
    Tela("gestor", "/operadora/acessos/equipe/", foto="operadora-equipe"),
    Tela("gestor", "/operadora/acessos/equipe/convidar/"),
    Tela("gestor", "/operadora/acessos/equipe/mudancas/"),
    Tela("gestor", "/operadora/acessos/perfis/", foto="operadora-perfis"),
    Tela("gestor", "/operadora/acessos/perfis/novo/operadora/"),
    Tela("gestor", "/operadora/acessos/quem-tem-acesso/", foto="operadora-quem-tem-acesso"),
    Tela("gestor", "/operadora/acessos/revisao/", foto="operadora-revisao"),
    Tela("gestor", "/operadora/acessos/revisao/prestadores/"),
    Tela("gestor", "/operadora/acessos/revisao/trimestre/"),
    Tela("gestor", "/operadora/acessos/credenciamento/"),
    Tela("gestor", "/operadora/atualizacoes/"),
    Tela("gestor", "/operadora/aditivos/"),
    Tela("gestor", "/operadora/aditivos/novo/"),
    Tela("gestor", "/operadora/acessos/quem-tem-acesso/", (LINHA,)),
    Tela("gestor", "/operadora/informativos/"),
    Tela("gestor", "/operadora/unidades/", foto="operadora-unidades"),
    Tela("gestor", "/operadora/unidades/", (LINHA,)),
    Tela("gestor", "/operadora/unidades/nova/"),
    Tela("gestor", "/operadora/prestadores/", (LINHA, "text=Mudar >> nth=0")),
    Tela("analista_da_unidade", "/operadora/lotes/"),
)


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(tela: Tela, janela: Janela) -> None:
    olhar(janela(tela.papel), tela)


@pytest.mark.parametrize("papel", ["analista", "financeiro", "gestor"])
def test_toda_linha_do_menu_tem_a_sua_tela_provada(papel: str, janela: Janela) -> None:
    assert linhas_sem_prova(janela(papel), TELAS) == []
