"""Subscribers and queued work of billing: thin, repeatable."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction

from guiche.faturamento import events, notifications
from guiche.faturamento.models import Conferencia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.services.conferencias import conferir_arquivo
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import catalogo
from guiche.nucleo.relogio import agora
from guiche.nucleo.tarefas import periodica, tarefa
from guiche.nucleo.transicao import transitar

NAO_CONFERIDA: Final = "O arquivo não pôde ser conferido. Envie-o de novo."


@tarefa
@transaction.atomic
def conferir(conferencia_id: int) -> None:
    """Check one uploaded file for the prestador it belongs to; one checked meanwhile, at once, is left alone."""
    conferencia = (
        Conferencia.objects.select_related("prestador", "arquivo")
        .select_for_update(of=("self",))
        .get(pk=conferencia_id)
    )
    if conferencia.situacao == Conferencia.Situacao.NA_FILA:
        conferir_arquivo(_ator_do_prestador(conferencia), conferencia)
        notifications.conferencia_pronta(conferencia)


@assinar(events.CONFERENCIA_PEDIDA)
def conferir_pedida(evento: Evento) -> None:
    """Check what was uploaded."""
    conferir(conferencia_id=evento.alvo)


@periodica(cada=timedelta(hours=1))
@tarefa
def cuidar_das_conferencias() -> None:
    """Put back on the queue the checks that a crash left waiting; give up those that waited a whole day."""
    esperando = Conferencia.objects.filter(situacao=Conferencia.Situacao.NA_FILA)
    esperando.filter(criada_em__lt=agora() - timedelta(days=1)).update(
        situacao=Conferencia.Situacao.RECUSADA,
        resultado={"defeito": {"codigo": "", "mensagem": NAO_CONFERIDA, "erros": []}},
    )
    for pk in esperando.filter(criada_em__lt=agora() - timedelta(hours=1)).values_list("pk", flat=True):
        conferir.enfileirar(conferencia_id=pk)


@assinar(events.LOTE_RECEBIDO)
@transaction.atomic
def por_em_analise(evento: Evento) -> None:
    """A received lote goes to the analysts' queue."""
    lote = Lote.objects.get(pk=evento.alvo)
    if lote.situacao == estados.RECEBIDO:
        transitar(lote, estados.LOTE, "analisar", Ator.sistema(operadora_atual()), events.LOTE_EM_ANALISE)
        lote.guias.update(situacao=lote.situacao)


@assinar(events.LOTE_RECEBIDO, events.LOTE_ANALISADO, events.LOTE_LIBERADO, events.LOTE_PAGO, events.LOTE_SEM_PAGAMENTO)
def avisar_prestador(evento: Evento) -> None:
    """Tell the people of the prestador what happened to the lote."""
    notifications.situacao_do_lote(Lote.objects.select_related("prestador").get(pk=evento.alvo), evento)


@assinar(events.ITEM_CONTESTADO)
def avisar_analistas(evento: Evento) -> None:
    """Tell the analysts that a beneficiário does not recognise an attendance."""
    notifications.atendimento_contestado(ItemDaGuia.objects.select_related("guia").get(pk=evento.alvo), evento)


@assinar(events.CONTESTACAO_RESPONDIDA)
def avisar_beneficiario(evento: Evento) -> None:
    """Tell the person that the case was answered."""
    notifications.contestacao_respondida(ItemDaGuia.objects.select_related("beneficiario").get(pk=evento.alvo), evento)


def _ator_do_prestador(conferencia: Conferencia) -> Ator:
    return Ator(
        operadora=operadora_atual(),
        portal="prestador",
        canal="tarefa",
        permissoes=frozenset(p.codigo for p in catalogo()),
        prestador_id=conferencia.prestador_id,
        nome="Guichê",
        rotulo=str(conferencia.prestador),
    )
