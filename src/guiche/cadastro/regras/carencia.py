"""Carência and CPT: from when each group of procedures is covered.

`fim = inicio + N` calendar days, and the event is covered when `data_do_evento >= fim`. The 24-hour group
counts from the moment of inclusion when it is known, else from the day.

Source: Lei 9.656/1998 art. 12 V (ceilings) and art. 35-C; CONSU 13/1998 (urgency); RN 558/2022 (CPT).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Natureza = Literal["urgencia", "parto", "demais"]
Situacao = Literal["cumprida", "em_cumprimento", "isenta"]
Segmentacao = Literal["odontologica", "ambulatorial", "hospitalar"]

TETO_LEGAL_HORAS: dict[Natureza, int] = {"urgencia": 24, "parto": 300 * 24, "demais": 180 * 24}
LIMITE_URGENCIA_HORAS = 12
MESES_CPT = 24

ROTULOS_SITUACAO: dict[Situacao, str] = {
    "cumprida": "Cumprida",
    "em_cumprimento": "Em cumprimento",
    "isenta": "Isenta",
}


@dataclass(frozen=True, slots=True)
class GrupoCarencia:
    """A group of procedures of a product with one waiting period: either `dias` or `horas`."""

    codigo: str
    rotulo: str
    dias: int = 0
    horas: int = 0
    natureza: Natureza = "demais"

    def __post_init__(self) -> None:
        if self.dias < 0 or self.horas < 0 or (self.dias and self.horas):
            raise ValueError("a waiting period is given in days or in hours, never negative")

    @property
    def dentro_do_teto(self) -> bool:
        """True when the plan asks no more than the law allows: 24 h urgency, 300 days birth, else 180."""
        return self.dias * 24 + self.horas <= TETO_LEGAL_HORAS[self.natureza]


@dataclass(frozen=True, slots=True)
class SituacaoCarencia:
    """One group for one beneficiário: `fim` is the first covered day, `fim_em` the moment for groups in
    hours.
    """

    grupo: GrupoCarencia
    inicio: date
    fim: date
    situacao: Situacao
    dias_restantes: int
    motivo: str = ""
    fim_em: datetime | None = None

    @property
    def rotulo(self) -> str:
        """Portuguese words of the situation, with the days that are left or the reason of the exemption."""
        texto = ROTULOS_SITUACAO[self.situacao]
        if self.situacao == "em_cumprimento":
            dias = "1 dia" if self.dias_restantes == 1 else f"{self.dias_restantes} dias"
            return f"{texto} ({'falta' if self.dias_restantes == 1 else 'faltam'} {dias})"
        return f"{texto} ({self.motivo})" if self.situacao == "isenta" and self.motivo else texto

    def coberta(self, quando: date | datetime) -> bool:
        """True when an event at this day (or moment) no longer meets the waiting period."""
        if self.situacao == "isenta":
            return True
        if isinstance(quando, datetime):
            return quando >= (self.fim_em or datetime.combine(self.fim, time(), quando.tzinfo))
        return quando >= self.fim


def fim_da_carencia(inicio: date | datetime, grupo: GrupoCarencia, dias_aproveitados: int = 0) -> date:
    """First covered day of the group. `dias_aproveitados` are days already served elsewhere (portability,
    remission).

    Source: Lei 9.656/1998 art. 12 V; RN 438/2018 (served periods).
    """
    dia = inicio.date() if isinstance(inicio, datetime) else inicio
    if grupo.horas and isinstance(inicio, datetime):
        return (inicio + timedelta(hours=grupo.horas)).date()
    dias = grupo.dias or -(-grupo.horas // 24)
    return dia + timedelta(days=max(0, dias - dias_aproveitados))


def situacao_carencias(
    inicio: date | datetime,
    grupos: Sequence[GrupoCarencia],
    hoje: date,
    isencoes: Mapping[str, str] | None = None,
    dias_aproveitados: Mapping[str, int] | None = None,
    fins: Mapping[str, date] | None = None,
) -> tuple[SituacaoCarencia, ...]:
    """Situation of every group, in the order of the product.

    By group code: `isencoes` the reason (newborn, contract with 30 or more lives, portability),
    `dias_aproveitados` the days already served, `fins` another first covered day (compra de carência).

    Source: RN 557/2022; Lei 9.656/1998 art. 12 III and V.
    """
    isentos, servidos = isencoes or {}, dias_aproveitados or {}
    dia = inicio.date() if isinstance(inicio, datetime) else inicio
    situacoes = []
    for grupo in grupos:
        if grupo.codigo in isentos:
            situacoes.append(SituacaoCarencia(grupo, dia, dia, "isenta", 0, isentos[grupo.codigo]))
            continue
        combinado = (fins or {}).get(grupo.codigo)
        fim = combinado or fim_da_carencia(inicio, grupo, servidos.get(grupo.codigo, 0))
        fim_em = None
        if isinstance(inicio, datetime) and grupo.horas and combinado is None:
            fim_em = inicio + timedelta(hours=grupo.horas)
        restantes = max(0, (fim - hoje).days)
        situacao: Situacao = "em_cumprimento" if restantes else "cumprida"
        situacoes.append(SituacaoCarencia(grupo, dia, fim, situacao, restantes, fim_em=fim_em))
    return tuple(situacoes)


@dataclass(frozen=True, slots=True)
class Cobertura:
    """Answer of the carência rule for one event: `limite_horas` bounds an urgent attendance (CONSU
    13/1998).
    """

    coberto: bool
    mensagem: str
    carencia: SituacaoCarencia | None = None
    limite_horas: int | None = None


def coberto_em(
    situacoes: Iterable[SituacaoCarencia],
    grupo: str,
    quando: date | datetime,
    *,
    urgencia: bool = False,
    segmentacao: Segmentacao = "odontologica",
    acidente_pessoal: bool = False,
) -> Cobertura:
    """Is an event of this carência group covered at this day or moment?

    A group the product does not have carries no waiting period. Urgency inside the waiting period is
    covered once the urgency group is served: without limit for dental products and personal accidents, for
    the first 12 hours for ambulatorial and hospital products. Source: Lei 9.656/1998 art. 12 V and 35-C;
    CONSU 13/1998.
    """
    por_codigo = {s.grupo.codigo: s for s in situacoes}
    do_grupo = por_codigo.get(grupo)
    if do_grupo is None or do_grupo.coberta(quando):
        return Cobertura(True, "Carência cumprida.", do_grupo)
    de_urgencia = next((s for s in por_codigo.values() if s.grupo.natureza == "urgencia"), None)
    if urgencia and de_urgencia is not None:
        if de_urgencia.coberta(quando):
            limite = None if segmentacao == "odontologica" or acidente_pessoal else LIMITE_URGENCIA_HORAS
            return Cobertura(True, "Urgência coberta depois de 24 horas.", de_urgencia, limite)
        do_grupo = de_urgencia
    return Cobertura(
        False,
        f"Carência de {do_grupo.grupo.rotulo} termina em {do_grupo.fim:%d/%m/%Y}.",
        do_grupo,
    )


@dataclass(frozen=True, slots=True)
class CoberturaParcialTemporaria:
    """CPT of one declared disease: blocks its listed TUSS codes from `inicio` until the day before `fim`."""

    cid: str
    descricao: str
    inicio: date
    fim: date
    codigos: frozenset[str]

    def bloqueia(self, codigo: str, dia: date) -> bool:
        """True when this procedure is suspended on this day."""
        return codigo in self.codigos and self.inicio <= dia < self.fim


def fim_da_cpt(inicio: date, meses: int = MESES_CPT) -> date:
    """First day of full cover: at most 24 months after the start, uninterrupted.

    Raises `ValueError` above 24 months. Source: RN 558/2022 (ex-RN 162/2007).
    """
    if not 0 < meses <= MESES_CPT:
        raise ValueError("CPT lasts from 1 to 24 months")
    anos, mes = divmod(inicio.month - 1 + meses, 12)
    ano = inicio.year + anos
    primeiro_seguinte = date(ano + (mes + 1) // 12, (mes + 1) % 12 + 1, 1)
    ultimo_dia = (primeiro_seguinte - timedelta(days=1)).day
    return date(ano, mes + 1, min(inicio.day, ultimo_dia))


def cpt_em(cpts: Iterable[CoberturaParcialTemporaria], codigo: str, dia: date) -> CoberturaParcialTemporaria | None:
    """The CPT that suspends this procedure on this day, or None.

    Source: RN 558/2022; TISS table 38 (3173).
    """
    return next((cpt for cpt in cpts if cpt.bloqueia(codigo, dia)), None)
