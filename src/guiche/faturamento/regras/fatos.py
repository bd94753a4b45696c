"""Facts that the service loads in bulk, once per lote, before any rule runs.

Every mapping is complete for the codes, cards and senhas of the lote; what is absent does not exist. Dates
are judged at the attendance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Literal

from guiche.cadastro.regras.carencia import CoberturaParcialTemporaria, Segmentacao, SituacaoCarencia
from guiche.cadastro.regras.vigencia import Periodo, VinculoBeneficiario
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.odonto import Denticao, Local
from guiche.faturamento.regras.valoracao import TABELA_VAZIA, TabelaDePrecos

Procedimento = tuple[str, str]
"""(table of domain 87, code)."""

SEMPRE = Periodo(date.min)

Sexo = Literal["1", "3", ""]
"""TISS table 43: 1 masculino, 3 feminino; "" unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FatosDoBeneficiario:
    """One card: link, sex, birth, carências already computed, and what the product covers.

    `segmentos` are the Rol segments of the product (AMB, HCO, HSO, OD). `dentes_ausentes` come from the
    odontogram.
    """

    carteira: str
    nome: str
    nascimento: date
    sexo: Sexo
    vinculo: VinculoBeneficiario
    segmentos: frozenset[str] = frozenset()
    segmentacao: Segmentacao = "odontologica"
    carencias: tuple[SituacaoCarencia, ...] = ()
    cpts: tuple[CoberturaParcialTemporaria, ...] = ()
    dentes_ausentes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FatosDoPrestador:
    """The sender and its contract. `identificadores`: its code, CPF and CNPJ at the operadora.

    `contratados` None means every procedure; `pacotes_e_proprias` are the (table, code) contracted of
    tables 00, 90 and 98; `fatores` empty means any reducaoAcrescimo; `dias_para_entrega` counts calendar
    days from the last attendance day (None: the contract sets no limit).
    """

    codigo: str
    nome: str
    identificadores: frozenset[str]
    vinculos: tuple[Periodo, ...]
    suspensoes: tuple[Periodo, ...] = ()
    categoria: str = ""
    contratados: frozenset[Procedimento] | None = None
    pacotes_e_proprias: frozenset[Procedimento] = frozenset()
    fatores: frozenset[Decimal] = frozenset()
    dias_para_entrega: int | None = None
    clausula_de_prazo: str = "Contrato com o prestador"


@dataclass(frozen=True, slots=True, kw_only=True)
class FatosDoProcedimento:
    """What the operadora's catalogue says about one procedure; empty means no restriction.

    `segmentos` are the Rol segments that cover it; `inclui` the codes already inside it on the same day;
    `local`, `faces`, `denticao`, `posicao`, `dentes` and `raizes` only matter in a GTO.
    """

    descricao: str = ""
    sexo: Sexo = ""
    idade_minima: int | None = None
    idade_maxima: int | None = None
    exige_autorizacao: bool = False
    cbos: frozenset[str] = frozenset()
    grupo_carencia: str = ""
    eh_urgencia: bool = False
    segmentos: frozenset[str] = frozenset()
    inclui: frozenset[str] = frozenset()
    repetivel: bool = False
    local: Local = "nenhum"
    faces: int | None = None
    denticao: Denticao | None = None
    posicao: Literal["anterior", "posterior", ""] = ""
    dentes: frozenset[str] = frozenset()
    raizes: int | None = None


@dataclass(frozen=True, slots=True)
class ItemAutorizado:
    """One authorised procedure of a senha: how much was authorised and how much other lotes already used."""

    autorizado: Decimal
    utilizado: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FatosDaAutorizacao:
    """A senha: whose it is, until when, and what it authorises."""

    senha: str
    carteira: str
    valida_ate: date | None
    itens: Mapping[Procedimento, ItemAutorizado]
    cancelada: bool = False
    prestador: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsoAnterior:
    """One item of the same person and code charged before, in another lote (not glosado in full)."""

    data: date
    quantidade: Decimal
    tabela: str
    lote: str
    guia: str
    prestador: str = ""
    hora_inicial: time | None = None
    grau: str = ""
    dente: str = ""
    regiao: str = ""
    faces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limite:
    """At most `maximo` in any window of `meses` months (0: the same day; None: the whole life), per person
    or tooth; asked of attendances inside `vigencia`.

    Never declared for sessions of psychology, speech therapy, occupational therapy and physiotherapy.
    Source: plan or contract; RN 541/2022 (no session limits).
    """

    id: str
    rotulo: str
    codigos: frozenset[str]
    maximo: Decimal
    meses: int | None
    por: Literal["beneficiario", "dente", "dente_face"] = "beneficiario"
    motivo: Motivo = Motivo.QUANTIDADE_ACIMA_DA_AUTORIZADA
    base_legal: str = "Contrato do plano"
    vigencia: Periodo = SEMPRE


@dataclass(frozen=True, slots=True)
class GuiaApresentada:
    """A guia of the same prestador already received and not cancelled."""

    lote: str
    protocolo: str
    recebida_em: date


@dataclass(frozen=True, slots=True)
class Parametros:
    """Choices of the operadora: `tolerancia` in reais per item; `alertar_abaixo` tells when less was
    charged; `processado_e_o_informado` is the other convention of the demonstrativo (:func:`glosa.dividir`).
    """

    tolerancia: Decimal = Decimal("0.01")
    processado_e_o_informado: bool = False
    maximo_de_guias: int = 100
    alertar_abaixo: bool = False
    alertar_sem_preco: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FatosDoLote:
    """Everything the rules may look at. `hoje` is the day the lote is (or would be) presented.

    `historico` is keyed by (card, code); `limites` by code; `guias_apresentadas` by the prestador's number.
    `procedimentos_no_dia`, by (table, code, day), goes before `procedimentos`: the rule in force that day.
    `numero_lote` and `total_informado` are None in a check before there is a lote.
    """

    operadora_registro: str
    hoje: date
    versao: str
    prestador: FatosDoPrestador
    beneficiarios: Mapping[str, FatosDoBeneficiario]
    termos: Mapping[Procedimento, tuple[Periodo, ...]]
    procedimentos: Mapping[Procedimento, FatosDoProcedimento] = field(default_factory=dict)
    procedimentos_no_dia: Mapping[tuple[str, str, date], FatosDoProcedimento] = field(default_factory=dict)
    precos: TabelaDePrecos = TABELA_VAZIA
    autorizacoes: Mapping[str, FatosDaAutorizacao] = field(default_factory=dict)
    historico: Mapping[tuple[str, str], tuple[UsoAnterior, ...]] = field(default_factory=dict)
    limites: Mapping[str, tuple[Limite, ...]] = field(default_factory=dict)
    guias_apresentadas: Mapping[str, GuiaApresentada] = field(default_factory=dict)
    lotes_apresentados: frozenset[str] = frozenset()
    numero_lote: str | None = None
    total_informado: Decimal | None = None
    codigos_permitidos: frozenset[str] | None = None
    parametros: Parametros = Parametros()
