"""What a rule answers: a finding, never an exception.

The same `Achado` travels from eligibility, authorisation and billing rules to the screens of the prestador,
the analyst and the beneficiário, so it carries both the plain words and the rule they stand on.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from guiche.nucleo.decimais import ZERO

Gravidade = Literal["recusa", "glosa", "alerta"]
ResolveEm = Literal["corrigir", "retirar", "operadora", "revalidar", "documentar", "analise"]


@dataclass(frozen=True, slots=True)
class Achado:
    """One finding of one rule about one guia (and one item of it).

    `regra` is our own stable id; `codigo` the reason of TISS table 38 allowed in the version answered;
    `mensagem` and `como_resolver` are Portuguese sentences for the person; `valor_em_risco` is in reais and
    never negative. `gravidade`: *recusa* blocks the guia or lote at the door, *glosa* takes money, *alerta*
    asks a person to look. `posicao` is the 1-based place of the guia in its lote (two guias may carry the
    same number), `item` the `sequencialItem`, `linha` the line of the received file, `causa` a finer
    grouping key inside (regra, codigo).
    """

    regra: str
    codigo: str
    campo: str
    mensagem: str
    base_legal: str
    como_resolver: str
    gravidade: Gravidade = "glosa"
    valor_em_risco: Decimal = ZERO
    guia: str | None = None
    item: int | None = None
    resolve_em: ResolveEm = "corrigir"
    posicao: int | None = None
    linha: int | None = None
    causa: str = ""

    def __post_init__(self) -> None:
        if self.valor_em_risco < ZERO:
            raise ValueError("the money at risk of a finding is never negative")

    @property
    def impede_envio(self) -> bool:
        """True when the message itself would be refused."""
        return self.gravidade == "recusa"
