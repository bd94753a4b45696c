"""The task that hands a letter to the mail server, and the hourly care of the queue.

A letter is claimed by compare-and-set before it is handed over, so two workers never send it at once. Only
the death of a worker between the server's acceptance and our commit can repeat one: it then carries the same
Message-ID. No address and no text goes to the log.
"""

from __future__ import annotations

from datetime import timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q

from guiche.correio import estados, events
from guiche.correio.config import CorreioConfig
from guiche.correio.models import Carta
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.eventos import TipoEvento
from guiche.nucleo.relogio import agora
from guiche.nucleo.tarefas import periodica, tarefa
from guiche.nucleo.transicao import transitar

log = structlog.get_logger(__name__)
TENTATIVAS: Final = 9
"""Tries of a letter: with the queue's growing delay they span almost three hours."""
RESERVA: Final = timedelta(minutes=10)
ESQUECIDA: Final = timedelta(hours=4)
POR_VEZ: Final = 500
RECUSADO: Final = "O servidor de quem recebe recusou o endereço"
SEM_SERVIDOR: Final = "O servidor de correio não aceitou a mensagem"
_APAGADO: Final = {"texto": "", "html": ""}


class CartaNaoSaiu(RuntimeError):
    """A try failed and another follows; says the kind of failure, never the address."""


@tarefa(tentativas=TENTATIVAS)
def entregar(carta_id: int) -> None:
    """Send one letter if it still waits. Raises CartaNaoSaiu for the queue to try again later."""
    carta = _reservar(carta_id)
    if carta is None:
        return
    try:
        montar(carta).send()
    except (OSError, SMTPException) as erro:
        _anotar_falha(carta, erro)
    else:
        _mudar(carta, "enviar", events.CARTA_ENVIADA, {"enviada_em": agora(), "erro": ""})


@tarefa
def por_na_fila(carta_ids: list[int]) -> None:
    """Queue each of many letters written at once; one that already left is not sent again."""
    for carta_id in carta_ids:
        entregar.enfileirar(carta_id=carta_id)


@periodica(cada=timedelta(hours=1))
@tarefa
def cuidar_do_correio() -> None:
    """Queue again the letters whose task was lost, and erase the texts that were kept long enough."""
    minhas = Q(operadora=operadora_atual()) | Q(operadora=None)
    parada = agora() - ESQUECIDA
    nunca = Q(tentada_em=None, criada_em__lt=parada)
    esquecidas = Carta.objects.filter(minhas, nunca | Q(tentada_em__lt=parada), situacao=estados.NA_FILA)
    for carta_id in esquecidas.order_by("pk").values_list("pk", flat=True)[:POR_VEZ]:
        entregar.enfileirar(carta_id=carta_id)
    limite = agora() - timedelta(days=config(CorreioConfig).dias_do_corpo)
    antigas = Carta.objects.filter(minhas, criada_em__lt=limite).exclude(situacao=estados.NA_FILA).exclude(texto="")
    antigas.update(**_APAGADO)


def montar(carta: Carta) -> EmailMultiAlternatives:
    """The message of a letter, with its headers."""
    nome_do_remetente, endereco = parseaddr(settings.DEFAULT_FROM_EMAIL)
    operadora = carta.operadora
    cabecalhos = {
        "Message-ID": f"<{carta.identificador}@{urlsplit(settings.GUICHE_ENDERECO).hostname}>",
        "Auto-Submitted": "auto-generated",
        "X-Guiche-Carta": carta.modelo,
    }
    if carta.url_de_saida:
        # One click in the mail program leaves the list, by POST: opening the address alone does not. RFC 8058.
        cabecalhos["List-Unsubscribe"] = f"<{carta.url_de_saida}>"
        cabecalhos["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mensagem = EmailMultiAlternatives(
        subject=carta.assunto,
        body=carta.texto,
        from_email=formataddr((operadora.nome_fantasia if operadora else nome_do_remetente or "Guichê", endereco)),
        to=[formataddr((carta.nome, carta.para))],
        reply_to=[operadora.email] if operadora and operadora.email else None,
        headers=cabecalhos,
    )
    mensagem.attach_alternative(carta.html, "text/html")
    return mensagem


def _reservar(carta_id: int) -> Carta | None:
    """Claim a waiting letter for this worker; one whose validity is over is cancelled. None: nothing to send."""
    carta = Carta.objects.select_related("operadora").get(pk=carta_id)
    if carta.situacao != estados.NA_FILA:
        return None
    momento = agora()
    if carta.valida_ate is not None and carta.valida_ate <= momento:
        _mudar(carta, "cancelar", events.CARTA_CANCELADA, {"erro": "O prazo do que ela levava acabou", **_APAGADO})
        return None
    livre = Q(reservada_ate=None) | Q(reservada_ate__lt=momento)
    ganhou = Carta.objects.filter(livre, pk=carta_id, situacao=estados.NA_FILA).update(
        reservada_ate=momento + RESERVA, tentada_em=momento, tentativas=F("tentativas") + 1
    )
    carta.tentativas += ganhou
    return carta if ganhou else None


def _anotar_falha(carta: Carta, erro: Exception) -> None:
    definitiva = _recusado_de_vez(erro)
    motivo = RECUSADO if definitiva else f"{SEM_SERVIDOR} ({type(erro).__name__})"
    log.warning("correio.falhou", carta=carta.pk, modelo=carta.modelo, erro=type(erro).__name__)
    if definitiva or carta.tentativas >= TENTATIVAS:
        _mudar(carta, "falhar", events.CARTA_FALHOU, {"erro": motivo, "reservada_ate": None})
        return
    Carta.objects.filter(pk=carta.pk).update(erro=motivo, reservada_ate=None)
    raise CartaNaoSaiu(type(erro).__name__) from None  # the cause quotes the address


def _recusado_de_vez(erro: Exception) -> bool:
    """A 5xx answer to the recipient: trying again changes nothing. Source: RFC 5321, 4.2.1."""
    if not isinstance(erro, SMTPRecipientsRefused):
        return False
    return all(500 <= codigo < 600 for codigo, _ in erro.recipients.values())


@transaction.atomic
def _mudar(carta: Carta, acao: str, evento: TipoEvento, gravar: dict[str, Any]) -> None:
    """Move the letter, erasing a secret; the event only where there is an operadora to keep it."""
    if carta.secreta:
        gravar = {**gravar, **_APAGADO}
    if carta.operadora is not None:
        fato = {"modelo": carta.modelo, "tentativas": carta.tentativas}
        transitar(carta, estados.CARTA, acao, Ator.sistema(carta.operadora), evento, gravar=gravar, fato=fato)
        return
    para = estados.CARTA.transicao(acao, carta.situacao).para
    Carta.objects.filter(pk=carta.pk, situacao=carta.situacao).update(situacao=para, **gravar)
