"""Reports by e-mail: what each access of a person offers, and who is to be told that one is ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.core import signing
from django.db.models import F, FilteredRelation, Q

from guiche.acesso.models import Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras.familia import delegacao_vale
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.comunicacao.models import AssinaturaDeRelatorio
from guiche.comunicacao.relatorios import Relatorio, do_portal, relatorio
from guiche.nucleo.escopo import sem_escopo
from guiche.nucleo.relogio import hoje

_SAIR: Final = "guiche.comunicacao.relatorios.sair"
"""What a signed link may do: leave one subscription, and nothing else. It does not expire, nor does the wish."""


@dataclass(frozen=True, slots=True)
class Escolha:
    """One report of one access, and what the person chose. ``assinatura`` is None while they never chose."""

    relatorio: Relatorio
    assinatura: AssinaturaDeRelatorio | None

    @property
    def ligada(self) -> bool:
        """Whether the person is told about this report."""
        return self.assinatura is not None and self.assinatura.ativa


@dataclass(frozen=True, slots=True)
class AcessoComRelatorios:
    """One access of the person and the reports it offers."""

    vinculo: Vinculo
    escolhas: tuple[Escolha, ...]


@dataclass(frozen=True, slots=True)
class Assinante:
    """Who is told: through which access, at which confirmed address, by which subscription."""

    vinculo: Vinculo
    email: str
    assinatura_id: int


def relatorios_da_pessoa(pessoa: Pessoa) -> list[AcessoComRelatorios]:
    """Every access of the person, in every operadora, that has a report to offer, with what was chosen of each."""
    vinculos = vinculos_vigentes(pessoa.usuario)
    with sem_escopo("relatórios por e-mail de uma pessoa em todas as operadoras"):
        feitas = {(a.vinculo_id, a.relatorio): a for a in AssinaturaDeRelatorio.objects.filter(vinculo__in=vinculos)}
    acessos = []
    for vinculo in vinculos:
        escolhas = [Escolha(um, feitas.get((vinculo.pk, um.codigo))) for um in do_portal(vinculo.portal)]
        valem = tuple(uma for uma in escolhas if uma.ligada or pode_ver(vinculo, uma.relatorio))
        if valem:
            acessos.append(AcessoComRelatorios(vinculo, valem))
    return acessos


def acesso_da_pessoa(pessoa: Pessoa, vinculo_id: int) -> Vinculo:
    """One access of the person in force today. Raises Vinculo.DoesNotExist."""
    for vinculo in vinculos_vigentes(pessoa.usuario):
        if vinculo.pk == vinculo_id:
            return vinculo
    raise Vinculo.DoesNotExist


def assinatura_da_pessoa(pessoa: Pessoa, assinatura_id: int) -> AssinaturaDeRelatorio:
    """One subscription of the person. Raises AssinaturaDeRelatorio.DoesNotExist."""
    return _uma(pk=assinatura_id, vinculo__usuario=pessoa.usuario)


def segredo_de_saida(assinatura_id: int) -> str:
    """What a letter carries to leave its subscription without a login."""
    return signing.Signer(salt=_SAIR).sign(str(assinatura_id))


def assinatura_do_link(segredo: str) -> AssinaturaDeRelatorio:
    """The subscription that a link leaves. Raises AssinaturaDeRelatorio.DoesNotExist for a forged one."""
    try:
        assinatura_id = signing.Signer(salt=_SAIR).unsign(segredo)
    except signing.BadSignature:
        raise AssinaturaDeRelatorio.DoesNotExist from None
    return _uma(pk=int(assinatura_id))


def pode_ver(vinculo: Vinculo, um: Relatorio) -> bool:
    """Whether an access in force sees a report: the portal, the right, and a delegation that still is worth something.

    Needs ``perfis`` and ``beneficiario`` at hand.
    """
    if vinculo.portal != um.portal or um.permissao.codigo not in vinculo.codigos:
        return False
    if vinculo.beneficiario is None or vinculo.tipo == Vinculo.Tipo.PROPRIO:
        return True
    return delegacao_vale(vinculo.vigencia_inicio, vinculo.beneficiario.nascimento, hoje())


def assinantes(um: Relatorio, destino: Q) -> list[Assinante]:
    """Who is told about a report: subscribers whose access matches ``destino``, acts today and sees the report.

    Only at a confirmed address, the principal if it is one. Three statements, however many they are.
    """
    desta = FilteredRelation(
        "assinaturas_de_relatorios",
        condition=Q(assinaturas_de_relatorios__relatorio=um.codigo, assinaturas_de_relatorios__ativa=True),
    )
    vinculos = (
        Vinculo.objects.filter(destino, Vinculo.vigente(hoje()), portal=um.portal, usuario__ativo=True)
        .annotate(desta=desta)
        .filter(desta__isnull=False)
        .annotate(assinatura_id=F("desta__pk"))
        .select_related("usuario", "operadora", "prestador", "beneficiario", "contrato")
        .prefetch_related("perfis")
        .order_by("pk")
    )
    veem = [vinculo for vinculo in vinculos if pode_ver(vinculo, um)]
    emails = _confirmados(vinculo.usuario_id for vinculo in veem)
    return [Assinante(v, emails[v.usuario_id], v.assinatura_id) for v in veem if v.usuario_id in emails]


def conhecido(assinatura: AssinaturaDeRelatorio) -> str:
    """The name of the report of a subscription; its code when the product no longer has it."""
    um = relatorio(assinatura.relatorio)
    return um.rotulo if um else assinatura.relatorio


def _confirmados(usuario_ids: Iterable[int]) -> dict[int, str]:
    linhas = EmailAddress.objects.filter(user_id__in=set(usuario_ids), verified=True).order_by("primary", "-pk")
    return dict(linhas.values_list("user_id", "email"))


def _uma(**quais: object) -> AssinaturaDeRelatorio:
    with sem_escopo("assinatura de relatório de uma pessoa"):
        lidas = AssinaturaDeRelatorio.objects.select_related(
            "operadora",
            "vinculo__usuario",
            "vinculo__operadora",
            "vinculo__prestador",
            "vinculo__beneficiario",
            "vinculo__contrato",
        )
        uma: AssinaturaDeRelatorio = lidas.get(**quais)
    return uma
