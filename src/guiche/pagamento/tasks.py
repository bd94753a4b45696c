"""Subscribers of payment facts."""

from __future__ import annotations

from django.db.models import Q

from guiche.comunicacao.services import notificar
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.pagamento import events, permissions
from guiche.pagamento.models import Pagamento


@assinar(events.PAGAMENTO_PREVISTO, events.PAGAMENTO_FEITO)
def avisar_prestador(evento: Evento) -> None:
    """Tell the people of the prestador when a payment is set and when it is made."""
    pagamento = Pagamento.objects.get(pk=evento.alvo)
    competencia = pagamento.competencia.rotulo
    feito = evento.tipo == events.PAGAMENTO_FEITO.codigo
    notificar(
        Q(prestador_id=pagamento.prestador_id),
        "prestador",
        titulo=f"Pagamento da competência {competencia} {'feito' if feito else 'previsto'}",
        texto=f"Previsto para {pagamento.data_prevista:%d/%m/%Y}. Veja o demonstrativo {pagamento.numero}.",
        url=f"/prestador/demonstrativos/{pagamento.pk}/",
        chave=f"{evento.tipo}:{pagamento.pk}",
        permissao=permissions.PAGAMENTO_VER.codigo,
    )
