"""One-use links and codes: issued for one purpose, kept as a hash, valid for a while, spent once.

A link carries 256 random bits, so its hash needs no salt; a code has six digits, so it is tied to the row it
belongs to and dies after five wrong guesses. Both answer the same way when unknown, spent, expired or forged.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from guiche.acesso.models import Chave, Usuario
from guiche.nucleo.relogio import agora

TENTATIVAS = 5
ENTRE_ENVIOS = timedelta(minutes=1)


class Finalidade(StrEnum):
    """What a secret lets its holder do, and nothing else."""

    CONFIRMAR_REGISTRO = "confirmar_registro"
    DEFINIR_SENHA = "definir_senha"
    TROCAR_SENHA = "trocar_senha"
    CONFIRMAR_EMAIL = "confirmar_email"
    CONTESTAR_EMAIL = "contestar_email"
    ACEITAR_CONVITE = "aceitar_convite"
    CODIGO_DE_CADASTRO = "codigo_de_cadastro"


@dataclass(frozen=True, slots=True)
class Pedido:
    """For whom and for what a secret is asked. ``alvo`` is the row it acts on, as :func:`alvo_de` writes it."""

    finalidade: Finalidade
    validade: timedelta
    usuario: Usuario | None = None
    alvo: str = ""
    endereco: str = ""
    dados: dict[str, Any] | None = None


class ChaveInvalida(Exception):
    """Unknown, spent, expired, forged or of another purpose: the holder is told nothing more."""


class AguardeParaReenviar(Exception):
    """A code was sent to this row a moment ago. ``segundos`` says how long to wait."""

    def __init__(self, segundos: int) -> None:
        super().__init__(f"Espere {segundos} segundos para pedir outro.")
        self.segundos = segundos


def alvo_de(objeto: Any) -> str:
    """Name of a row for :class:`Pedido`."""
    return f"{objeto._meta.model_name}:{objeto.pk}"


@transaction.atomic
def emitir_link(pedido: Pedido) -> str:
    """Make a link's secret; earlier ones of the same purpose, target and address stop working."""
    _anular(pedido)
    segredo = secrets.token_urlsafe(32)
    _guardar(pedido, _hash(pedido.finalidade, segredo))
    return segredo


@transaction.atomic
def emitir_codigo(pedido: Pedido) -> str:
    """Make a six-digit code for ``pedido.alvo``; the former stops working.

    Raises AguardeParaReenviar within a minute of the last one.
    """
    ultimo = _do_alvo(pedido.finalidade, pedido.alvo).order_by("-criada_em").first()
    if ultimo is not None and (falta := ultimo.criada_em + ENTRE_ENVIOS - agora()) > timedelta(0):
        raise AguardeParaReenviar(int(falta.total_seconds()) + 1)
    _anular(pedido)
    codigo = f"{secrets.randbelow(10**6):06d}"
    _guardar(pedido, _hash(pedido.finalidade, f"{pedido.alvo}:{codigo}:{secrets.token_hex(8)}"), codigo=codigo)
    return codigo


def ver_link(finalidade: Finalidade, segredo: str) -> Chave:
    """The live key of a link, without spending it (to show the page). Raises ChaveInvalida."""
    chave = (
        Chave.objects.filter(
            finalidade=finalidade,
            hash=_hash(finalidade, segredo),
            usada_em__isnull=True,
            expira_em__gt=agora(),
        )
        .select_related("usuario")
        .first()
    )
    if chave is None:
        raise ChaveInvalida
    return chave


def gastar_link(finalidade: Finalidade, segredo: str) -> Chave:
    """Spend a link: of two people at once only one succeeds. Raises ChaveInvalida."""
    chave = ver_link(finalidade, segredo)
    _gastar(chave)
    return chave


def gastar_codigo(finalidade: Finalidade, alvo: str, codigo: str) -> Chave:
    """Spend the live code of ``alvo``; a wrong guess is counted and the fifth kills the code. Raises ChaveInvalida.

    Call it outside a transaction that the refusal would roll back, or the guess is not counted.
    """
    chave = _do_alvo(finalidade, alvo).filter(usada_em__isnull=True, expira_em__gt=agora()).last()
    if chave is None:
        raise ChaveInvalida
    contou = Chave.objects.filter(pk=chave.pk, tentativas__lt=TENTATIVAS).update(tentativas=F("tentativas") + 1)
    esperado = str(chave.dados.get("codigo", ""))
    if not contou or not hmac.compare_digest(esperado, _hash_do_codigo(chave, codigo.strip())):
        raise ChaveInvalida
    _gastar(chave)
    return chave


def anular_do_usuario(usuario: Usuario) -> None:
    """Stop every live link and code of a person: their password changed.

    Those that undo a change of e-mail go on: who took an account over must not stop them by changing the password.
    """
    vivas = Chave.objects.filter(usuario=usuario, usada_em__isnull=True)
    vivas.exclude(finalidade=Finalidade.CONTESTAR_EMAIL).update(usada_em=agora())


def anular_do_alvo(finalidade: Finalidade, alvo: str) -> None:
    """Stop every live secret of a purpose over one row, whatever the address it was sent to."""
    Chave.objects.filter(finalidade=finalidade, alvo=alvo, usada_em__isnull=True).update(usada_em=agora())


def pedida_desde(finalidade: Finalidade, usuario: Usuario, desde: datetime) -> bool:
    """Whether a secret of this purpose was made for the person since then."""
    return Chave.objects.filter(finalidade=finalidade, usuario=usuario, criada_em__gt=desde).exists()


def _guardar(pedido: Pedido, resumo: str, codigo: str = "") -> Chave:
    chave = Chave(
        finalidade=pedido.finalidade,
        usuario=pedido.usuario,
        alvo=pedido.alvo,
        endereco=pedido.endereco,
        hash=resumo,
        dados=dict(pedido.dados or {}),
        criada_em=agora(),
        expira_em=agora() + pedido.validade,
    )
    if codigo:
        chave.dados["codigo"] = _hash_do_codigo(chave, codigo)
    chave.save()
    return chave


def _gastar(chave: Chave) -> None:
    if not Chave.objects.filter(pk=chave.pk, usada_em__isnull=True).update(usada_em=agora()):
        raise ChaveInvalida


def _anular(pedido: Pedido) -> None:
    vivas = Chave.objects.filter(
        finalidade=pedido.finalidade, usuario=pedido.usuario, alvo=pedido.alvo, endereco=pedido.endereco
    )
    vivas.filter(usada_em__isnull=True).update(usada_em=agora())


def _do_alvo(finalidade: Finalidade, alvo: str) -> Any:
    return Chave.objects.filter(finalidade=finalidade, alvo=alvo).order_by("pk")


def _hash(finalidade: Finalidade, segredo: str) -> str:
    return hashlib.sha256(f"{finalidade}:{segredo}".encode()).hexdigest()


def _hash_do_codigo(chave: Chave, codigo: str) -> str:
    """Keyed by the installation and by the row's own random hash: six digits alone could be tried offline."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{chave.hash}:{codigo}".encode(), hashlib.sha256).hexdigest()
