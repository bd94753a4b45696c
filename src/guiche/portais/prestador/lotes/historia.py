"""The life of a lote in plain words, from its row, its events and its payment."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from guiche.faturamento import events
from guiche.faturamento.models import Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors.lotes import EM_ANALISE
from guiche.nucleo import eventos
from guiche.nucleo.models import Evento
from guiche.pagamento.models import Pagamento
from guiche.portais.componentes.visual import Passo

_RUINS = {events.LOTE_CANCELADO.codigo, events.LOTE_SEM_PAGAMENTO.codigo}


def passos(lote: Lote, historico: Iterable[Evento], pagamento: Pagamento | None) -> list[Passo]:
    """What happened, what is happening and what comes next."""
    aconteceu = list(historico)
    recebido = next((e for e in aconteceu if e.tipo == events.LOTE_RECEBIDO.codigo), None)
    por = f"Protocolo {lote.protocolo}"
    if recebido is not None and recebido.quem:
        por += f", enviado por {recebido.quem}"
    linhas = [Passo("Recebido", f"{por},", lote.recebido_em, "ok", "check")]
    vistos = {e.tipo for e in aconteceu}
    linhas += [_passo(evento) for evento in aconteceu if evento.tipo != events.LOTE_RECEBIDO.codigo]
    if lote.fechado_em and not vistos & {events.LOTE_ANALISADO.codigo, events.LOTE_SEM_PAGAMENTO.codigo}:
        linhas.append(Passo(events.LOTE_ANALISADO.rotulo, "", lote.fechado_em, "ok", "check"))
    return linhas + _agora_e_depois(lote, pagamento, vistos)


def _passo(evento: Evento) -> Passo:
    quem = {"prestador": f"por {evento.quem}", "operadora": "pela operadora"}.get(evento.portal, "")
    ruim = evento.tipo in _RUINS
    return Passo(
        eventos.tipo(evento.tipo).rotulo,
        f"{quem},".lstrip(",").capitalize() if quem else "",
        evento.criado_em,
        "neutro" if ruim else "ok",
        "proibido" if ruim else "check",
    )


def _agora_e_depois(lote: Lote, pagamento: Pagamento | None, vistos: set[str]) -> list[Passo]:
    if lote.situacao in EM_ANALISE:
        return [
            Passo("A operadora analisa as contas", "Resposta até", lote.prazo_da_analise, "info", "ampulheta"),
            Passo("Pagamento", "Depois da análise, no dia do contrato.", futuro=True, icone="dinheiro"),
        ]
    if lote.situacao == estados.ANALISADO:
        return [
            Passo("A operadora confere a liberação", "", None, "info", "ampulheta"),
            Passo("Pagamento", "Depois de liberado, no dia do contrato.", futuro=True, icone="dinheiro"),
        ]
    if pagamento is not None and events.LOTE_PAGO.codigo not in vistos:
        destino = reverse("prestador:demonstrativo", args=[pagamento.pk])
        if pagamento.pago_em is not None:
            return [Passo("Pago", "Em", pagamento.pago_em, "ok", "check", url=destino)]
        return [Passo("Pagamento", "Programado para", pagamento.data_prevista, "info", "calendario", url=destino)]
    if lote.situacao == estados.LIBERADO_PARA_PAGAMENTO:
        return [
            Passo("Pagamento", "No fechamento da competência.", futuro=True, icone="dinheiro"),
        ]
    return []
