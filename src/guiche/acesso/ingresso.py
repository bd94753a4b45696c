"""The account that is born from an invitation ("Complete seu registro"), before there is a login.

Whoever holds the link of an invitation proved to read the invited address, so the account is born with it
verified. The CPF is only what somebody says, unless it is the one of the prestador being credentialed: a claimed
CPF finds nobody and opens nothing, so these pages tell no one who has an account.
Source: requirements B-02, B-04, B-05, B-08 to B-10, C-15.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from guiche.acesso import senhas
from guiche.acesso.chaves import ChaveInvalida, Finalidade, gastar_link
from guiche.acesso.models import Convite, Perfil, PerfilDoConvite, Termo, Usuario, Vinculo
from guiche.acesso.perfis import perfil_do_tipo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.registros import sugestoes
from guiche.acesso.selectors.conta import conta_do_endereco
from guiche.acesso.selectors.termos import do_portal
from guiche.acesso.services.convites import aceitar, convite_do_link
from guiche.acesso.services.emails import guardar_confirmado, incluir_email
from guiche.acesso.services.termos import aceitar_termos
from guiche.cadastro.models import Prestador
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import cpf_valido, normalizar
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa

TIPOS_DE_USUARIO: Final[tuple[tuple[str, str], ...]] = (
    (Prestador.Tipo.CLINICA, "Consultório ou clínica"),
    (Prestador.Tipo.COOPERATIVA, "Cooperativa"),
    (Prestador.Tipo.FORNECEDOR, "Fornecedor"),
    (Prestador.Tipo.HOSPITAL, "Hospital"),
    (Prestador.Tipo.LABORATORIO, "Laboratório"),
)
"""What who registers a prestador says to be (B-04)."""
ESCOLHEM_O_PRAZO: Final = frozenset({Convite.Tipo.SECRETARIADO, Convite.Tipo.RESPONSAVEL, Convite.Tipo.CUIDADOR})
"""Invitations that the new account still answers, saying for how long."""
_DE_CLINICA: Final = frozenset({Prestador.Tipo.CLINICA, Prestador.Tipo.CONSULTORIO, Prestador.Tipo.ODONTOLOGIA})


@dataclass(frozen=True, slots=True)
class QuemIngressa:
    """Who the person says to be. ``tipo`` is one of :data:`TIPOS_DE_USUARIO`, asked only of a credenciamento."""

    nome: str
    cpf: str
    tipo: str = ""
    email_secundario: str = ""


@dataclass(frozen=True, slots=True)
class Fixo:
    """What the invitation already knows, shown but not changed; ``origem`` says where it came from."""

    email: str
    origem: str
    nome: str = ""
    cpf: str = ""
    documento: str = ""
    tipo: str = ""


def convite_para_registrar(segredo: str) -> Convite | None:
    """The invitation behind a link, when its address has no account yet; None when its owner must log in instead.

    Raises ChaveInvalida for a link that is worth nothing.
    """
    convite = convite_do_link(segredo)
    tem_conta = convite.usuario_id is not None or conta_do_endereco(convite.email) is not None
    return None if tem_conta else convite


def fixo_do(convite: Convite) -> Fixo:
    """What the registration shows as already known (B-05)."""
    if convite.tipo == Convite.Tipo.CREDENCIAMENTO and convite.prestador is not None:
        prestador = convite.prestador
        return Fixo(
            convite.email,
            f"cadastro da {convite.operadora.nome_fantasia}",
            documento=prestador.documento,
            tipo=tipo_de_usuario(prestador),
        )
    quem = convite.convidado_por.nome if convite.convidado_por else convite.operadora.nome_fantasia
    dados = convite.dados
    return Fixo(convite.email, f"convite de {quem}", str(dados.get("nome", "")), str(dados.get("cpf", "")))


def tipo_de_usuario(prestador: Prestador) -> str:
    """The type under which a prestador registers."""
    return str(Prestador.Tipo.CLINICA if prestador.tipo in _DE_CLINICA else prestador.tipo)


def termos_do(convite: Convite) -> list[Termo]:
    """Terms that whoever registers by this invitation must accept, the portal's own first."""
    with escopo(convite.operadora):
        return list(do_portal(convite.portal))


