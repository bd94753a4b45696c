"""Until when a glosa may be contested. Pure.

Source: RN 503/2022 (the deadline to contest is agreed in the contract); calendar days from the statement that
informed the glosa.
"""

from datetime import date, timedelta

from guiche.nucleo.calendario import dias_corridos


def ultimo_dia_para_recorrer(demonstrativo: date, dias: int) -> date:
    """Last day to contest what a statement of this date denied, with a contract of so many calendar days."""
    return dias_corridos(demonstrativo, dias)


def demonstrativo_mais_antigo(dia: date, dias: int) -> date:
    """Oldest statement whose glosas may still be contested on a day."""
    return dia - timedelta(days=dias)
