"""A lote survives the trip to XML and back, in every guide, version and wrapping."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from guiche.tiss_xml.codec import MensagemInvalida
from guiche.tiss_xml.envelope import Soap, embrulhar
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.mensagens import LoteGuias, TipoGuia, TipoItem
from guiche.tiss_xml.recepcao import ler_lote, ler_mensagem
from guiche.tiss_xml.versoes import Versao
from tests.tiss_xml.exemplos import V402, V403, VERSOES, cabecalho, despesa, guia_sadt, lote


def sem_linhas(lido: LoteGuias) -> LoteGuias:
    return replace(
        lido,
        guias=tuple(replace(g, linha=0, itens=tuple(replace(i, linha=0) for i in g.itens)) for g in lido.guias),
    )


def do_tipo(tipo: TipoGuia, versao: Versao) -> LoteGuias:
    exemplo = lote(tipo)
    if tipo is TipoGuia.HONORARIOS and versao == V402:
        return replace(exemplo, guias=tuple(replace(g, carater=None) for g in exemplo.guias))
    return exemplo


@pytest.mark.requisito("C-34")
@pytest.mark.parametrize("versao", VERSOES, ids=str)
@pytest.mark.parametrize("tipo", list(TipoGuia))
@pytest.mark.parametrize("forma", ["arquivo", "ws", "soap11", "soap12"])
def test_lote_volta_igual(tipo: TipoGuia, versao: Versao, forma: str) -> None:
    esperado = do_tipo(tipo, versao)
    dados = escrever_lote(esperado, cabecalho(str(versao)), versao, como_ws=forma != "arquivo")
    if forma.startswith("soap"):
        dados = embrulhar(dados, Soap.V11 if forma == "soap11" else Soap.V12)
    lido = ler_lote(dados)
    assert sem_linhas(lido.lote) == esperado
    assert lido.mensagem.versao == versao
    assert lido.mensagem.servico == "tissLoteGuias"
    assert lido.mensagem.cabecalho == cabecalho(str(versao))
    assert lido.mensagem.hash_variante == "iso-8859-1/literal"


def test_linhas_apontam_para_o_arquivo() -> None:
    dados = escrever_lote(lote(TipoGuia.SADT, 2, 2), cabecalho(), V403)
    quebrado = dados.replace(b"><ans:guiaSP-SADT>", b">\n<ans:guiaSP-SADT>").replace(
        b"<ans:procedimentoExecutado>", b"\n<ans:procedimentoExecutado>"
    )
    lido = ler_lote(quebrado).lote
    assert [g.linha for g in lido.guias] == [3, 6]
    assert [i.linha for i in lido.guias[0].itens] == [4, 5, 5]


def test_centro_de_consumo_so_existe_a_partir_da_4_03() -> None:
    guia = guia_sadt(1, 1)
    guia = replace(guia, itens=(guia.itens[0], replace(despesa(2), centro_consumo="5")))
    exemplo = LoteGuias("1", TipoGuia.SADT, (guia,))
    novo = ler_lote(escrever_lote(exemplo, cabecalho(), V403)).lote
    antigo = ler_lote(escrever_lote(exemplo, cabecalho("4.02.00"), V402)).lote
    assert novo.guias[0].itens[1].centro_consumo == "5"
    assert antigo.guias[0].itens[1].centro_consumo is None


def test_item_odontologico_tem_valor_unitario_pela_quantidade() -> None:
    exemplo = lote(TipoGuia.ODONTO, 1, 1)
    item = replace(exemplo.guias[0].itens[0], quantidade=Decimal(3), valor_total=Decimal("100.00"))
    dados = escrever_lote(replace(exemplo, guias=(replace(exemplo.guias[0], itens=(item,)),)), cabecalho(), V403)
    lido = ler_lote(dados).lote.guias[0].itens[0]
    assert (lido.valor_unitario, lido.valor_total) == (Decimal("33.33"), Decimal("100.00"))


def test_periodo_da_guia_vem_dos_itens() -> None:
    guia = guia_sadt(1, 2)
    itens = (guia.itens[0], replace(guia.itens[1], data=date(2026, 10, 9)), guia.itens[2])
    exemplo = LoteGuias("1", TipoGuia.SADT, (replace(guia, itens=itens),))
    lida = ler_lote(escrever_lote(exemplo, cabecalho(), V403)).lote.guias[0]
    assert (lida.data_inicio, lida.data_fim) == (date(2026, 10, 5), date(2026, 10, 9))
    assert [i.tipo for i in lida.itens] == [TipoItem.PROCEDIMENTO, TipoItem.PROCEDIMENTO, TipoItem.DESPESA]


def test_guia_de_outro_registro_ans_e_recusada() -> None:
    exemplo = lote(TipoGuia.CONSULTA, 2)
    outra = replace(exemplo.guias[1], registro_ans="111111")
    dados = escrever_lote(replace(exemplo, guias=(exemplo.guias[0], outra)), cabecalho(), V403)
    with pytest.raises(DefeitoTiss, match="A guia C00002 traz o registro ANS 111111") as erro:
        ler_lote(dados)
    assert (erro.value.codigo_glosa, erro.value.fault) == ("5027", "DestinatarioInvalido")


def test_mais_de_cem_guias_ou_tipos_misturados_nao_se_escrevem() -> None:
    with pytest.raises(MensagemInvalida):
        escrever_lote(lote(TipoGuia.CONSULTA, 101), cabecalho(), V403)
    misto = LoteGuias("1", TipoGuia.SADT, (guia_sadt(), lote(TipoGuia.CONSULTA, 1).guias[0]))
    with pytest.raises(MensagemInvalida, match="um só tipo"):
        escrever_lote(misto, cabecalho(), V403)


def test_senha_nao_aparece_na_representacao() -> None:
    mensagem = ler_mensagem(escrever_lote(lote(TipoGuia.CONSULTA, 1), cabecalho(), V403))
    assert mensagem.cabecalho.senha_md5 == "5f4dcc3b5aa765d61d8327deb882cf99"
    assert "5f4dcc3b" not in repr(mensagem.cabecalho)
