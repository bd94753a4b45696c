"""Subscriptions to reports follow the access: they begin with what was asked for, and end with it."""

from __future__ import annotations

from guiche.acesso import events
from guiche.acesso.models import SolicitacaoDeAcesso, Vinculo
from guiche.comunicacao.services.relatorios import assinar_o_pedido, encerrar_do_acesso
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento


@assinar(events.SOLICITACAO_MUDADA)
def pedido_aprovado(evento: Evento) -> None:
    """What the person ticked in the request begins when the operadora gives the access."""
    if evento.fato["acao"] != "aprovar":
        return
    lidas = SolicitacaoDeAcesso.objects.select_related(
        "vinculo__usuario", "vinculo__operadora", "vinculo__prestador", "vinculo__beneficiario", "vinculo__contrato"
    )
    assinar_o_pedido(lidas.get(pk=evento.alvo))


@assinar(events.VINCULO_SITUACAO)
def acesso_encerrado(evento: Evento) -> None:
    """An ended access tells nobody anything any more; a suspended one keeps the choice and sends nothing."""
    if evento.fato["acao"] == "encerrar":
        encerrar_do_acesso(Vinculo.objects.get(pk=evento.alvo), Ator.sistema(operadora_atual()))
