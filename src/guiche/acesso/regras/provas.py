"""Proof of who registers, by data that only they and the operadora have; and the wait after too many tries.

Comparisons take the same time whatever was typed, and say only yes or no: nothing tells which part was wrong.
Source: requirements C-42, C-44 and C-46.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from guiche.nucleo.texto import para_busca

JANELA: Final = timedelta(hours=1)
POR_DOCUMENTO: Final = 5
POR_ENDERECO: Final = 20
"""Failures of one network address within the window: a clinic has many people behind one address."""

_NUMERO: Final = re.compile(r"[^0-9X]")


@dataclass(frozen=True, slots=True)
class DadosBancarios:
    """Branch and account. What is typed has each check digit apart; what is kept may have them together."""

    agencia: str
    conta: str
    agencia_dv: str = ""
    conta_dv: str = ""


@dataclass(frozen=True, slots=True)
class DadosPessoais:
    """What the holder of a plan knows: the day of birth and the name of the mother (the whole, or only the first)."""

    nascimento: date | None
    nome_da_mae: str


def banco_confere(cadastrado: DadosBancarios, informado: DadosBancarios) -> bool:
    """Whether the account is the registered one: zeros at the left and masks do not count.

    A branch registered without its digit is compared without it. False when the register has no account.
    """
    com_digito = _iguais(_numero(informado.agencia + informado.agencia_dv), _numero(cadastrado.agencia))
    sem_digito = "-" not in cadastrado.agencia and _iguais(_numero(informado.agencia), _numero(cadastrado.agencia))
    conta = _iguais(_numero(informado.conta + informado.conta_dv), _numero(cadastrado.conta))
    completo = bool(_numero(cadastrado.agencia) and _numero(cadastrado.conta))
    return completo & conta & (com_digito | sem_digito)


def pessoa_confere(cadastrado: DadosPessoais, informado: DadosPessoais) -> bool:
    """Whether the birth and the first name of the mother are the registered ones, whatever the accents and case.

    False when the register lacks one of them.
    """
    mae = _iguais(primeiro_nome(informado.nome_da_mae), primeiro_nome(cadastrado.nome_da_mae))
    completo = bool(primeiro_nome(cadastrado.nome_da_mae)) and cadastrado.nascimento is not None
    nascimento = _iguais(str(informado.nascimento), str(cadastrado.nascimento))
    return completo & mae & nascimento


def primeiro_nome(nome: str) -> str:
    """First name in capitals without accents; empty for an empty name."""
    return para_busca(nome).partition(" ")[0]


def espera(falhas: Sequence[datetime], momento: datetime, limite: int) -> timedelta | None:
    """How long until another try is allowed, None when it is: ``limite`` failures within the window, then wait.

    Ends by itself when the oldest of the last ``limite`` failures leaves the window.
    """
    recentes = sorted(falha for falha in falhas if falha > momento - JANELA)
    if len(recentes) < limite:
        return None
    return recentes[-limite] + JANELA - momento


def _numero(texto: str) -> str:
    return _NUMERO.sub("", texto.upper()).lstrip("0")


def _iguais(um: str, outro: str) -> bool:
    return hmac.compare_digest(um.encode(), outro.encode())
