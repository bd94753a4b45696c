"""Terms of use: which are in force, what a person still has to accept, who accepted what."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guiche.acesso import permissions
from guiche.acesso.models import AceiteDeTermo, Portal, Termo, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import sem_escopo
from guiche.nucleo.permissoes import exigir
from guiche.nucleo.relogio import hoje

DE_TODOS = ""
"""Value of ``Termo.portal`` for a text that every portal asks."""


@dataclass(frozen=True, slots=True)
class SituacaoDoPortal:
    """The term in force of one portal and how many of those with access accepted it. ``termo`` None: none asked."""

    portal: str
    rotulo: str
    termo: Termo | None
    aceitaram: int
    com_acesso: int


def rotulo_do_portal(portal: str) -> str:
    """The audience of a term, for people."""
    return Portal(portal).label if portal else "Todos os portais"


def vigentes() -> QuerySet[Termo]:
    """The newest version of each portal, of the operadora in scope."""
    mais_nova = Termo.objects.filter(
        operadora_id=OuterRef("operadora_id"), portal=OuterRef("portal"), versao__gt=OuterRef("versao")
    )
    return Termo.objects.filter(~Exists(mais_nova))


def do_portal(portal: str) -> QuerySet[Termo]:
    """What is asked today of who uses a portal of the operadora in scope: for the registration to show and accept."""
    return vigentes().filter(portal__in=(portal, DE_TODOS)).order_by("-portal")


def pendentes(ator: Ator) -> list[Termo]:
    """What the person must accept before the screens of this portal open, in the order in which it is asked."""
    aceitos = AceiteDeTermo.objects.filter(termo_id=OuterRef("pk"), usuario_id=ator.usuario.pk)
    return list(do_portal(ator.portal).filter(~Exists(aceitos)))


def aceito_antes(ator: Ator, termo: Termo) -> Termo | None:
    """The newest earlier version of a term that the person accepted, to show what changed since."""
    aceitos = AceiteDeTermo.objects.filter(usuario_id=ator.usuario.pk).values("termo_id")
    anteriores = Termo.objects.filter(portal=termo.portal, versao__lt=termo.versao, pk__in=aceitos)
    return anteriores.order_by("-versao").first()


def falta_aceitar() -> Exists:
    """Condition on a vínculo: its person has not accepted something in force in its portal."""
    aceitos = AceiteDeTermo.objects.filter(termo_id=OuterRef("pk"), usuario_id=OuterRef(OuterRef("usuario_id")))
    do_vinculo = Q(portal=OuterRef("portal")) | Q(portal=DE_TODOS)
    return Exists(vigentes().filter(do_vinculo, ~Exists(aceitos), operadora_id=OuterRef("operadora_id")))


def aceites_da_pessoa(pessoa: Pessoa) -> list[AceiteDeTermo]:
    """Everything a person accepted, in every operadora, newest first; ``em_vigor``: it still is the text."""
    with sem_escopo("termos que uma pessoa aceitou em todas as operadoras"):
        aceites = AceiteDeTermo.objects.filter(usuario=pessoa.usuario)
        return list(
            aceites.annotate(em_vigor=Exists(vigentes().filter(pk=OuterRef("termo_id"))))
            .select_related("termo__operadora")
            .order_by("-aceito_em", "-pk")
        )


def aceite_da_pessoa(pessoa: Pessoa, aceite_id: int) -> AceiteDeTermo:
    """One acceptance of the person. Raises AceiteDeTermo.DoesNotExist."""
    with sem_escopo("termo que uma pessoa aceitou"):
        aceite: AceiteDeTermo = AceiteDeTermo.objects.select_related("termo__operadora").get(
            pk=aceite_id, usuario=pessoa.usuario
        )
    return aceite


def termos(ator: Ator) -> QuerySet[Termo]:
    """Every version published by the operadora, newest first, with ``quantos`` acceptances. Raises SemPermissao."""
    exigir(ator, permissions.TERMO_PUBLICAR)
    return Termo.objects.annotate(quantos=Count("aceites")).order_by("-publicado_em", "-pk")


def termo(ator: Ator, termo_id: int) -> Termo:
    """One version. Raises SemPermissao and Termo.DoesNotExist."""
    achado: Termo = termos(ator).get(pk=termo_id)
    return achado


def anterior(termo: Termo) -> Termo | None:
    """The version that this one replaced."""
    return Termo.objects.filter(portal=termo.portal, versao__lt=termo.versao).order_by("-versao").first()


def vigente_do(ator: Ator, portal: str) -> Termo | None:
    """The version in force of one portal. Raises SemPermissao."""
    return termos(ator).filter(portal=portal).order_by("-versao").first()


def situacao_dos_portais(ator: Ator) -> list[SituacaoDoPortal]:
    """For each audience, what is in force and how far it was accepted by who has access today."""
    exigir(ator, permissions.TERMO_PUBLICAR)
    em_vigor = {termo.portal: termo for termo in vigentes()}
    com_acesso = _com_acesso()
    todos = Vinculo.objects.filter(Vinculo.vigente(hoje())).aggregate(n=Count("usuario", distinct=True))["n"]
    aceitaram = _aceitaram([termo.pk for termo in em_vigor.values()])
    linhas = []
    for portal in (DE_TODOS, *Portal.values):
        atual = em_vigor.get(portal)
        com = com_acesso.get(portal, 0) if portal else todos
        quantos = aceitaram.get(atual.pk, 0) if atual else 0
        linhas.append(SituacaoDoPortal(portal, rotulo_do_portal(portal), atual, quantos, com))
    return linhas


def aceites(
    ator: Ator, termo_id: int | None = None, portal: str | None = None, nome: str = ""
) -> QuerySet[AceiteDeTermo]:
    """The evidence: who accepted which version, when and from where. Raises SemPermissao."""
    exigir(ator, permissions.TERMO_PUBLICAR)
    achados = AceiteDeTermo.objects.select_related("termo", "usuario")
    if termo_id is not None:
        achados = achados.filter(termo_id=termo_id)
    if portal is not None:
        achados = achados.filter(termo__portal=portal)
    if nome:
        achados = achados.filter(usuario__in=Usuario.objects.filter(nome__parece=nome))
    return achados.order_by("-aceito_em", "-pk")


def _com_acesso() -> dict[str, int]:
    """People with access today, by portal."""
    de_hoje = Vinculo.objects.filter(Vinculo.vigente(hoje())).order_by().values("portal")
    return {linha["portal"]: linha["pessoas"] for linha in de_hoje.annotate(pessoas=Count("usuario", distinct=True))}


def _aceitaram(termo_ids: list[int]) -> dict[int, int]:
    """Acceptances of people who have access today, by version."""
    tem_acesso = Vinculo.objects.filter(Vinculo.vigente(hoje()), usuario_id=OuterRef("usuario_id"))
    no_portal = tem_acesso.filter(portal=OuterRef("termo__portal"))
    contam = Q(Exists(no_portal)) | Q(Exists(tem_acesso), termo__portal=DE_TODOS)
    linhas = AceiteDeTermo.objects.filter(contam, termo_id__in=termo_ids)
    return {linha["termo_id"]: linha["n"] for linha in linhas.order_by().values("termo_id").annotate(n=Count("pk"))}
