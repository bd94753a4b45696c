"""The family of a beneficiário as each of its people sees it: who sees what, who asked, who acts for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from guiche.acesso import events
from guiche.acesso.assuntos import ASSUNTOS, Assunto
from guiche.acesso.models import (
    ConsentimentoFamiliar,
    Convite,
    PedidoDeResponsavel,
    PedidoParaVer,
    Vinculo,
)
from guiche.acesso.regras import familia as regras
from guiche.cadastro.models import Beneficiario
from guiche.documentos.models import Arquivo
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import Recusa

DELEGACOES = (Vinculo.Tipo.RESPONSAVEL, Vinculo.Tipo.CUIDADOR)
_CONSENTIMENTO = ConsentimentoFamiliar._meta.label_lower
_INDICACAO = PedidoDeResponsavel._meta.label_lower


@dataclass(frozen=True, slots=True)
class Chave:
    """One switch: a subject, and the consent that opens it now or from a day on, if there is one."""

    assunto: Assunto
    consentimento: ConsentimentoFamiliar | None

    @property
    def ligada(self) -> bool:
        return self.consentimento is not None


@dataclass(frozen=True, slots=True)
class QuemVe:
    """Somebody who may be let in, with a switch for each subject."""

    pessoa: Beneficiario
    chaves: tuple[Chave, ...]

    @property
    def ligadas(self) -> int:
        """How many subjects the person sees."""
        return sum(chave.ligada for chave in self.chaves)


@dataclass(frozen=True, slots=True)
class OQueVejo:
    """Somebody whose data the reader sees: a minor (``ate`` the eve of the 18th birthday), or by consent."""

    pessoa: Beneficiario
    menor: bool
    assuntos: tuple[Assunto, ...]
    ate: date | None


@dataclass(frozen=True, slots=True)
class Registro:
    """One consent of the history with its evidence: who gave and took it back, from which address, in which event."""

    consentimento: ConsentimentoFamiliar
    assunto: Assunto
    dado: Evento | None
    revogado: Evento | None


@dataclass(frozen=True)
class Familia:
    """What one person's own access knows of the family, on a day. ``todos`` includes ``eu``."""

    eu: Beneficiario
    todos: tuple[Beneficiario, ...]
    consentimentos: tuple[ConsentimentoFamiliar, ...]
    dia: date

    @property
    def menor(self) -> bool:
        """Whether the person is still under 18."""
        return regras.menor_em(self.eu.nascimento, self.dia)

    @property
    def decide_em(self) -> date:
        """The day from which the person's own choices count."""
        return regras.maioridade(self.eu.nascimento)

    @property
    def decide(self) -> bool:
        """Whether the person may decide: of age, or within the days of notice before."""
        try:
            regras.inicio_do_consentimento(self.eu.nascimento, self.dia)
        except ValueError:
            return False
        return True

    @property
    def titular(self) -> Beneficiario | None:
        """Who answers for the person while a minor; None for the titular."""
        return next((um for um in self.todos if um.pk == self.eu.titular_id), None)

    @cached_property
    def quem_ve(self) -> tuple[QuemVe, ...]:
        """Who may be let in, each with its switches."""
        dados = [um for um in self.consentimentos if um.de_id == self.eu.pk and em_aberto(um, self.dia)]
        ligados = {(um.para_id, um.assunto): um for um in reversed(dados)}
        return tuple(
            QuemVe(um, tuple(Chave(a, ligados.get((um.pk, codigo))) for codigo, a in ASSUNTOS.items()))
            for um in self.todos
            if regras.pode_receber(parente(self.eu), parente(um), self.dia)
        )

    @cached_property
    def vejo(self) -> tuple[OQueVejo, ...]:
        """Minors who depend on the person, and who let them see something today."""
        recebidos = [um for um in self.consentimentos if um.para_id == self.eu.pk and _vale(um, self.dia)]
        vistos: list[OQueVejo] = []
        for um in self.todos:
            if um.titular_id == self.eu.pk and regras.menor_em(um.nascimento, self.dia):
                ate = regras.fim_da_delegacao(um.nascimento, self.dia, None)
                vistos.append(OQueVejo(um, True, tuple(ASSUNTOS.values()), ate))
                continue
            dele = {dado.assunto: dado for dado in recebidos if dado.de_id == um.pk}
            if dele and not regras.menor_em(um.nascimento, self.dia):
                fins = [dado.fim for dado in dele.values() if dado.fim is not None]
                assuntos = tuple(assunto for codigo, assunto in ASSUNTOS.items() if codigo in dele)
                vistos.append(OQueVejo(um, False, assuntos, min(fins, default=None)))
        return tuple(vistos)

    @property
    def a_quem_pedir(self) -> tuple[Beneficiario, ...]:
        """Adults of the family to whom the person may ask to see."""
        return tuple(
            um
            for um in self.todos
            if not regras.menor_em(um.nascimento, self.dia)
            and regras.pode_receber(parente(um), parente(self.eu), self.dia)
        )


def parente(pessoa: Beneficiario) -> regras.Parente:
    """The person as the rules see them."""
    conjuge = pessoa.parentesco == Beneficiario.Parentesco.CONJUGE
    return regras.Parente(pessoa.pk, pessoa.titular_id, pessoa.nascimento, conjuge)


def pessoa_propria(ator: Ator) -> Beneficiario:
    """The person whose own access this is.

    Raises Recusa for who acts for somebody else: nobody decides for them here.
    """
    vinculo = ator.vinculo
    if vinculo is None or vinculo.tipo != Vinculo.Tipo.PROPRIO or vinculo.beneficiario is None:
        raise Recusa("Só a própria pessoa decide o que a família vê.")
    return vinculo.beneficiario


