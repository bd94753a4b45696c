"""Business-day calendar: a pure value object with two counters.

`du_excl` starts counting on the next business day (answers of the operadora, ouvidoria, NIP); `du_incl`
counts the day of the request as day 1 when it is a business day (time to attend). Deadlines are stored as
the resulting date plus `Calendario.versao` and never computed again.

Source: Lei 10.607/2002, Lei 6.802/1980, Lei 14.759/2023 (national holidays); Lei 9.093/1995 (religious
holidays); RN 566/2022 and RN 623/2024 (the two counters).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

UM_DIA = timedelta(days=1)
PRIMEIRO_ANO_CONSCIENCIA_NEGRA = 2024

_FIXOS: tuple[tuple[int, int, str], ...] = (
    (1, 1, "Confraternização Universal"),
    (4, 21, "Tiradentes"),
    (5, 1, "Dia do Trabalho"),
    (9, 7, "Independência do Brasil"),
    (10, 12, "Nossa Senhora Aparecida"),
    (11, 2, "Finados"),
    (11, 15, "Proclamação da República"),
    (12, 25, "Natal"),
)


@lru_cache(maxsize=256)
def pascoa(ano: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous Gregorian algorithm, valid from 1583)."""
    if ano < 1583:
        raise ValueError("the Gregorian calendar starts in 1583")
    ciclo = ano % 19
    seculo, resto = divmod(ano, 100)
    correcao_lunar = (seculo + 8) // 25
    epacta = (19 * ciclo + seculo - seculo // 4 - (seculo - correcao_lunar + 1) // 3 + 15) % 30
    semana = (32 + 2 * (seculo % 4) + 2 * (resto // 4) - epacta - resto % 4) % 7
    ajuste = (ciclo + 11 * epacta + 22 * semana) // 451
    mes, dia = divmod(epacta + semana - 7 * ajuste + 114, 31)
    return date(ano, mes, dia + 1)


@lru_cache(maxsize=256)
def feriados_nacionais(ano: int) -> dict[date, str]:
    """National holidays of the federal law, with their names; 20 November only from 2024 on."""
    feriados = {date(ano, mes, dia): nome for mes, dia, nome in _FIXOS}
    if ano >= PRIMEIRO_ANO_CONSCIENCIA_NEGRA:
        feriados[date(ano, 11, 20)] = "Consciência Negra"
    return feriados


def sexta_feira_da_paixao(ano: int) -> date:
    """Good Friday: religious holiday by municipal law nearly everywhere (Lei 9.093/1995)."""
    return pascoa(ano) - timedelta(days=2)


def pontos_facultativos(ano: int) -> dict[date, str]:
    """Optional points: Carnaval (Monday and Tuesday) and Corpus Christi."""
    domingo = pascoa(ano)
    return {
        domingo - timedelta(days=48): "Carnaval",
        domingo - timedelta(days=47): "Carnaval",
        domingo + timedelta(days=60): "Corpus Christi",
    }


@lru_cache(maxsize=512)
def _feriados_gerais(ano: int, paixao: bool, facultativos: bool) -> dict[date, str]:
    dias = dict(feriados_nacionais(ano))
    if paixao:
        dias[sexta_feira_da_paixao(ano)] = "Sexta-feira da Paixão"
    if facultativos:
        dias.update(pontos_facultativos(ano))
    return dias


@dataclass(frozen=True, slots=True)
class Calendario:
    """Holidays that hold for one place, and the counting of business days over them.

    `feriados` are extra dates (state, municipal, one-off); `recorrentes` are extra (month, day) pairs of
    every year; `paixao` adds Good Friday; `facultativos` adds Carnaval and Corpus Christi (used for
    payments: no banking). `versao` names this set, to be stored beside each deadline it produced.
    """

    feriados: frozenset[date] = frozenset()
    recorrentes: frozenset[tuple[int, int]] = frozenset()
    paixao: bool = True
    facultativos: bool = False
    versao: str = "nacional"

    def feriado(self, dia: date) -> str | None:
        """Name of the holiday on this day, or None."""
        if nome := _feriados_gerais(dia.year, self.paixao, self.facultativos).get(dia):
            return nome
        if dia in self.feriados or (dia.month, dia.day) in self.recorrentes:
            return "Feriado local"
        return None

    def eh_dia_util(self, dia: date) -> bool:
        """Monday to Friday and no holiday."""
        return dia.weekday() < 5 and self.feriado(dia) is None

    def proximo_dia_util(self, dia: date) -> date:
        """The day itself when it is a business day, else the next one."""
        while not self.eh_dia_util(dia):
            dia += UM_DIA
        return dia

    def dia_util_anterior(self, dia: date) -> date:
        """The day itself when it is a business day, else the previous one (taxes are advanced)."""
        while not self.eh_dia_util(dia):
            dia -= UM_DIA
        return dia

    def du_excl(self, inicio: date, n: int) -> date:
        """Last day of `n` business days counted from the next business day after `inicio`; 0 is `inicio`
        itself.

        Raises `ValueError` for a negative count. Source: RN 623/2024 (answers), RN 323/2013, RN 483/2022.
        """
        if n < 0:
            raise ValueError("a deadline never counts backwards")
        dia = inicio
        while n:
            dia += UM_DIA
            n -= self.eh_dia_util(dia)
        return dia

    def du_incl(self, inicio: date, n: int) -> date:
        """Last day of `n` business days where `inicio` is day 1 when it is a business day.

        Raises `ValueError` for a count below 1. Source: RN 566/2022 art. 3 (attendance).
        """
        if n < 1:
            raise ValueError("an inclusive deadline has at least one day")
        return self.du_excl(inicio, n - 1 if self.eh_dia_util(inicio) else n)

    def dias_uteis_entre(self, inicio: date, fim: date) -> int:
        """Business days after `inicio` up to and including `fim`; negative when `fim` has passed.

        The inverse of `du_excl`: `dias_uteis_entre(d, du_excl(d, n)) == n`.
        """
        if fim < inicio:
            return -self.dias_uteis_entre(fim, inicio)
        return sum(self.eh_dia_util(inicio + timedelta(days=k)) for k in range(1, (fim - inicio).days + 1))

    def ultimo_dia_util(self, mes: date) -> date:
        """Last business day of the month of `mes` (informes, DMED: last business day of February)."""
        seguinte = date(mes.year + mes.month // 12, mes.month % 12 + 1, 1)
        return self.dia_util_anterior(seguinte - UM_DIA)


def dias_corridos(inicio: date, n: int) -> date:
    """Calendar days, exclusive start; the last day is not moved when it is no business day.

    Source: rules of carência, reembolso, LGPD and contracts with prestadores (strict reading for the
    operadora).
    """
    if n < 0:
        raise ValueError("a deadline never counts backwards")
    return inicio + timedelta(days=n)
