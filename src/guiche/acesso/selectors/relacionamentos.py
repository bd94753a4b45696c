"""Relationships as each side sees them: who acts for a prestador, and what a person received and holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db.models import Q, QuerySet

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Convite, Perfil, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.relacoes import RELACOES, Relacao, a_confirmar, relacao_do_vinculo
from guiche.acesso.selectors.conta import enderecos_confirmados
from guiche.cadastro.models import CorpoClinico
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import sem_escopo
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.texto import para_busca

M = TypeVar("M", Convite, Vinculo)
PENDENTE: Final = "pendente"
EXPIRADO: Final = "expirado"
SITUACOES: Final[dict[str, str]] = {
    PENDENTE: "Convite pendente",
    "ativo": "Ativo",
    "suspenso": "Suspenso",
    "encerrado": "Encerrado",
    "recusado": "Convite recusado",
    EXPIRADO: "Convite expirado",
    "cancelado": "Convite cancelado",
}
"""What a relationship may be, in words (B-30)."""


@dataclass(frozen=True, slots=True)
class Relacionamento:
    """One line of the list of a prestador: a person who acts for it, or was invited to.

    ``especie`` is ``vinculo`` or ``convite`` and ``pk`` the row of that kind. An invited person who was found by
    document shows only initials until they accept. ``confirmar`` says that the periodic review waits for it.
    """

    especie: str
    pk: int
    nome: str
    tipo: str
    email: str
    documento: str
    papeis: str
    situacao: str
    inicio: date | None
    fim: date | None
    confirmar: bool = False

    @property
    def rotulo_da_situacao(self) -> str:
        """The state in words."""
        return SITUACOES[self.situacao]


@dataclass(frozen=True, slots=True)
class Filtro:
    """What the list shows: text in name, e-mail or document; one state; only what waits for somebody."""

    texto: str = ""
    situacao: str = ""
    pendentes: bool = False


def emails_verificados(usuario: Usuario) -> frozenset[str]:
    """Addresses, in small letters, that the person proved to read.

    ``Usuario.email`` is one of them by construction: it follows the confirmed primary address, or was given by
    the operadora that created the login.
    """
    return frozenset(email.lower() for email in (usuario.email, *enderecos_confirmados(usuario)) if email)


def vinculos_do_prestador(ator: Ator) -> QuerySet[Vinculo]:
    """Every vínculo, past ones too, of the prestador acted for."""
    return (
        Vinculo.objects.filter(prestador_id=ator.prestador_atual)
        .select_related("usuario", "operadora", "prestador", "concedido_por")
        .prefetch_related("perfis")
        .order_by("-vigencia_inicio", "-pk")
    )


def convites_do_prestador(ator: Ator) -> QuerySet[Convite]:
    """Every invitation to act for the prestador acted for, answered ones too."""
    return (
        Convite.objects.filter(prestador_id=ator.prestador_atual)
        .select_related("usuario", "operadora", "prestador", "convidado_por", "vinculo")
        .prefetch_related("perfis")
        .order_by("-pk")
    )


def relacionamentos(ator: Ator) -> list[Relacionamento]:
    """People who act for the prestador or were invited to, pending first, then by newest start (B-29, B-30).

    An accepted invitation is shown by the vínculo it opened.
    """
    dias, dia = config(AcessoConfig).revisao_dias, hoje()
    linhas = [do_convite(convite) for convite in convites_do_prestador(ator).exclude(situacao="aceito")]
    linhas += [do_vinculo(vinculo, dias, dia) for vinculo in vinculos_do_prestador(ator)]
    return sorted(linhas, key=lambda linha: (linha.situacao != PENDENTE, not linha.confirmar))


def filtrar(linhas: Iterable[Relacionamento], filtro: Filtro) -> list[Relacionamento]:
    """The lines that pass every part of the filter."""
    procurado = para_busca(filtro.texto)
    documento = normalizar(filtro.texto)
    return [
        linha
        for linha in linhas
        if (not filtro.pendentes or linha.situacao == PENDENTE)
        and (not filtro.situacao or linha.situacao == filtro.situacao)
        and (
            not procurado
            or procurado in para_busca(f"{linha.nome} {linha.email}")
            or (documento.isdigit() and documento == linha.documento)
        )
    ]


def do_vinculo(vinculo: Vinculo, dias_da_revisao: int, dia: date) -> Relacionamento:
    """A vínculo as a line of the list."""
    return Relacionamento(
        "vinculo",
        vinculo.pk,
        vinculo.usuario.nome,
        vinculo.get_tipo_display(),
        vinculo.usuario.email,
        vinculo.usuario.documento,
        vinculo.papeis,
        "encerrado" if vinculo.vigencia_fim and vinculo.vigencia_fim < dia else vinculo.situacao,
        vinculo.vigencia_inicio,
        vinculo.vigencia_fim,
        a_confirmar(vinculo, dias_da_revisao, dia),
    )


def do_convite(convite: Convite) -> Relacionamento:
    """An invitation as a line of the list; its end is the ceiling that was offered."""
    return Relacionamento(
        "convite",
        convite.pk,
        nome_do_convidado(convite),
        convite.get_tipo_display(),
        convite.email if por_email(convite) else "",
        "",
        ", ".join(perfil.nome for perfil in convite.perfis.all()),
        situacao_do_convite(convite),
        None,
        convite.limite,
    )


def por_email(convite: Convite) -> bool:
    """Whether the inviter typed the address: only then may the inviter see it before the answer."""
    return convite.dados.get("por", "email") == "email"


def nome_do_convidado(convite: Convite) -> str:
    """Name given in the form, or the address typed, or the initials of who was found by document."""
    if convite.dados.get("nome"):
        return str(convite.dados["nome"])
    if por_email(convite) or convite.usuario is None:
        return convite.email
    return iniciais_do_nome(convite.usuario.nome)


def iniciais_do_nome(nome: str) -> str:
    """``Nara Pimentel Sá`` → ``N. P. S.``; particles of the name are left out."""
    return " ".join(f"{parte[0].upper()}." for parte in nome.split() if parte[0].isalpha() and parte[0].isupper())


def situacao_do_convite(convite: Convite) -> str:
    """The state of an invitation at this moment: a pending one whose time is over is already expired."""
    vencido = convite.situacao == PENDENTE and convite.expira_em <= agora()
    return EXPIRADO if vencido else convite.situacao


def revisao_vencida(vinculo: Vinculo) -> bool:
    """Whether the periodic confirmation of this access is due today."""
    return a_confirmar(vinculo, config(AcessoConfig).revisao_dias, hoje())


def a_revisar(ator: Ator) -> list[Vinculo]:
    """Delegated accesses of the prestador whose periodic confirmation is due, oldest first."""
    dias, dia = config(AcessoConfig).revisao_dias, hoje()
    abertos = vinculos_do_prestador(ator).exclude(situacao=Vinculo.Situacao.ENCERRADO).order_by("pk")
    return [vinculo for vinculo in abertos if a_confirmar(vinculo, dias, dia)]


def corpo_clinico(ator: Ator, texto: str = "") -> QuerySet[CorpoClinico]:
    """Professionals who attend, or attended, within the institution acted for, with their dates (B-29)."""
    linhas = CorpoClinico.objects.filter(instituicao_id=ator.prestador_atual).select_related("profissional")
    if texto:
        linhas = linhas.filter(profissional__nome_fantasia__parece=texto)
    return linhas.order_by("profissional__nome_fantasia", "-inicio")


def papeis_que_pode_dar(ator: Ator, tipo: str) -> list[Perfil]:
    """Perfis the ator may give in a relationship of this kind (a ``Convite.Tipo``): delegable, within own rights."""
    return _papeis(ator, RELACOES[tipo])


def papeis_para_o_vinculo(ator: Ator, vinculo: Vinculo) -> list[Perfil]:
    """The same for an access that already exists."""
    return _papeis(ator, relacao_do_vinculo(vinculo.tipo))


def periodos_da_pessoa(ator: Ator, vinculo: Vinculo) -> list[Vinculo]:
    """Every period in which the same person acted for the prestador, newest first (B-36)."""
    return list(vinculos_do_prestador(ator).filter(usuario_id=vinculo.usuario_id))


def convites_recebidos(pessoa: Pessoa) -> list[Convite]:
    """Invitations waiting for the person's answer, in every operadora, by account or by confirmed address."""
    de_ninguem_mais = Q(usuario_id=pessoa.usuario.pk) | Q(usuario__isnull=True)
    emails = emails_verificados(pessoa.usuario)
    with sem_escopo("convites de uma pessoa em todas as operadoras"):
        return list(
            Convite.objects.filter(de_ninguem_mais, email__in=emails, situacao=PENDENTE, expira_em__gt=agora())
            .select_related("operadora", "prestador", "beneficiario", "contrato", "convidado_por")
            .prefetch_related("perfis")
            .order_by("expira_em", "pk")
        )


