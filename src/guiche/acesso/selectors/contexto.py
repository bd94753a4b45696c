"""What a person may act as, and the ator built from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import FilteredRelation, Q, QuerySet

from guiche.acesso import permissions
from guiche.acesso.models import Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras import familia
from guiche.acesso.regras.aparelhos import de_bolso, nome_do_aparelho
from guiche.acesso.selectors.termos import falta_aceitar
from guiche.acesso.selectors.unidades import lista_de_unidades, rotulo_do_acesso
from guiche.cadastro.models import Beneficiario
from guiche.cadastro.regras.vigencia import Periodo
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import CONFIGURACAO_MUDADA, config
from guiche.nucleo.escopo import escopo, sem_escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import basicas
from guiche.nucleo.relogio import agora, hoje, meia_noite

MANTIDA_ATE = "mantida_ate"
"""Where a session, and its row in the person's list, keep until when the device stays connected."""
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Aparelho:
    """One open session of a person. ``mantido_ate``: the end of a device that stays connected."""

    id: int
    nome: str
    de_bolso: bool
    ip: str
    desde: datetime
    usado_em: datetime
    atual: bool
    mantido_ate: datetime | None


def vinculos_vigentes(usuario: Usuario) -> list[Vinculo]:
    """The person's vínculos in force today, in every operadora; ``falta_termo`` says that a term waits for them."""
    with sem_escopo("vínculos de uma pessoa em todas as operadoras"):
        return list(
            Vinculo.objects.filter(Vinculo.vigente(hoje()), usuario=usuario)
            .annotate(falta_termo=falta_aceitar(), lista_de_unidades=lista_de_unidades())
            .select_related("operadora", "prestador", "beneficiario", "contrato")
            .prefetch_related("perfis")
            .order_by("portal", "pk")
        )


def configuracoes(vinculos: Iterable[Vinculo], classe: type[C]) -> list[C]:
    """The options of each operadora that these vínculos name."""
    achadas = []
    for operadora in {vinculo.operadora_id: vinculo.operadora for vinculo in vinculos}.values():
        with escopo(operadora):
            achadas.append(config(classe))
    return achadas


def ator_do_vinculo(usuario: Usuario, vinculo: Vinculo, *, canal: str = "web", ip: str = "") -> Ator:
    """Build the ator of one request. A titular also acts for the minors who depend on them, and sees what
    adults of the family let them see.
    """
    with escopo(vinculo.operadora):
        codigos, unidades = vinculo.codigos, vinculo.por_unidade
        alcance = _familia_visivel(vinculo) if vinculo.beneficiario is not None else familia.Alcance()
    return Ator(
        operadora=vinculo.operadora,
        portal=vinculo.portal,
        canal=canal,
        usuario=usuario,
        vinculo=vinculo,
        ip=ip,
        permissoes=codigos | basicas(vinculo.portal),
        prestador_id=vinculo.prestador_id,
        contrato_id=vinculo.contrato_id,
        beneficiario_ids=alcance.pessoas,
        nome=usuario.nome,
        rotulo=rotulo_do_acesso(vinculo, unidades),
        alcance=alcance.por_assunto,
        unidades=unidades,
    )


def _familia_visivel(vinculo: Vinculo) -> familia.Alcance:
    """One query for the person's own access; none for a delegated one, which reaches nobody else."""
    pessoa: Beneficiario = vinculo.beneficiario  # type: ignore[assignment]
    if vinculo.tipo != Vinculo.Tipo.PROPRIO:
        vale = familia.delegacao_vale(vinculo.vigencia_inicio, pessoa.nascimento, hoje())
        return familia.Alcance((pessoa.pk,) if vale else ())
    raiz = pessoa.titular_id or pessoa.pk
    recebido = Q(consentimentos_dados__para=pessoa.pk, consentimentos_dados__revogado_em__isnull=True)
    linhas = list(
        Beneficiario.objects.filter(Q(pk=raiz) | Q(titular_id=raiz))
        .annotate(dado=FilteredRelation("consentimentos_dados", condition=recebido))
        .order_by("nascimento", "pk")
        .values_list("pk", "titular_id", "nascimento", "dado__assunto", "dado__inicio", "dado__fim")
    )
    parentes = {pk: familia.Parente(pk, titular_id, nascimento) for pk, titular_id, nascimento, *_ in linhas}
    dados = [
        familia.Consentimento(pk, assunto, Periodo(inicio, fim)) for pk, _, _, assunto, inicio, fim in linhas if assunto
    ]
    return familia.alcance(parentes[pessoa.pk], tuple(parentes.values()), dados, hoje())


def aparelhos(pessoa: Pessoa, atual: str) -> list[Aparelho]:
    """The person's open sessions, the current one first and then the last used; expired ones are not shown."""
    lista = [_aparelho(sessao, atual) for sessao in sessoes_abertas(pessoa)]
    return sorted(lista, key=lambda aparelho: not aparelho.atual)


def sessoes_abertas(pessoa: Pessoa) -> list[UserSession]:
    """The person's sessions that have not expired, the last used first."""
    vivas = Session.objects.filter(expire_date__gt=agora()).values("session_key")
    minhas = UserSession.objects.filter(user=pessoa.usuario, session_key__in=vivas)
    return list(minhas.order_by("-last_seen_at", "-pk"))


def _aparelho(sessao: UserSession, atual: str) -> Aparelho:
    fim = sessao.data.get(MANTIDA_ATE)
    return Aparelho(
        id=sessao.pk,
        nome=nome_do_aparelho(sessao.user_agent),
        de_bolso=de_bolso(sessao.user_agent),
        ip=sessao.ip,
        desde=sessao.created_at,
        usado_em=sessao.last_seen_at,
        atual=sessao.session_key == atual,
        mantido_ate=datetime.fromisoformat(fim) if fim else None,
    )


def trilha(
    ator: Ator, tipo: str = "", pessoa: str = "", de: date | None = None, ate: date | None = None
) -> QuerySet[Evento]:
    """Events of the operadora for its auditors, filtered by kind, person's name and period; none for others.

    An event may be about anything, so who has units reads only their own acts and the changes of options.
    """
    eventos = Evento.objects.all() if ator.pode(permissions.EVENTOS_VER) else Evento.objects.none()
    if ator.unidades:
        eventos = eventos.filter(Q(usuario_id=ator.usuario.pk) | Q(tipo=CONFIGURACAO_MUDADA.codigo))
    if tipo:
        eventos = eventos.filter(tipo=tipo)
    if pessoa:
        eventos = eventos.filter(quem__parece=pessoa)
    if de:
        eventos = eventos.filter(criado_em__gte=meia_noite(de))
    if ate:
        eventos = eventos.filter(criado_em__lt=meia_noite(ate + timedelta(days=1)))
    return eventos
