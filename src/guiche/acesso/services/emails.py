"""The person's addresses: added, confirmed by a link before any use, made principal, removed, and taken back.

``Usuario.email`` follows the principal one. Nothing here tells whether an address is of another account: the
list, the answer and the work are the same, and only who reads that inbox learns the truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from guiche.acesso import enderecos
from guiche.acesso.cartas import emails as cartas
from guiche.acesso.cartas.conta import escrever
from guiche.acesso.chaves import (
    ChaveInvalida,
    Finalidade,
    Pedido,
    alvo_de,
    anular_do_usuario,
    emitir_link,
    gastar_link,
    ver_link,
)
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Chave, SenhaAnterior, Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.selectors.conta import enderecos_confirmados
from guiche.acesso.selectors.contexto import configuracoes, vinculos_vigentes
from guiche.acesso.services.fatores import remover_recentes
from guiche.acesso.services.senhas import circunstancias
from guiche.correio.services import Destinatario, enviar
from guiche.nucleo.relogio import agora, em_palavras
from guiche.nucleo.servico import Recusa

MAXIMO: Final = 5
LINKS_POR_HORA: Final = 10
VALIDADE_DA_CONTESTACAO: Final = timedelta(days=7)
VALIDADE_DA_SENHA: Final = timedelta(hours=2)


@transaction.atomic
def guardar_confirmado(usuario: Usuario, email: str) -> EmailAddress:
    """Keep an address that the person already proved to read (a registration, an invitation by e-mail).

    The first one is the principal. Raises Recusa when it is a confirmed address of another account.
    """
    endereco = _limpar(email)
    if _de_outra_conta(usuario, endereco):
        raise Recusa("Este e-mail já está em uso.", "email")
    linha, _ = EmailAddress.objects.get_or_create(user=usuario, email=endereco)
    _confirmar(linha)
    if not EmailAddress.objects.filter(user=usuario, primary=True).exists():
        _por_na_frente(usuario, linha)
    return linha


@transaction.atomic
def incluir_email(pessoa: Pessoa, email: str, *, principal: bool = False) -> EmailAddress:
    """Add an address and send the link that confirms it; ``principal``: it takes the first place when confirmed.

    The caller asked the person again who they are. Raises Recusa at ``email`` for what is no address, one of
    their own, more than five, and too many links in an hour. Source: B-08, C-04.
    """
    endereco = _limpar(email)
    minhas = {linha.email: linha for linha in EmailAddress.objects.filter(user=pessoa.usuario)}
    if endereco in minhas and minhas[endereco].verified:
        raise Recusa("Este e-mail já é seu e já está confirmado.", "email")
    if endereco not in minhas and len(minhas) >= MAXIMO:
        raise Recusa(f"A conta guarda até {MAXIMO} e-mails. Remova um antes de incluir outro.", "email")
    linha, _ = EmailAddress.objects.get_or_create(user=pessoa.usuario, email=endereco)
    _mandar_link(pessoa, linha, principal=principal)
    anotar(pessoa, "email_pedido", {"principal": principal})
    return linha


@transaction.atomic
def reenviar_confirmacao(pessoa: Pessoa, email_id: int) -> EmailAddress:
    """Send the link again; the former one stops working. Raises EmailAddress.DoesNotExist and Recusa."""
    linha = _meu(pessoa, email_id)
    if linha.verified:
        raise Recusa("Este e-mail já está confirmado.")
    pedido = _ultimo_pedido(linha)
    _mandar_link(pessoa, linha, principal=bool(pedido and pedido.dados.get("principal")))
    return linha


def email_do_link(segredo: str) -> EmailAddress:
    """The address behind a link that confirms, without spending it; no login is needed. Raises ChaveInvalida."""
    return _linha_da(ver_link(Finalidade.CONFIRMAR_EMAIL, segredo))


@transaction.atomic
def confirmar_email(segredo: str, ip: str = "", navegador: str = "") -> EmailAddress:
    """Confirm the address behind a link, before or after login, and tell the others that it came in.

    Raises ChaveInvalida for a spent, expired or forged link, and when the address became another account's.
    """
    chave = gastar_link(Finalidade.CONFIRMAR_EMAIL, segredo)
    linha = _linha_da(chave)
    pessoa = Pessoa(linha.user, ip, navegador)
    if linha.verified or _de_outra_conta(linha.user, linha.email):
        raise ChaveInvalida
    outros = enderecos_confirmados(linha.user)
    try:
        with transaction.atomic():
            _confirmar(linha)
    except IntegrityError:
        raise ChaveInvalida from None
    anotar(pessoa, "email_confirmado")
    if chave.dados.get("principal") or not outros:
        _trocar_principal(pessoa, linha)
    else:
        o_que = "Outro e-mail foi incluído e confirmado na sua conta. Ele também recebe o link de criar outra senha."
        _avisar(pessoa, outros, o_que, linha)
    return linha


@transaction.atomic
def tornar_principal(pessoa: Pessoa, email_id: int) -> EmailAddress:
    """Put a confirmed address in the first place and tell the former one.

    Raises EmailAddress.DoesNotExist, and Recusa for one that was not confirmed.
    """
    linha = _meu(pessoa, email_id)
    if not linha.verified:
        raise Recusa("Confirme este e-mail antes: o link está na caixa de entrada dele.")
    if not linha.primary:
        _trocar_principal(pessoa, linha)
    return linha


@transaction.atomic
def remover_email(pessoa: Pessoa, email_id: int) -> str:
    """Take an address out of the account and tell it; its links stop working. Returns the address.

    Raises EmailAddress.DoesNotExist, and Recusa for the principal, which is also the last one to go.
    """
    linha = _meu(pessoa, email_id)
    if linha.primary:
        raise Recusa("Este é o e-mail principal. Torne outro o principal antes de removê-lo.")
    era_confirmado, email, alvo = linha.verified, linha.email, alvo_de(linha)
    Chave.objects.filter(alvo=alvo, finalidade=Finalidade.CONFIRMAR_EMAIL, usada_em__isnull=True).update(
        usada_em=agora()
    )
    linha.delete()
    anotar(pessoa, "email_removido")
    if era_confirmado:
        _avisar(pessoa, [email], "Este e-mail foi removido da sua conta.")
    return email


def conta_do_aviso(segredo: str) -> Usuario:
    """Whose account a notice of change lets take back, without spending it; no login. Raises ChaveInvalida."""
    return _dono(ver_link(Finalidade.CONTESTAR_EMAIL, segredo))


@transaction.atomic
def contestar_mudanca(segredo: str, ip: str = "", navegador: str = "") -> str:
    """Undo a change of address by who reads the former one: "não fui eu". Returns the secret that sets a password.

    The former address is the principal again and every other waits for a new confirmation, every session ends,
    the password and the factors included in the week before the change stop working. Raises ChaveInvalida.
    """
    chave = gastar_link(Finalidade.CONTESTAR_EMAIL, segredo)
    usuario = _dono(chave)
    if _de_outra_conta(usuario, chave.endereco):
        raise ChaveInvalida
    linha, _ = EmailAddress.objects.get_or_create(user=usuario, email=chave.endereco)
    EmailAddress.objects.filter(user=usuario).exclude(pk=linha.pk).update(verified=False)
    _confirmar(linha)
    _por_na_frente(usuario, linha)
    _fechar_tudo(usuario)
    # Notices sent before this one stay good: they went to addresses that the account had earlier.
    depois = Chave.objects.filter(finalidade=Finalidade.CONTESTAR_EMAIL, usuario=usuario, pk__gt=chave.pk)
    depois.filter(usada_em__isnull=True).update(usada_em=agora())
    pessoa = Pessoa(usuario, ip, navegador)
    remover_recentes(pessoa, chave.criada_em - VALIDADE_DA_CONTESTACAO)
    anotar(pessoa, "email_contestado")
    return emitir_link(Pedido(Finalidade.TROCAR_SENHA, VALIDADE_DA_SENHA, usuario, endereco=linha.email))


def _limpar(email: str) -> str:
    """The address in small letters. Raises Recusa."""
    endereco = email.strip().lower()
    try:
        validate_email(endereco)
    except ValidationError:
        raise Recusa("Confira o e-mail: este endereço não existe.", "email") from None
    if len(endereco) > 254:
        raise Recusa("O endereço tem no máximo 254 caracteres.", "email")
    return endereco


def _de_outra_conta(usuario: Usuario, endereco: str) -> bool:
    """Whether the address is a confirmed one, or the given one, of somebody else."""
    confirmado = EmailAddress.objects.filter(email=endereco, verified=True).exclude(user=usuario)
    dado = Usuario.objects.filter(email=endereco).exclude(pk=usuario.pk)
    return confirmado.exists() | dado.exists()


def _meu(pessoa: Pessoa, email_id: int) -> EmailAddress:
    linha: EmailAddress = EmailAddress.objects.select_for_update().get(pk=email_id, user=pessoa.usuario)
    return linha


def _confirmar(linha: EmailAddress) -> None:
    linha.verified = True
    linha.save(update_fields=["verified"])


def _por_na_frente(usuario: Usuario, linha: EmailAddress) -> None:
    EmailAddress.objects.filter(user=usuario, primary=True).exclude(pk=linha.pk).update(primary=False)
    linha.primary = True
    linha.save(update_fields=["primary"])
    usuario.email = linha.email
    usuario.save(update_fields=["email"])


def _trocar_principal(pessoa: Pessoa, linha: EmailAddress) -> None:
    antigos = EmailAddress.objects.filter(user=pessoa.usuario, primary=True, verified=True).exclude(pk=linha.pk)
    antes = list(antigos.values_list("email", flat=True))
    _por_na_frente(pessoa.usuario, linha)
    anotar(pessoa, "email_principal")
    _avisar(pessoa, antes, "O e-mail principal da sua conta deixou de ser este.", linha)


def _mandar_link(pessoa: Pessoa, linha: EmailAddress, *, principal: bool) -> None:
    """One link and one letter, whoever the address is of; to its owner the letter says so and confirms nothing."""
    usuario = pessoa.usuario
    desde = agora() - timedelta(hours=1)
    recentes = Chave.objects.filter(finalidade=Finalidade.CONFIRMAR_EMAIL, usuario=usuario, criada_em__gt=desde)
    if recentes.count() >= LINKS_POR_HORA:
        raise Recusa("Muitos links pedidos em pouco tempo. Espere uma hora e tente de novo.", "email")
    opcoes = configuracoes(vinculos_vigentes(usuario), AcessoConfig) or [AcessoConfig()]
    validade = timedelta(hours=min(opcao.horas_da_confirmacao for opcao in opcoes))
    dados = {"principal": principal}
    pedido = Pedido(Finalidade.CONFIRMAR_EMAIL, validade, usuario, alvo_de(linha), linha.email, dados)
    url = enderecos.de("email.confirmar", emitir_link(pedido))
    if _de_outra_conta(usuario, linha.email):
        nada_mudou = {"url": enderecos.de("senha.esquecida")}
        enviar(cartas.JA_USADO, Destinatario("", linha.email), nada_mudou, operadora=None)
        return
    fim = agora() + validade
    escrever(usuario, cartas.CONFIRMAR, linha.email, {"url": url, "validade": em_palavras(fim)}, valida_ate=fim)


def _avisar(pessoa: Pessoa, antigos: Iterable[str], o_que: str, linha: EmailAddress | None = None) -> None:
    """Tell each former address what changed, with the link that takes it back."""
    usuario, fim = pessoa.usuario, agora() + VALIDADE_DA_CONTESTACAO
    alvo = alvo_de(linha if linha is not None else usuario)
    for email in antigos:
        segredo = emitir_link(Pedido(Finalidade.CONTESTAR_EMAIL, VALIDADE_DA_CONTESTACAO, usuario, alvo, email))
        dados: dict[str, Any] = circunstancias(pessoa) | {
            "o_que": o_que,
            "validade": em_palavras(fim),
            "url": enderecos.de("email.contestar", segredo),
        }
        escrever(usuario, cartas.MUDOU, email, dados, valida_ate=fim)


def _fechar_tudo(usuario: Usuario) -> None:
    """End every session, stop every link and make the password useless: another person may know it."""
    if usuario.has_usable_password():
        SenhaAnterior.objects.create(usuario=usuario, hash=usuario.password)
    usuario.set_unusable_password()
    usuario.save(update_fields=["password"])
    anular_do_usuario(usuario)
    for aberta in UserSession.objects.filter(user=usuario):
        aberta.end()


def _linha_da(chave: Chave) -> EmailAddress:
    modelo, _, pk = chave.alvo.partition(":")
    linha = EmailAddress.objects.filter(pk=pk, user=chave.usuario, email=chave.endereco).select_related("user").first()
    if modelo != EmailAddress._meta.model_name or linha is None or not linha.user.ativo:
        raise ChaveInvalida
    return linha


def _ultimo_pedido(linha: EmailAddress) -> Chave | None:
    return Chave.objects.filter(finalidade=Finalidade.CONFIRMAR_EMAIL, alvo=alvo_de(linha)).order_by("-pk").first()


def _dono(chave: Chave) -> Usuario:
    if chave.usuario is None or not chave.usuario.ativo:
        raise ChaveInvalida
    return chave.usuario
