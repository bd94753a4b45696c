"""What the product remembers for a person: elements put away or brought back, and the screens they use most."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from guiche.acesso.models import Preferencia
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras.uso import PREFIXO_DO_USO, mes_anterior, mes_do_uso
from guiche.nucleo.relogio import agora

_SOMAR_UM = (
    "INSERT INTO acesso_preferencia (usuario_id, chave, valor, mudada_em) VALUES (%s, %s, 1, %s) "
    "ON CONFLICT (usuario_id, chave) DO UPDATE SET valor = acesso_preferencia.valor + 1"
)


@transaction.atomic
def mostrar_de_novo(pessoa: Pessoa, chave: str) -> None:
    """Undo :func:`dispensar`: show this element to the person again."""
    Preferencia.objects.filter(usuario=pessoa.usuario, chave=chave).delete()


def anotar_uso(pessoa: Pessoa, entrada: str, dia: date) -> None:
    """Count one visit to a menu entry in the month of ``dia``: one statement, safe under concurrency.

    A counter per month is what makes old habits fade; :func:`esquecer_uso` removes those that no longer count.
    """
    with connection.cursor() as cursor:
        quando = connection.ops.adapt_datetimefield_value(agora())
        cursor.execute(_SOMAR_UM, [pessoa.usuario.pk, f"{mes_do_uso(dia)}{entrada}", quando])


def esquecer_uso(dia: date) -> int:
    """Delete everybody's counters older than the month before that of ``dia``. Returns how many."""
    desde = mes_do_uso(mes_anterior(dia))
    return Preferencia.objects.filter(chave__startswith=PREFIXO_DO_USO, chave__lt=desde).delete()[0]
