"""The report of payments that people may choose to be told about."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from guiche.acesso.models import Portal
from guiche.comunicacao.relatorios import declarar
from guiche.comunicacao.services.relatorios import avisar_assinantes
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.pagamento import events, permissions
from guiche.pagamento.models import Pagamento

DEMONSTRATIVO: Final = declarar(
    "pagamento.demonstrativo",
    rotulo="Demonstrativo de pagamento",
    quando="Quando o pagamento de uma competência é liberado e quando é feito.",
    portal=Portal.PRESTADOR,
    permissao=permissions.PAGAMENTO_VER,
)
_O_QUE_HOUVE: Final = {
    events.PAGAMENTO_PREVISTO.codigo: "O pagamento da competência {} foi liberado: o demonstrativo {} está no portal.",
    events.PAGAMENTO_FEITO.codigo: "O pagamento da competência {} foi feito. O demonstrativo {} está no portal.",
}


@assinar(events.PAGAMENTO_PREVISTO, events.PAGAMENTO_FEITO)
def demonstrativo_pronto(evento: Evento) -> None:
    """To who chose it among the people of the prestador."""
    pagamento = Pagamento.objects.get(pk=evento.alvo)
    avisar_assinantes(
        DEMONSTRATIVO,
        Q(prestador_id=pagamento.prestador_id),
        dito=_O_QUE_HOUVE[evento.tipo].format(pagamento.competencia.rotulo, pagamento.numero),
        url=f"/prestador/demonstrativos/{pagamento.pk}/",
        chave=f"{evento.tipo}:{pagamento.pk}",
    )
