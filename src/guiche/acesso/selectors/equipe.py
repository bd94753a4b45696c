"""The operadora's own people, their perfis, the changes that wait for a second person, and who has access at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from guiche.acesso import events, fatores, permissions
from guiche.acesso.models import Convite, MudancaDeAcesso, Perfil, PerfilDoVinculo, Portal, UnidadeDoVinculo, Vinculo
from guiche.acesso.perfis import PADROES
from guiche.acesso.regras.mudancas import Diferenca, Retrato, comparar
from guiche.acesso.selectors.unidades import lista_de_unidades
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Unidade
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import basicas, catalogo
from guiche.nucleo.relogio import hoje

PENDENTE: Final = "pendente"
VINCULO_CONVIDAR, VINCULO_MUDAR, VINCULO_REATIVAR = "convidar", "mudar", "reativar"


@dataclass(frozen=True, slots=True)
class FiltroDeAcessos:
    """What a list of accesses shows; an empty field filters nothing. ``texto``: name, e-mail, CPF or login."""

    texto: str = ""
    portal: str = ""
    situacao: str = ""
    perfil: Perfil | None = None
    unidade: Unidade | None = None


@dataclass(frozen=True, slots=True)
class MudancaDescrita:
    """A change as it is read: the difference in codes and fields, and the words of each code."""

    mudanca: MudancaDeAcesso
    diferenca: Diferenca
    rotulos: Mapping[str, str] = field(default_factory=dict)

    @property
    def ganha(self) -> list[str]:
        """Rights gained, in words."""
        return [self.rotulos.get(codigo, codigo) for codigo in self.diferenca.ganha]

    @property
    def perde(self) -> list[str]:
        """Rights lost, in words."""
        return [self.rotulos.get(codigo, codigo) for codigo in self.diferenca.perde]


def acessos(ator: Ator, filtro: FiltroDeAcessos | None = None) -> QuerySet[Vinculo]:
    """Every access of the operadora, past ones too, with ``ultimo_acesso``; none without the right to see them.

    Who has units sees the team and, of prestadores, only theirs.
    """
    if not ator.pode(permissions.EQUIPE_VER):
        return Vinculo.objects.none()
    escolha = filtro or FiltroDeAcessos()
    linhas = (
        com_ultimo_acesso(Vinculo.objects.filter(do_alcance(ator, "prestador", ou_sem_prestador=True)))
        .select_related("usuario", "operadora", "prestador", "beneficiario", "contrato", "concedido_por")
        .prefetch_related("perfis")
        .annotate(lista_de_unidades=lista_de_unidades())
        .order_by("usuario__nome", "pk")
    )
    if escolha.texto:
        linhas = linhas.filter(_texto(escolha.texto))
    if escolha.portal:
        linhas = linhas.filter(portal=escolha.portal)
    if escolha.situacao:
        linhas = linhas.filter(situacao=escolha.situacao)
    if escolha.perfil is not None:
        linhas = linhas.filter(pk__in=PerfilDoVinculo.objects.filter(perfil=escolha.perfil).values("vinculo_id"))
    if escolha.unidade is not None:
        linhas = linhas.filter(pk__in=UnidadeDoVinculo.objects.filter(unidade=escolha.unidade).values("vinculo_id"))
    return linhas


def equipe(ator: Ator, filtro: FiltroDeAcessos | None = None) -> QuerySet[Vinculo]:
    """The accesses of the operadora's own people, with ``segundo_fator``: whether they have one."""
    fortes = fatores.Fator.objects.filter(user_id=OuterRef("usuario_id"), type__in=fatores.FORTES)
    return acessos(ator, filtro).filter(portal=Portal.OPERADORA).annotate(segundo_fator=Exists(fortes))


def pessoa_da_equipe(ator: Ator, vinculo_id: int) -> Vinculo:
    """One of them. Raises Vinculo.DoesNotExist."""
    vinculo: Vinculo = equipe(ator).get(pk=vinculo_id)
    return vinculo


def convites_da_equipe(ator: Ator) -> QuerySet[Convite]:
    """Invitations to the team that nobody accepted yet, whatever became of them."""
    if not ator.pode(permissions.EQUIPE_VER):
        return Convite.objects.none()
    return (
        Convite.objects.filter(tipo=Convite.Tipo.EQUIPE)
        .exclude(situacao="aceito")
        .select_related("usuario", "operadora", "convidado_por")
        .prefetch_related("perfis")
        .order_by("-pk")
    )


def perfis(ator: Ator, portal: str = "") -> QuerySet[Perfil]:
    """Perfis of the operadora with ``pessoas``, how many hold each now."""
    if not ator.pode(permissions.EQUIPE_VER):
        return Perfil.objects.none()
    vivos = Q(vinculos__situacao=Vinculo.Situacao.ATIVO)
    contados = Perfil.objects.annotate(pessoas=Count("vinculos__usuario", filter=vivos, distinct=True))
    todos = contados.order_by("portal", "nome", "pk")
    return todos.filter(portal=portal) if portal else todos


def perfil(ator: Ator, perfil_id: int) -> Perfil:
    """One of them. Raises Perfil.DoesNotExist."""
    um: Perfil = perfis(ator).get(pk=perfil_id)
    return um


def codigos_do_padrao(um: Perfil) -> frozenset[str] | None:
    """Codes of the perfil that the product installs under the same name and portal; None when there is none."""
    for padrao in PADROES:
        if (padrao.portal, padrao.nome) == (um.portal, um.nome):
            return frozenset(permissao.codigo for permissao in catalogo() if padrao.tem(permissao))
    return None


