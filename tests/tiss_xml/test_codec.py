"""The codec reads back what it writes, for every message the schemas know."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from guiche.tiss_xml.codec import LINHA, Folhas, MensagemInvalida, ValorIlegivel, codec
from guiche.tiss_xml.hash import hash_da_mensagem
from guiche.tiss_xml.versoes import NS, Versao, registro
from tests.tiss_xml.exemplos import V402, V403, VERSOES
from tests.tiss_xml.instancias import Gerador


def sem_linhas(valor: Any) -> Any:
    if isinstance(valor, dict):
        return {n: sem_linhas(v) for n, v in valor.items() if n != LINHA}
    return [sem_linhas(v) for v in valor] if isinstance(valor, list) else valor


@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("opcionais", [False, True], ids=["minimo", "completo"])
def test_toda_mensagem_das_duas_raizes_volta_igual(versao: Versao, opcionais: bool) -> None:
    motor = codec(versao)
    escritas = 0
    for raiz in motor.raizes:
        for escolha in range(12 if raiz == "mensagemTISS" else 5):
            corpo = Gerador(registro.conjunto(versao), opcionais=opcionais, escolha=escolha).mensagem(raiz)
            elemento = etree.fromstring(motor.escrever(raiz, corpo))
            lido = sem_linhas(motor.ler(elemento))
            informado = lido.pop("epilogo", {}).pop("hash", None) or lido.pop("hash", None)
            assert lido == corpo
            if raiz != "tissFaultWS":
                assert informado == hash_da_mensagem(elemento)
            escritas += 1
    assert escritas == 12 + 25 * 5


def elemento(interior: str) -> etree._Element:
    return etree.fromstring(f'<solicitacaoStatusProtocoloWS xmlns="{NS}">{interior}</solicitacaoStatusProtocoloWS>')


CABECALHO = (
    "<cabecalho><identificacaoTransacao><tipoTransacao>SOLIC_STATUS_PROTOCOLO</tipoTransacao>"
    "<sequencialTransacao>1</sequencialTransacao><dataRegistroTransacao>{data}</dataRegistroTransacao>"
    "<horaRegistroTransacao>{hora}</horaRegistroTransacao></identificacaoTransacao></cabecalho>"
)


def test_fuso_de_data_e_hora_e_ignorado() -> None:
    corpo = codec(V403).ler(elemento(CABECALHO.format(data="2026-11-03-03:00", hora="24:00:00")))
    transacao = corpo["cabecalho"]["identificacaoTransacao"]
    assert transacao["dataRegistroTransacao"] == date(2026, 11, 3)
    assert transacao["horaRegistroTransacao"] == time(0, 0)
    corpo = codec(V403).ler(elemento(CABECALHO.format(data="2026-11-03Z", hora="10:00:00-03:00")))
    assert corpo["cabecalho"]["identificacaoTransacao"]["horaRegistroTransacao"] == time(10, 0)


def test_valor_que_nao_cabe_em_programa_diz_campo_e_linha() -> None:
    with pytest.raises(ValorIlegivel) as erro:
        codec(V403).ler(elemento("\n" + CABECALHO.format(data="12026-01-01", hora="10:00:00")))
    assert (erro.value.campo, erro.value.linha) == ("dataRegistroTransacao", 2)


def test_comentario_dentro_de_um_valor_nao_o_corta() -> None:
    folhas = Folhas()
    xml = (
        "<solicitacaoStatusProtocolo><numeroProtocolo>12<!-- meio -->34</numeroProtocolo></solicitacaoStatusProtocolo>"
    )
    corpo = codec(V403).ler(elemento(xml), folhas)
    assert corpo["solicitacaoStatusProtocolo"]["numeroProtocolo"] == "1234"
    assert folhas == ["1234"]


def status(protocolo: Any) -> dict[str, Any]:
    corpo = Gerador(registro.conjunto(V403), opcionais=False, escolha=0).mensagem("solicitacaoStatusProtocoloWS")
    corpo["solicitacaoStatusProtocolo"]["numeroProtocolo"] = protocolo
    return corpo


@pytest.mark.parametrize(
    ("protocolo", "motivo"),
    [
        (Decimal("1.5"), "não aceita Decimal"),
        ("1234567890123", "exceeds the allowed maximum length"),
        ("12\x0034", "caracteres de controle"),
        ("12\x0734", "invalid Char"),
    ],
)
def test_mensagem_errada_nunca_sai(protocolo: Any, motivo: str) -> None:
    with pytest.raises(MensagemInvalida, match=motivo):
        codec(V403).escrever("solicitacaoStatusProtocoloWS", status(protocolo))


def test_campo_desconhecido_e_recusado() -> None:
    corpo = status("1234")
    corpo["solicitacaoStatusProtocolo"]["versao"] = "x"
    with pytest.raises(MensagemInvalida, match="Campos desconhecidos em ct_protocoloSolicitacaoStatus: versao"):
        codec(V403).escrever("solicitacaoStatusProtocoloWS", corpo)


def test_dinheiro_com_mais_de_duas_casas_e_recusado() -> None:
    corpo = Gerador(registro.conjunto(V402), opcionais=False, escolha=1).mensagem("protocoloRecebimentoWS")
    detalhe = corpo["recebimentoLote"]["protocoloRecebimento"]["detalheProtocolo"]
    detalhe["valorTotalProtocolo"] = Decimal("10.005")
    with pytest.raises(MensagemInvalida, match="valorTotalProtocolo aceita 2 casas decimais"):
        codec(V402).escrever("protocoloRecebimentoWS", corpo)


def test_texto_fora_do_latin_1_e_retorno_de_carro_voltam_iguais() -> None:
    corpo = Gerador(registro.conjunto(V403), opcionais=True, escolha=0).mensagem("loteGuiasWS")
    guia = corpo["loteGuias"]["guiasTISS"]["guiaSP-SADT"][0]
    guia["observacao"] = "preço “justo” – 5€\r\nlinha\tdois"
    xml = codec(V403).escrever("loteGuiasWS", corpo)
    raiz = etree.fromstring(xml)
    lido = codec(V403).ler(raiz)
    assert lido["loteGuias"]["guiasTISS"]["guiaSP-SADT"][0]["observacao"] == guia["observacao"]
    assert lido["hash"] == hash_da_mensagem(raiz)
    assert b"pre\xe7o &#8220;justo" in xml