def familia_do_ator(ator: Ator) -> Familia:
    """The family of the person's own access: two queries. Raises Recusa as :func:`pessoa_propria`."""
    eu = pessoa_propria(ator)
    dados = ConsentimentoFamiliar.objects.filter(Q(de=eu) | Q(para=eu), revogado_em__isnull=True)
    return Familia(eu, tuple(_da_familia(eu)), tuple(dados), hoje())


def parentes(ator: Ator) -> list[Beneficiario]:
    """Everybody of the person's family, the eldest first. Raises Recusa as :func:`pessoa_propria`."""
    return list(_da_familia(pessoa_propria(ator)))


def pedidos_abertos(ator: Ator) -> tuple[list[PedidoParaVer], list[PedidoParaVer]]:
    """Requests to see that wait: those the person received and those they made; one query."""
    eu = pessoa_propria(ator)
    abertos = PedidoParaVer.objects.filter(Q(de=eu) | Q(para=eu), situacao="pendente")
    lidos = list(abertos.select_related("de", "para").order_by("pk"))
    return [um for um in lidos if um.de_id == eu.pk], [um for um in lidos if um.para_id == eu.pk]


def historico(ator: Ator) -> list[Registro]:
    """Every consent the person ever gave, newest first, with its evidence: two queries."""
    eu = pessoa_propria(ator)
    dados = list(ConsentimentoFamiliar.objects.filter(de=eu).select_related("para"))
    provas: dict[tuple[int | None, str], Evento] = {
        (evento.objeto_id, evento.tipo): evento
        for evento in Evento.objects.filter(objeto_tipo=_CONSENTIMENTO, objeto_id__in=[um.pk for um in dados])
    }
    return [
        Registro(
            um,
            ASSUNTOS[um.assunto],
            provas.get((um.pk, events.CONSENTIMENTO_DADO.codigo)),
            provas.get((um.pk, events.CONSENTIMENTO_REVOGADO.codigo)),
        )
        for um in dados
    ]


def delegacoes(ator: Ator) -> QuerySet[Vinculo]:
    """Guardians and caregivers, not ended, of the person and of the minors who depend on them."""
    pessoa_propria(ator)
    return (
        Vinculo.objects.filter(beneficiario_id__in=ator.beneficiario_ids, tipo__in=DELEGACOES)
        .exclude(situacao=Vinculo.Situacao.ENCERRADO)
        .select_related("usuario", "beneficiario", "operadora")
        .order_by("beneficiario__nascimento", "pk")
    )


def convites_de_delegacao(ator: Ator) -> list[Convite]:
    """Invitations to be a guardian or caregiver that wait for an answer."""
    return list(_convites(ator))


def convite_de_delegacao(ator: Ator, convite_id: int) -> Convite:
    """One of them. Raises Convite.DoesNotExist."""
    convite: Convite = _convites(ator).get(pk=convite_id)
    return convite


def pedidos_de_responsavel(ator: Ator) -> QuerySet[PedidoDeResponsavel]:
    """Guardians named, by deadline: all to the operadora; to a person those of their own and of their minors."""
    todos = PedidoDeResponsavel.objects.select_related("beneficiario", "pedido_por", "decidido_por", "operadora")
    if ator.portal in {"operadora", "sistema"}:
        return todos
    return todos.filter(beneficiario_id__in=_por_quem_decide(ator))


def provas_do_responsavel(ator: Ator, pedido: PedidoDeResponsavel) -> list[Arquivo]:
    """Files sent with an indication the ator may see; each opens through its own door."""
    if not pedidos_de_responsavel(ator).filter(pk=pedido.pk).exists():
        return []
    return list(Arquivo.objects.filter(objeto_tipo=_INDICACAO, objeto_id=pedido.pk).order_by("pk"))


def quem_age_por(pessoa: Beneficiario) -> Q:
    """Condition on Vinculo: the person, who was given power to act for them and, of a minor, the titular."""
    dia = hoje()
    dela = Q(beneficiario_id=pessoa.pk)
    if regras.menor_em(pessoa.nascimento, dia):
        return dela | Q(beneficiario_id=pessoa.titular_id, tipo=Vinculo.Tipo.PROPRIO)
    de_quando_era_menor = Q(tipo__in=DELEGACOES, vigencia_inicio__lt=regras.maioridade(pessoa.nascimento))
    return dela & ~de_quando_era_menor


def em_aberto(consentimento: ConsentimentoFamiliar, dia: date) -> bool:
    """Whether a consent that nobody revoked is in force or will be."""
    return consentimento.fim is None or dia <= consentimento.fim


def _vale(consentimento: ConsentimentoFamiliar, dia: date) -> bool:
    return consentimento.inicio <= dia and em_aberto(consentimento, dia)


def _convites(ator: Ator) -> QuerySet[Convite]:
    pessoa_propria(ator)
    return Convite.objects.filter(
        beneficiario_id__in=ator.beneficiario_ids, tipo__in=DELEGACOES, situacao="pendente", expira_em__gt=agora()
    ).select_related("beneficiario", "operadora")


def _por_quem_decide(ator: Ator) -> Iterable[int]:
    do_proprio = ator.vinculo is not None and ator.vinculo.tipo == Vinculo.Tipo.PROPRIO
    return ator.beneficiario_ids if do_proprio else ()


def _da_familia(eu: Beneficiario) -> QuerySet[Beneficiario]:
    raiz = eu.titular_id or eu.pk
    return Beneficiario.objects.filter(Q(pk=raiz) | Q(titular_id=raiz)).order_by("nascimento", "pk")
