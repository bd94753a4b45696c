"""Whatever a valid lote holds, writing and reading it gives it back; whatever bytes come, reading never
breaks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.hash import conferir, hash_da_mensagem
from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.mensagens import Guia, Item, LoteGuias, Profissional, TipoGuia, TipoItem
from guiche.tiss_xml.recepcao import ler_lote
from guiche.tiss_xml.versoes import NS
from tests.tiss_xml.exemplos import (
    V403,
    VERSOES,
    cabecalho,
    despesa,
    guia_odonto,
    guia_resumo,
    guia_sadt,
    lote,
    procedimento,
)

# Every character XML 1.0 can carry, surrogates and control characters aside.
_CARACTERES = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\r")
datas = st.dates(date(2015, 1, 1), date(2035, 12, 31))
horas = st.times().map(lambda h: h.replace(microsecond=0))
dinheiro = st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2)
_NAO_XML = ("\ufffe", "\uffff")


def textos(maximo: int) -> st.SearchStrategy[str]:
    limpos = st.text(_CARACTERES, min_size=1, max_size=maximo)
    return limpos.filter(lambda t: not any(c in t for c in _NAO_XML))


profissionais = st.builds(
    Profissional,
    nome=textos(70),
    conselho=st.sampled_from(["01", "06", "15"]),
    numero_conselho=textos(15),
    uf=st.sampled_from(["11", "35", "98"]),
    cbos=st.sampled_from(["225125", "999999"]),
    grau=st.sampled_from(["00", "06", "13"]),
    codigo=textos(14),
)

procedimentos = st.builds(
    lambda **campos: replace(procedimento(1), **campos),
    sequencial=st.integers(1, 9999),
    data=datas,
    hora_inicial=st.none() | horas,
    hora_final=st.none() | horas,
    codigo=textos(10),
    descricao=textos(150),
    quantidade=st.integers(0, 999).map(Decimal),
    via=st.none() | st.sampled_from("123"),
    tecnica=st.none() | st.sampled_from("123"),
    fator=st.decimals(Decimal("0.00"), Decimal("9.99"), places=2),
    valor_unitario=dinheiro,
    valor_total=dinheiro,
    equipe=st.lists(profissionais, max_size=2).map(tuple),
)

despesas = st.builds(
    lambda **campos: replace(despesa(1), **campos),
    sequencial=st.integers(1, 9999),
    quantidade=st.decimals(Decimal("0"), Decimal("99999.9999"), places=4),
    valor_unitario=dinheiro,
    valor_total=dinheiro,
    registro_anvisa=st.none() | textos(15),
    item_vinculado=st.none() | st.integers(0, 9999),
)


def com_periodo(guia: Guia) -> Guia:
    if guia.tipo is TipoGuia.RESUMO_INTERNACAO:
        return guia
    dias = [item.data for item in guia.itens]
    return replace(guia, data_inicio=min(dias, default=None), data_fim=max(dias, default=None))


def ordenados(itens: list[Item]) -> tuple[Item, ...]:
    return tuple(sorted(itens, key=lambda item: item.tipo is TipoItem.DESPESA))


guias = st.one_of(
    st.builds(
        lambda itens, **campos: com_periodo(replace(guia_sadt(), itens=ordenados(itens), **campos)),
        itens=st.lists(procedimentos | despesas, max_size=4),
        numero_prestador=textos(20),
        carteira=textos(20),
        observacao=st.none() | textos(500),
        atendimento_rn=st.booleans(),
        identificador=st.none() | st.binary(min_size=1, max_size=40),
    ),
    st.builds(
        lambda itens, **campos: replace(guia_resumo(), itens=ordenados(itens), **campos),
        itens=st.lists(procedimentos | despesas, max_size=4),
        hora_inicio=horas,
        data_fim=datas,
        cids=st.lists(textos(4), max_size=4).map(tuple),
    ),
    st.builds(
        lambda **campos: com_periodo(replace(guia_odonto(), **campos)),
        plano=textos(40),
        empresa=st.none() | textos(40),
        data_termino=st.none() | datas,
    ),
)


def sem_linhas(lido: LoteGuias) -> LoteGuias:
    limpas = (replace(g, linha=0, itens=tuple(replace(i, linha=0) for i in g.itens)) for g in lido.guias)
    return replace(lido, guias=tuple(limpas))


@settings(max_examples=80)
@given(guia=guias, numero=textos(12), versao=st.sampled_from(VERSOES), como_ws=st.booleans())
def test_lote_escrito_e_lido_e_o_mesmo(guia: Guia, numero: str, versao, como_ws: bool) -> None:
    original = LoteGuias(numero, guia.tipo, (guia,))
    dados = escrever_lote(original, cabecalho(str(versao)), versao, como_ws=como_ws)
    lido = ler_lote(dados)
    assert sem_linhas(lido.lote) == original
    assert lido.mensagem.hash_variante == "iso-8859-1/literal"


@settings(max_examples=60)
@given(partes=st.lists(textos(30), min_size=1, max_size=6))
def test_hash_escrito_e_o_hash_lido(partes: list[str]) -> None:
    corpo = "".join(f"<a>{escapado(p)}</a>" for p in partes)
    raiz = etree.fromstring(f'<mensagemTISS xmlns="{NS}">{corpo}<hash>x</hash></mensagemTISS>')
    achada = conferir(raiz, hash_da_mensagem(raiz))
    assert str(achada) == "iso-8859-1/literal"


def escapado(texto: str) -> str:
    return texto.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


_VALIDO = escrever_lote(lote(TipoGuia.SADT, 1, 1), cabecalho(), V403)


@settings(max_examples=150)
@given(posicao=st.integers(0, len(_VALIDO) - 1), trecho=st.binary(max_size=6), tamanho=st.integers(0, 40))
def test_bytes_estragados_so_dao_defeito(posicao: int, trecho: bytes, tamanho: int) -> None:
    estragado = _VALIDO[:posicao] + trecho + _VALIDO[posicao + tamanho :]
    try:
        lido = ler_lote(estragado)
    except DefeitoTiss as defeito:
        assert defeito.codigo_glosa in {"5001", "5002", "5005", "5006", "5007", "5014", "5027", "5028"}
        assert 0 < len(defeito.descricao) <= 500
    else:
        # Only what the hash does not cover may have changed: tags' white space, comments, the declaration.
        assert len(lido.lote.guias) == 1


@settings(max_examples=100)
@given(dados=st.binary(max_size=200))
def test_bytes_quaisquer_so_dao_defeito(dados: bytes) -> None:
    try:
        ler_lote(dados)
    except DefeitoTiss as defeito:
        assert defeito.codigo_glosa in {"5001", "5002"}
    else:
        raise AssertionError("bytes ao acaso não são um lote")
