"""Payments of the operadora: filters, export, one payment with its ledger and statement, refusals."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from guiche.documentos.models import DocumentoEmitido
from guiche.nucleo.escopo import escopo
from guiche.pagamento.models import Lancamento, Pagamento
from guiche.pagamento.services.demonstrativos import demonstrativo_xml
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.portais.componentes import formatos
from tests.cenario import Mundo
from tests.portais.operadora import aviso, folha, gestor_da_outra, liberado, relido
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

LISTA = "/operadora/pagamentos/"
FORMATOS = ("pdf", "xlsx", "csv", "xml")


def fechado(mundo: Mundo, *numeros: str) -> Pagamento:
    """One payment to be made that holds these lotes."""
    lotes = [liberado(mundo, numero) for numero in numeros]
    with escopo(mundo.operadora):
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lotes[-1].competencia)
    return pagamento


def feito(mundo: Mundo, *numeros: str) -> Pagamento:
    """One payment already made."""
    pagamento = fechado(mundo, *numeros)
    with escopo(mundo.operadora):
        return marcar_pago(mundo.ator("financeiro"), pagamento)


def endereco(pagamento: Pagamento, resto: str = "") -> str:
    return f"{LISTA}{pagamento.pk}/{resto}"


@pytest.mark.requisito("X-06")
def test_lista_filtra_soma_e_exporta_o_filtrado(mundo: Mundo, financeiro: Client) -> None:
    pago, aberto = feito(mundo, "381"), fechado(mundo, "382", "383")

    def achados(**filtro: str) -> list[str]:
        tabela = financeiro.get(LISTA, filtro).context["tabela"]
        return [linha.objeto.numero for linha in tabela.linhas]

    ambos = [pago.numero, aberto.numero]
    dia, previsto = f"{mundo.hoje:%d/%m/%Y}", f"{aberto.data_prevista:%d/%m/%Y}"
    antes_do_previsto = f"{aberto.data_prevista - timedelta(days=1):%d/%m/%Y}"
    assert aberto.data_prevista > mundo.hoje
    assert achados() == achados(texto=mundo.prestador.nome_fantasia[:6].lower()) == ambos
    assert achados(texto="ninguém") == []
    assert achados(texto=aberto.numero) == [aberto.numero]
    assert achados(situacao="PAGO") == [pago.numero]
    assert achados(competencia=aberto.competencia.rotulo) == ambos
    assert achados(competencia=aberto.competencia.anterior.rotulo) == []
    assert achados(de=dia, ate=antes_do_previsto) == [pago.numero]
    assert achados(de=previsto) == [aberto.numero]
    assert achados(ordem="-valor_liquido") == [aberto.numero, pago.numero]
    pagina = financeiro.get(LISTA, {"situacao": "FECHADO"})
    assert (pagina.context["soma"].quantidade, pagina.context["soma"].liquido) == (1, aberto.valor_liquido)
    assert "1 pagamento com esse filtro" in pagina.content.decode()
    linhas = folha(financeiro.get(LISTA, {"situacao": "FECHADO", "formato": "csv"}))
    assert linhas[0][:3] == ["Demonstrativo", "Prestador", "Competência"]
    assert [linha[:3] for linha in linhas[1:]] == [
        [aberto.numero, mundo.prestador.nome_fantasia, aberto.competencia.rotulo]
    ]


def test_lista_diz_o_que_falta_pagar_e_quando(mundo: Mundo, financeiro: Client) -> None:
    vazia = financeiro.get(LISTA)
    assert (vazia.context["quantos"], vazia.context["a_pagar"]) == (0, [])
    assert "Nenhum pagamento a fazer" in vazia.content.decode()
    feito(mundo, "381")
    aberto = fechado(mundo, "382")
    pagina = financeiro.get(LISTA)
    assert [p.pk for p in pagina.context["a_pagar"]] == [aberto.pk]
    assert (pagina.context["quantos"], pagina.context["total"]) == (1, aberto.valor_liquido)
    (grupo,) = pagina.context["vencer"]
    assert (grupo.data_prevista, grupo.competencia, grupo.quantidade, grupo.valor) == (
        aberto.data_prevista,
        aberto.competencia,
        1,
        aberto.valor_liquido,
    )
    assert financeiro.get(LISTA, {"situacao": "PAGO"}).context["a_pagar"] == []


def test_periodo_ao_contrario_fica_no_campo(mundo: Mundo, financeiro: Client) -> None:
    pagina = financeiro.get(LISTA, {"de": "10/11/2026", "ate": "09/11/2026"})
    assert pagina.context["tabela"].filtro.errors == {"ate": ["O fim do período vem antes do início."]}
    assert "O fim do período vem antes do início." in pagina.content.decode()


def test_pagamento_mostra_lotes_lancamentos_e_o_registro(mundo: Mundo, financeiro: Client) -> None:
    pagamento = fechado(mundo, "381", "382")
    pagina = financeiro.get(endereco(pagamento))
    assert [linha.objeto.numero for linha in pagina.context["tabela"].linhas] == ["381", "382"]
    lancamentos = [(linha.descricao, linha.indicador) for linha in pagina.context["lancamentos"]]
    assert lancamentos == [
        ("Produção do lote 381", Lancamento.Indicador.CREDITO),
        ("Produção do lote 382", Lancamento.Indicador.CREDITO),
    ]
    assert sum((linha.valor for linha in pagina.context["lancamentos"]), Decimal(0)) == pagamento.valor_liquido
    assert (pagina.context["pode_pagar"], pagina.context["atrasado"], pagina.context["guias"]) == (True, False, 2)
    assert [rotulo for _, rotulo in pagina.context["historico"]] == ["Pagamento previsto"]
    registro = financeiro.post(endereco(pagamento, "pagar/"), {"volta": endereco(pagamento)})
    assert (registro["Location"], aviso(registro)) == (
        endereco(pagamento),
        f"Pagamento {pagamento.numero} registrado.",
    )
    depois = financeiro.get(endereco(pagamento))
    assert depois.context["pode_pagar"] is False
    frase = f'recebeu <span class="gc-valor">{formatos.dinheiro(pagamento.valor_liquido)}</span>'
    assert frase in depois.content.decode()
    linhas = folha(financeiro.get(endereco(pagamento), {"formato": "csv"}))
    assert [linha[0] for linha in linhas] == ["Lote", "381", "382"]


def test_registro_so_volta_para_dentro_do_site(mundo: Mundo, financeiro: Client) -> None:
    pagamento = fechado(mundo, "381")
    registro = financeiro.post(endereco(pagamento, "pagar/"), {"volta": "https://exemplo.invalid/"})
    assert registro["Location"] == LISTA


def test_atraso_e_dito_na_resposta(mundo: Mundo, financeiro: Client) -> None:
    pagamento = fechado(mundo, "381")
    with escopo(mundo.operadora):
        Pagamento.objects.filter(pk=pagamento.pk).update(data_prevista=mundo.hoje - timedelta(days=1))
    pagina = financeiro.get(endereco(pagamento))
    assert pagina.context["atrasado"] is True
    assert f"desde {mundo.hoje - timedelta(days=1):%d/%m/%Y}" in pagina.content.decode()


@pytest.mark.requisito("U-17")
def test_demonstrativo_e_o_mesmo_que_o_prestador_baixa(mundo: Mundo, financeiro: Client) -> None:
    pagamento = feito(mundo, "381", "382")
    nome = f"demonstrativo-{pagamento.competencia}-{pagamento.numero}"
    pdf = financeiro.get(endereco(pagamento, "demonstrativo.pdf"))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert pdf["Content-Disposition"] == f'inline; filename="{nome}.pdf"'
    with escopo(mundo.operadora):
        assert DocumentoEmitido.objects.count() == 1
        xml = demonstrativo_xml(mundo.ator("financeiro"), pagamento)
    assert financeiro.get(endereco(pagamento, "demonstrativo.xml")).content == xml
    linhas = folha(financeiro.get(endereco(pagamento, "demonstrativo.csv")))
    assert [linha[0] for linha in linhas] == ["Lote", "381", "382"]
    xlsx = financeiro.get(endereco(pagamento, "demonstrativo.xlsx"))
    assert b"".join(xlsx.streaming_content).startswith(b"PK")


def test_pagamento_recusado_e_de_outra_operadora(mundo: Mundo, analista: Client, financeiro: Client) -> None:
    pagamento, outra = fechado(mundo, "381"), gestor_da_outra(mundo)
    enderecos = [endereco(pagamento), *(endereco(pagamento, f"demonstrativo.{formato}") for formato in FORMATOS)]
    for cada in enderecos:
        assert (analista.get(cada).status_code, outra.get(cada).status_code) == (403, 404)
    assert analista.get(LISTA).status_code == 403
    assert outra.get(LISTA).context["tabela"].linhas == []
    pagar = endereco(pagamento, "pagar/")
    assert (analista.post(pagar).status_code, outra.post(pagar).status_code) == (403, 404)
    assert financeiro.get(pagar).status_code == 405
    with escopo(mundo.operadora):
        assert DocumentoEmitido.objects.count() == 0
    assert relido(mundo, pagamento).situacao == Pagamento.Situacao.FECHADO


def test_consultas_do_pagamento_nao_crescem_com_os_lotes(mundo: Mundo, financeiro: Client) -> None:
    um, tres = fechado(mundo, "381"), fechado(mundo, "382", "383", "384")
    contagens = [quantas_consultas(financeiro, endereco(pagamento)) for pagamento in (um, tres)]
    assert contagens[0] == contagens[1] <= 11


def test_consultas_da_lista_nao_crescem_com_os_pagamentos(mundo: Mundo, financeiro: Client) -> None:
    contagens = []
    for numeros in (("381",), ("382", "383")):
        for numero in numeros:
            fechado(mundo, numero)
        contagens.append(quantas_consultas(financeiro, LISTA))
    assert contagens[0] == contagens[1] <= 11