def conferir(segredo: str, quem: QuemIngressa) -> Convite:
    """The invitation, when these data may be shown for review; nothing is written.

    Raises ChaveInvalida, and Recusa at ``nome``, ``cpf``, ``tipo`` or ``email_secundario``.
    """
    convite = convite_para_registrar(segredo)
    if convite is None:
        raise Recusa("Este endereço já tem conta. Entre com ela e aceite o convite.")
    fixo, cpf = fixo_do(convite), normalizar(quem.cpf)
    if not " ".join(quem.nome.split()):
        raise Recusa("Escreva o seu nome completo.", "nome")
    if not cpf_valido(cpf):
        raise Recusa("Este CPF não existe: confira os números digitados.", "cpf")
    if fixo.cpf and cpf != fixo.cpf:
        raise Recusa("O convite foi feito para outro CPF. Se ele está errado, peça um convite novo.", "cpf")
    if convite.tipo == Convite.Tipo.CREDENCIAMENTO and quem.tipo not in dict(TIPOS_DE_USUARIO):
        raise Recusa("Escolha o tipo de usuário.", "tipo")
    if quem.email_secundario.strip().lower() == convite.email:
        raise Recusa("Escreva um e-mail diferente do principal, ou deixe em branco.", "email_secundario")
    return convite


def registrar(
    segredo: str, quem: QuemIngressa, senha: str, aceitos: Mapping[int, str], ip: str = "", navegador: str = ""
) -> Vinculo | None:
    """Spend the link: the account, the accepted terms and the access come to be together, or none of them.

    Where the invited person sets the term (B-34) there is no access yet: the invitation waits for the answer in the
    new account, which has its address verified.

    ``aceitos``: fingerprint shown of each accepted term, by id. The next step is the login, with the invited
    e-mail. A secondary e-mail is worth nothing until its own link is opened. Raises as :func:`conferir`, and
    Recusa at ``senha`` or ``termos``; of two people with one link, the second gets ChaveInvalida.
    """
    convite = conferir(segredo, quem)
    pessoais = (quem.nome, convite.email.partition("@")[0], normalizar(quem.cpf))
    if motivos := senhas.recusas(senha, senhas.politica_da(convite.operadora), pessoais):
        raise Recusa(" ".join(motivos), "senha")
    if {termo.pk for termo in termos_do(convite)} - set(aceitos):
        raise Recusa("Sem aceitar os termos e condições de utilização, o cadastro não é concluído.", "termos")
    try:
        with escopo(convite.operadora), transaction.atomic():
            gastar_link(Finalidade.ACEITAR_CONVITE, segredo)
            pessoa = Pessoa(_criar_conta(convite, quem, senha), ip, navegador)
            anotar(pessoa, "conta_criada")
            aceitar_termos(pessoa, convite.operadora, list(aceitos), list(aceitos.values()))
            if quem.tipo:
                _seguir_o_tipo(convite, quem.tipo)
            vinculo = None if convite.tipo in ESCOLHEM_O_PRAZO else aceitar(pessoa, convite)
            if quem.email_secundario.strip():
                _incluir_secundario(pessoa, quem.email_secundario)
    except IntegrityError:
        raise ChaveInvalida from None
    return vinculo


def _criar_conta(convite: Convite, quem: QuemIngressa, senha: str) -> Usuario:
    cpf = normalizar(quem.cpf)
    provado = convite.prestador is not None and convite.prestador.documento == cpf and _e_o_proprio(convite)
    ja_e_de_alguem = provado and Usuario.objects.filter(documento=cpf).exists()
    login = sugestoes(convite.email.partition("@")[0], 1)[0]
    usuario: Usuario = Usuario.objects.create(
        login=login,
        nome=" ".join(quem.nome.split())[:120],
        email=convite.email,
        documento=cpf if provado and not ja_e_de_alguem else "",
        documento_declarado="" if provado and not ja_e_de_alguem else cpf,
        telefone=str(convite.dados.get("telefone", "")),
        password=make_password(senha),
        senha_definida_em=agora(),
        criado_em=agora(),
    )
    guardar_confirmado(usuario, convite.email)
    return usuario


def _incluir_secundario(pessoa: Pessoa, email: str) -> None:
    try:
        incluir_email(pessoa, email)
    except Recusa as recusa:
        raise Recusa(recusa.mensagem, "email_secundario") from None


def _e_o_proprio(convite: Convite) -> bool:
    """Whether the link went to the address that the operadora's register has: then the register proves the CPF."""
    do_cadastro = convite.prestador.email.lower() if convite.prestador is not None else ""
    return bool(convite.tipo == Convite.Tipo.CREDENCIAMENTO and convite.email == do_cadastro)


def _seguir_o_tipo(convite: Convite, tipo: str) -> None:
    """Keep what the person says to be; a type with a narrower perfil narrows what was offered, never widens it."""
    convite.dados = {**convite.dados, "tipo_de_usuario": tipo}
    convite.save(update_fields=["dados"])
    oferecidos = list(convite.perfis.all())
    codigos = {codigo for perfil in oferecidos for codigo in perfil.permissoes}
    proprio = Perfil.objects.filter(portal=convite.portal, nome=perfil_do_tipo(tipo)).first()
    if proprio is not None and proprio not in oferecidos and set(proprio.permissoes) <= codigos:
        PerfilDoConvite.objects.filter(convite=convite).delete()
        PerfilDoConvite.objects.create(convite=convite, perfil=proprio)
