"""To which month of production a delivery belongs."""

from datetime import date

from guiche.nucleo.competencia import Competencia


def competencia_da_entrega(dia: date, dia_limite: int) -> Competencia:
    """Month of production of what is delivered on a day: this one until the contract's last day, else the next.

    Source: contract between operadora and prestador (RN 503/2022, deadlines and procedure of billing).
    """
    atual = Competencia.de(dia)
    return atual if dia.day <= dia_limite else atual.proxima
