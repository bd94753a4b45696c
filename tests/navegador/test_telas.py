"""Every screen of the three portals, looked at as a person would: it opens, reads well and fits the phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.infra.navegador import CELULAR
from tests.navegador.apoio import ESTREITO, rolagem_lateral
from tests.navegador.conftest import Dentro


@dataclass(frozen=True, slots=True)
class Tela:
    """A screen: whose it is, its address, and the links to follow from there to reach it.

    ``foto`` is the name of the manual's picture; a phone's gets ``-celular``.
    """

    papel: str
    endereco: str
    depois: tuple[str, ...] = ()
    foto: str = ""

    def __str__(self) -> str:
        passos = ">".join(str(n) for n in range(1, len(self.depois) + 1))
        return f"{self.papel}{self.endereco}{passos}" if self.papel else self.endereco


LINHA = "main table tbody th a"
TELAS = (
    Tela("", "/entrar/", foto="entrar"),
    Tela("", "/entrar/999997/beneficiario/"),
    Tela("", "/verificar/", foto="verificar"),
    Tela("", "/acessibilidade/"),
    Tela("", "/estilo/"),
    Tela("", "/nada-aqui/"),
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
    Tela("faturista", "/contextos/"),
    Tela("faturista", "/avisos/", foto="avisos"),
    Tela("faturista", "/teclas/"),
    Tela("faturista", "/primeiros-passos/"),
    Tela("faturista", "/contextos/?primeira=sim"),
    Tela("faturista", "/perguntas/"),
    Tela("", "/perguntas/999997/beneficiario/"),
    Tela("gestor", "/operadora/acessos/opcoes/perguntas/"),
    Tela("faturista", "/buscar/?q=lote"),
    Tela("beneficiario", "/beneficiario/", foto="beneficiario-inicio"),
    Tela("beneficiario", "/beneficiario/extrato/"),
    Tela("beneficiario", "/beneficiario/extrato/", ("text=12 meses",), foto="beneficiario-extrato"),
    Tela("beneficiario", "/beneficiario/extrato/", ("text=12 meses", "text=Por atendimento")),
    Tela("beneficiario", "/beneficiario/extrato/", ("text=12 meses", "text=Não reconheço >> nth=-1")),
    Tela("beneficiario", "/beneficiario/casos/", foto="beneficiario-casos"),
    Tela("beneficiario", "/beneficiario/quem-viu/", foto="beneficiario-quem-viu"),
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
    Tela("gestor", "/operadora/beneficiarios/", (LINHA,), foto="operadora-beneficiario"),
    Tela("gestor", "/operadora/configuracao/", foto="operadora-opcoes"),
    Tela("gestor", "/operadora/correio/"),
    Tela("gestor", "/operadora/documentos/"),
    Tela("gestor", "/operadora/documentos/logotipo/"),
    Tela("gestor", "/operadora/auditoria/", foto="operadora-auditoria"),
)


def abrir(pagina: Page, tela: Tela) -> None:
    """Go to the screen; every page on the way must answer well."""
    resposta = pagina.goto(tela.endereco)
    assert resposta is not None and resposta.status == (404 if "nada" in tela.endereco else 200)
    for passo in tela.depois:
        with pagina.expect_navigation() as ida:
            pagina.locator(passo).first.click()
        assert ida.value is not None and ida.value.status == 200


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(
    tela: Tela,
    dentro: Dentro,
    nova_pagina: Callable[..., Page],
    verificar_acessibilidade: Callable[[Page], None],
    fotografar: Callable[[Page, str], None],
) -> None:
    pagina = dentro(tela.papel) if tela.papel else nova_pagina()
    abrir(pagina, tela)
    expect(pagina.locator("h1")).to_have_count(1)
    expect(pagina.locator("h1")).to_be_visible()
    verificar_acessibilidade(pagina)
    if tela.foto:
        fotografar(pagina, tela.foto)
    assert rolagem_lateral(pagina) == []
    for tamanho in (CELULAR, ESTREITO):
        pagina.set_viewport_size(tamanho)
        assert rolagem_lateral(pagina) == [], f"{pagina.url} rola de lado a {tamanho['width']} px"
        if tamanho is CELULAR:
            verificar_acessibilidade(pagina)


@pytest.mark.parametrize("papel", ["faturista", "beneficiario", "gestor"])
def test_toda_linha_do_menu_tem_a_sua_tela_provada(papel: str, dentro: Dentro) -> None:
    pagina = dentro(papel)
    pagina.goto("/")
    linhas = pagina.locator("nav.gc-menu a").evaluate_all("as => as.map(a => a.getAttribute('href'))")
    provadas = {tela.endereco for tela in TELAS}
    assert [linha for linha in linhas if linha.startswith("/") and linha not in provadas] == []
