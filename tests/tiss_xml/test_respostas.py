"""Every answer about billing is valid in both versions, as file and as web service, and reads back with its
values.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from guiche.tiss_xml.cabecalhos import corpo_do_cabecalho
from guiche.tiss_xml.codec import codec
from guiche.tiss_xml.dominios import codigos, codigos_glosa_xsd
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Contratado, Mensagem, TipoGuia
from guiche.tiss_xml.recepcao import ler_mensagem
from guiche.tiss_xml.respostas import escrever_resposta, responder
from guiche.tiss_xml.retornos import (
    AnaliseConta,
    CabecalhoDemonstrativo,
    DadosPagamento,
    DemonstrativoOdonto,
    DemonstrativoPagamento,
    Glosa,
    GuiaAnalisada,
    GuiaOdontoPaga,
    GuiaPaga,
    GuiaRecebida,
    ItemAnalisado,
    ItemOdontoPago,
    ItemRecebido,
    Lancamento,
    Liquido,
    PagamentoOdontoPorData,
    PagamentoPorData,
    ProtocoloAnalisado,
    ProtocoloOdontoPago,
    ProtocoloPago,
    ReciboLote,
    SituacaoDemonstrativo,
    SituacaoLote,
    Valores,
)
from guiche.tiss_xml.servicos import POR_NOME, SERVICOS
from guiche.tiss_xml.versoes import Versao
from tests.tiss_xml.exemplos import CLINICA, DIA, REGISTRO, V402, V403, VERSOES, D, cabecalho, lote

AGORA = datetime(2026, 11, 4, 10, 20, 30, 999, tzinfo=ZoneInfo("America/Sao_Paulo"))
PRESTADOR = Contratado(codigo="PREST0001", cnes="2077485")
VALORES = Valores(D("100.00"), D("100.00"), D("80.00"), D("20.00"))
GLOSA = Glosa("1801", "Procedimento inválido", D("20.00"))
FORMAS = [False, True]


def pedido(servico: str, versao: Versao, como_ws: bool, conteudo: dict[str, Any]) -> Mensagem:
    qual = POR_NOME[servico]
    cab = corpo_do_cabecalho(cabecalho(str(versao), qual.transacao_pedido))
    if como_ws:
        return ler_mensagem(codec(versao).escrever(qual.pedido_ws, {"cabecalho": cab, qual.corpo_pedido_ws: conteudo}))
    corpo = {"cabecalho": cab, "prestadorParaOperadora": {qual.pedido: conteudo}}
    return ler_mensagem(codec(versao).escrever("mensagemTISS", corpo))


def envio(tipo: TipoGuia, versao: Versao, como_ws: bool) -> Mensagem:
    exemplo = lote(tipo)
    return ler_mensagem(escrever_lote(exemplo, cabecalho(str(versao)), versao, como_ws=como_ws))


def pede_status(versao: Versao, como_ws: bool) -> Mensagem:
    return pedido(
        "tissSolicitacaoStatusProtocolo",
        versao,
        como_ws,
        {"dadosPrestador": {"codigoPrestadorNaOperadora": "PREST0001"}, "numeroProtocolo": "4242"},
    )


def pede_demonstrativo(versao: Versao, como_ws: bool, tipo: str = "") -> Mensagem:
    prestador = {"codigoPrestadorNaOperadora": "PREST0001"}
    if tipo:
        conteudo: dict[str, Any] = {
            "demonstrativoPagamento": {
                "dadosPrestador": prestador,
                "dataSolicitacao": DIA,
                "tipoDemonstrativo": tipo,
                "periodo": {"competencia": "202611"},
            }
        }
    else:
        conteudo = {
            "demonstrativoAnalise": {
                "dadosPrestador": prestador,
                "dataSolicitacao": DIA,
                "protocolos": {"numeroProtocolo": ["4242"]},
            }
        }
    return pedido("tissSolicitacaoDemonstrativoRetorno", versao, como_ws, conteudo)


def recibo(tipo: TipoGuia) -> ReciboLote:
    exemplo = lote(tipo)
    return ReciboLote(
        registro_ans=REGISTRO,
        prestador=PRESTADOR,
        numero_lote=exemplo.numero,
        data_envio=DIA,
        numero_protocolo="4242",
        valor_total=D("200.00"),
        tipo_guia=tipo,
        guias=tuple(
            GuiaRecebida(
                guia=guia,
                numero_operadora=f"77{n}",
                valores=VALORES,
                glosas=(Glosa("1001"),) if n else (),
                itens=(
                    *(ItemRecebido(item, (GLOSA,), D("20.00")) for item in guia.itens[:2]),
                    ItemRecebido(guia.itens[-1]),
                ),
            )
            for n, guia in enumerate(exemplo.guias)
        ),
        glosas=(Glosa("5042", "Soma não confere"),),
        valor_glosa=D("1.00"),
    )


def confere_cabecalho(resposta: Mensagem, original: Mensagem, transacao: str) -> None:
    cab = resposta.cabecalho
    assert (cab.sequencial, cab.padrao) == (original.cabecalho.sequencial, original.cabecalho.padrao)
    assert (cab.origem.registro_ans, cab.destino) == (REGISTRO, original.cabecalho.origem)
    assert (cab.data, cab.hora) == (date(2026, 11, 4), time(10, 20, 30))
    assert (cab.login, cab.tipo_transacao, resposta.do_prestador) == (None, transacao, False)
    assert (resposta.raiz == "mensagemTISS") == (original.raiz == "mensagemTISS")
    assert resposta.hash_variante == "iso-8859-1/literal"


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("tipo", list(TipoGuia))
@pytest.mark.parametrize("como_ws", FORMAS, ids=["arquivo", "ws"])
def test_recibo_do_lote(tipo: TipoGuia, versao: Versao, como_ws: bool) -> None:
    original = envio(TipoGuia.CONSULTA, versao, como_ws)
    resposta = ler_mensagem(responder(original, recibo(tipo), REGISTRO, AGORA))
    confere_cabecalho(resposta, original, "PROTOCOLO_RECEBIMENTO")
    protocolo = resposta.corpo["protocoloRecebimento"]
    assert (protocolo["numeroLote"], protocolo["detalheProtocolo"]["numeroProtocolo"]) == ("12345", "4242")
    assert protocolo["detalheProtocolo"]["glosaProtocolo"]["vlGlosaProtocolo"] == D("1.00")
    ((nome, guias),) = protocolo["detalheProtocolo"]["dadosGuiasProtocolo"].items()
    assert nome == ("dadosGuiasOdonto" if tipo is TipoGuia.ODONTO else "dadosGuias")
    assert [g["numeroGuiaOperadora"] for g in guias] == ["770", "771"]
    assert "glosaGuia" not in guias[0]
    assert guias[1]["glosaGuia"]["motivoGlosa"][0]["codigoGlosa"] == "1001"
    itens = guias[0]["procedimentosRealizados"]["procedimentoRealizado"]
    assert itens[0]["glosasProcedimento"]["valorGlosaProcedimento"] == D("20.00")
    assert "glosasProcedimento" not in itens[-1]


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("status", codigos(V403, "dm_statusProtocolo"))
def test_situacao_do_protocolo_em_todo_status(status: str, versao: Versao) -> None:
    original = pede_status(versao, como_ws=True)
    for tipo in (TipoGuia.SADT, TipoGuia.ODONTO):
        situacao = SituacaoLote(REGISTRO, PRESTADOR, status, "4242", "12345", DIA, VALORES, tipo, recibo(tipo).guias)
        resposta = ler_mensagem(responder(original, situacao, REGISTRO, AGORA))
        confere_cabecalho(resposta, original, "SITUACAO_PROTOCOLO")
        detalhe = resposta.corpo["situacaoDoProtocolo"]["lote"]["detalheLote"]
        assert detalhe["statusProtocolo"] == status
        assert detalhe["valorTotalLote"]["valorGlosa"] == D("20.00")
        assert len(detalhe["guiasTISS"]["guiasOdonto" if tipo is TipoGuia.ODONTO else "guiasMedicas"]) == 2


def cabecalho_demonstrativo(numero: str = "900001") -> CabecalhoDemonstrativo:
    return CabecalhoDemonstrativo(REGISTRO, numero, "Operadora Exemplo", "11222333000181", DIA)


def analise(itens: int = 2) -> AnaliseConta:
    linhas = tuple(
        ItemAnalisado(
            sequencial=n,
            data=DIA,
            tabela="22",
            codigo="40304361",
            descricao="Hemograma",
            quantidade=D("1.0000"),
            valores=VALORES,
            grau="06",
            centro_consumo="5",
            glosas=(GLOSA,),
        )
        for n in range(1, itens + 1)
    )
    total = Valores.somar(item.valores for item in linhas)
    guia = GuiaAnalisada(
        numero_prestador="S00001",
        carteira="00010002000300045",
        data_inicio=DIA,
        situacao="3",
        valores=total,
        numero_operadora="770",
        senha="SENHA123",
        hora_inicio=time(8, 0),
        data_fim=DIA,
        hora_fim=time(9, 0),
        glosas=(Glosa("1801"),),
        itens=linhas,
        observacao="Glosa parcial",
    )
    protocolo = ProtocoloAnalisado("12345", "4242", DIA, "3", total, (guia,), Glosa("5042", "Soma"))
    return AnaliseConta(cabecalho_demonstrativo(), PRESTADOR, (protocolo,), total, "Observação geral")


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("como_ws", FORMAS, ids=["arquivo", "ws"])
def test_analise_de_conta(versao: Versao, como_ws: bool) -> None:
    original = pede_demonstrativo(versao, como_ws)
    resposta = ler_mensagem(responder(original, (analise(), analise()), REGISTRO, AGORA))
    confere_cabecalho(resposta, original, "DEMONSTRATIVO_ANALISE_CONTA")
    contas = resposta.corpo["demonstrativoAnaliseConta"]
    assert len(contas) == 2
    assert (contas[0]["valorInformadoGeral"], contas[0]["valorGlosaGeral"]) == (D("200.00"), D("40.00"))
    protocolo = contas[0]["dadosConta"]["dadosProtocolo"][0]
    assert protocolo["valorLiberadoProtocolo"] == D("160.00")
    guia = protocolo["relacaoGuias"][0]
    assert guia.get("observacao") == ("Glosa parcial" if versao == V403 else None)
    item = guia["detalhesGuia"][0]
    assert item["relacaoGlosa"][0]["tipoGlosa"] == "1801"
    assert item.get("centroConsumo") == ("5" if versao == V403 else None)


def test_de_uma_a_trinta_analises_por_mensagem() -> None:
    original = pede_demonstrativo(V403, como_ws=True)
    resposta = ler_mensagem(responder(original, (analise(1),) * 30, REGISTRO, AGORA))
    assert len(resposta.corpo["demonstrativoAnaliseConta"]) == 30
    for quantidade in (0, 31):
        with pytest.raises(ValueError, match="de 1 a 30"):
            responder(original, (analise(1),) * quantidade, REGISTRO, AGORA)


LANCAMENTOS = (
    Lancamento("1", "01", "IRRF", D("1.20")),
    Lancamento("2", "08", "Ajuste de pagamento anterior", D("5.00")),
)
LIQUIDO = Liquido(D("1.20"), D("5.00"), D("83.80"))
DADOS = DadosPagamento(date(2026, 11, 20), "1", "0001", "1234-5", "987654-3")


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("como_ws", FORMAS, ids=["arquivo", "ws"])
@pytest.mark.parametrize("lancamentos", [(), LANCAMENTOS], ids=["sem", "com"])
def test_demonstrativo_de_pagamento(versao: Versao, como_ws: bool, lancamentos: Any) -> None:
    guias = (
        GuiaPaga("S00001", VALORES, "1", "770", "SENHA123"),
        GuiaPaga("S00001", Valores(liberado=D("5.00")), "2"),
    )
    pagamento = PagamentoPorData(
        DADOS, (ProtocoloPago("4242", "12345", DIA, VALORES, guias),), VALORES, LIQUIDO, lancamentos
    )
    demonstrativo = DemonstrativoPagamento(
        cabecalho_demonstrativo(), PRESTADOR, (pagamento,), VALORES, LIQUIDO, lancamentos, "Pago"
    )
    original = pede_demonstrativo(versao, como_ws, "1")
    resposta = ler_mensagem(responder(original, demonstrativo, REGISTRO, AGORA))
    confere_cabecalho(resposta, original, "DEMONSTRATIVO_PAGAMENTO")
    lido = resposta.corpo["demonstrativoPagamento"]
    por_data = lido["pagamentos"]["pagamentosPorData"][0]
    assert por_data["totaisBrutosPorData"]["totaLiberadoPorData"] == D("80.00")
    assert por_data["totaisLiquidosPorData"]["liquidoPorData"] == D("83.80")
    protocolo = por_data["dadosResumo"]["relacaoProtocolos"][0]
    assert [g["tipoPagamento"] for g in protocolo["guiasDoLote"]] == ["1", "2"]
    total = lido["totaisDemonstrativo"]
    assert total["totaisLiquidosDemonstrativo"]["totalCreditosdemonstrativo"] == D("5.00")
    assert len(total.get("debitosCreditosDemonstrativo", [])) == len(lancamentos)
    assert ("debitosCreditosPorData" in por_data) == bool(lancamentos)


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("como_ws", FORMAS, ids=["arquivo", "ws"])
@pytest.mark.parametrize("lancamentos", [(), LANCAMENTOS], ids=["sem", "com"])
def test_demonstrativo_de_pagamento_odontologico(versao: Versao, como_ws: bool, lancamentos: Any) -> None:
    valores = replace(VALORES, liberado=D("70.00"), franquia=D("10.00"))
    itens = (
        ItemOdontoPago(1, "22", "85100196", "Restauração", DIA, 1, valores, dente="36", faces="OM", glosas=("1801",)),
        ItemOdontoPago(2, "22", "85100196", "Restauração", DIA, 1, valores, regiao="HASD"),
        ItemOdontoPago(3, "22", "84000198", "Profilaxia", DIA, 1, valores),
    )
    total = Valores.somar(item.valores for item in itens)
    guia = GuiaOdontoPaga("D00001", "Dentista", "00010002000300045", itens, total, True, "500001", "obs")
    pagamento = PagamentoOdontoPorData(
        DADOS, (ProtocoloOdontoPago("12345", "4242", (guia,), total),), total, LIQUIDO, lancamentos
    )
    original = pede_demonstrativo(versao, como_ws, "3")
    for prestador in (
        Contratado(codigo="DENT0001", cnpj="11222333000181"),
        Contratado(codigo="DENT0001", cpf="39053344705"),
    ):
        demonstrativo = DemonstrativoOdonto(
            cabecalho_demonstrativo(), DIA, DIA, prestador, (pagamento,), total, LIQUIDO, lancamentos, "fim"
        )
        resposta = ler_mensagem(responder(original, demonstrativo, REGISTRO, AGORA))
        confere_cabecalho(resposta, original, "DEMONSTRATIVO_ODONTOLOGIA")
        lido = resposta.corpo["demonstrativoPagamentoOdonto"]
        assert lido["totaisBrutoDemonstrativo"]["valoFranquiaPorDemonstrativo"] == D("30.00")
        por_data = lido["dadosPagamentoPorData"][0]
        assert por_data["totaisPorData"]["valorBrutonformadoPorData"] == D("300.00")
        pagos = por_data["protocolos"][0]["dadosPagamentoGuia"][0]["dadosPagamento"]
        assert [p.get("denteRegiao") for p in pagos] == [{"codDente": "36"}, {"codRegiao": "HASD"}, None]
        assert pagos[0]["codigosGlosa"] == ["1801"]


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize(
    ("tipo", "transacao"),
    [
        ("1", "DEMONSTRATIVO_PAGAMENTO"),
        ("2", "DEMONSTRATIVO_ANALISE_CONTA"),
        ("3", "DEMONSTRATIVO_ODONTOLOGIA"),
    ],
)
def test_demonstrativo_ainda_nao_pronto(versao: Versao, tipo: str, transacao: str) -> None:
    original = pede_demonstrativo(versao, como_ws=True)
    situacao = SituacaoDemonstrativo(REGISTRO, CLINICA, "4242", "555", tipo, DIA, "2")
    resposta = ler_mensagem(responder(original, situacao, REGISTRO, AGORA))
    confere_cabecalho(resposta, original, transacao)
    lido = resposta.corpo["situacaoDemonstrativoRetorno"]
    assert (lido["protocoloSolicitacaoDemonstrativo"], lido["tipoDemonstrativo"]) == ("555", tipo)


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("como_ws", FORMAS, ids=["arquivo", "ws"])
@pytest.mark.parametrize("servico", SERVICOS, ids=lambda s: s.nome)
def test_recusa_de_negocio_em_todo_servico(servico: Any, versao: Versao, como_ws: bool) -> None:
    cab = replace(
        cabecalho(str(versao)),
        tipo_transacao=servico.transacoes_resposta[0],
        origem=cabecalho().destino,
        destino=cabecalho().origem,
        login=None,
        senha_md5=None,
    )
    recusa = Glosa("1001", "Número da carteira inválido")
    lida = ler_mensagem(escrever_resposta(servico.nome, recusa, cab, versao, como_ws=como_ws))
    ((nome, motivo),) = lida.corpo.items()
    assert nome == (servico.erro_ws if como_ws else "mensagemErro")
    assert motivo == {"codigoGlosa": "1001", "descricaoGlosa": "Número da carteira inválido"}


def test_recusa_de_demonstrativo_responde_no_tipo_pedido() -> None:
    for tipo, transacao in (
        ("", "DEMONSTRATIVO_ANALISE_CONTA"),
        ("1", "DEMONSTRATIVO_PAGAMENTO"),
        ("3", "DEMONSTRATIVO_ODONTOLOGIA"),
    ):
        original = pede_demonstrativo(V403, True, tipo)
        resposta = ler_mensagem(responder(original, Glosa("1001"), REGISTRO, AGORA))
        assert resposta.cabecalho.tipo_transacao == transacao


def test_glosa_que_a_versao_nao_conhece_nao_sai() -> None:
    assert len(codigos_glosa_xsd(V402)) == 624
    assert len(codigos_glosa_xsd(V403)) == 768
    assert "3268" in codigos_glosa_xsd(V403) - codigos_glosa_xsd(V402)
    novo = Glosa("3268", "Lote repetido")
    responder(envio(TipoGuia.SADT, V403, True), novo, REGISTRO, AGORA)
    with pytest.raises(ValueError, match="não aceita o valor '3268'"):
        responder(envio(TipoGuia.SADT, V402, True), novo, REGISTRO, AGORA)
    for invalido in ("5063", ""):
        with pytest.raises(ValueError, match="dm_tipoGlosa"):
            responder(envio(TipoGuia.SADT, V403, True), Glosa(invalido), REGISTRO, AGORA)


def test_conteudo_pronto_de_servico_sem_construtor() -> None:
    original = pedido(
        "tissVerificaElegibilidade",
        V403,
        True,
        {"dadosPrestador": {"codigoPrestadorNaOperadora": "PREST0001"}, "numeroCarteira": "1"},
    )
    conteudo = {
        "reciboElegibilidade": {
            "registroANS": REGISTRO,
            "numeroCarteira": "1",
            "nomeBeneficiario": "Beneficiária Exemplo",
            "respostaSolicitacao": "S",
        }
    }
    resposta = ler_mensagem(responder(original, conteudo, REGISTRO, AGORA))
    confere_cabecalho(resposta, original, "SITUACAO_ELEGIBILIDADE")
    assert resposta.corpo == conteudo


def test_soma_de_valores_e_exata() -> None:
    decimos = [Valores(*[Decimal("0.10")] * 5)] * 3
    assert Valores.somar(decimos) == Valores(*[Decimal("0.30")] * 5)
    assert Valores.somar([]) == Valores()