def diferenca_do_padrao(um: Perfil) -> Diferenca | None:
    """What sets a perfil apart from the one the product installs under the same name; None when there is none.

    Rights that everybody in the portal holds anyway make no difference.
    """
    de_fabrica = codigos_do_padrao(um)
    if de_fabrica is None:
        return None
    de_todos = basicas(um.portal)
    return comparar(Retrato(de_fabrica - de_todos, {}), Retrato(frozenset(um.permissoes) - de_todos, {}))


def rotulos() -> dict[str, str]:
    """The words of each right, by code."""
    return {permissao.codigo: permissao.rotulo for permissao in catalogo()}


def mudancas(ator: Ator, situacao: str = "") -> QuerySet[MudancaDeAcesso]:
    """Proposed changes of the team's rights, newest first."""
    if not ator.pode(permissions.EQUIPE_VER):
        return MudancaDeAcesso.objects.none()
    todas = MudancaDeAcesso.objects.select_related("pedida_por", "decidida_por").order_by("-pk")
    return todas.filter(situacao=situacao) if situacao else todas


def mudanca(ator: Ator, mudanca_id: int) -> MudancaDescrita:
    """One of them with its difference in words. Raises MudancaDeAcesso.DoesNotExist."""
    return descrever(mudancas(ator).get(pk=mudanca_id))


def pendentes_sobre(ator: Ator, vinculo: Vinculo) -> list[MudancaDeAcesso]:
    """Changes about one person of the team that still wait."""
    return list(mudancas(ator, PENDENTE).filter(tipo=MudancaDeAcesso.Tipo.VINCULO, alvo_id=vinculo.pk))


def pendentes_do_perfil(ator: Ator, um: Perfil) -> list[MudancaDeAcesso]:
    """Changes of one perfil that still wait."""
    return list(mudancas(ator, PENDENTE).filter(tipo=MudancaDeAcesso.Tipo.PERFIL, alvo_id=um.pk))


def a_decidir(ator: Ator) -> QuerySet[MudancaDeAcesso]:
    """Changes that this ator, and not who asked for them, may decide."""
    pendentes = MudancaDeAcesso.objects.filter(situacao=PENDENTE)
    if not ator.pode(permissions.EQUIPE_APROVAR):
        return pendentes.none()
    return pendentes.exclude(pedida_por_id=ator.usuario.pk)


def descrever(uma: MudancaDeAcesso) -> MudancaDescrita:
    """The difference that a change makes: rights by their perfis as they are now, fields as they were written."""
    antes, depois = _retrato(uma.tipo, uma.antes), _retrato(uma.tipo, uma.depois)
    return MudancaDescrita(uma, comparar(antes, depois), rotulos())


def com_ultimo_acesso(vinculos: QuerySet[Vinculo]) -> QuerySet[Vinculo]:
    """The same rows with ``ultimo_acesso``: when the person last entered, or changed to, that access."""
    entradas = Evento.objects.filter(
        objeto_tipo=Vinculo._meta.label_lower,
        objeto_id=OuterRef("pk"),
        tipo__in=[events.SESSAO_ABERTA.codigo, events.CONTEXTO_TROCADO.codigo],
    )
    return vinculos.annotate(ultimo_acesso=Subquery(entradas.order_by("-numero").values("criado_em")[:1]))


def codigos_dos_perfis(ids: Iterable[int]) -> frozenset[str]:
    """Codes of several perfis together."""
    listas = Perfil.objects.filter(pk__in=list(ids)).values_list("permissoes", flat=True)
    return frozenset(codigo for lista in listas for codigo in lista)


def _retrato(tipo: str, dados: Mapping[str, Any]) -> Retrato:
    if not dados:
        return Retrato(frozenset(), {})
    if tipo == MudancaDeAcesso.Tipo.OPCAO:
        return Retrato(frozenset(), {"Duas pessoas em cada mudança": "sim" if dados["quatro_olhos"] else "não"})
    if tipo == MudancaDeAcesso.Tipo.PERFIL:
        campos = {"Nome": dados["nome"], "Para que serve": dados["descricao"]}
        campos |= {"Pode ser delegado": "sim" if dados["delegavel"] else "não"}
        return Retrato(frozenset(dados["permissoes"]), campos)
    situacao = dict(Vinculo.Situacao.choices).get(dados.get("situacao", ""), "")
    unidades = ", ".join(dados.get("nomes_das_unidades", ())) or "Todas"
    campos = {"Perfis": ", ".join(dados["nomes"]), "Unidades": unidades, "Situação": str(situacao)}
    campos |= {"E-mail": dados.get("email", "")}
    # A suspended person holds no right until somebody else lets them back.
    suspenso = dados.get("situacao") == Vinculo.Situacao.SUSPENSO
    return Retrato(frozenset() if suspenso else codigos_dos_perfis(dados["perfis"]), campos)


def _texto(procurado: str) -> Q:
    cru = procurado.strip()
    filtro = Q(usuario__nome__parece=cru) | Q(usuario__email__icontains=cru) | Q(usuario__login__icontains=cru)
    documento = normalizar(cru)
    return filtro | Q(usuario__documento=documento) if documento else filtro


def esta_na_equipe(email: str) -> bool:
    """Whether somebody of the team has this address, in small letters, as the principal or another confirmed one."""
    confirmados = EmailAddress.objects.filter(email=email, verified=True).values("user_id")
    delas = Vinculo.objects.filter(Q(usuario__email=email) | Q(usuario_id__in=confirmados), portal=Portal.OPERADORA)
    return delas.exclude(situacao=Vinculo.Situacao.ENCERRADO).exclude(vigencia_fim__lt=hoje()).exists()
