"""The way of a case, from the warning to the answer, as steps of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guiche.faturamento.models import Contestacao
from guiche.portais.componentes.visual import COM_A_OPERADORA, Estado, Passo

RESPONDIDO = Estado("ok", "Respondido")
ATRASADO = Estado("erro", "Atrasado, com a operadora", "relogio")


@dataclass(frozen=True, slots=True)
class CasoNaTela:
    """A case with its state and, while it is open, its steps."""

    caso: Contestacao
    estado: Estado
    passos: tuple[Passo, ...]

    @property
    def atrasado(self) -> bool:
        return self.estado is ATRASADO


def na_tela(caso: Contestacao, hoje: date) -> CasoNaTela:
    """How a case looks on a day."""
    protocolo = caso.protocolo
    if caso.procede is not None:
        return CasoNaTela(caso, RESPONDIDO, ())
    aviso = Passo("Você avisou", quando=protocolo.aberto_em)
    if protocolo.prazo < hoje:
        conferindo = Passo("Estamos conferindo com o prestador", tom="erro", icone="relogio")
        return CasoNaTela(caso, ATRASADO, (aviso, conferindo))
    conferindo = Passo("Estamos conferindo com o prestador", tom="info", icone="ampulheta")
    promessa = Passo("Respondemos até", quando=protocolo.prazo, futuro=True, icone="calendario")
    return CasoNaTela(caso, COM_A_OPERADORA, (aviso, conferindo, promessa))
