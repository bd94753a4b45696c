"""Writing a letter into the queue, and putting back one that did not leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction

from guiche.correio import estados, events, permissions
from guiche.correio.config import CorreioConfig
from guiche.correio.entrega import entregar, por_na_fila
from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.models import Carta
from guiche.correio.redacao import redigir
from guiche.correio.selectors import cartas
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.nucleo.escopo import ForaDoEscopo, SemEscopo, escopo, filtro_atual, sem_escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

log = structlog.get_logger(__name__)
JANELA: Final = timedelta(hours=1)
ENDERECO_MAXIMO: Final = 254


@dataclass(frozen=True, slots=True)
class Destinatario:
    """Who a letter goes to. ``usuario_id`` when the address is of somebody who has a login."""

    nome: str
    email: str
    usuario_id: int | None = None


@dataclass(frozen=True, slots=True)
class Assinada:
    """One of many letters of a subscription. ``chave`` names the cause to this reader, ``url_de_saida`` the way out."""

    para: Destinatario
    dados: Mapping[str, Any]
    chave: str
    url_de_saida: str


@transaction.atomic
def enviar(
    modelo: ModeloDeCarta,
    para: Destinatario,
    dados: Mapping[str, Any] | None = None,
    *,
    operadora: Operadora | None,
    chave: str = "",
    valida_ate: datetime | None = None,
    url_de_saida: str = "",
) -> Carta | None:
    """Write a letter and queue it, in the transaction of the caller: rolled back, nothing is sent.

    ``operadora`` gives the brand; None for a letter of the installation to a person. ``chave`` names the
    cause: written again for the same cause, the first letter is returned. After ``valida_ate`` (say, the end
    of its link) it is not sent any more. ``url_de_saida`` is where a subscription is left.

    Returns None, and only logs, when the address had its fill of this kind within the hour: what a stranger
    types in a public form must not show by an error. Raises Recusa for an address or name that can't stand in
    a header, ForaDoEscopo from inside another operadora, ValueError for a subscription without a way out.
    """
    if modelo.assinatura and not url_de_saida:
        raise ValueError(f"A carta {modelo.codigo} é uma assinatura: falta a url_de_saida.")
    endereco = _endereco(para)
    with _escopo_da(operadora):
        causa = _causa(modelo, operadora, chave) if chave else None
        if causa is not None and (ja := Carta.objects.filter(chave=causa).first()) is not None:
            return ja
        if _passou_do_limite(endereco, modelo, operadora):
            log.warning("correio.limite", modelo=modelo.codigo)
            return None
        valores = _valores(modelo, para, endereco, dados or {}, operadora, url_de_saida) | {"valida_ate": valida_ate}
        if causa is None:
            carta, nova = Carta.objects.create(**valores), True
        else:
            carta, nova = Carta.objects.get_or_create(chave=causa, defaults=valores)
        if nova:
            entregar.enfileirar(carta_id=carta.pk)
        return carta


@transaction.atomic
def enviar_aos_assinantes(modelo: ModeloDeCarta, assinadas: Sequence[Assinada], *, operadora: Operadora) -> int:
    """Write one letter to each reader of a subscription and queue them; returns how many are new.

    The statements do not grow with the readers. Who already has a letter of the same ``chave`` gets none, even from
    two writers at once, and an address that can't stand in a header is left out. No hourly limit: only the
    operadora's own acts, never what a stranger types, send these. Raises ValueError for a kind that is no
    subscription, ForaDoEscopo.
    """
    if not modelo.assinatura:
        raise ValueError(f"A carta {modelo.codigo} não é uma assinatura.")
    with _escopo_da(operadora):
        causas = {_causa(modelo, operadora, uma.chave): uma for uma in assinadas}
        ja = set(Carta.objects.filter(chave__in=causas).values_list("chave", flat=True))
        novas = []
        for causa, uma in causas.items():
            if causa in ja:
                continue
            try:
                endereco = _endereco(uma.para)
            except Recusa as recusa:
                log.warning("correio.carta_recusada", modelo=modelo.codigo, campo=recusa.campo)
                continue
            valores = _valores(modelo, uma.para, endereco, uma.dados, operadora, uma.url_de_saida)
            novas.append(Carta(chave=causa, **valores))
        Carta.objects.bulk_create(novas, ignore_conflicts=True)
        feitas = list(Carta.objects.filter(chave__in=[nova.chave for nova in novas]).values_list("pk", flat=True))
        if feitas:
            por_na_fila.enfileirar(carta_ids=feitas)
        return len(feitas)


@servico(permissions.CORREIO_REENVIAR)
def reenviar_cartas(ator: Ator, ids: Sequence[int]) -> int:
    """Put failed letters of the operadora back in the queue, with all their tries. Returns how many.

    Those whose text was erased stay where they are. Raises Recusa when none of them can go.
    """
    falhas = cartas(ator).filter(pk__in=ids, situacao=estados.FALHOU).exclude(texto="")
    voltaram = 0
    for carta in falhas:
        novo = {"tentativas": 0, "erro": "", "reservada_ate": None, "tentada_em": None}
        transitar(carta, estados.CARTA, "reenviar", ator, events.CARTA_REENVIADA, gravar=novo)
        entregar.enfileirar(carta_id=carta.pk)
        voltaram += 1
    if not voltaram:
        raise Recusa(
            "Nenhum destes e-mails pode ser enviado de novo: ou já saíram, ou o texto foi apagado por segurança. "
            "A pessoa precisa pedir outro."
        )
    return voltaram


@servico(permissions.CORREIO_CONFIGURAR)
def mudar_opcoes(ator: Ator, novas: CorreioConfig) -> None:
    """Store new options of e-mail, with history."""
    configurar(ator, novas)


def _causa(modelo: ModeloDeCarta, operadora: Operadora | None, chave: str) -> str:
    return f"{modelo.codigo}:{operadora.pk if operadora else 0}:{chave}"


def _valores(
    modelo: ModeloDeCarta,
    para: Destinatario,
    endereco: str,
    dados: Mapping[str, Any],
    operadora: Operadora | None,
    url_de_saida: str,
) -> dict[str, Any]:
    redigida = redigir(modelo, para.nome, dados, operadora, url_de_saida)
    return {
        "operadora": operadora,
        "usuario_id": para.usuario_id,
        "modelo": modelo.codigo,
        "para": endereco,
        "nome": para.nome.strip()[:120],
        "assunto": redigida.assunto[:150],
        "texto": redigida.texto,
        "html": redigida.html,
        "secreta": modelo.secreta,
        "url_de_saida": url_de_saida,
        "criada_em": agora(),
    }


def _endereco(para: Destinatario) -> str:
    """The address in small letters. Raises Recusa for what can't stand in a header."""
    endereco = para.email.strip().lower()
    try:
        validate_email(endereco)
        MaxLengthValidator(ENDERECO_MAXIMO)(endereco)
    except ValidationError:
        raise Recusa("Confira o e-mail: este endereço não existe.", "email") from None
    if any(not c.isprintable() for c in para.nome):
        raise Recusa("O nome de quem recebe tem um caractere que não se imprime.", "nome")
    return endereco


def _escopo_da(operadora: Operadora | None) -> AbstractContextManager[Any]:
    if operadora is None:
        return sem_escopo("carta da instalação a uma pessoa")
    try:
        atual = filtro_atual()
    except SemEscopo:
        atual = None
    if atual not in (None, operadora.pk):
        raise ForaDoEscopo("Carta em nome de outra operadora.")
    return escopo(operadora)


def _passou_do_limite(endereco: str, modelo: ModeloDeCarta, operadora: Operadora | None) -> bool:
    """Counted over every operadora: the inbox is one."""
    opcoes = config(CorreioConfig) if operadora else CorreioConfig()
    recentes = Carta.objects.filter(para=endereco, modelo=modelo.codigo, criada_em__gt=agora() - JANELA)
    return recentes.count() >= opcoes.cartas_por_hora
