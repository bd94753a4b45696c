"""Who is told, in the bell, about requests for access, and in which words. Letters reach who acts for nobody."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from guiche.acesso import events, permissions
from guiche.acesso.models import Portal, SolicitacaoDeAcesso
from guiche.acesso.selectors.solicitacoes import quem_decide
from guiche.comunicacao.services.avisos import avisar_pessoa, chave_do, notificar
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento

_A_PESSOA: Final = {
    "pedir_documento": "Falta um documento no seu pedido de acesso",
    "aprovar": "Seu pedido de acesso foi aprovado",
    "recusar": "Seu pedido de acesso foi recusado",
}


@assinar(events.SOLICITACAO_CRIADA)
def pedido_recebido(evento: Evento) -> None:
    """To who decides requests in the operadora."""
    _a_equipe(evento, "Novo pedido de acesso")


@assinar(events.SOLICITACAO_MUDADA)
def pedido_mudou(evento: Evento) -> None:
    """To the person, of the operadora's act; to who decides, of the person's answer."""
    acao = evento.fato["acao"]
    if acao == "responder":
        _a_equipe(evento, "A pessoa respondeu sobre o pedido de acesso")
    elif acao in _A_PESSOA:
        pedido = _pedido(evento)
        url = f"/conta/solicitacoes/{pedido.pk}/"
        avisar_pessoa(pedido.usuario_id, titulo=_A_PESSOA[acao], texto=pedido.motivo, url=url, chave=chave_do(evento))


def _a_equipe(evento: Evento, titulo: str) -> None:
    pedido = _pedido(evento)
    notificar(
        ~Q(usuario_id=pedido.usuario_id) & quem_decide(pedido),
        Portal.OPERADORA,
        titulo=titulo,
        texto=f"{pedido.get_tipo_display()}. Responder até {pedido.prazo:%d/%m/%Y}.",
        url=f"/operadora/acessos/solicitacoes/{pedido.pk}/",
        chave=chave_do(evento),
        permissao=permissions.SOLICITACAO_DECIDIR.codigo,
    )


def _pedido(evento: Evento) -> SolicitacaoDeAcesso:
    pedido: SolicitacaoDeAcesso = SolicitacaoDeAcesso.objects.get(pk=evento.alvo)
    return pedido
