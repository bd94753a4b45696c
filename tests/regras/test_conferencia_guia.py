"""Every rule of the conferência about people, prestador, codes and authorisation: found and not found."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from guiche.cadastro.regras.carencia import CoberturaParcialTemporaria, situacao_carencias
from guiche.cadastro.regras.vigencia import Periodo, VinculoBeneficiario
from guiche.faturamento.regras.cobranca import ProfissionalCobrado
from guiche.faturamento.regras.fatos import FatosDaAutorizacao, ItemAutorizado
from tests.regras.fabrica import (
    CARTEIRA,
    CIRURGIA,
    CONSULTA,
    DIARIA,
    FATOS,
    GRUPOS,
    INICIO,
    PACOTE,
    PRESTADOR,
    SESSAO,
    com_beneficiario,
    com_procedimento,
    conferir_uma,
    fatos,
    gto,
    guia,
    item,
    resumido,
    unico,
)


def test_guias_limpas_nao_tem_achado() -> None:
    for limpa in (guia(), gto()):
        resultado = conferir_uma(limpa)
        assert resultado.achados == ()
        assert resultado.valor_em_risco == Decimal("0.00")
        assert resultado.guias_com_achado == frozenset()


# Identification


def test_registro_ans_de_outra_operadora_recusa_a_guia() -> None:
    achado = unico(conferir_uma(guia(registro_ans="355721")))
    assert (achado.regra, achado.codigo, achado.gravidade) == ("ID-01", "5027", "recusa")
    assert achado.mensagem == "A guia traz o registro ANS 35.572-1; o desta operadora é 41.466-2."


def test_carteira_em_branco_e_desconhecida() -> None:
    assert resumido(conferir_uma(guia(carteira=" "))) == [("ID-02", "3243", "112.00")]
    achado = unico(conferir_uma(guia(carteira="9")))
    assert (achado.regra, achado.codigo, achado.item) == ("ID-03", "1001", None)


# Eligibility at the date


@pytest.mark.requisito("C-16")
@pytest.mark.parametrize(
    ("vinculo", "codigo", "resolve_em"),
    [
        (VinculoBeneficiario(date(2026, 11, 6)), "3308", "operadora"),
        (VinculoBeneficiario(INICIO, date(2026, 11, 4)), "1006", "operadora"),
        (
            VinculoBeneficiario(INICIO, suspensoes=(Periodo(date(2026, 11, 2), date(2026, 11, 9)),)),
            "1016",
            "operadora",
        ),
        (VinculoBeneficiario(INICIO, carteira_valida_ate=date(2026, 11, 4)), "1017", "corrigir"),
    ],
)
def test_plano_na_data_do_atendimento(vinculo: VinculoBeneficiario, codigo: str, resolve_em: str) -> None:
    achado = unico(conferir_uma(guia(), com_beneficiario(vinculo=vinculo)))
    assert (achado.regra, achado.codigo, achado.resolve_em) == ("EL-01", codigo, resolve_em)
    assert achado.mensagem.startswith("Atendimento em 05/11/2026. ")


def test_cada_item_e_julgado_na_sua_data() -> None:
    vinculo = VinculoBeneficiario(INICIO, date(2026, 11, 5))
    dois = guia(item(), item(sequencial=2, data=date(2026, 11, 6)))
    assert [a.item for a in conferir_uma(dois, com_beneficiario(vinculo=vinculo)).achados] == [2]


@pytest.mark.requisito("O-31")
def test_carencia_do_grupo_do_procedimento() -> None:
    em_carencia = com_beneficiario(carencias=situacao_carencias(date(2026, 10, 1), GRUPOS, FATOS.hoje))
    achado = unico(conferir_uma(gto(), em_carencia))
    assert (achado.regra, achado.codigo, achado.causa) == ("EL-02", "3171", "ODONTO_GERAL")
    assert achado.mensagem == (
        "Restauração em resina, 2 faces em 05/11/2026. Carência de procedimentos odontológicos termina em 30/11/2026."
    )
    assert conferir_uma(gto(tipo_atendimento="4"), em_carencia).achados == ()
    assert conferir_uma(guia(), em_carencia).achados == ()


def test_cpt_suspende_so_o_que_esta_na_lista() -> None:
    cpt = CoberturaParcialTemporaria("M23.2", "Menisco", INICIO, date(2028, 3, 10), frozenset({CIRURGIA[1]}))
    com_cpt = com_beneficiario(cpts=(cpt,))
    cirurgia = guia(item(CIRURGIA, "2460.00"))
    achado = unico(conferir_uma(cirurgia, com_cpt))
    assert (achado.regra, achado.codigo) == ("EL-03", "3173")
    assert conferir_uma(replace(cirurgia, carater="2"), com_cpt).achados == ()
    assert conferir_uma(guia(), com_cpt).achados == ()


def test_plano_que_nao_cobre() -> None:
    odontologico = com_beneficiario(segmentos=frozenset({"OD"}))
    assert resumido(conferir_uma(guia(), odontologico)) == [("EL-04", "3287", "112.00")]
    medico = com_beneficiario(segmentos=frozenset({"AMB"}))
    assert resumido(conferir_uma(gto(), medico)) == [("EL-04", "1025", "38.50")]


def test_o_que_foi_autorizado_nao_e_negado_por_cobertura() -> None:
    """Source: RN 503/2022."""
    autorizado = com_beneficiario(
        segmentos=frozenset({"OD"}), carencias=situacao_carencias(date(2026, 11, 1), GRUPOS, FATOS.hoje)
    )
    autorizado = replace(autorizado, autorizacoes={"S1": senha(CIRURGIA, 1)})
    assert conferir_uma(guia(item(CIRURGIA, "2460.00"), senha="S1"), autorizado).achados == ()


# Prestador


def test_executante_que_nao_e_o_remetente() -> None:
    achado = unico(conferir_uma(guia(executantes=frozenset({"77777"}))))
    assert (achado.regra, achado.codigo) == ("PR-01", "1206")
    assert conferir_uma(guia(executantes=frozenset({"11222333000181"}))).achados == ()


@pytest.mark.requisito("B-36")
def test_prestador_fora_do_periodo_ou_suspenso() -> None:
    fora = fatos(prestador=replace(PRESTADOR, vinculos=(Periodo(date(2026, 11, 6)),)))
    assert resumido(conferir_uma(guia(), fora)) == [("PR-02", "3278", "112.00")]
    suspenso = fatos(prestador=replace(PRESTADOR, suspensoes=(Periodo(date(2026, 11, 5), date(2026, 11, 5)),)))
    assert resumido(conferir_uma(guia(), suspenso)) == [("PR-02", "3278", "112.00")]


def test_procedimento_fora_do_contrato() -> None:
    so_cirurgia = fatos(prestador=replace(PRESTADOR, contratados=frozenset({CIRURGIA})))
    assert resumido(conferir_uma(guia(), so_cirurgia)) == [("PR-03", "3279", "112.00")]
    assert conferir_uma(guia(item(CIRURGIA, "2460.00")), so_cirurgia).achados == ()


def test_tabela_propria_so_como_contratada() -> None:
    assert conferir_uma(guia(item(PACOTE, "5000.00"))).achados == ()
    achados = conferir_uma(guia(item(("00", "77"), "10.00"))).achados
    assert [(a.regra, a.codigo, a.gravidade) for a in achados] == [("PR-03", "3142", "glosa")]


def test_cbo_que_nao_executa_o_procedimento() -> None:
    so_cardiologia = com_procedimento(CONSULTA, cbos=frozenset({"225120"}))
    assert resumido(conferir_uma(guia(), so_cardiologia)) == [("PR-04", "3233", "112.00")]
    equipe = (ProfissionalCobrado("Ana", "06", "1", "50", "225120", "00"),)
    assert conferir_uma(guia(item(equipe=equipe)), so_cardiologia).achados == ()
    assert conferir_uma(guia(profissional=None), so_cardiologia).achados == ()


def test_profissional_sem_conselho() -> None:
    sem_numero = ProfissionalCobrado("Rui Campos Leal", "06", "000", "50", "225125")
    achado = unico(conferir_uma(guia(profissional=sem_numero)))
    assert (achado.regra, achado.codigo) == ("PR-05", "3269")
    assert achado.mensagem == "Falta o número ou a UF do conselho de Rui Campos Leal."


# Codes


def test_tabela_e_codigo_que_nao_existem() -> None:
    resultado = conferir_uma(guia(item(("77", "10101012"))))
    assert resumido(resultado) == [("TU-01", "3150", "112.00")]
    assert resumido(conferir_uma(guia(item(("22", "10101999"))))) == [("TU-02", "1801", "112.00")]
    assert resumido(conferir_uma(guia(item(("20", "90000001"), tipo="despesa")))) == [("TU-02", "3253", "112.00")]


def test_codigo_julgado_na_data_do_atendimento() -> None:
    ate_outubro = fatos(termos={**FATOS.termos, CONSULTA: (Periodo(date(2012, 1, 1), date(2026, 10, 31)),)})
    achado = unico(conferir_uma(guia(), ate_outubro))
    assert achado.mensagem == "O código 10101012 da tabela 22 não vale em 05/11/2026."
    assert conferir_uma(guia(item(data=date(2026, 10, 31))), ate_outubro).achados == ()


def test_sexo_e_idade() -> None:
    assert resumido(conferir_uma(guia(), com_procedimento(CONSULTA, sexo="1"))) == [("TU-03", "1802", "112.00")]
    assert conferir_uma(guia(), com_procedimento(CONSULTA, sexo="3")).achados == ()
    for faixa, texto in (
        ({"idade_maxima": 17}, "até 17 anos"),
        ({"idade_minima": 60}, "a partir de 60 anos"),
        ({"idade_minima": 12, "idade_maxima": 49}, "de 12 a 49 anos"),
    ):
        achado = unico(conferir_uma(guia(), com_procedimento(CONSULTA, **faixa)))
        assert (achado.regra, achado.codigo) == ("TU-04", "1803")
        assert achado.mensagem == f"Consulta em consultório é {texto}; o beneficiário tinha 57."
    assert conferir_uma(guia(), com_procedimento(CONSULTA, idade_minima=57, idade_maxima=57)).achados == ()


def test_item_dentro_do_pacote_e_do_principal() -> None:
    pacote = guia(item(PACOTE, "5000.00"), item(DIARIA, "640.00", sequencial=2, tipo="despesa"))
    achado = unico(conferir_uma(pacote))
    assert (achado.regra, achado.codigo, achado.item) == ("TU-05", "3211", 2)
    assert achado.mensagem == "60000554 já está dentro do pacote Pacote de meniscectomia."
    incluso = com_procedimento(CIRURGIA, inclui=frozenset({CONSULTA[1]}))
    principal = guia(item(CIRURGIA, "2460.00"), item(sequencial=2))
    assert resumido(conferir_uma(principal, incluso)) == [("TU-05", "3202", "112.00")]
    outro_dia = guia(item(CIRURGIA, "2460.00"), item(sequencial=2, data=date(2026, 11, 6)))
    assert conferir_uma(outro_dia, incluso).achados == ()


# Authorisation


def senha(procedimento: tuple[str, str], autorizado: int, utilizado: int = 0, **dados: object) -> FatosDaAutorizacao:
    padrao = {"senha": "S1", "carteira": CARTEIRA, "valida_ate": date(2026, 11, 30), "prestador": "40123"}
    itens = {procedimento: ItemAutorizado(Decimal(autorizado), Decimal(utilizado))}
    return FatosDaAutorizacao(**{**padrao, "itens": itens, **dados})  # type: ignore[arg-type]


def sessoes(quantidade: int = 10, **dados: object) -> object:
    return guia(item(SESSAO, "328.00", quantidade=Decimal(quantidade)), **dados)


def test_procedimento_que_exige_autorizacao() -> None:
    assert resumido(conferir_uma(sessoes(1))) == [("AU-01", "1818", "328.00")]  # type: ignore[arg-type]
    assert conferir_uma(sessoes(1, carater="2")).achados == ()  # type: ignore[arg-type]


def test_senha_desconhecida_so_importa_quando_e_exigida() -> None:
    assert conferir_uma(guia(senha="X")).achados == ()
    assert resumido(conferir_uma(sessoes(1, senha="X"))) == [("AU-02", "3306", "328.00")]  # type: ignore[arg-type]
    assert conferir_uma(sessoes(1, senha="X", carater="2")).achados == ()  # type: ignore[arg-type]


def test_senha_de_outra_pessoa_ou_prestador() -> None:
    for dados, quem in (({"carteira": "outra"}, "beneficiário"), ({"prestador": "1"}, "prestador")):
        com = fatos(autorizacoes={"S1": senha(SESSAO, 10, **dados)})
        achado = unico(conferir_uma(sessoes(senha="S1"), com))  # type: ignore[arg-type]
        assert (achado.regra, achado.codigo) == ("AU-02", "3306")
        assert achado.mensagem == f"A senha S1 foi dada a outro {quem}."


def test_senha_vencida_e_cancelada() -> None:
    vencida = fatos(autorizacoes={"S1": senha(SESSAO, 10, valida_ate=date(2026, 10, 31))})
    achado = unico(conferir_uma(sessoes(senha="S1"), vencida))  # type: ignore[arg-type]
    assert (achado.regra, achado.codigo, achado.resolve_em) == ("AU-03", "1414", "revalidar")
    assert achado.mensagem == "A senha S1 valia até 31/10/2026 e o atendimento foi em 05/11/2026."
    cancelada = fatos(autorizacoes={"S1": senha(SESSAO, 10, cancelada=True)})
    assert resumido(conferir_uma(sessoes(senha="S1"), cancelada)) == [  # type: ignore[arg-type]
        ("AU-03", "1437", "3280.00")
    ]


def test_so_o_excesso_sobre_o_autorizado_esta_em_risco() -> None:
    com = fatos(autorizacoes={"S1": senha(SESSAO, 10)})
    assert conferir_uma(sessoes(10, senha="S1"), com).achados == ()  # type: ignore[arg-type]
    achado = unico(conferir_uma(sessoes(13, senha="S1"), com))  # type: ignore[arg-type]
    assert (achado.regra, achado.codigo, achado.valor_em_risco) == ("AU-04", "3210", Decimal("984.00"))
    assert achado.mensagem == (
        "A senha S1 autorizou 10 de Oxigenoterapia hiperbárica, sessão; com esta cobrança são 13."
    )
    ja_usadas = fatos(autorizacoes={"S1": senha(SESSAO, 10, 9)})
    assert unico(
        conferir_uma(sessoes(3, senha="S1"), ja_usadas)  # type: ignore[arg-type]
    ).valor_em_risco == Decimal("656.00")


def test_codigo_fora_da_senha_so_importa_quando_exige_autorizacao() -> None:
    com = fatos(autorizacoes={"S1": senha(CIRURGIA, 1)})
    assert conferir_uma(guia(senha="S1"), com).achados == ()
    assert resumido(conferir_uma(sessoes(1, senha="S1"), com)) == [  # type: ignore[arg-type]
        ("AU-04", "3210", "328.00")
    ]
