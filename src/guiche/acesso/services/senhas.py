"""Setting a password: by who knows the current one, and by who proves to read the person's e-mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction

from guiche.acesso import enderecos, senhas
from guiche.acesso.autenticacao import anotar_tentativa, bloqueado_ate
from guiche.acesso.cartas.conta import SENHA_PEDIDA, SENHA_TROCADA, avisar, escrever
from guiche.acesso.chaves import (
    ChaveInvalida,
    Finalidade,
    Pedido,
    anular_do_usuario,
    emitir_link,
    gastar_link,
    pedida_desde,
    ver_link,
)
from guiche.acesso.models import SenhaAnterior, Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.regras.aparelhos import nome_do_aparelho
from guiche.acesso.selectors.conta import enderecos_confirmados
from guiche.nucleo.escopo import sem_escopo
from guiche.nucleo.relogio import agora, em_palavras
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import tarefa

VALIDADE_DO_LINK = timedelta(hours=2)
ENTRE_PEDIDOS = timedelta(minutes=1)
LINKS_DE_SENHA = (Finalidade.TROCAR_SENHA, Finalidade.DEFINIR_SENHA)


def conferir_senha(pessoa: Pessoa, senha: str, campo: str = "senha") -> None:
    """Ask the person's own password again. Raises Recusa; wrong ones count as those of a login do."""
    chave = f"pessoa:{pessoa.usuario.pk}"
    if bloqueado_ate(chave, pessoa.ip):
        raise Recusa("Muitas tentativas. Espere alguns minutos e tente de novo.", campo=campo)
    certa = pessoa.usuario.check_password(senha)
    anotar_tentativa(chave, pessoa.ip, pessoa.usuario if certa else None)
    if not certa:
        raise Recusa("Não é a sua senha atual. Confira e tente de novo.", campo=campo)


def trocar_senha(pessoa: Pessoa, atual: str, nova: str, sessao: str) -> None:
    """Change the own password, ending every session but ``sessao``. Raises Recusa at ``atual`` or ``nova``.

    The current one is asked before the transaction, so that a wrong one stays counted.
    """
    conferir_senha(pessoa, atual, campo="atual")
    senhas.exigir(pessoa.usuario, nova, campo="nova")
    with transaction.atomic():
        _gravar(pessoa, nova, sessao)


def pedir_nova_senha(identificador: str, ip: str = "", navegador: str = "") -> None:
    """Before login: send a link to the person's verified addresses, if there is such a person.

    Nothing tells whether there is: both ways store one task, and the letters are written in the background.
    Source: B-38, B-39.
    """
    usuario = Usuario.objects.por_identificador(identificador)
    with sem_escopo("pedido de nova senha, antes do login"):
        mandar_link.enfileirar(usuario_id=usuario.pk if usuario else 0, ip=ip, navegador=navegador[:200])


@tarefa
def mandar_link(usuario_id: int, ip: str, navegador: str) -> None:
    """Write one link of two hours to each verified address; the former ones stop working.

    Asked again within a minute, the first ones stand: nobody can keep another person's links from working.
    """
    usuario = Usuario.objects.filter(pk=usuario_id, ativo=True).first()
    if usuario is None or pedida_desde(Finalidade.TROCAR_SENHA, usuario, agora() - ENTRE_PEDIDOS):
        return
    confirmados = enderecos_confirmados(usuario)
    with transaction.atomic():
        for email in confirmados:
            pedido = Pedido(Finalidade.TROCAR_SENHA, VALIDADE_DO_LINK, usuario, endereco=email)
            fim = agora() + VALIDADE_DO_LINK
            dados = {
                "url": enderecos.de("senha.trocar", emitir_link(pedido)),
                "validade": em_palavras(fim),
                "login": usuario.login,
            }
            escrever(usuario, SENHA_PEDIDA, email, dados, valida_ate=fim)
        if confirmados:
            anotar(Pessoa(usuario, ip, navegador), "senha_pedida", {"enderecos": len(confirmados)})


def dono_do_link(finalidade: Finalidade, segredo: str) -> Usuario:
    """Whose password a link sets, without spending it. Raises ChaveInvalida."""
    usuario = ver_link(finalidade, segredo).usuario
    if usuario is None or not usuario.ativo or finalidade not in LINKS_DE_SENHA:
        raise ChaveInvalida
    return usuario


@transaction.atomic
def definir_senha(finalidade: Finalidade, segredo: str, nova: str, ip: str = "", navegador: str = "") -> Usuario:
    """Set the password of a link's owner, spend the link and every other of theirs, end all their sessions.

    ``finalidade`` is TROCAR_SENHA (asked by the person) or DEFINIR_SENHA (sent to who never had one). Raises
    ChaveInvalida (spent, expired, forged) and Recusa at ``nova``; a refused password spends nothing.
    Source: B-40.
    """
    usuario = dono_do_link(finalidade, segredo)
    senhas.exigir(usuario, nova, campo="nova")
    gastar_link(finalidade, segredo)
    _gravar(Pessoa(usuario, ip, navegador), nova, sessao="")
    # Who proved to be the person is not kept out by the wrong guesses that led here.
    anotar_tentativa(f"pessoa:{usuario.pk}", ip, usuario)
    return usuario


def _gravar(pessoa: Pessoa, nova: str, sessao: str) -> None:
    usuario = pessoa.usuario
    if usuario.has_usable_password():
        SenhaAnterior.objects.create(usuario=usuario, hash=usuario.password)
    usuario.set_password(nova)
    usuario.senha_definida_em = agora()
    usuario.save(update_fields=["password", "senha_definida_em"])
    anular_do_usuario(usuario)
    for aberta in UserSession.objects.filter(user=usuario).exclude(session_key=sessao):
        aberta.end()
    anotar(pessoa, "senha_trocada")
    avisar(usuario, SENHA_TROCADA, circunstancias(pessoa))


def circunstancias(pessoa: Pessoa) -> dict[str, Any]:
    """When, where from and what to do about it, for the letters that tell a change of the account."""
    return {
        "quando": em_palavras(agora()),
        "aparelho": nome_do_aparelho(pessoa.navegador),
        "ip": pessoa.ip or "não conhecido",
        "url": enderecos.de("senha.esquecida"),
    }
