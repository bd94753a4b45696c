"""Invented people and companies: names composed from lists, identifiers with right check digits.

Everything comes from one ``random.Random``, so the same seed gives the same world. No name, CPF, CNPJ or CNS
was taken from a real register.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from guiche.nucleo.identificadores import cns_definitivo, dv_cnpj, dv_cpf

FEMININO, MASCULINO = "3", "1"
_DADOS = Path(__file__).parent / "dados"


def _nomes(arquivo: str) -> list[str]:
    return (_DADOS / f"{arquivo}.txt").read_text(encoding="utf-8").split()


_MULHERES = _nomes("mulheres")
_HOMENS = _nomes("homens")
_SOBRENOMES = _nomes("sobrenomes")


@dataclass(frozen=True, slots=True)
class Pessoa:
    """Somebody invented. ``sexo`` follows TISS table 43 (1, 3)."""

    nome: str
    sexo: str
    nascimento: date
    cpf: str
    cns: str
    nome_da_mae: str


class Gente:
    """Source of people and identifiers; no identifier comes out twice.

    CPF, CNPJ and CNS run through a full-period counter from a random start, so that a million of them need
    no memory of those already given.
    """

    def __init__(self, acaso: random.Random) -> None:
        self.acaso = acaso
        self._cpf = acaso.randrange(100_000_000, 900_000_000)
        self._cnpj = acaso.randrange(10_000_000, 60_000_000)
        self._pis = acaso.randrange(1_000_000_000, 2_000_000_000)
        self._cnes = acaso.randrange(2_000_000, 6_000_000)

    def cpf(self) -> str:
        """A valid CPF, not given before."""
        self._cpf = (self._cpf + 104_729_031) % 1_000_000_000
        base = f"{self._cpf:09d}"
        return base + dv_cpf(base) if len(set(base)) > 1 else self.cpf()

    def cnpj(self, *, alfanumerico: bool = False) -> str:
        """A valid CNPJ of a head office, in the numeric or in the new alphanumeric form.

        Source: IN RFB 2.229/2024.
        """
        self._cnpj += 7_919
        raiz = f"{self._cnpj:08d}"
        if alfanumerico:
            letras = "".join(self.acaso.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=3))
            raiz = raiz[:2] + letras + raiz[5:]
        base = f"{raiz}0001"
        return base + dv_cnpj(base)

    def cns(self) -> str:
        """A valid definitive CNS."""
        self._pis += 7_919
        return cns_definitivo(f"1{self._pis:010d}")

    def cnes(self) -> str:
        """A seven-digit CNES."""
        self._cnes += 613
        return str(self._cnes)

    def sobrenome(self) -> str:
        """Two surnames."""
        return " ".join(self.acaso.sample(_SOBRENOMES, 2))

    def prenome(self, sexo: str) -> str:
        """A given name; one in seven has two."""
        nomes = _MULHERES if sexo == FEMININO else _HOMENS
        primeiro = self.acaso.choice(nomes)
        if self.acaso.random() < 0.14:
            return f"{primeiro} {self.acaso.choice([n for n in nomes if n != primeiro])}"
        return primeiro

    def pessoa(
        self, hoje: date, de_anos: int, a_anos: int, *, sexo: str = "", sobrenome: str = "", mae: str = ""
    ) -> Pessoa:
        """Somebody whose age today lies in ``[de_anos, a_anos]``; family name and mother may be given."""
        sexo = sexo or self.acaso.choice((FEMININO, MASCULINO))
        familia = sobrenome or self.sobrenome()
        dias = self.acaso.randrange(round(de_anos * 365.25) + 1, round((a_anos + 1) * 365.25) - 1)
        return Pessoa(
            nome=f"{self.prenome(sexo)} {familia}",
            sexo=sexo,
            nascimento=hoje - timedelta(days=dias),
            cpf=self.cpf(),
            cns=self.cns(),
            nome_da_mae=mae or f"{self.prenome(FEMININO)} {familia}",
        )


def sem_acento(texto: str) -> str:
    """Lower case without accents, for logins and e-mail addresses: ``Lívia Prado`` → ``livia prado``."""
    partes = unicodedata.normalize("NFKD", texto.lower())
    return "".join(letra for letra in partes if not unicodedata.combining(letra))


def endereco_eletronico(nome: str, dominio: str) -> str:
    """E-mail address of an invented person: first and last name at an ``.example`` domain."""
    partes = sem_acento(nome).split()
    return f"{partes[0]}.{partes[-1]}@{dominio}.example"