def convite_recebido(pessoa: Pessoa, convite_id: int) -> Convite:
    """One of them. Raises Convite.DoesNotExist."""
    return _um(convites_recebidos(pessoa), convite_id, Convite)


def vinculos_da_pessoa(pessoa: Pessoa) -> list[Vinculo]:
    """Everything the person may or might do for somebody, in every operadora, newest first."""
    with sem_escopo("vínculos de uma pessoa em todas as operadoras"):
        return list(
            Vinculo.objects.filter(usuario_id=pessoa.usuario.pk)
            .select_related("operadora", "prestador", "beneficiario", "contrato", "concedido_por")
            .prefetch_related("perfis")
            .order_by("-vigencia_inicio", "-pk")
        )


def acessos_em_vigor(usuario_id: int) -> frozenset[int]:
    """Ids of the vínculos the person holds today, in every operadora: what an open channel is worth."""
    with sem_escopo("vínculos de uma pessoa em todas as operadoras"):
        vigentes = Vinculo.objects.filter(Vinculo.vigente(hoje()), usuario_id=usuario_id)
        return frozenset(vigentes.values_list("pk", flat=True))


def vinculo_da_pessoa(pessoa: Pessoa, vinculo_id: int) -> Vinculo:
    """One of them. Raises Vinculo.DoesNotExist."""
    return _um(vinculos_da_pessoa(pessoa), vinculo_id, Vinculo)


def _um(linhas: Iterable[M], pk: int, model: type[M]) -> M:
    for linha in linhas:
        if linha.pk == pk:
            return linha
    raise model.DoesNotExist


def _papeis(ator: Ator, relacao: Relacao) -> list[Perfil]:
    perfis = Perfil.objects.filter(portal=relacao.portal, delegavel=True)
    return [perfil for perfil in perfis if set(perfil.permissoes) <= ator.permissoes]
