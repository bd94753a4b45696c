"""Rules about duplicates, totals, values, deadlines, limits, the mouth and the lote; and the run itself."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia import REGRAS, conferir
from guiche.faturamento.regras.conferencia.limites import inicio_da_janela
from guiche.faturamento.regras.fatos import (
    FatosDaAutorizacao,
    GuiaApresentada,
    ItemAutorizado,
    Limite,
    Parametros,
    UsoAnterior,
)
from guiche.faturamento.regras.valoracao import TABELA_VAZIA, TabelaDePrecos
from guiche.tiss_xml.mensagens import TipoGuia
from tests.regras.fabrica import (
    CARTEIRA,
    CIRURGIA,
    CONSULTA,
    DIA,
    DIARIA,
    FATOS,
    ODONTO,
    PRESTADOR,
    PROFILAXIA,
    RESINA_2F,
    SESSAO,
    com_beneficiario,
    com_procedimento,
    conferir_uma,
    fatos,
    gto,
    guia,
    item,
    linha,
    resumido,
    unico,
)

# Duplicates


def test_guia_ja_apresentada_nao_e_mais_olhada() -> None:
    com = fatos(
        guias_apresentadas={"2026-004391": GuiaApresentada("0374", "202611100001", date(2026, 11, 10))},
        historico={(CARTEIRA, CONSULTA[1]): (uso(),)},
    )
    achado = unico(conferir_uma(guia(), com))
    assert (achado.regra, achado.codigo, achado.gravidade) == ("DU-01", "1308", "recusa")
    assert achado.mensagem == (
        "A guia 2026-004391 já foi recebida em 10/11/2026, no lote 0374 (protocolo 202611100001)."
    )


def test_guia_repetida_no_lote() -> None:
    resultado = conferir([guia(), guia()], FATOS)
    assert [(a.regra, a.codigo, a.posicao) for a in resultado.achados] == [("DU-01", "1308", 2)]
    assert resultado.valor_em_risco == Decimal("112.00")


def test_sequencial_repetido_recusa_a_guia() -> None:
    resultado = conferir_uma(guia(item(), item(CIRURGIA, "2460.00")))
    assert [(a.regra, a.codigo, a.gravidade) for a in resultado.achados] == [("DU-02", "3167", "recusa")]
    assert resultado.valor_em_risco == Decimal("2572.00")


def test_item_repetido_na_guia_e_no_lote() -> None:
    na_guia = conferir_uma(guia(item(), item(sequencial=2)))
    assert [(a.regra, a.codigo, a.item) for a in na_guia.achados] == [("DU-03", "3209", 2)]
    no_lote = conferir([guia(), guia(numero_prestador="2026-004402")], FATOS)
    achado = unico(no_lote)
    assert (achado.posicao, achado.guia) == (2, "2026-004402")
    assert achado.mensagem == ("Consulta em consultório em 05/11/2026 já está neste lote: item 1 da guia 2026-004391.")


def test_atos_diferentes_nao_sao_duplicidade() -> None:
    hora = guia(item(hora_inicial=time(8)), item(sequencial=2, hora_inicial=time(15)))
    faces = gto(
        item(RESINA_2F, "38.50", dente="16", faces="OM"),
        item(RESINA_2F, "38.50", sequencial=2, dente="16", faces="DV"),
    )
    despesas = guia(item(DIARIA, "640.00", tipo="despesa"), item(DIARIA, "640.00", sequencial=2, tipo="despesa"))
    for uma in (hora, faces, despesas):
        assert conferir_uma(uma).achados == ()
    mesmas = gto(
        item(RESINA_2F, "38.50", dente="16", faces="OM"),
        item(RESINA_2F, "38.50", sequencial=2, dente="16", faces="MO"),
    )
    assert [a.regra for a in conferir_uma(mesmas).achados] == ["DU-03"]


def uso(**dados: Any) -> UsoAnterior:
    padrao = {
        "data": DIA,
        "quantidade": Decimal(1),
        "tabela": "22",
        "lote": "0374",
        "guia": "2026-004100",
        "prestador": "40123",
    }
    return UsoAnterior(**{**padrao, **dados})


def test_item_cobrado_em_outro_lote() -> None:
    com = fatos(historico={(CARTEIRA, CONSULTA[1]): (uso(),)})
    achado = unico(conferir_uma(guia(), com))
    assert (achado.regra, achado.codigo, achado.resolve_em) == ("DU-04", "3209", "retirar")
    assert achado.mensagem == ("Consulta em consultório em 05/11/2026 já foi cobrado no lote 0374, guia 2026-004100.")
    # a use without hour stands for any hour
    assert len(conferir_uma(guia(item(hora_inicial=time(8))), com).achados) == 1


@pytest.mark.parametrize(
    "dados",
    [
        {"data": date(2026, 11, 4)},
        {"prestador": "99999"},
        {"dente": "16"},
        {"tabela": "00"},
        {"hora_inicial": time(9)},
    ],
)
def test_uso_anterior_diferente_nao_e_duplicidade(dados: dict[str, Any]) -> None:
    com = fatos(historico={(CARTEIRA, CONSULTA[1]): (uso(**dados),)})
    assert conferir_uma(guia(item(hora_inicial=time(8))), com).achados == ()


# Totals


def test_quantidade_e_valores_invalidos() -> None:
    assert resumido(conferir_uma(guia(item(quantidade=Decimal(0))))) == [("TO-01", "1806", "0.00")]
    negativo = conferir_uma(guia(item(unitario="-5.00")))
    assert resumido(negativo) == [("TO-01", "1806", "0.00")]
    assert negativo.resumo.totais["valor_liberado"] == Decimal("0.00")


def test_total_do_item_com_tolerancia_de_um_centavo() -> None:
    assert conferir_uma(guia(item(valor_total=Decimal("112.01")))).achados == ()
    errado = conferir_uma(guia(item(valor_total=Decimal("120.00"))))
    assert resumido(errado) == [("TO-02", "1805", "8.00")]
    assert unico(errado).mensagem == ("1 × R$ 112,00 × 1 dá R$ 112,00, e o item informa R$ 120,00.")
    assert errado.resumo.totais["valor_liberado"] == Decimal("112.00")
    abaixo = conferir_uma(guia(item(valor_total=Decimal("100.00"))))
    assert resumido(abaixo) == [("TO-02", "1805", "0.00")]
    assert abaixo.resumo.totais["valor_liberado"] == Decimal("100.00")


def test_na_gto_o_unitario_e_um_quociente_arredondado() -> None:
    sete = item(PROFILAXIA, "14.29", quantidade=Decimal(7), valor_total=Decimal("100.00"), regiao="AS")
    assert conferir_uma(gto(sete)).achados == ()


def test_total_da_guia() -> None:
    achado = unico(conferir_uma(guia(total_informado=Decimal("200.00"))))
    assert (achado.regra, achado.codigo, achado.valor_em_risco) == ("TO-03", "5042", Decimal("0.00"))
    assert conferir_uma(guia(total_informado=None)).achados == ()


# Values


@pytest.mark.requisito("C-38")
def test_valor_acima_do_contrato() -> None:
    resultado = conferir_uma(guia(item(unitario="340.00")))
    achado = unico(resultado)
    assert (achado.regra, achado.codigo, achado.valor_em_risco) == ("VA-01", "1705", Decimal("228.00"))
    assert achado.mensagem == (
        "O contrato paga R$ 112,00 por Consulta em consultório "
        "(tabela do contrato Tabela Aroeira, edição 2026/08); o item cobra R$ 340,00."
    )
    assert resultado.resumo.totais == {
        "valor_informado": Decimal("340.00"),
        "valor_processado": Decimal("112.00"),
        "valor_liberado": Decimal("112.00"),
        "valor_glosa": Decimal("228.00"),
    }


def test_conta_errada_e_preco_acima_nao_contam_duas_vezes() -> None:
    resultado = conferir_uma(guia(item(unitario="122.00", valor_total=Decimal("130.00"))))
    assert resumido(resultado) == [("TO-02", "1805", "8.00"), ("VA-01", "1705", "10.00")]
    assert resultado.resumo.totais["valor_liberado"] == Decimal("112.00")
    assert resultado.valor_em_risco == resultado.resumo.glosado == Decimal("18.00")


def test_excesso_de_quantidade_vale_o_preco_do_contrato() -> None:
    autorizacao = FatosDaAutorizacao(
        senha="S1",
        carteira=CARTEIRA,
        valida_ate=None,
        itens={SESSAO: ItemAutorizado(Decimal(10))},
    )
    resultado = conferir_uma(
        guia(item(SESSAO, "340.00", quantidade=Decimal(13)), senha="S1"),
        fatos(autorizacoes={"S1": autorizacao}),
    )
    assert resumido(resultado) == [("AU-04", "3210", "984.00"), ("VA-01", "1705", "156.00")]
    assert resultado.resumo.totais["valor_liberado"] == Decimal("3280.00")


def test_item_sem_preco_vai_para_uma_pessoa() -> None:
    achado = unico(conferir_uma(guia(), fatos(precos=TABELA_VAZIA)))
    assert (achado.regra, achado.codigo, achado.gravidade) == ("VA-02", "3142", "alerta")
    assert achado.valor_em_risco == Decimal("0.00")
    calado = fatos(precos=TABELA_VAZIA, parametros=Parametros(alertar_sem_preco=False))
    assert conferir_uma(guia(), calado).achados == ()


def test_valor_abaixo_do_contrato_e_so_aviso() -> None:
    barato = guia(item(unitario="100.00"))
    assert conferir_uma(barato).achados == ()
    achado = unico(conferir_uma(barato, fatos(parametros=Parametros(alertar_abaixo=True))))
    assert (achado.regra, achado.codigo, achado.gravidade) == ("VA-03", "1706", "alerta")
    assert "R$ 12,00 abaixo do contrato" in achado.mensagem


def test_fator_fora_do_contrato() -> None:
    com = fatos(prestador=replace(PRESTADOR, fatores=frozenset({Decimal("0.50"), Decimal("1.30")})))
    assert conferir_uma(guia(item(fator=Decimal("1.30"))), com).achados == ()
    dobrado = conferir_uma(guia(item(fator=Decimal("2.00"))), com)
    assert resumido(dobrado) == [("VA-04", "1716", "112.00")]
    assert dobrado.resumo.totais["valor_liberado"] == Decimal("112.00")
    reduzido = unico(conferir_uma(guia(item(fator=Decimal("0.70"))), com))
    assert (reduzido.gravidade, reduzido.valor_em_risco) == ("alerta", Decimal("0.00"))
    assert conferir_uma(guia(item(fator=Decimal("2.00")))).achados == ()


# Dates and deadline


@pytest.mark.parametrize(
    ("dia", "problema"),
    [
        (date(2026, 11, 24), "a data 24/11/2026 ainda não chegou."),
        (date(202, 11, 5), "o ano 0202 não é possível."),
        (date(2026, 11, 1), "a data 01/11/2026 está fora do período da guia (02/11/2026 a 23/11/2026)."),
        (None, "falta a data do atendimento."),
    ],
)
def test_datas_impossiveis(dia: date | None, problema: str) -> None:
    periodo = {} if dia is None else {"data_inicio": date(2026, 11, 2), "data_fim": date(2026, 11, 23)}
    achados = conferir_uma(guia(item(data=dia), **periodo)).achados
    assert [(a.codigo, a.mensagem) for a in achados if a.regra == "PZ-01"] == [
        ("1323", f"Consulta em consultório: {problema}")
    ]


def test_prazo_de_envio_do_contrato() -> None:
    no_limite = fatos(hoje=date(2027, 2, 3))
    assert conferir_uma(guia(), no_limite).achados == ()
    achado = unico(conferir_uma(guia(), fatos(hoje=date(2027, 2, 4))))
    assert (achado.regra, achado.codigo, achado.base_legal) == ("PZ-02", "3214", "Cláusula 5.1 (RN 503/2022)")
    assert achado.mensagem == "O prazo de envio terminou em 03/02/2027 (90 dias depois de 05/11/2026)."
    sem_prazo = fatos(hoje=date(2030, 1, 1), prestador=replace(PRESTADOR, dias_para_entrega=None))
    assert conferir_uma(guia(), sem_prazo).achados == ()


# Limits


@pytest.mark.parametrize(
    ("dia", "meses", "inicio"),
    [
        ("2026-11-05", 0, "2026-11-05"),
        ("2026-11-05", 1, "2026-10-06"),
        ("2026-11-05", 12, "2025-11-06"),
        ("2026-03-31", 1, "2026-03-01"),
        ("2024-02-29", 12, "2023-03-01"),
        ("2026-11-05", None, "0001-01-01"),
        ("0001-01-15", 24, "0001-01-01"),
    ],
)
def test_janela_do_limite(dia: str, meses: int | None, inicio: str) -> None:
    assert inicio_da_janela(date.fromisoformat(dia), meses) == date.fromisoformat(inicio)


def limite(**dados: Any) -> dict[str, tuple[Limite, ...]]:
    padrao: dict[str, Any] = {
        "id": "profilaxia-6m",
        "rotulo": "Profilaxia",
        "codigos": frozenset({PROFILAXIA[1]}),
        "maximo": Decimal(1),
        "meses": 6,
        "base_legal": "Manual odontológico, item 4",
    }
    feito = Limite(**{**padrao, **dados})
    return dict.fromkeys(feito.codigos, (feito,))


@pytest.mark.requisito("T-16")
def test_limite_conta_o_passado_e_o_proprio_lote() -> None:
    limpeza = gto(item(PROFILAXIA, "33.00", regiao="AS"))
    com = fatos(limites=limite())
    assert conferir_uma(limpeza, com).achados == ()
    passado = {(ODONTO, PROFILAXIA[1]): (uso(data=date(2026, 5, 6)),)}
    achado = unico(conferir_uma(limpeza, replace(com, historico=passado)))
    assert (achado.regra, achado.codigo, achado.base_legal) == (
        "LI-01",
        "3210",
        "Manual odontológico, item 4",
    )
    assert achado.mensagem == "Profilaxia: o plano cobre 1 em 6 meses e esta cobrança passa em 1."
    antigo = {(ODONTO, PROFILAXIA[1]): (uso(data=date(2026, 5, 5)),)}
    assert conferir_uma(limpeza, replace(com, historico=antigo)).achados == ()
    duas = [limpeza, replace(limpeza, numero_prestador="2", itens=(item(PROFILAXIA, "33.00", regiao="AI"),))]
    assert [(a.regra, a.posicao) for a in conferir(duas, com).achados] == [("LI-01", 2)]


@pytest.mark.requisito("T-16")
def test_limite_por_dente_e_face_e_de_uma_vez_na_vida() -> None:
    por_face = fatos(
        limites=limite(codigos=frozenset({RESINA_2F[1], "85100196"}), meses=24, por="dente_face"),
        historico={(ODONTO, "85100196"): (uso(data=date(2026, 1, 5), dente="16", faces="M"),)},
    )
    assert [a.regra for a in conferir_uma(gto(), por_face).achados] == ["LI-01"]
    outra_face = gto(item(RESINA_2F, "38.50", dente="16", faces="OD"))
    assert conferir_uma(outra_face, por_face).achados == ()
    unica = fatos(
        limites=limite(codigos=frozenset({RESINA_2F[1]}), meses=None, por="dente", motivo=Motivo.EXECUCAO_UNICA),
        historico={(ODONTO, RESINA_2F[1]): (uso(data=date(2001, 1, 5), dente="16"),)},
    )
    assert resumido(conferir_uma(gto(), unica)) == [("LI-01", "3101", "38.50")]


# The mouth


@pytest.mark.requisito("O-24", "O-26", "O-27")
@pytest.mark.parametrize(
    ("dados", "esperados"),
    [
        ({"dente": "10", "faces": "OM"}, [("OD-01", "5037")]),
        ({"dente": "16", "regiao": "XX", "faces": "OM"}, [("OD-01", "5038"), ("OD-01", "3022")]),
        ({"dente": "16", "faces": "OX"}, [("OD-01", "5039")]),
        ({"faces": "OM"}, [("OD-01", "3023"), ("OD-02", "3307")]),
        ({"dente": "16"}, [("OD-02", "3023")]),
        ({"dente": "11", "faces": "OM"}, [("OD-03", "3023")]),
        ({"dente": "16", "faces": "OMD"}, [("OD-04", "3056")]),
    ],
)
def test_dente_face_e_regiao(dados: dict[str, str], esperados: list[tuple[str, str]]) -> None:
    resultado = conferir_uma(gto(item(RESINA_2F, "38.50", **dados)))
    assert [(a.regra, a.codigo) for a in resultado.achados] == esperados


@pytest.mark.requisito("O-25", "O-27")
@pytest.mark.parametrize(
    ("local", "dados", "codigo"),
    [
        ("arco", {"regiao": "AS"}, None),
        ("arco", {"regiao": "S1"}, "3021"),
        ("arco", {}, "3307"),
        ("segmento", {"regiao": "S1"}, None),
        ("segmento", {"regiao": "HASD"}, None),
        ("segmento", {"regiao": "AS"}, "3021"),
        ("regiao", {"regiao": "LG"}, None),
        ("regiao", {}, "3307"),
        ("dente", {"dente": "16"}, None),
        ("nenhum", {}, None),
    ],
)
def test_local_que_o_procedimento_exige(local: str, dados: dict[str, str], codigo: str | None) -> None:
    resultado = conferir_uma(gto(item(PROFILAXIA, "33.00", **dados)), com_procedimento(PROFILAXIA, local=local))
    assert [a.codigo for a in resultado.achados] == ([codigo] if codigo else [])


@pytest.mark.requisito("O-26", "O-27")
@pytest.mark.parametrize(
    ("regras", "dente", "codigo"),
    [
        ({"denticao": "decidua"}, "16", "3024"),
        ({"denticao": "decidua"}, "55", None),
        ({"denticao": "permanente"}, "55", "3025"),
        ({"posicao": "anterior"}, "16", "3065"),
        ({"posicao": "anterior"}, "13", None),
        ({"posicao": "posterior"}, "13", "1432"),
        ({"posicao": "posterior"}, "36", None),
        ({"dentes": frozenset({"18", "28"})}, "16", "1432"),
        ({"raizes": 1}, "16", "3027"),
        ({"raizes": 3}, "16", None),
        ({"raizes": 1}, "55", None),
    ],
)
def test_dentes_que_o_procedimento_permite(regras: dict[str, Any], dente: str, codigo: str | None) -> None:
    resultado = conferir_uma(
        gto(item(RESINA_2F, "38.50", dente=dente)),
        com_procedimento(RESINA_2F, local="dente", faces=None, **regras),
    )
    assert [a.codigo for a in resultado.achados] == ([codigo] if codigo else [])


def test_numero_de_raizes_e_so_um_alerta() -> None:
    achado = unico(conferir_uma(gto(), com_procedimento(RESINA_2F, raizes=1)))
    assert (achado.regra, achado.gravidade, achado.resolve_em) == ("OD-06", "alerta", "documentar")


def test_dente_ausente_no_odontograma() -> None:
    achado = unico(conferir_uma(gto(), com_beneficiario(dentes_ausentes=frozenset({"16"}))))
    assert (achado.regra, achado.codigo) == ("OD-07", "3284")
    assert conferir_uma(gto(), com_beneficiario(dentes_ausentes=frozenset({"17"}))).achados == ()


# The lote


def guias(quantas: int) -> list[GuiaCobrada]:
    return [guia(item(hora_inicial=time(n // 60, n % 60)), numero_prestador=f"G{n:03}") for n in range(quantas)]


def test_tamanho_do_lote() -> None:
    assert conferir(guias(100), FATOS).achados == ()
    achado = unico(conferir(guias(101), FATOS))
    assert (achado.regra, achado.codigo, achado.posicao) == ("LO-01", "5015", None)
    vazio = conferir([], FATOS)
    assert [a.regra for a in vazio.achados] == ["LO-01"]
    assert vazio.achados[0].impede_envio


def test_tipos_misturados_numero_repetido_e_total_do_lote() -> None:
    misto = [guia(), guia(tipo=TipoGuia.CONSULTA, numero_prestador="2", itens=()), gto(numero_prestador="3")]
    resultado = conferir(
        [misto[0], replace(misto[2])],
        fatos(numero_lote="0381", lotes_apresentados=frozenset({"0381"}), total_informado=Decimal("150.00")),
    )
    assert [(a.regra, a.codigo, str(a.valor_em_risco)) for a in resultado.achados] == [
        ("LO-02", "1301", "0.00"),
        ("LO-03", "3268", "0.00"),
        ("LO-04", "1104", "0.00"),
    ]
    assert resultado.achados[0].mensagem == ("O lote mistura tipos de guia: SP/SADT, Tratamento odontológico.")
    certo = fatos(numero_lote="0382", lotes_apresentados=frozenset({"0381"}), total_informado=Decimal("112.01"))
    assert conferir([guia()], certo).achados == ()


# The run


def test_a_trilha_diz_todas_as_regras_aplicadas() -> None:
    resultado = conferir([guia(item(unitario="340.00")), guia()], FATOS)
    assert [r.id for r in resultado.regras] == list(REGRAS)
    contagem = {r.id: (r.guias, r.achados) for r in resultado.regras}
    assert contagem["VA-01"] == (1, 1)
    assert contagem["DU-01"] == (2, 1)
    assert sum(achados for _, achados in contagem.values()) == len(resultado.achados) == 2


def test_toda_regra_tem_titulo_base_e_tema() -> None:
    assert len(REGRAS) == 47
    for regra in REGRAS.values():
        assert regra.titulo and regra.base_legal and regra.tema
        assert (regra.na_guia is None) != (regra.no_lote is None)


def test_achado_aponta_para_a_linha_do_arquivo() -> None:
    lida = guia(item(unitario="340.00", linha=1204), item(CIRURGIA, "2460.00", sequencial=2), linha=1190)
    achados = conferir_uma(lida, com_beneficiario(sexo="1")).achados
    assert [(a.guia, a.item, a.posicao, a.linha) for a in achados] == [("2026-004391", 1, 1, 1204)]
    sem_carteira = unico(conferir_uma(guia(carteira="", linha=1190)))
    assert sem_carteira.linha == 1190


def test_codigos_seguem_a_versao_da_resposta() -> None:
    antiga = fatos(versao="4.02.00")
    assert [a.codigo for a in conferir_uma(guia(item(unitario="340.00")), antiga).achados] == ["1714"]
    assert [a.codigo for a in conferir([guia(), guia(numero_prestador="2")], antiga).achados] == ["1702"]


def test_avaliacao_traz_preco_valores_e_achados_de_cada_item() -> None:
    resultado = conferir_uma(guia(item(unitario="340.00"), item(CIRURGIA, "2460.00", sequencial=2)))
    primeiro, segundo = resultado.itens
    assert primeiro.preco is not None and primeiro.preco.memoria == "R$ 112,00"
    assert [(g.codigo, str(g.valor)) for g in primeiro.valores.glosas] == [("1705", "228.00")]
    assert (segundo.valores.liberado, segundo.achados) == (Decimal("2460.00"), ())
    assert (resultado.total_informado, resultado.itens_em_risco) == (Decimal("2800.00"), 1)
    assert resultado.achados_da_guia(1) == resultado.achados
    assert resultado.achados_da_guia(2) == ()
    assert resultado.guias_com_achado == frozenset({1})


def test_preco_proprio_de_uma_linha_com_deflator() -> None:
    com = fatos(precos=TabelaDePrecos.de_linhas([linha(CONSULTA, "140.00", ajuste=Decimal(-20))]))
    assert conferir_uma(guia(), com).achados == ()
    assert resumido(conferir_uma(guia(item(unitario="113.00")), com)) == [("VA-01", "1705", "1.00")]
