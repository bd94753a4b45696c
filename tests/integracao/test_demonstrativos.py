"""Statements to take away from the portal: TISS file and document, with the values of the database."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guiche.documentos.services import conteudo_de
from guiche.faturamento.documents_analise import demonstrativo_de_analise, linhas_das_glosas
from guiche.faturamento.models import Lote
from guiche.faturamento.services.contas import fechar_lote, liberar_lote
from guiche.faturamento.services.demonstrativos import analise_pdf, analise_xml
from guiche.faturamento.services.lotes import Recebimento, receber_lote
from guiche.faturamento.services.recibos import recibo_xml
from guiche.faturamento.tiss import analise, codigo_na_versao, resposta_do_recebimento
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.relogio import agora
from guiche.pagamento.documents import demonstrativo_de_pagamento, linhas_das_guias
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf, demonstrativo_xml
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.terminologia.models import MotivoGlosa
from guiche.terminologia.selectors.termos import esquecer
from guiche.tiss_xml.recepcao import ler_mensagem
from tests.cenario import Mundo
from tests.integracao.apoio import V402, V403, Sistema, consultas
from tests.integracao.test_jornada_ws import VINTE, analisado, recebido


def faturista(mundo: Mundo) -> Ator:
    return mundo.ator("faturista", prestador=mundo.prestador)


def pago(mundo: Mundo, lote: Lote) -> Pagamento:
    liberar_lote(mundo.ator("gestor"), lote)
    (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
    return pagamento


def test_analise_em_xml_na_versao_do_lote_ou_na_pedida(mundo: Mundo, clinica: Sistema) -> None:
    lote = analisado(mundo, clinica)
    with escopo(mundo.operadora):
        for versao, pedida in (("4.03.00", None), ("4.02.00", V402)):
            mensagem = ler_mensagem(analise_xml(faturista(mundo), lote, pedida))
            assert (mensagem.raiz, str(mensagem.versao), mensagem.do_prestador) == ("mensagemTISS", versao, False)
            (analise,) = mensagem.corpo["demonstrativoAnaliseConta"]
            assert analise["valorGlosaGeral"] == VINTE
            assert analise["valorLiberadoGeral"] == lote.valor_liberado
        assert analise_xml(faturista(mundo), lote) == analise_xml(faturista(mundo), lote)
        with pytest.raises(SemPermissao):
            analise_xml(mundo.ator("beneficiario"), lote)


@pytest.mark.requisito("C-33")
def test_analise_no_papel_diz_por_que_cada_glosa(mundo: Mundo, clinica: Sistema) -> None:
    lote = analisado(mundo, clinica)
    with escopo(mundo.operadora):
        documento = demonstrativo_de_analise(lote)
        (glosa,) = linhas_das_glosas(lote)
        primeiro, segundo = (analise_pdf(faturista(mundo), lote) for _ in range(2))
        assert conteudo_de(primeiro.arquivo).startswith(b"%PDF")
    assert primeiro == segundo
    cobrado = f"{lote.valor_informado:.2f}".replace(".", ",")
    liberado = f"{lote.valor_liberado:.2f}".replace(".", ",")
    assert documento.resposta == (
        f"Dos R$ {cobrado} cobrados, R$ {liberado} foram liberados e R$ 20,00 foram glosados."
    )
    assert (glosa["motivo"], glosa["valor"], glosa["item"]) == ("1705", VINTE, 1)
    assert glosa["descricao"].startswith("Consulta em consultório")
    assert glosa["explicacao"].startswith("O contrato paga R$ ")
    guias, glosas = documento.secoes
    assert guias.totais is not None and glosas.totais is not None
    assert sum(linha["valor_liberado"] for linha in guias.linhas) == guias.totais["valor_liberado"]
    assert glosas.totais["valor"] == VINTE


def test_analise_de_lote_aberto_nao_mostra_o_que_e_so_sugestao(mundo: Mundo, clinica: Sistema) -> None:
    lote = recebido(mundo, clinica)
    with escopo(mundo.operadora):
        documento = demonstrativo_de_analise(lote)
        assert list(linhas_das_glosas(lote)) == []
        (analise,) = ler_mensagem(analise_xml(faturista(mundo), lote)).corpo["demonstrativoAnaliseConta"]
    assert lote.valor_glosa == VINTE
    assert documento.resposta.endswith(f"a operadora responde até {lote.prazo_da_analise:%d/%m/%Y}.")
    assert [secao.titulo for secao in documento.secoes] == ["Guias do lote"]
    assert "valor_glosa" not in {coluna.nome for coluna in documento.secoes[0].colunas}
    assert (analise["valorInformadoGeral"], analise["valorGlosaGeral"]) == (lote.valor_informado, Decimal("0.00"))


@pytest.mark.requisito("C-32")
def test_demonstrativo_de_pagamento_em_xml_e_no_papel(mundo: Mundo, clinica: Sistema) -> None:
    lote = analisado(mundo, clinica)
    with escopo(mundo.operadora):
        pagamento = pago(mundo, lote)
        mensagem = ler_mensagem(demonstrativo_xml(faturista(mundo), pagamento))
        antes = demonstrativo_pdf(faturista(mundo), pagamento)
        previsto = demonstrativo_de_pagamento(pagamento)
        marcar_pago(mundo.ator("financeiro"), pagamento)
        depois = demonstrativo_pdf(faturista(mundo), pagamento)
        feito = demonstrativo_de_pagamento(pagamento)
        linhas = list(linhas_das_guias(pagamento))
    assert mensagem.cabecalho.tipo_transacao == "DEMONSTRATIVO_PAGAMENTO"
    assert mensagem.versao == V403
    totais = mensagem.corpo["demonstrativoPagamento"]["totaisDemonstrativo"]["totaisLiquidosDemonstrativo"]
    assert totais["valorLiberadoDemonstrativo"] == pagamento.valor_liquido == lote.valor_liberado
    assert antes != depois
    liquido = f"{pagamento.valor_liquido:.2f}".replace(".", ",")
    cobrado = f"{pagamento.valor_informado:.2f}".replace(".", ",")
    dia = f"{pagamento.data_prevista:%d/%m/%Y}"
    assert previsto.resposta == f"R$ {liquido} serão pagos em {dia}, de R$ {cobrado} cobrados."
    assert feito.resposta == f"R$ {liquido} foram pagos em {mundo.hoje:%d/%m/%Y}, de R$ {cobrado} cobrados."
    assert [linha["lote"] for linha in linhas] == ["381", "381"]
    assert sum(linha["valor_liberado"] for linha in linhas) == pagamento.valor_liberado


def test_recibo_baixado_no_portal_e_o_do_web_service(mundo: Mundo, clinica: Sistema) -> None:
    lote = recebido(mundo, clinica)
    with escopo(mundo.operadora):
        recibo = ler_mensagem(recibo_xml(faturista(mundo), lote))
    assert (recibo.raiz, recibo.cabecalho.sequencial) == ("protocoloRecebimentoWS", "1")
    assert recibo.corpo["protocoloRecebimento"]["detalheProtocolo"]["numeroProtocolo"] == lote.protocolo


def test_arquivo_ilegivel_e_recusado_em_mensagem_tiss(mundo: Mundo, clinica: Sistema) -> None:
    with escopo(mundo.operadora):
        recebimento = receber_lote(faturista(mundo), conteudo=b"nada", nome="lote.xml", canal="2")
        resposta = ler_mensagem(resposta_do_recebimento(recebimento, mundo.prestador, agora()))
        duplicado = clinica.lote(mundo, consultas(mundo, 1))
        receber_lote(faturista(mundo), conteudo=duplicado, nome="a.xml", canal="2")
        outro = clinica.lote(mundo, consultas(mundo, 2, depois=9)[:1], "382", "1")
        recusado = receber_lote(faturista(mundo), conteudo=outro, nome="b.xml", canal="2")
        legivel = ler_mensagem(resposta_do_recebimento(recusado, mundo.prestador, agora()))
    assert resposta.cabecalho.destino.codigo == mundo.prestador.codigo
    assert resposta.corpo["mensagemErro"]["codigoGlosa"] == "5002"
    assert (legivel.cabecalho.sequencial, legivel.corpo["mensagemErro"]["codigoGlosa"]) == ("1", "3268")


def test_recebimento_sem_lote_e_sem_recusa_e_erro_de_quem_chama(mundo: Mundo) -> None:
    with escopo(mundo.operadora), pytest.raises(ValueError, match="a lote or a refusal"):
        resposta_do_recebimento(Recebimento(), mundo.prestador, agora())


def test_analise_custa_o_mesmo_com_mais_guias(mundo: Mundo, clinica: Sistema) -> None:
    with escopo(mundo.operadora):
        consultas_por_lote, cobradas = [], consultas(mundo, 5)
        for numero, guias in (("381", cobradas[:1]), ("382", cobradas[1:])):
            conteudo = clinica.lote(mundo, guias, numero, numero)
            lote = receber_lote(faturista(mundo), conteudo=conteudo, nome="a.xml", canal="2").lote
            assert lote is not None
            lote = fechar_lote(mundo.ator("analista"), lote)
            with CaptureQueriesContext(connection) as capturadas:
                analise([lote], V403, mundo.hoje)
            consultas_por_lote.append(len(capturadas))
    assert consultas_por_lote == [4, 4]


@pytest.fixture
def tabela_38(db: None) -> Iterator[None]:
    """Some reasons ANS still lists, remembered only during the test."""
    MotivoGlosa.objects.bulk_create(
        MotivoGlosa(codigo=codigo, descricao="Motivo", atual=True) for codigo in ("1705", "3040", "3210", "3312")
    )
    esquecer()
    yield
    esquecer()


@pytest.mark.parametrize(
    ("codigo", "em_403", "em_402"),
    [("1705", "1705", "1705"), ("1820", "3210", "1820"), ("3312", "3312", "3040"), ("9999", "3040", "3040")],
)
def test_codigo_de_glosa_na_versao(tabela_38: None, codigo: str, em_403: str, em_402: str) -> None:
    assert (codigo_na_versao(codigo, V403), codigo_na_versao(codigo, V402)) == (em_403, em_402)
