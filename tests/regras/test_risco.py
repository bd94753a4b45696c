"""Money at risk and its causes."""

from datetime import date
from decimal import Decimal

from guiche.cadastro.regras.vigencia import VinculoBeneficiario
from guiche.faturamento.regras.conferencia import conferir
from guiche.faturamento.regras.risco import agrupar_por_causa, alocar, itens_atingidos, valor_em_risco
from guiche.nucleo.achado import Achado, Gravidade
from tests.regras.fabrica import CIRURGIA, CONSULTA, INICIO, SESSAO, com_beneficiario, guia, item

GUIAS = [
    guia(item(), item(CIRURGIA, "2460.00", sequencial=2)),
    guia(item(unitario="88.00"), numero_prestador="2"),
]


def achado(
    regra: str,
    valor: str,
    posicao: int | None,
    sequencial: int | None = None,
    gravidade: Gravidade = "glosa",
    causa: str = "",
) -> Achado:
    return Achado(
        regra=regra,
        codigo="3209",
        campo="",
        mensagem=f"Mensagem de {regra}.",
        base_legal="Contrato",
        como_resolver="Retire.",
        gravidade=gravidade,
        valor_em_risco=Decimal(valor),
        posicao=posicao,
        item=sequencial,
        causa=causa,
    )


def test_um_item_nunca_conta_duas_vezes() -> None:
    achados = [achado("A", "112.00", 1, 1), achado("B", "100.00", 1, 1), achado("C", "2460.00", 1, 2)]
    assert alocar(achados, GUIAS) == (Decimal("112.00"), Decimal("0.00"), Decimal("2460.00"))
    assert valor_em_risco(achados, GUIAS) == Decimal("2572.00")


def test_a_guia_inteira_vem_antes_dos_seus_itens() -> None:
    achados = [achado("A", "112.00", 1, 1), achado("G", "2572.00", 1)]
    assert alocar(achados, GUIAS) == (Decimal("0.00"), Decimal("2572.00"))


def test_alerta_e_achado_do_lote_nao_tem_dinheiro() -> None:
    achados = [achado("A", "50.00", 2, 1, "alerta"), achado("L", "50.00", None, None, "recusa")]
    assert valor_em_risco(achados, GUIAS) == Decimal("0.00")
    assert itens_atingidos(achados, GUIAS) == frozenset()


def test_causas_da_mais_cara_para_a_mais_barata() -> None:
    achados = [
        achado("A", "12.00", 1, 1),
        achado("B", "2000.00", 1, 2),
        achado("A", "88.00", 2, 1),
        achado("C", "0.00", 2, 1, "alerta"),
        achado("D", "100.00", 1, 2, causa="x"),
        achado("D", "100.00", 1, 2, causa="y"),
    ]
    causas = agrupar_por_causa(achados, GUIAS)
    assert [(c.regra, c.chave[2], str(c.valor), c.itens, c.guias) for c in causas] == [
        ("B", "", "2000.00", 1, 1),
        ("A", "", "100.00", 2, 2),
        ("D", "x", "100.00", 1, 1),
        ("D", "y", "100.00", 1, 1),
        ("C", "", "0.00", 0, 1),
    ]
    assert sum(c.valor for c in causas) == valor_em_risco(achados, GUIAS)
    assert (causas[0].mensagem, causas[0].como_resolver) == ("Mensagem de B.", "Retire.")


def test_causas_de_uma_conferencia_de_verdade() -> None:
    suspensa = com_beneficiario(vinculo=VinculoBeneficiario(INICIO, date(2026, 11, 5)))
    resultado = conferir(
        [
            guia(item(unitario="340.00"), item(SESSAO, "328.00", sequencial=2)),
            guia(item(CONSULTA, data=date(2026, 11, 6)), numero_prestador="2"),
        ],
        suspensa,
    )
    assert [(c.regra, c.codigo, str(c.valor), c.itens) for c in resultado.causas] == [
        ("AU-01", "1818", "328.00", 1),
        ("VA-01", "1705", "228.00", 1),
        ("EL-01", "1006", "112.00", 1),
    ]
    assert resultado.valor_em_risco == resultado.resumo.glosado == Decimal("668.00")
    assert resultado.itens_em_risco == 3
