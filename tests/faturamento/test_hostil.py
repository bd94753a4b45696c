"""What a file may say and no program should fall over: impossible dates, bombs, damaged zips."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from guiche.faturamento.models import Conferencia, ItemDaGuia
from guiche.faturamento.regras.glosa import Decisao
from guiche.faturamento.services import conferencias
from guiche.faturamento.services.conferencias import abrir_conferencias
from guiche.faturamento.services.contas import concluir_conta, decidir_itens, fechar_lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.faturamento.services.recibos import recibo_xml
from guiche.faturamento.tiss import cabecalho_proprio, resposta_do_recebimento, situacao
from guiche.nucleo.escopo import escopo
from guiche.nucleo.servico import Recusa
from guiche.tiss_xml.mensagens import Guia
from guiche.tiss_xml.recepcao import ler_mensagem
from guiche.tiss_xml.respostas import escrever_resposta
from guiche.tiss_xml.versoes import Versao
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import consultas, xml
from tests.tiss_xml.exemplos import guia_odonto

pytestmark = pytest.mark.django_db


@pytest.fixture
def faturista(mundo: Mundo):
    return mundo.ator("faturista", prestador=mundo.prestador)


def em(guia: Guia, dia: date) -> Guia:
    """The same guia attended on another day."""
    return replace(guia, itens=tuple(replace(item, data=dia) for item in guia.itens), data_inicio=dia, data_fim=dia)


@pytest.mark.parametrize(("dia", "codigo"), [(date.min, "3308"), (date(202, 11, 5), "3308"), (date.max, "1017")])
def test_data_impossivel_vira_glosa_e_nao_derruba_a_recepcao(mundo: Mundo, faturista, dia: date, codigo: str) -> None:
    with escopo(mundo.operadora):
        (guia,) = consultas(mundo, 1)
        recebimento = receber_lote(faturista, conteudo=xml(mundo, [em(guia, dia)]), nome="lote.xml", canal="2")
        assert recebimento.recusa is None and recebimento.lote is not None
        item = ItemDaGuia.objects.get()
        assert (item.data, item.valor_liberado) == (dia, 0)
        assert item.glosas.get().codigo == codigo


def com_valor(guia: Guia, valor: str, **dados: object) -> Guia:
    """The same guia whose items charge so much each."""
    caro = {"valor_unitario": Decimal(valor), "valor_total": Decimal(valor), **dados}
    return replace(guia, itens=tuple(replace(item, **caro) for item in guia.itens))


@pytest.mark.parametrize("valores", [("99999999.99", "0.01"), ("9999999999",), ("-9999999999",)])
def test_valor_que_nenhuma_resposta_sabe_dizer_recusa_o_lote(mundo: Mundo, faturista, valores: tuple[str, ...]) -> None:
    with escopo(mundo.operadora):
        guias = [com_valor(guia, um) for guia, um in zip(consultas(mundo, len(valores)), valores, strict=True)]
        recebimento = receber_lote(faturista, conteudo=xml(mundo, guias), nome="lote.xml", canal="2")
        assert recebimento.lote is None and recebimento.recusa is not None
        assert (recebimento.recusa.codigo_glosa, recebimento.recusa.campo) == ("5001", "valor_total")
        resposta = ler_mensagem(resposta_do_recebimento(recebimento, mundo.prestador, timezone.now()))
        assert resposta.corpo["mensagemErro"]["codigoGlosa"] == "5001"


def test_o_maior_valor_do_padrao_e_recebido_e_cabe_no_recibo(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        (guia,) = consultas(mundo, 1)
        conteudo = xml(mundo, [com_valor(guia, "99999999.99")])
        lote = receber_lote(faturista, conteudo=conteudo, nome="lote.xml", canal="2").lote
        assert lote is not None and lote.valor_informado == Decimal("99999999.99")
        recibo = ler_mensagem(recibo_xml(faturista, lote))
        detalhe = recibo.corpo["protocoloRecebimento"]["detalheProtocolo"]
        assert detalhe["valorTotalProtocolo"] == Decimal("99999999.99")


def gto(mundo: Mundo, **dados: object) -> bytes:
    """A lote of one dental guia of the clinic, whose item says this."""
    guia = guia_odonto(1, 1)
    executante = replace(guia.executante, codigo=mundo.prestador.codigo)
    itens = tuple(replace(item, **dados) for item in guia.itens)
    return xml(mundo, [replace(guia, registro_ans=mundo.operadora.registro_ans, executante=executante, itens=itens)])


def test_faces_que_nao_existem_nao_quebram_a_situacao_do_lote(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        lote = receber_lote(faturista, conteudo=gto(mundo, faces="z z"), nome="lote.xml", canal="2").lote
        assert lote is not None
        analista = mundo.ator("analista")
        for guia in lote.guias.all():
            concluir_conta(analista, guia, aplicar_sugestoes=True)
        versao = Versao(lote.versao)
        cabeca = cabecalho_proprio("SITUACAO_PROTOCOLO", mundo.prestador, versao, timezone.localtime(), "1")
        dito = situacao(fechar_lote(analista, lote), versao)
        lida = ler_mensagem(escrever_resposta("tissSolicitacaoStatusProtocolo", dito, cabeca, versao))
        (feita,) = lida.corpo["situacaoDoProtocolo"]["lote"]["detalheLote"]["guiasTISS"]["guiasOdonto"]
        (item,) = feita["guias"]["procedimentosRealizados"]["procedimentoRealizado"]
        assert "denteFace" not in item and item["denteRegiao"] == {"codDente": "36"}


def test_franquia_negativa_nao_impede_o_analista_de_decidir(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        receber_lote(faturista, conteudo=gto(mundo, franquia=Decimal("-5.00")), nome="lote.xml", canal="2")
        item = ItemDaGuia.objects.select_related("guia").get()
        (decidido,) = decidir_itens(mundo.ator("analista"), [item], Decisao("aceitar"))
        assert (decidido.valor_franquia, decidido.valor_liberado) == (0, decidido.valor_informado)


def test_item_de_numero_repetido_aparece_uma_vez_na_situacao(mundo: Mundo, faturista) -> None:
    with escopo(mundo.operadora):
        guia = guia_odonto(1, 2)
        executante = replace(guia.executante, codigo=mundo.prestador.codigo)
        itens = tuple(replace(item, sequencial=1) for item in guia.itens)
        conteudo = xml(
            mundo, [replace(guia, registro_ans=mundo.operadora.registro_ans, executante=executante, itens=itens)]
        )
        lote = receber_lote(faturista, conteudo=conteudo, nome="lote.xml", canal="2").lote
        assert lote is not None
        analista = mundo.ator("analista")
        for uma in lote.guias.all():
            concluir_conta(analista, uma, aplicar_sugestoes=True)
        (dita,) = situacao(fechar_lote(analista, lote), Versao(lote.versao)).guias
        assert [(um.item.dente, um.item.regiao) for um in dita.itens] == [("36", None), (None, "HASD")]


def zipado(*membros: tuple[str, bytes]) -> bytes:
    """A zip with these members."""
    saida = io.BytesIO()
    with zipfile.ZipFile(saida, "w", zipfile.ZIP_DEFLATED) as pacote:
        for nome, conteudo in membros:
            pacote.writestr(nome, conteudo)
    return saida.getvalue()


def test_zip_com_dados_estragados_e_recusado_pelo_nome(mundo: Mundo, faturista) -> None:
    bom = zipado(("lote.xml", b"<x/>" * 4_000))
    estragado = bytearray(bom)
    estragado[45:60] = b"\xff" * 15
    with escopo(mundo.operadora), pytest.raises(Recusa, match=r"ruim\.zip não é um zip que se possa abrir"):
        abrir_conferencias(faturista, [("ruim.zip", bytes(estragado))])
    with escopo(mundo.operadora):
        assert Conferencia.objects.count() == 0


def test_zips_que_crescem_demais_sao_recusados_pela_soma(
    mundo: Mundo, faturista, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conferencias, "LIMITE_DO_ENVIO", 10_000)
    inteira = zipado(*((f"{n}.xml", b" " * 4_000) for n in range(3)))
    with escopo(mundo.operadora), pytest.raises(Recusa, match=r"bomba\.zip é grande demais depois de aberto"):
        abrir_conferencias(faturista, [("bomba.zip", inteira)])
    partida = [(f"{n}.zip", zipado(("a.xml", b" " * 4_000))) for n in range(3)]
    with escopo(mundo.operadora), pytest.raises(Recusa, match=r"2\.zip é grande demais depois de aberto"):
        abrir_conferencias(faturista, partida)
