"""The end of a term told in advance, and the periodic question "does this person still need access?".

Nothing is taken away for want of an answer: the question is asked again. What runs by itself
does so for the operadora in scope, and bears repetition. Prestadores confirm who acts for them; the operadora
reminds those that are late, and confirms its own team.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from guiche.acesso import events, permissions
from guiche.acesso.cartas import convites as cartas
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.relacoes import DELEGADOS, a_confirmar
from guiche.acesso.selectors.revisao import abertos, com_atraso, revisao_dos_prestadores, vencidos
from guiche.acesso.services.recados import escrever_a_quem_pode
from guiche.acesso.services.vinculos import escrever_a_pessoa
from guiche.cadastro.models import Prestador
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, hoje, meia_noite
from guiche.nucleo.servico import Recusa, servico

PERGUNTA_DE_NOVO: Final = timedelta(days=30)
NADA_MARCADO: Final = "Marque pelo menos uma linha."


def avisar_do_fim() -> int:
    """Register, once for each end date, that an active access is about to end; returns how many were new.

    ``AcessoConfig.aviso_fim_dias`` says how long before; 0 = never.
    """
    dias, dia = config(AcessoConfig).aviso_fim_dias, hoje()
    if not dias:
        return 0
    perto = list(
        Vinculo.objects.filter(situacao=Vinculo.Situacao.ATIVO, vigencia_fim__range=(dia, dia + timedelta(days=dias)))
        .select_related("operadora", "usuario", "prestador", "beneficiario", "contrato")
        .order_by("pk")
    )
    avisados = set(
        Evento.objects.filter(
            tipo=events.VINCULO_A_TERMINAR.codigo, objeto_id__in=[vinculo.pk for vinculo in perto]
        ).values_list("objeto_id", "fato__fim")
    )
    sistema = Ator.sistema(operadora_atual())
    novos = [vinculo for vinculo in perto if (vinculo.pk, _iso(vinculo)) not in avisados]
    for vinculo in novos:
        fato = {"usuario": vinculo.usuario_id, "fim": _iso(vinculo)}
        eventos.registrar(events.VINCULO_A_TERMINAR, vinculo, sistema, fato)
        escrever_a_pessoa(vinculo, cartas.ACESSO_A_TERMINAR, {"fim": f"{vinculo.vigencia_fim:%d/%m/%Y}"})
    return len(novos)


def abrir_revisoes() -> int:
    """Ask each prestador with accesses to confirm, and again every thirty days while it does not answer.

    ``AcessoConfig.revisao_dias`` is the interval of the review; 0 = none. Returns how many were asked.
    """
    dias, dia = config(AcessoConfig).revisao_dias, hoje()
    esperam: dict[int, list[int]] = defaultdict(list)
    abertos = Vinculo.objects.filter(portal=Portal.PRESTADOR, tipo__in=DELEGADOS, prestador__isnull=False)
    for vinculo in abertos.exclude(situacao=Vinculo.Situacao.ENCERRADO).order_by("pk"):
        if vinculo.prestador_id is not None and a_confirmar(vinculo, dias, dia):
            esperam[vinculo.prestador_id].append(vinculo.pk)
    perguntados = dict(
        Evento.objects.filter(tipo=events.REVISAO_ABERTA.codigo, objeto_id__in=list(esperam))
        .values_list("objeto_id")
        .annotate(ultima=Max("criado_em"))
    )
    sistema = Ator.sistema(operadora_atual())
    antes_de = agora() - PERGUNTA_DE_NOVO
    novos = [pk for pk in esperam if pk not in perguntados or perguntados[pk] <= antes_de]
    for prestador in Prestador.objects.filter(pk__in=novos).order_by("pk"):
        eventos.registrar(events.REVISAO_ABERTA, prestador, sistema, {"vinculos": esperam[prestador.pk]})
    return len(novos)


def avisar_da_equipe() -> int:
    """Tell who manages the operadora's team which of its accesses are due, again every thirty days.

    Returns how many accesses were not in a notice of the last thirty days; with none, nothing is registered.
    """
    dias, dia = config(AcessoConfig).revisao_dias, hoje()
    if not dias:
        return 0
    da_equipe = abertos(Vinculo.objects.filter(portal=Portal.OPERADORA), dia)
    devidos = list(vencidos(com_atraso(da_equipe, dias, dia), dias, dia).order_by("pk").values_list("pk", flat=True))
    recentes = Evento.objects.filter(
        tipo=events.REVISAO_DA_EQUIPE.codigo, criado_em__gt=agora() - PERGUNTA_DE_NOVO
    ).values_list("fato__vinculos", flat=True)
    novos = set(devidos) - {pk for lista in recentes for pk in lista}
    if novos:
        eventos.registrar(events.REVISAO_DA_EQUIPE, None, Ator.sistema(operadora_atual()), {"vinculos": devidos})
    return len(novos)


@servico(permissions.EQUIPE_MUDAR)
def confirmar_equipe(ator: Ator, ids: Sequence[int]) -> int:
    """Say that people of the team still need their access; returns of how many.

    It gives nobody a right they did not have, so one person is enough, and never the one reviewed: the own access
    is left out. Ending and changing one are verbs of :mod:`guiche.acesso.services.equipe`. Raises Recusa when
    nothing else was chosen, Vinculo.DoesNotExist when none of them is an open access of the team.
    """
    if not ids:
        raise Recusa(NADA_MARCADO)
    travados = Vinculo.objects.select_for_update(of=("self",), no_key=True).filter(portal=Portal.OPERADORA)
    escolhidos = list(abertos(travados, hoje()).filter(pk__in=ids).prefetch_related("perfis").order_by("pk"))
    if not escolhidos:
        raise Vinculo.DoesNotExist
    deles = [vinculo for vinculo in escolhidos if vinculo.usuario_id != ator.usuario.pk]
    if not deles:
        raise Recusa("Ninguém confirma o próprio acesso. Peça a outra pessoa da equipe.")
    Vinculo.objects.filter(pk__in=[vinculo.pk for vinculo in deles]).update(revisado_em=hoje())
    fatos = [(vinculo, {"usuario": vinculo.usuario_id, "papeis": vinculo.papeis}) for vinculo in deles]
    eventos.registrar_varios(events.ACESSOS_REVISTOS, fatos, ator)
    return len(deles)


@servico(permissions.VINCULO_SUSPENDER)
def cobrar_revisao(ator: Ator, ids: Sequence[int]) -> int:
    """Remind the prestadores of these overdue accesses, by notice and letter; returns how many were reminded.

    Each is told of all that wait for it, at most once a day. Raises Recusa when nothing was chosen or all of them
    were reminded today, Vinculo.DoesNotExist when none of the accesses is overdue within the ator's sight.
    """
    if not ids:
        raise Recusa(NADA_MARCADO)
    atrasados = revisao_dos_prestadores(ator)
    escolhidos = set(atrasados.filter(pk__in=ids).order_by().values_list("prestador_id", flat=True))
    if not escolhidos:
        raise Vinculo.DoesNotExist
    prestadores = list(Prestador.objects.select_for_update(no_key=True).filter(pk__in=escolhidos).order_by("pk"))
    de_hoje = Evento.objects.filter(
        tipo=events.REVISAO_COBRADA.codigo,
        objeto_tipo=Prestador._meta.label_lower,
        objeto_id__in=escolhidos,
        criado_em__gte=meia_noite(timezone.localdate(agora())),
    )
    lembrados = set(de_hoje.values_list("objeto_id", flat=True))
    esperam: dict[int, list[int]] = defaultdict(list)
    for prestador_id, pk in (
        atrasados.filter(prestador_id__in=escolhidos - lembrados).order_by("pk").values_list("prestador_id", "pk")
    ):
        esperam[prestador_id].append(pk)
    fatos = [(um, {"vinculos": esperam[um.pk]}) for um in prestadores if um.pk in esperam]
    if not fatos:
        raise Recusa("Já lembrado hoje. O lembrete seguinte pode ir amanhã.")
    eventos.registrar_varios(events.REVISAO_COBRADA, fatos, ator)
    return len(fatos)


def escrever_da_revisao(evento: Evento) -> int:
    """The letter of a reminder, to who manages the relationships of the prestador. Bears repetition."""
    prestador = Prestador.objects.get(pk=evento.alvo)
    dados = {
        "prestador": prestador.nome_fantasia,
        "quantos": len(evento.fato["vinculos"]),
        "url": "/prestador/relacionamentos/revisao/",
    }
    causa = f"{evento.tipo}:{evento.pk}"
    return escrever_a_quem_pode(prestador.pk, permissions.RELACIONAMENTO_GERIR, cartas.REVISAO, dados, causa)


def _iso(vinculo: Vinculo) -> str:
    return vinculo.vigencia_fim.isoformat() if vinculo.vigencia_fim else ""
