"""A small synthetic world for the rules: one clean guia of each kind and the facts that accept it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from guiche.cadastro.regras.carencia import GrupoCarencia, situacao_carencias
from guiche.cadastro.regras.vigencia import Periodo, VinculoBeneficiario
from guiche.faturamento.regras.cobranca import GuiaCobrada, ItemCobrado, ProfissionalCobrado
from guiche.faturamento.regras.conferencia import ResultadoConferencia, conferir
from guiche.faturamento.regras.fatos import (
    FatosDoBeneficiario,
    FatosDoLote,
    FatosDoPrestador,
    FatosDoProcedimento,
)
from guiche.faturamento.regras.valoracao import LinhaDePreco, Origem, TabelaDePrecos, ValorDaUS
from guiche.nucleo.achado import Achado
from guiche.tiss_xml.mensagens import TipoGuia

HOJE = date(2026, 11, 23)
DIA = date(2026, 11, 5)
INICIO = date(2026, 3, 10)
CARTEIRA = "00010002000300041"
ODONTO = "00010002000300059"

CONSULTA = ("22", "10101012")
SESSAO = ("22", "20104189")
CIRURGIA = ("22", "30733057")
RESINA_2F = ("22", "85100200")
PROFILAXIA = ("22", "84000198")
DIARIA = ("18", "60000554")
PACOTE = ("98", "98000001")

DENTISTA = ProfissionalCobrado("Lívia Prado Neves", "08", "12345", "50", "223208")
MEDICO = ProfissionalCobrado("Rui Campos Leal", "06", "54321", "50", "225125")

GRUPOS = (
    GrupoCarencia("URGENCIA", "urgência e emergência", horas=24, natureza="urgencia"),
    GrupoCarencia("ODONTO_GERAL", "procedimentos odontológicos", dias=60),
    GrupoCarencia("INTERNACAO", "internações e cirurgias", dias=180),
)


def reais(texto: str) -> Decimal:
    return Decimal(texto)


def item(procedimento: tuple[str, str] = CONSULTA, unitario: str = "112.00", **dados: Any) -> ItemCobrado:
    """A line of the clean guia; `valor_total` follows from the other numbers unless it is given."""
    tabela, codigo = procedimento
    base = ItemCobrado(
        sequencial=dados.pop("sequencial", 1),
        data=dados.pop("data", DIA),
        tabela=tabela,
        codigo=codigo,
        valor_unitario=Decimal(unitario),
        valor_total=Decimal("0.00"),
        **{chave: valor for chave, valor in dados.items() if chave != "valor_total"},
    )
    return replace(base, valor_total=dados.get("valor_total", base.valor_calculado))


def guia(*itens: ItemCobrado, **dados: Any) -> GuiaCobrada:
    """A clean SP/SADT guia with these lines (a consultation by default)."""
    linhas = itens or (item(),)
    base = GuiaCobrada(
        **{
            "tipo": TipoGuia.SADT,
            "numero_prestador": "2026-004391",
            "carteira": CARTEIRA,
            "registro_ans": "414662",
            "executantes": frozenset({"40123"}),
            "profissional": MEDICO,
            "carater": "1",
            **dados,
            "itens": linhas,
        }
    )
    return base if "total_informado" in dados else replace(base, total_informado=base.soma_dos_itens)


def gto(*itens: ItemCobrado, **dados: Any) -> GuiaCobrada:
    """A clean dental guia (a two-face restoration by default)."""
    linhas = itens or (item(RESINA_2F, "38.50", dente="16", faces="OM"),)
    padrao = {"tipo": TipoGuia.ODONTO, "carteira": ODONTO, "profissional": DENTISTA, "tipo_atendimento": "1"}
    return guia(*linhas, **{**padrao, **dados})


def beneficiario(carteira: str = CARTEIRA, **dados: Any) -> FatosDoBeneficiario:
    padrao: dict[str, Any] = {
        "carteira": carteira,
        "nome": "Rosa Maria Teles",
        "nascimento": date(1969, 4, 2),
        "sexo": "3",
        "vinculo": VinculoBeneficiario(INICIO),
        "segmentos": frozenset({"OD"} if carteira == ODONTO else {"AMB", "HCO", "HSO"}),
        "segmentacao": "odontologica" if carteira == ODONTO else "hospitalar",
        "carencias": situacao_carencias(INICIO, GRUPOS, HOJE),
    }
    return FatosDoBeneficiario(**{**padrao, **dados})


PRESTADOR = FatosDoPrestador(
    codigo="40123",
    nome="Clínica Vale do Cedro",
    identificadores=frozenset({"40123", "11222333000181"}),
    vinculos=(Periodo(date(2024, 1, 1)),),
    pacotes_e_proprias=frozenset({PACOTE}),
    dias_para_entrega=90,
    clausula_de_prazo="Cláusula 5.1",
)

PROCEDIMENTOS = {
    CONSULTA: FatosDoProcedimento(descricao="Consulta em consultório", segmentos=frozenset({"AMB"})),
    SESSAO: FatosDoProcedimento(
        descricao="Oxigenoterapia hiperbárica, sessão",
        exige_autorizacao=True,
        repetivel=True,
        segmentos=frozenset({"AMB"}),
    ),
    CIRURGIA: FatosDoProcedimento(
        descricao="Meniscectomia, um menisco",
        grupo_carencia="INTERNACAO",
        segmentos=frozenset({"HCO", "HSO"}),
    ),
    RESINA_2F: FatosDoProcedimento(
        descricao="Restauração em resina, 2 faces",
        grupo_carencia="ODONTO_GERAL",
        segmentos=frozenset({"OD"}),
        local="dente_face",
        faces=2,
    ),
    PROFILAXIA: FatosDoProcedimento(
        descricao="Profilaxia: polimento coronário",
        grupo_carencia="ODONTO_GERAL",
        segmentos=frozenset({"OD"}),
        local="arco",
    ),
    PACOTE: FatosDoProcedimento(descricao="Pacote de meniscectomia", inclui=frozenset({"60000554"})),
}


def linha(procedimento: tuple[str, str], valor: str | None = None, **dados: Any) -> LinhaDePreco:
    tabela, codigo = procedimento
    padrao: dict[str, Any] = {
        "tabela_id": "Tabela Aroeira",
        "edicao": "2026/08",
        "origem": Origem.CONTRATO,
        "inicio": date(2024, 1, 1),
        "valor": None if valor is None else Decimal(valor),
    }
    return LinhaDePreco(**{**padrao, "tabela": tabela, "codigo": codigo, **dados})


PRECOS = TabelaDePrecos.de_linhas(
    [
        linha(CONSULTA, "112.00"),
        linha(SESSAO, "328.00"),
        linha(CIRURGIA, "2460.00"),
        linha(RESINA_2F, qtd_us=Decimal(70)),
        linha(PROFILAXIA, qtd_us=Decimal(60)),
        linha(DIARIA, "640.00"),
        linha(PACOTE, "5000.00", origem=Origem.PACOTE),
    ],
    [ValorDaUS(Decimal("0.55"), date(2024, 1, 1))],
)

FATOS = FatosDoLote(
    operadora_registro="414662",
    hoje=HOJE,
    versao="4.03.00",
    prestador=PRESTADOR,
    beneficiarios={CARTEIRA: beneficiario(), ODONTO: beneficiario(ODONTO)},
    termos={par: (Periodo(date(2012, 10, 10)),) for par in (CONSULTA, SESSAO, CIRURGIA, RESINA_2F, PROFILAXIA, DIARIA)},
    procedimentos=PROCEDIMENTOS,
    precos=PRECOS,
)


def fatos(**dados: Any) -> FatosDoLote:
    """The facts that accept the clean guias, with what the test changes."""
    return replace(FATOS, **dados)


def com_procedimento(procedimento: tuple[str, str], **dados: Any) -> FatosDoLote:
    """The facts with other rules for one procedure."""
    return fatos(procedimentos={**PROCEDIMENTOS, procedimento: replace(PROCEDIMENTOS[procedimento], **dados)})


def com_beneficiario(**dados: Any) -> FatosDoLote:
    """The facts with other data of both people."""
    return fatos(
        beneficiarios={
            CARTEIRA: beneficiario(**dados),
            ODONTO: beneficiario(ODONTO, **dados),
        }
    )


def conferir_uma(uma: GuiaCobrada, com: FatosDoLote = FATOS) -> ResultadoConferencia:
    return conferir([uma], com)


def unico(resultado: ResultadoConferencia) -> Achado:
    """The only finding of a run."""
    (achado,) = resultado.achados
    return achado


def resumido(resultado: ResultadoConferencia) -> list[tuple[str, str, str]]:
    """(rule, code, money at risk) of every finding."""
    return [(a.regra, a.codigo, str(a.valor_em_risco)) for a in resultado.achados]
