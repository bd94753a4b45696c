"""The reports of billing that people may choose to be told about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q

from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.regras.familia import menor_em
from guiche.cadastro.models import Beneficiario
from guiche.comunicacao.relatorios import declarar
from guiche.comunicacao.services.relatorios import avisar_assinantes
from guiche.faturamento import events, permissions
from guiche.faturamento.models import Lote
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import hoje

ANALISE: Final = declarar(
    "faturamento.analise",
    rotulo="Demonstrativo de análise de conta",
    quando="Quando a análise de um lote termina.",
    portal=Portal.PRESTADOR,
    permissao=permissions.LOTE_VER,
)
EXTRATO: Final = declarar(
    "faturamento.extrato",
    rotulo="Extrato de utilização",
    quando="Quando o seu extrato é atualizado, no máximo uma vez por mês.",
    portal=Portal.BENEFICIARIO,
    permissao=permissions.EXTRATO_VER,
)


@assinar(events.LOTE_ANALISADO, events.LOTE_SEM_PAGAMENTO)
def analise_pronta(evento: Evento) -> None:
    """To who chose it among the people of the prestador, once for each closed lote."""
    lote = Lote.objects.get(pk=evento.alvo)
    avisar_assinantes(
        ANALISE,
        Q(prestador_id=lote.prestador_id),
        dito=f"A análise do lote {lote.numero} terminou: o demonstrativo está no portal.",
        url=f"/prestador/lotes/{lote.pk}/analise/",
        chave=f"analise:{lote.pk}",
    )


@assinar(events.LOTE_RECEBIDO)
def extrato_atualizado(evento: Evento) -> None:
    """To who acts for somebody with new lines and chose it: the first of each month, and only that there are some.

    The letter does not say whose lines they are, of what, nor from whom: that is health data.
    """
    pessoas = Beneficiario.objects.filter(guias__lote_id=evento.alvo).distinct()
    dia = hoje()
    avisar_assinantes(
        EXTRATO,
        quem_ve(pessoas, dia),
        dito="O extrato de utilização do plano foi atualizado neste mês.",
        url="/beneficiario/extrato/",
        chave=f"extrato:{dia:%Y-%m}",
    )


def quem_ve(pessoas: Iterable[Beneficiario], dia: date) -> Q:
    """Condition on Vinculo: who acts for these people and, of those under age, their titular too."""
    lidas = list(pessoas)
    titulares = {uma.titular_id for uma in lidas if uma.titular_id and menor_em(uma.nascimento, dia)}
    da_familia = Q(beneficiario_id__in=titulares, tipo=Vinculo.Tipo.PROPRIO)
    return Q(beneficiario_id__in=[uma.pk for uma in lidas]) | da_familia
