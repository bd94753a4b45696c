"""Representatives of a prestador: each with a login of their own, made by the prestador without ever knowing a
password (C-10 to C-15).

They are relationships like any other (:mod:`guiche.acesso.services.convites` and ``vinculos``): nobody hands on a
right they do not hold. What is particular is that the prestador says who the person is, and keeps their contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from guiche.acesso import events, permissions
from guiche.acesso.models import Convite, Perfil, Usuario, Vinculo
from guiche.acesso.services import convites, vinculos
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import cpf_valido, normalizar
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa, servico

EM_USO = "Já há um representante, ou um convite, com este CPF."


@dataclass(frozen=True, slots=True)
class Contato:
    """How to reach a representative and where they work. The e-mail is personal: who leaves loses the access."""

    telefone: str
    email: str
    lotacao: str
    cargo: str


@dataclass(frozen=True, slots=True)
class NovoRepresentante:
    """Form "Novo representante" (C-12): who, how to reach them, and the grupos de segurança."""

    cpf: str
    nome: str
    contato: Contato
    perfis: Sequence[Perfil]


@servico(permissions.REPRESENTANTE_GERIR)
def convidar_representante(ator: Ator, novo: NovoRepresentante) -> Convite:
    """Send the link with which the person sets a password of their own; who has an account is asked to accept.

    An account whose CPF was proved gets the letter at its own address, whatever was typed: the answer here is the
    same. Raises SemPermissao, and Recusa at ``cpf``, ``nome``, ``email`` or ``perfis``.
    """
    cpf, nome = normalizar(novo.cpf), " ".join(novo.nome.split())
    if not cpf_valido(cpf):
        raise Recusa("Este CPF não existe: confira os números digitados.", "cpf")
    if not nome:
        raise Recusa("Escreva o nome completo.", "nome")
    _conferir_repetido(ator, cpf)
    conta = _conta_do_cpf(cpf)
    dados = _dos_dados(novo.contato) | {"cpf": cpf, "nome": nome, "por": "documento" if conta else "email"}
    pedido = convites.NovoConvite(
        Convite.Tipo.REPRESENTANTE, novo.perfis, email=_email(novo.contato), usuario=conta, dados=dados
    )
    return convites.convidar(ator, pedido)


@servico(permissions.REPRESENTANTE_GERIR)
def corrigir_convite(ator: Ator, convite: Convite, email: str) -> Convite:
    """Send the invitation again, to a corrected address when ``email`` differs; the former link stops working.

    Raises SemPermissao, Convite.DoesNotExist, and Recusa when it is no longer pending.
    """
    atual = _meu_convite(ator, convite)
    endereco = email.strip().lower() or str(atual.dados["email_pessoal"])
    if endereco != atual.dados["email_pessoal"]:
        atual.dados = {**atual.dados, "email_pessoal": endereco}
        atual.save(update_fields=["dados"])
    # A letter bound to a proved account keeps going to the account, whatever address the prestador writes.
    ao_endereco = atual.dados.get("por") == "email"
    return convites.reenviar(ator, atual, endereco if ao_endereco else "")


@servico(permissions.REPRESENTANTE_GERIR)
def cancelar_convite(ator: Ator, convite: Convite) -> Convite:
    """Withdraw a pending invitation. Raises SemPermissao, Convite.DoesNotExist and TransicaoInvalida."""
    return convites.cancelar(ator, _meu_convite(ator, convite))


@servico(permissions.REPRESENTANTE_GERIR)
def editar_representante(ator: Ator, vinculo: Vinculo, contato: Contato, perfis: Sequence[Perfil]) -> Vinculo:
    """Change the contact, where they work and the grupos de segurança; in force at the person's next click.

    Name and CPF belong to the person. Raises SemPermissao, Vinculo.DoesNotExist, and Recusa for the own access,
    an ended one, or grupos beyond the ator's rights.
    """
    atual = _meu_vinculo(ator, vinculo)
    if atual.situacao == Vinculo.Situacao.ENCERRADO:
        raise Recusa("Este acesso foi encerrado. Faça um convite novo.")
    atual = vinculos.mudar_papeis(ator, atual, perfis)
    novo = _dos_dados(contato)
    mudados = [campo for campo, valor in novo.items() if getattr(atual, campo) != valor]
    if mudados:
        for campo in mudados:
            setattr(atual, campo, novo[campo])
        atual.save(update_fields=mudados)
        eventos.registrar(events.VINCULO_MUDADO, atual, ator, {"campos": mudados})
    return atual


@servico(permissions.REPRESENTANTE_GERIR)
def bloquear_representante(ator: Ator, vinculo: Vinculo, motivo: str) -> Vinculo:
    """Stop the access until it is unblocked. Raises as :func:`editar_representante`, and Recusa without a reason."""
    return vinculos.suspender(ator, _meu_vinculo(ator, vinculo), motivo)


@servico(permissions.REPRESENTANTE_GERIR)
def desbloquear_representante(ator: Ator, vinculo: Vinculo) -> Vinculo:
    """Give a blocked access back. Raises as :func:`editar_representante`."""
    return vinculos.reativar(ator, _meu_vinculo(ator, vinculo))


@servico(permissions.REPRESENTANTE_GERIR)
def encerrar_representante(ator: Ator, vinculo: Vinculo, motivo: str) -> Vinculo:
    """End the access for good. Raises as :func:`bloquear_representante`."""
    return vinculos.encerrar(ator, _meu_vinculo(ator, vinculo), motivo)


def _conferir_repetido(ator: Ator, cpf: str) -> None:
    """Raise Recusa when this prestador already has, or invited, a representative with this CPF."""
    meus = Convite.objects.filter(prestador_id=ator.prestador_atual, tipo=Convite.Tipo.REPRESENTANTE)
    esperam = Q(situacao="pendente", expira_em__gt=agora())
    entraram = Q(situacao="aceito", vinculo__isnull=False) & ~Q(vinculo__situacao=Vinculo.Situacao.ENCERRADO)
    if any(dados.get("cpf") == cpf for dados in meus.filter(esperam | entraram).values_list("dados", flat=True)):
        raise Recusa(EM_USO, "cpf")


def _conta_do_cpf(cpf: str) -> Usuario | None:
    """The one account whose CPF was proved by registry data and that can be written to."""
    donas = Usuario.objects.filter(documento=cpf, ativo=True).exclude(email="").order_by("pk")
    conta: Usuario | None = donas.first()
    return conta


def _meu_convite(ator: Ator, convite: Convite) -> Convite:
    atual: Convite = Convite.objects.select_for_update(of=("self",), no_key=True).get(
        pk=convite.pk, prestador_id=ator.prestador_atual, tipo=Convite.Tipo.REPRESENTANTE
    )
    return atual


def _meu_vinculo(ator: Ator, vinculo: Vinculo) -> Vinculo:
    atual: Vinculo = Vinculo.objects.get(
        pk=vinculo.pk, prestador_id=ator.prestador_atual, tipo=Vinculo.Tipo.REPRESENTANTE
    )
    return atual


def _email(contato: Contato) -> str:
    return contato.email.strip().lower()


def _dos_dados(contato: Contato) -> dict[str, Any]:
    return {
        "telefone": normalizar(contato.telefone)[:20],
        "email_pessoal": _email(contato),
        "lotacao": " ".join(contato.lotacao.split())[:60],
        "cargo": " ".join(contato.cargo.split())[:60],
    }
