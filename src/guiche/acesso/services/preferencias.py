"""What the product remembers for a person: choices, elements put away or brought back, the screens used most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from guiche.acesso.models import TEMAS, Preferencia, Usuario
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras.uso import PREFIXO_DO_USO, mes_anterior, mes_do_uso
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa

PREFERENCIAS = frozenset({"tema", "teclas", "avisos_ao_vivo"})

_SOMAR = (
    "INSERT INTO acesso_preferencia (usuario_id, chave, valor, mudada_em) VALUES {} "
    "ON CONFLICT (usuario_id, chave) DO UPDATE SET valor = acesso_preferencia.valor + excluded.valor"
)


def mudar_preferencias(pessoa: Pessoa, **valores: object) -> None:
    """Keep the person's own choices, whoever they act for: ``tema``, ``teclas``, ``avisos_ao_vivo``.

    Raises Recusa at ``tema`` for one that there is not; ValueError for another name.
    """
    if desconhecidas := set(valores) - PREFERENCIAS:
        raise ValueError(f"unknown preferences: {sorted(desconhecidas)}")
    if valores.get("tema", "auto") not in TEMAS:
        raise Recusa("Escolha uma das aparências.", "tema")
    Usuario.objects.filter(pk=pessoa.usuario.pk).update(**valores)


@transaction.atomic
def mostrar_de_novo(pessoa: Pessoa, chave: str) -> None:
    """Undo :func:`dispensar`: show this element to the person again."""
    Preferencia.objects.filter(usuario=pessoa.usuario, chave=chave).delete()


def anotar_uso(pessoa: Pessoa, visitas: Mapping[str, int], dia: date) -> None:
    """Add visits to menu entries to the counters of the month of ``dia``: one statement, safe under concurrency.

    A counter per month is what makes old habits fade; :func:`esquecer_uso` removes those that no longer count.
    """
    if not visitas:
        return
    mes, quando = mes_do_uso(dia), connection.ops.adapt_datetimefield_value(agora())
    valores = [v for entrada, vezes in visitas.items() for v in (pessoa.usuario.pk, f"{mes}{entrada}", vezes, quando)]
    with connection.cursor() as cursor:
        cursor.execute(_SOMAR.format(", ".join(["(%s, %s, %s, %s)"] * len(visitas))), valores)


def esquecer_uso(dia: date) -> int:
    """Delete everybody's counters older than the month before that of ``dia``. Returns how many."""
    desde = mes_do_uso(mes_anterior(dia))
    return Preferencia.objects.filter(chave__startswith=PREFIXO_DO_USO, chave__lt=desde).delete()[0]
