"""The hash rule and its eight readings."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.hash import (
    OFICIAL,
    VarianteDeHash,
    conferir,
    folhas,
    hash_da_mensagem,
    tem_assinatura,
)
from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.recepcao import ler_lote, ler_mensagem
from tests.tiss_xml.exemplos import V403, cabecalho, lote

ASSINATURA = (
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>'
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>'
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
    '<ds:Reference URI=""><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    "<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo>"
    "<ds:SignatureValue>BBBB</ds:SignatureValue></ds:Signature>"
)


def md5(dados: bytes) -> str:
    return hashlib.md5(dados).hexdigest()


MENSAGEM = etree.fromstring(
    "<m><a> Ação </a><b><c>1</c><d/></b><!-- fora --><e>x<!-- y -->z</e><hash>qualquer</hash></m>"
)


@pytest.mark.parametrize(
    ("variante", "material"),
    [
        (VarianteDeHash("iso-8859-1", False), " Ação 1xz".encode("iso-8859-1")),
        (VarianteDeHash("iso-8859-1", True), "Ação1xz".encode("iso-8859-1")),
        (VarianteDeHash("utf-8", False), " Ação 1xz".encode()),
        (VarianteDeHash("utf-8", True), "Ação1xz".encode()),
    ],
    ids=str,
)
def test_vetores(variante: VarianteDeHash, material: bytes) -> None:
    assert hash_da_mensagem(MENSAGEM, variante) == md5(material)
    assert conferir(MENSAGEM, md5(material).upper()) == variante


def test_a_variante_oficial_e_iso_literal() -> None:
    assert str(OFICIAL) == "iso-8859-1/literal"
    assert folhas(MENSAGEM) == [" Ação ", "1", "", "xz"]
    assert conferir(MENSAGEM, md5(b"outra coisa")) is None


def com_hash(dados: bytes, novo: str, depois: str = "") -> bytes:
    inicio, fim = dados.index(b"<ans:epilogo>"), dados.index(b"</ans:epilogo>")
    epilogo = f"<ans:epilogo><ans:hash>{novo}</ans:hash></ans:epilogo>{depois}".encode()
    return dados[:inicio] + epilogo + dados[fim + len(b"</ans:epilogo>") :]


def test_hash_em_utf8_e_aceito_e_anotado_mas_nao_no_modo_estrito() -> None:
    dados = escrever_lote(lote(TipoGuia.SADT, 1), cabecalho(), V403)
    em_utf8 = hash_da_mensagem(etree.fromstring(dados), VarianteDeHash("utf-8"))
    dados = com_hash(dados, em_utf8)
    assert ler_mensagem(dados).hash_variante == "utf-8/literal"
    with pytest.raises(DefeitoTiss) as erro:
        ler_mensagem(dados, hash_estrito=True)
    assert (erro.value.codigo_glosa, erro.value.fault, erro.value.campo) == ("5014", "HashInvalido", "hash")


def test_hash_errado_e_recusado_ou_anotado() -> None:
    dados = com_hash(escrever_lote(lote(TipoGuia.SADT, 1), cabecalho(), V403), "0" * 32)
    with pytest.raises(DefeitoTiss, match="O hash da mensagem não confere"):
        ler_lote(dados)
    mensagem = ler_lote(dados, exigir_hash=False).mensagem
    assert (mensagem.hash_informado, mensagem.hash_variante) == ("0" * 32, None)


@pytest.mark.parametrize(("com_assinatura", "nome"), [(False, ""), (True, "/com assinatura")])
def test_assinatura_pode_entrar_ou_nao_no_hash(com_assinatura: bool, nome: str) -> None:
    dados = escrever_lote(lote(TipoGuia.CONSULTA, 1), cabecalho(), V403)
    assinada = etree.fromstring(com_hash(dados, "", ASSINATURA))
    assert tem_assinatura(assinada)
    soma = hash_da_mensagem(assinada, VarianteDeHash(com_assinatura=com_assinatura))
    mensagem = ler_mensagem(com_hash(dados, soma, ASSINATURA))
    assert mensagem.assinada
    assert mensagem.hash_variante == "iso-8859-1/literal" + nome
