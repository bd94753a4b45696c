"""Who is told, in the bell, about changes of a prestador's record and amendments of its contract."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from guiche.acesso.models import Portal
from guiche.acesso.selectors.unidades import quem_alcanca
from guiche.acesso.services.recados import escrever_a_quem_pode
from guiche.cadastro import estados, events, permissions
from guiche.cadastro.cartas import ADITIVO_A_VENCER
from guiche.cadastro.models import Aditivo, Atualizacao, RespostaAoAditivo
from guiche.comunicacao.services.avisos import chave_do, notificar
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento

_AO_PRESTADOR: Final = {
    "pedir_complemento": "Falta um complemento no pedido {}",
    "aprovar": "O pedido {} foi aprovado",
    "aplicar": "O pedido {} está em vigor",
    "recusar": "O pedido {} foi recusado",
}
_A_OPERADORA: Final = {
    "responder": "Chegou o complemento do pedido {}",
    "encaminhar": "O pedido {} espera a segunda conferência",
    "devolver": "O pedido {} voltou à análise",
    "reabrir": "O pedido {} precisa de nova decisão",
}


@assinar(events.ATUALIZACAO_PEDIDA)
def mudanca_pedida(evento: Evento) -> None:
    """To the operadora's people who decide changes of record."""
    pedido = _pedido(evento)
    _a_operadora(evento, pedido, f"{pedido.prestador.nome_fantasia} pede mudança no cadastro")


@assinar(events.ATUALIZACAO_MUDADA)
def mudanca_andou(evento: Evento) -> None:
    """To whom the request now waits for, or to the prestador when it ended."""
    pedido, acao = _pedido(evento), evento.fato["acao"]
    if acao in _A_OPERADORA:
        _a_operadora(evento, pedido, _A_OPERADORA[acao].format(pedido.numero))
    elif acao in _AO_PRESTADOR:
        notificar(
            Q(prestador_id=pedido.prestador_id),
            Portal.PRESTADOR,
            titulo=_AO_PRESTADOR[acao].format(pedido.numero),
            texto=pedido.pedido if acao == "pedir_complemento" else "",
            url=f"/prestador/cadastro/pedidos/{pedido.pk}/",
            chave=chave_do(evento),
            permissao=permissions.PROPRIO_VER.codigo,
        )


@assinar(events.ADITIVO_PUBLICADO)
def aditivo_publicado(evento: Evento) -> None:
    """To the people of each prestador who read amendments."""
    aditivo = Aditivo.objects.get(pk=evento.alvo)
    destinos = aditivo.respostas.values("prestador_id")
    notificar(
        Q(prestador_id__in=destinos),
        Portal.PRESTADOR,
        titulo=f"Aditivo a responder: {aditivo.titulo}",
        texto=f"Leiam e respondam até {aditivo.prazo:%d/%m/%Y}.",
        url="/prestador/aditivos/",
        chave=chave_do(evento),
        permissao=permissions.ADITIVO_VER.codigo,
    )


@assinar(events.ADITIVO_A_VENCER)
def aditivo_a_vencer(evento: Evento) -> None:
    """To the people of the prestador who may sign, in the bell and by letter; not once it was answered."""
    resposta = RespostaAoAditivo.objects.select_related("aditivo", "prestador").get(pk=evento.alvo)
    if resposta.situacao != estados.A_RESPONDER:
        return
    aditivo, url = resposta.aditivo, f"/prestador/aditivos/{resposta.pk}/"
    notificar(
        Q(prestador_id=resposta.prestador_id),
        Portal.PRESTADOR,
        titulo=f"Falta responder a um aditivo até {resposta.prazo:%d/%m/%Y}",
        texto=f"{aditivo}. Leia e responda por {resposta.prestador.nome_fantasia}.",
        url=url,
        chave=chave_do(evento),
        permissao=permissions.ADITIVO_ASSINAR.codigo,
    )
    dados = {
        "titulo": aditivo.titulo,
        "versao": aditivo.versao,
        "resumo": aditivo.resumo,
        "prestador": resposta.prestador.nome_fantasia,
        "prazo": f"{resposta.prazo:%d/%m/%Y}",
        "url": url,
    }
    escrever_a_quem_pode(resposta.prestador_id, permissions.ADITIVO_ASSINAR, ADITIVO_A_VENCER, dados, chave_do(evento))


@assinar(events.ADITIVO_RESPONDIDO)
def aditivo_respondido(evento: Evento) -> None:
    """A refusal to the operadora; the operadora's answer to the prestador."""
    resposta = RespostaAoAditivo.objects.select_related("aditivo", "prestador").get(pk=evento.alvo)
    if evento.fato["acao"] == "recusar":
        notificar(
            quem_alcanca(resposta.prestador),
            Portal.OPERADORA,
            titulo=f"{resposta.prestador.nome_fantasia} recusou um aditivo",
            texto=f"{resposta.aditivo}. Protocolo {resposta.protocolo}.",
            url=f"/operadora/aditivos/{resposta.aditivo_id}/resposta/{resposta.pk}/",
            chave=chave_do(evento),
            permissao=permissions.ADITIVO_PUBLICAR.codigo,
        )
    elif evento.fato["acao"] in ("responder", "dispensar"):
        notificar(
            Q(prestador_id=resposta.prestador_id),
            Portal.PRESTADOR,
            titulo=f"A operadora respondeu à recusa do aditivo {resposta.aditivo.titulo}",
            texto=resposta.tratativa,
            url=f"/prestador/aditivos/{resposta.pk}/",
            chave=chave_do(evento),
            permissao=permissions.ADITIVO_VER.codigo,
        )


def _a_operadora(evento: Evento, pedido: Atualizacao, titulo: str) -> None:
    notificar(
        quem_alcanca(pedido.prestador),
        Portal.OPERADORA,
        titulo=titulo,
        texto=f"Pedido {pedido.numero}. Responder até {pedido.prazo:%d/%m/%Y}.",
        url=f"/operadora/atualizacoes/{pedido.pk}/",
        chave=chave_do(evento),
        permissao=permissions.ATUALIZACAO_ANALISAR.codigo,
    )


def _pedido(evento: Evento) -> Atualizacao:
    pedido: Atualizacao = Atualizacao.objects.select_related("prestador").get(pk=evento.alvo)
    return pedido
