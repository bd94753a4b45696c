"""Lotes written by other programs, in their own habits, are read."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytiss

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.hash import VarianteDeHash, hash_da_mensagem
from guiche.tiss_xml.leitura import analisar
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.recepcao import ler_lote
from tests.tiss_xml.exemplos import REGISTRO, V403, cabecalho, lote

CONTEXTO = pytiss.MensagemContexto(
    registro_ans=REGISTRO,
    numero_lote="77",
    prestador_origem=pytiss.Contratado(codigo_prestador_na_operadora="PREST0001"),
    sequencial_transacao="31",
    data_registro_transacao=date(2026, 11, 3),
    hora_registro_transacao=time(12, 0),
)
PROFISSIONAL = pytiss.Profissional(
    conselho_profissional="06",
    numero_conselho_profissional="123456",
    uf="35",
    cbos="225125",
    nome_profissional="Médico Sintético",
)


def em_bytes(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml


def test_consulta_escrita_por_pytiss() -> None:
    guia = pytiss.Consulta(
        contexto=CONTEXTO,
        numero_guia_prestador="000001",
        beneficiario=pytiss.Beneficiario(numero_carteira="1234567890"),
        contratado_executante=pytiss.Contratado(codigo_prestador_na_operadora="PREST0001"),
        cnes="1234567",
        profissional_executante=PROFISSIONAL,
        data_atendimento=date(2026, 10, 1),
        procedimento=pytiss.Procedimento(codigo_tabela="22", codigo="10101012", valor_unitario=Decimal("100.00")),
    )
    lido = ler_lote(em_bytes(guia.to_xml(validate=True)))
    assert (lido.lote.numero, lido.lote.tipo_guia) == ("77", TipoGuia.CONSULTA)
    assert lido.mensagem.hash_variante is not None
    (lida,) = lido.lote.guias
    assert (lida.numero_prestador, lida.carteira, lida.executante.cnes) == ("000001", "1234567890", "1234567")
    assert (lida.itens[0].codigo, lida.itens[0].valor_total) == ("10101012", Decimal("100.00"))
    assert lida.profissional is not None
    assert lida.profissional.nome == "Médico Sintético"


def test_sadt_escrita_por_pytiss() -> None:
    guia = pytiss.SPSADT(
        contexto=CONTEXTO,
        numero_guia_prestador="000002",
        beneficiario=pytiss.Beneficiario(numero_carteira="1234567890"),
        contratado_solicitante=pytiss.Contratado(codigo_prestador_na_operadora="PREST0001"),
        nome_contratado_solicitante="Prestador Sintético",
        profissional_solicitante=PROFISSIONAL,
        contratado_executante=pytiss.Contratado(codigo_prestador_na_operadora="PREST0001"),
        cnes="1234567",
        data_solicitacao=date(2026, 10, 1),
        procedimentos=(
            pytiss.Procedimento(
                codigo_tabela="22",
                codigo="40304361",
                descricao="Hemograma",
                quantidade=Decimal("2"),
                valor_unitario=Decimal("10.00"),
                sequencial_item=1,
                data_execucao=date(2026, 10, 2),
            ),
        ),
    )
    (lida,) = ler_lote(em_bytes(guia.to_xml(validate=True))).lote.guias
    assert (lida.tipo, lida.totais.geral) == (TipoGuia.SADT, Decimal("20.00"))
    assert [(i.codigo, i.quantidade, i.valor_total) for i in lida.itens] == [("40304361", 2, Decimal("20.00"))]


def test_arquivo_identado_em_utf8_com_prefixo_padrao_e_hash_em_utf8() -> None:
    """Habits seen in real traffic: default namespace, UTF-8, line breaks between tags, schemaLocation."""
    nosso = escrever_lote(lote(TipoGuia.SADT, 1), cabecalho(), V403).decode("iso-8859-1")
    outro = (
        nosso.replace('encoding="ISO-8859-1"', 'encoding="UTF-8"')
        .replace("<ans:", "<")
        .replace("</ans:", "</")
        .replace(
            "xmlns:ans=",
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://www.ans.gov.br/padroes/tiss/schemas tissV4_03_00.xsd" xmlns=',
        )
        .replace("><", ">\r\n  <")
    )
    errado = outro.encode()
    certo = hash_da_mensagem(analisar(errado), VarianteDeHash("utf-8"))
    inicio, fim = outro.index("<hash>") + 6, outro.index("</hash>")
    lido = ler_lote((outro[:inicio] + certo.upper() + outro[fim:]).encode())
    assert lido.mensagem.hash_variante == "utf-8/literal"
    assert lido.lote.guias[0].observacao == "Sem intercorrências"
    assert lido.lote.guias[0].linha > 20
