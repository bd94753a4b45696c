"""Negotiated prices: searched, dated, exported; nobody else's contract."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from guiche.cadastro.models import ContratoDoPrestador, ItemDaTabela, RegraDeProcedimento, TabelaDePrecos
from guiche.faturamento.models import ItemDaGuia
from guiche.nucleo.escopo import escopo
from guiche.terminologia.models import Termo
from tests.cenario import Mundo
from tests.portais.prestador import enviado, quantas_consultas

pytestmark = pytest.mark.django_db
VALORES = "/prestador/valores/"
CONSULTA = "10101012"


def linhas(client: Client, consulta: str = "") -> list[list[str]]:
    """Cells of the CSV, heading left out."""
    resposta = client.get(f"{VALORES}?formato=csv&{consulta}")
    texto = b"".join(resposta.streaming_content).decode("utf-8-sig")
    return [linha.split(";") for linha in texto.splitlines()[1:]]


def codigos(client: Client, consulta: str) -> set[str]:
    return {linha[0] for linha in linhas(client, consulta)}


def contrato(mundo: Mundo) -> ContratoDoPrestador:
    return ContratoDoPrestador.objects.select_related("tabela_de_precos").get(prestador=mundo.prestador)


@pytest.mark.requisito("C-38")
def test_o_valor_mostrado_e_o_que_a_conta_paga(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    with escopo(mundo.operadora):
        item = ItemDaGuia.objects.get(guia__lote=lote)
        termo = Termo.objects.get(tabela=item.tabela, codigo=item.codigo)
        tabela = str(contrato(mundo).tabela_de_precos)
    (linha,) = linhas(faturista, f"q={item.codigo}")
    assert linha[:4] == [item.codigo, item.tabela, termo.termo, f"{item.valor_processado}".replace(".", ",")]
    assert (linha[5], linha[6], linha[7]) == (tabela, "tabela do contrato", "não")
    pagina = faturista.get(f"{VALORES}?q={item.codigo}").content.decode()
    assert f"<h1>{termo.termo}: " in pagina and "Não exige autorização prévia." in pagina


@pytest.mark.requisito("C-38")
def test_acha_por_codigo_e_por_palavras_sem_acento(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        termo = Termo.objects.get(tabela="22", codigo=CONSULTA)
        todos = set(contrato(mundo).tabela_de_precos.itens.values_list("codigo", flat=True))
    assert "consultório" in termo.termo.lower()
    assert codigos(faturista, "q=consultorio") == codigos(faturista, "q=CONSULTÓRIO consulta") == {CONSULTA}
    assert codigos(faturista, "q=1.01.01.01-2") == {CONSULTA}
    assert codigos(faturista, "q=101") == {codigo for codigo in todos if codigo.startswith("101")}
    assert codigos(faturista, "") == todos
    vazio = faturista.get(f"{VALORES}?q=nada+disso").content.decode()
    assert "Nenhum valor negociado com esses filtros" in vazio


@pytest.mark.requisito("C-38")
def test_cada_data_tem_o_seu_preco_e_antes_do_contrato_nenhum(mundo: Mundo, faturista: Client) -> None:
    virada = mundo.hoje - timedelta(days=10)
    with escopo(mundo.operadora):
        vigente = contrato(mundo)
        vigente.tabela_de_precos.itens.filter(codigo=CONSULTA).delete()
        base = {"tabela_de_precos": vigente.tabela_de_precos, "tabela": "22", "codigo": CONSULTA}
        fim = virada - timedelta(days=1)
        ItemDaTabela.objects.create(
            valor=Decimal("90.00"), vigencia_inicio=vigente.vigencia_inicio, vigencia_fim=fim, **base
        )
        ItemDaTabela.objects.create(valor=Decimal("95.50"), vigencia_inicio=virada, **base)
        ContratoDoPrestador.objects.filter(pk=vigente.pk).update(ajuste=Decimal("-20.00"))
    antes = virada - timedelta(days=1)
    for dia, valor, composicao in ((antes, "72,00", "R$ 90,00 − 20,00 %"), (virada, "76,40", "R$ 95,50 − 20,00 %")):
        (linha,) = linhas(faturista, f"q={CONSULTA}&dia={dia.isoformat()}")
        assert (linha[3], linha[4]) == (valor, composicao)
    primeiro = vigente.vigencia_inicio - timedelta(days=1)
    assert linhas(faturista, f"dia={primeiro.isoformat()}") == []
    pagina = faturista.get(f"{VALORES}?dia=31/02/2026").content.decode()
    assert "Escreva a data como dia/mês/ano" in pagina


@pytest.mark.requisito("C-38")
def test_preco_em_us_mostra_a_conta(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        vigente = contrato(mundo)
        tabela = TabelaDePrecos.objects.create(nome="US", edicao="2026", moeda=TabelaDePrecos.Moeda.US)
        base = {"tabela_de_precos": tabela, "tabela": "22", "vigencia_inicio": vigente.vigencia_inicio}
        ItemDaTabela.objects.create(codigo=CONSULTA, quantidade_us=Decimal(70), **base)
        ItemDaTabela.objects.create(codigo="99999999", **base)
        ContratoDoPrestador.objects.filter(pk=vigente.pk).update(tabela_de_precos=tabela, valor_us=Decimal("0.55"))
    (linha,) = linhas(faturista)
    assert (linha[0], linha[3], linha[4], linha[5]) == (CONSULTA, "38,50", "70,00 US × R$ 0,55", "US 2026")
    with escopo(mundo.operadora):
        ContratoDoPrestador.objects.filter(pk=vigente.pk).update(valor_us=None)
    assert linhas(faturista) == []


@pytest.mark.requisito("C-38")
def test_diz_o_que_exige_autorizacao_na_data(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        RegraDeProcedimento.objects.filter(codigo=CONSULTA).delete()
        RegraDeProcedimento.objects.create(
            tabela="22", codigo=CONSULTA, exige_autorizacao=True, vigencia_inicio=mundo.hoje
        )
    assert CONSULTA in codigos(faturista, "autorizacao=sim")
    assert CONSULTA not in codigos(faturista, "autorizacao=nao")
    ontem = (mundo.hoje - timedelta(days=1)).isoformat()
    assert CONSULTA in codigos(faturista, f"autorizacao=nao&dia={ontem}")
    assert "Peça a senha antes de atender" in faturista.get(f"{VALORES}?q={CONSULTA}").content.decode()


@pytest.mark.requisito("C-38")
def test_so_o_proprio_contrato(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, da_outra_operadora: Client, sem_direitos: Client
) -> None:
    with escopo(mundo.operadora):
        tabela = TabelaDePrecos.objects.create(nome="Só da clínica", edicao="1")
        item = {"tabela": "22", "codigo": "12345678", "valor": Decimal("1.00"), "vigencia_inicio": mundo.hoje}
        ItemDaTabela.objects.create(tabela_de_precos=tabela, **item)
        ContratoDoPrestador.objects.filter(prestador=mundo.prestador).update(tabela_de_precos=tabela)
    assert codigos(faturista, "") == {"12345678"}
    for outro in (de_outro_prestador, da_outra_operadora):
        achados = codigos(outro, "")
        assert achados and "12345678" not in achados
        assert codigos(outro, "q=12345678") == set()
    assert sem_direitos.get(VALORES).status_code == 403
    assert faturista.post(VALORES).status_code == 405


def test_chega_pelo_menu_pelo_inicio_e_pela_busca(mundo: Mundo, faturista: Client, sem_direitos: Client) -> None:
    inicio = faturista.get("/prestador/").content.decode()
    assert f'<a class="gc-atalho" href="{VALORES}">' in inicio
    assert f'href="{VALORES}"' in faturista.get("/prestador/lotes/").content.decode()
    achado = faturista.get("/buscar/?q=consultorio").content.decode()
    assert f'href="{VALORES}?q={CONSULTA}"' in achado
    assert f'href="{VALORES}"' in faturista.get("/buscar/?q=negociados").content.decode()
    assert VALORES not in sem_direitos.get("/buscar/?q=consultorio").content.decode()


def test_as_consultas_nao_crescem_com_os_precos(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        tabela = TabelaDePrecos.objects.create(nome="Pequena", edicao="1")
        base = {"tabela_de_precos": tabela, "tabela": "22", "valor": Decimal("1.00"), "vigencia_inicio": mundo.hoje}
        ItemDaTabela.objects.create(codigo="10000001", **base)
        ContratoDoPrestador.objects.filter(prestador=mundo.prestador).update(tabela_de_precos=tabela)
    um = quantas_consultas(faturista, VALORES)
    with escopo(mundo.operadora):
        for codigo in ("10000002", "10000003"):
            ItemDaTabela.objects.create(codigo=codigo, **base)
    assert quantas_consultas(faturista, VALORES) == um <= 11  # four of the prices, the rest of the shell
