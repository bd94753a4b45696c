"""The first operadora of an installation and the person who lets all the others in."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from guiche.acesso import events
from guiche.acesso.models import Portal, Usuario, Vinculo
from guiche.acesso.perfis import instalar_perfis
from guiche.acesso.services.emails import guardar_confirmado
from guiche.acesso.services.vinculos import dar_perfis
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import cnpj_valido, normalizar, registro_ans_valido
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa

PERFIL = "Gestor"


@dataclass(frozen=True, slots=True)
class NovaOperadora:
    """What ANS knows of the operadora, masks accepted."""

    registro_ans: str
    razao_social: str
    nome_fantasia: str
    cnpj: str


@dataclass(frozen=True, slots=True)
class Administrador:
    """The person who gets every right of the operadora's portal."""

    login: str
    nome: str
    email: str
    senha: str


@transaction.atomic
def instalar_operadora(nova: NovaOperadora, pessoa: Administrador) -> Operadora:
    """Create an operadora with its standard perfis, and its first person with every right of its portal.

    Raises Recusa for an invalid or repeated registration, CNPJ, login or e-mail, and for a weak password.
    """
    registro, cnpj = normalizar(nova.registro_ans), normalizar(nova.cnpj)
    if not registro_ans_valido(registro):
        raise Recusa(f"O registro ANS {nova.registro_ans} não é válido.", campo="registro")
    if not cnpj_valido(cnpj):
        raise Recusa(f"O CNPJ {nova.cnpj} não é válido.", campo="cnpj")
    if Operadora.objects.filter(registro_ans=registro).exists():
        raise Recusa(f"A operadora de registro ANS {registro} já está instalada.", campo="registro")
    if Usuario.objects.por_identificador(pessoa.login) is not None:
        raise Recusa(f"O usuário {pessoa.login} já existe.", campo="login")
    _exigir_senha_forte(pessoa)
    operadora = Operadora.objects.create(
        registro_ans=registro, razao_social=nova.razao_social, nome_fantasia=nova.nome_fantasia, cnpj=cnpj
    )
    with escopo(operadora):
        perfil = instalar_perfis()[Portal.OPERADORA, PERFIL]
        usuario = Usuario.objects.create_user(
            pessoa.login, pessoa.senha, nome=pessoa.nome, email=pessoa.email.strip().lower()
        )
        guardar_confirmado(usuario, usuario.email)
        vinculo = Vinculo.objects.create(
            usuario=usuario, portal=Portal.OPERADORA, tipo=Vinculo.Tipo.EQUIPE, vigencia_inicio=hoje()
        )
        dar_perfis(vinculo, [perfil])
        eventos.registrar(
            events.OPERADORA_INSTALADA,
            vinculo,
            Ator.sistema(operadora, canal="comando"),
            {"usuario": usuario.pk, "perfil": perfil.pk},
        )
    return operadora


def _exigir_senha_forte(pessoa: Administrador) -> None:
    try:
        validate_password(pessoa.senha, Usuario(login=pessoa.login, nome=pessoa.nome, email=pessoa.email))
    except ValidationError as erro:
        raise Recusa(" ".join(erro.messages), campo="senha") from erro
