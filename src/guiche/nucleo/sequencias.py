"""Numbers without gaps per operadora and period, safe under concurrency, and the protocols made of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Sequencia


@transaction.atomic
def proximo(nome: str, periodo: str = "", quantos: int = 1) -> int:
    """Reserve ``quantos`` numbers and return the first. Gap-free: a rollback gives them back.

    The UPDATE takes the row lock, so concurrent callers wait for each other until commit.
    """
    Sequencia.objects.get_or_create(nome=nome, periodo=periodo)
    linha = Sequencia.objects.filter(nome=nome, periodo=periodo)
    linha.update(ultimo=F("ultimo") + quantos)
    return int(linha.values_list("ultimo", flat=True)[0]) - quantos + 1


def protocolo_ans(dia: date) -> str:
    """Protocol of a demand: ANS registry (6) + AAAAMMDD + daily sequential (6), 20 digits.

    Raises OverflowError after 999,999 in a day. Source: RN 623/2024 (layout of RN 395/2016).
    """
    numero = proximo("protocolo_ans", f"{dia:%Y%m%d}")
    if numero > 999_999:
        raise OverflowError("Mais de 999.999 protocolos no dia.")
    return f"{operadora_atual().registro_ans}{dia:%Y%m%d}{numero:06d}"


def protocolo_tiss() -> str:
    """Protocol of a TISS message: digits only, at most 12, no leading zero.

    Source: TISS 4.03.00, ct_recursoGlosa.numeroProtocolo (st_numerico12).
    """
    return str(100_000 + proximo("protocolo_tiss"))
