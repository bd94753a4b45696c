"""Opening, changing and ending what a person may do for somebody.

What a vínculo allows is what its perfis hold at the moment of the request: it never holds a right of its own.
Rights that were validly given stay when the giver later loses them, because they belong to whom the person acts
for and not to the giver; the quarterly review shows them, and whoever holds them all can end them. Nobody gives,
changes, suspends or ends what goes beyond the own rights (B-19).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import structlog
from django.db import transaction

from guiche.acesso import enderecos, estados, events, permissions
from guiche.acesso.cartas import convites as cartas
from guiche.acesso.models import Perfil, PerfilDoVinculo, Portal, UnidadeDoVinculo, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.regras.periodos import fim_com_novo_limite, fim_do_encerrado, livre, menor_fim
from guiche.acesso.relacoes import DELEGADOS, Relacao, relacao_do_vinculo
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Beneficiario, Contrato, Prestador, Unidade
from guiche.cadastro.regras.vigencia import Periodo
from guiche.cadastro.services.unidades import exigir_ativas, travar
from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.services import Destinatario, enviar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.permissoes import exigir
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.nucleo.transicao import transitar

CONTATO = ("email_pessoal", "telefone", "lotacao", "cargo")
PRAZO_TERMINADO = "O prazo terminou."
O_QUE_HOUVE = {"suspender": "foi suspenso", "reativar": "voltou a valer", "encerrar": "foi encerrado"}
"""Each act on the state of an access, as people are told."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NovoVinculo:
    """An access about to open. Exactly the key of its portal is given: prestador, beneficiario, contrato or none.

    ``contato`` may hold the fields of :data:`CONTATO`; ``inicio`` is today unless said. ``unidades`` are ids of the
    units that somebody of the team is narrowed to; none, all of them.
    """

    usuario: Usuario
    tipo: str
    portal: str
    perfis: Sequence[Perfil]
    prestador: Prestador | None = None
    beneficiario: Beneficiario | None = None
    contrato: Contrato | None = None
    inicio: date | None = None
    fim: date | None = None
    limite: date | None = None
    concedido_por: Usuario | None = None
    contato: Mapping[str, str] = field(default_factory=dict)
    unidades: Sequence[int] = ()


@transaction.atomic
def abrir_vinculo(ator: Ator, novo: NovoVinculo) -> Vinculo:
    """Open an access; the right to do so is that of the calling verb.

    Of two opened at once for the same person, target and kind only one succeeds. Raises Recusa when the person
    already has that access in the period, or when there is no perfil.
    """
    inicio = novo.inicio or hoje()
    if not novo.perfis:
        raise Recusa("Escolha pelo menos um papel.", "perfis")
    Usuario.objects.select_for_update(no_key=True).get(pk=novo.usuario.pk)
    if not livre(Periodo(inicio, novo.fim), periodos_abertos(novo)):
        raise Recusa("Esta pessoa já tem este acesso no período.")
    vinculo: Vinculo = Vinculo.objects.create(
        usuario=novo.usuario,
        tipo=novo.tipo,
        portal=novo.portal,
        prestador=novo.prestador,
        beneficiario=novo.beneficiario,
        contrato=novo.contrato,
        vigencia_inicio=inicio,
        vigencia_fim=novo.fim,
        limite=novo.limite,
        concedido_por=novo.concedido_por,
        revisado_em=hoje(),
        **{campo: novo.contato[campo] for campo in CONTATO if novo.contato.get(campo)},
    )
    dar_perfis(vinculo, novo.perfis)
    dar_unidades(vinculo, novo.unidades)
    fato = {"usuario": novo.usuario.pk, "tipo": novo.tipo, "perfis": _ids(novo.perfis), "fim": novo.fim}
    if novo.unidades:
        fato["unidades"] = sorted(novo.unidades)
    eventos.registrar(events.VINCULO_ABERTO, vinculo, ator, fato)
    return vinculo


def periodos_abertos(novo: NovoVinculo) -> list[Periodo]:
    """Periods in which the person already has this access, ended ones aside."""
    abertos = Vinculo.objects.filter(
        usuario=novo.usuario,
        tipo=novo.tipo,
        portal=novo.portal,
        prestador=novo.prestador,
        beneficiario=novo.beneficiario,
        contrato=novo.contrato,
    ).exclude(situacao=Vinculo.Situacao.ENCERRADO)
    return [periodo_do(vinculo) for vinculo in abertos]


def dar_perfis(vinculo: Vinculo, perfis: Iterable[Perfil]) -> None:
    """Make these the perfis of a vínculo, and no others; the right to do so is that of the calling verb."""
    PerfilDoVinculo.objects.filter(vinculo=vinculo).delete()
    PerfilDoVinculo.objects.bulk_create(PerfilDoVinculo(vinculo=vinculo, perfil=perfil) for perfil in perfis)


def dar_unidades(vinculo: Vinculo, ids: Sequence[int]) -> None:
    """Narrow a vínculo of the team to these units and no others (none: all); the right is that of the calling verb.

    Raises Recusa for a unit that is gone or inactive: an access meant to be narrow never comes out wide.
    """
    UnidadeDoVinculo.objects.filter(vinculo=vinculo).delete()
    if not ids:
        return
    try:
        unidades = travar(ids)
    except Unidade.DoesNotExist:
        raise Recusa("Uma das unidades já não existe. Peça de novo.", "unidades") from None
    exigir_ativas(unidades, "unidades")
    UnidadeDoVinculo.objects.bulk_create(UnidadeDoVinculo(vinculo=vinculo, unidade=unidade) for unidade in unidades)


@transaction.atomic
def mudar_papeis(ator: Ator, vinculo: Vinculo, perfis: Sequence[Perfil]) -> Vinculo:
    """Give a delegated vínculo other perfis, in force at the person's next request.

    Raises SemPermissao, Vinculo.DoesNotExist when it is not the ator's, and Recusa for the own access, one of
    the titular, no perfil, one that can't be delegated, or any right (before or after) the ator does not hold.
    """
    atual = _delegado(ator, vinculo)
    conferir_papeis(ator, relacao_do_vinculo(atual.tipo), perfis)
    antes = _ids(atual.perfis.all())
    if sorted(antes) != sorted(_ids(perfis)):
        dar_perfis(atual, perfis)
        eventos.registrar(events.VINCULO_MUDADO, atual, ator, {"perfis_antes": antes, "perfis": _ids(perfis)})
    return atual


@transaction.atomic
def mudar_prazo(ator: Ator, vinculo: Vinculo, limite: date | None) -> Vinculo:
    """Change the last day a delegated vínculo may reach (None: no ceiling); a shorter choice of the person stays.

    Raises as :func:`mudar_papeis`; Recusa for a day already past or beyond the ator's own term.
    """
    atual = _delegado(ator, vinculo)
    limite = conferir_limite(ator, relacao_do_vinculo(atual.tipo), limite, atual.vigencia_inicio)
    antes = atual.vigencia_fim
    atual.vigencia_fim = fim_com_novo_limite(antes, atual.limite, limite)
    atual.limite = limite
    atual.save(update_fields=["vigencia_fim", "limite"])
    fato = {"fim_antes": antes, "fim": atual.vigencia_fim, "limite": limite}
    eventos.registrar(events.VINCULO_MUDADO, atual, ator, fato)
    return atual


@transaction.atomic
def suspender(ator: Ator, vinculo: Vinculo, motivo: str) -> Vinculo:
    """Stop an access until somebody reactivates it; no right from the next request on.

    Raises as :func:`mudar_papeis`, and Recusa without a reason, TransicaoInvalida when it is not active.
    """
    return _mudar_situacao(ator, vinculo, "suspender", motivo=exigir_motivo(motivo))


@transaction.atomic
def reativar(ator: Ator, vinculo: Vinculo) -> Vinculo:
    """Give a suspended access back. Raises as :func:`suspender`."""
    return _mudar_situacao(ator, vinculo, "reativar", motivo="")


@transaction.atomic
def encerrar(ator: Ator, vinculo: Vinculo, motivo: str) -> Vinculo:
    """End an access for good (one-click off-boarding); no right from the next request on. Raises as
    :func:`suspender`.
    """
    fim = fim_do_encerrado(periodo_do(vinculo), hoje())
    return _mudar_situacao(ator, vinculo, "encerrar", motivo=exigir_motivo(motivo), vigencia_fim=fim)


def deixar(pessoa: Pessoa, vinculo: Vinculo) -> Vinculo:
    """Leave an access that somebody gave to this person.

    Raises Vinculo.DoesNotExist for one of somebody else, Recusa for the titular's own and for the team's.
    """
    if vinculo.usuario_id != pessoa.usuario.pk:
        raise Vinculo.DoesNotExist
    if vinculo.tipo not in DELEGADOS:
        raise Recusa("Este acesso é seu ou da equipe da operadora. Para sair, fale com a operadora.")
    with escopo(vinculo.operadora), transaction.atomic():
        fim = fim_do_encerrado(periodo_do(vinculo), hoje())
        saida = {"motivo": "A própria pessoa saiu.", "vigencia_fim": fim}
        feito = transitar_vinculo(vinculo, "encerrar", ator_da_pessoa(pessoa, vinculo), saida, avisar=False)
        anotar(pessoa, "acesso_deixado", {"vinculo": vinculo.pk})
    return feito


def encerrar_vencidos() -> int:
    """End the vínculos of the operadora in scope whose last day has passed; returns how many. Bears repetition."""
    vencidos = Vinculo.objects.filter(vigencia_fim__lt=hoje()).exclude(situacao=Vinculo.Situacao.ENCERRADO)
    quantos = 0
    for vinculo in vencidos.select_related("operadora", "usuario", "prestador", "beneficiario", "contrato"):
        transitar_vinculo(vinculo, "encerrar", Ator.sistema(vinculo.operadora), {"motivo": PRAZO_TERMINADO})
        quantos += 1
    return quantos


@transaction.atomic
def confirmar_acesso(ator: Ator, vinculo: Vinculo) -> Vinculo:
    """Say, in the periodic review, that an access is still needed. Raises as :func:`mudar_papeis`."""
    atual = _delegado(ator, vinculo)
    atual.revisado_em = hoje()
    atual.save(update_fields=["revisado_em"])
    fato = {"usuario": atual.usuario_id, "papeis": atual.papeis}
    eventos.registrar(events.ACESSOS_REVISTOS, atual, ator, fato)
    return atual


def conferir_papeis(ator: Ator, relacao: Relacao, perfis: Sequence[Perfil]) -> None:
    """Raise Recusa unless the ator may give these perfis in a relationship of this kind (B-19, B-20, C-13)."""
    if not perfis:
        raise Recusa("Escolha pelo menos um papel.", "perfis")
    for perfil in perfis:
        if perfil.portal != relacao.portal or (relacao.delegada and not perfil.delegavel):
            raise Recusa(f"O papel {perfil.nome} não pode ser dado a outra pessoa.", "perfis")
    if relacao.delegada:
        _exigir_direitos(ator, {codigo for perfil in perfis for codigo in perfil.permissoes})


def conferir_limite(ator: Ator, relacao: Relacao, limite: date | None, inicio: date) -> date | None:
    """The ceiling that may be given: at most that of the ator's own access and that of the kind (Q-04).

    Without a wish it is the highest allowed. Raises Recusa for a day already past or beyond what is allowed.
    """
    teto = teto_do_prazo(ator, relacao, inicio)
    if limite is None:
        return teto
    if limite < hoje():
        raise Recusa("O prazo máximo já passou. Escolha um dia a partir de hoje.", "limite")
    if teto is not None and limite > teto:
        raise Recusa(f"O prazo máximo vai até {teto:%d/%m/%Y}.", "limite")
    return limite


def teto_do_prazo(ator: Ator, relacao: Relacao, inicio: date) -> date | None:
    """Latest day the ator may give in a relationship of this kind; None when there is none."""
    do_tipo = date.fromordinal(inicio.toordinal() + relacao.dias_no_maximo) if relacao.dias_no_maximo else None
    proprio = ator.vinculo.vigencia_fim if relacao.delegada and ator.vinculo is not None else None
    return menor_fim(do_tipo, proprio)


def pode_gerir(ator: Ator, vinculo: Vinculo) -> bool:
    """Whether the ator may change, suspend or end this vínculo: what the screen asks before it shows buttons."""
    try:
        conferir_alcance(ator, vinculo)
    except Recusa:
        return False
    return ator.pode(_direito(ator, vinculo))


def conferir_alcance(ator: Ator, vinculo: Vinculo) -> None:
    """Raise Recusa for the own vínculo, the team's, the titular's, and one with rights the ator does not hold.

    The team's has verbs of its own (:mod:`guiche.acesso.services.equipe`).
    """
    if ator.usuario is not None and vinculo.usuario_id == ator.usuario.pk:
        raise Recusa("Ninguém muda o próprio acesso. Peça a outra pessoa que gerencia os relacionamentos.")
    if ator.portal == Portal.OPERADORA and vinculo.portal == Portal.OPERADORA:
        raise Recusa("O acesso de quem trabalha na operadora se muda na página da equipe.")
    if ator.portal in {Portal.OPERADORA, "sistema"}:
        return
    if vinculo.tipo not in DELEGADOS:
        raise Recusa("O acesso do titular só muda com a operadora.")
    _exigir_direitos(ator, vinculo.codigos)


def ator_da_pessoa(pessoa: Pessoa, alvo: Any) -> Ator:
    """Who signs the event of an act that a person does for themselves on a convite or vínculo (``alvo``)."""
    return Ator(
        operadora=alvo.operadora,
        portal=alvo.portal,
        usuario=pessoa.usuario,
        vinculo=alvo if isinstance(alvo, Vinculo) else None,
        ip=pessoa.ip,
        nome=pessoa.usuario.nome,
        rotulo=alvo.rotulo,
    )


def periodo_do(vinculo: Vinculo) -> Periodo:
    """The days of a vínculo."""
    return Periodo(vinculo.vigencia_inicio, vinculo.vigencia_fim)


def _mudar_situacao(ator: Ator, vinculo: Vinculo, acao: str, **gravar: Any) -> Vinculo:
    return transitar_vinculo(_meu(ator, vinculo), acao, ator, gravar)


def transitar_vinculo(
    vinculo: Vinculo, acao: str, ator: Ator, gravar: dict[str, Any], *, avisar: bool = True
) -> Vinculo:
    """Move an access by one action of its flow and tell the person; the right to do so is that of the calling verb."""
    fato = {"usuario": vinculo.usuario_id}
    feito = transitar(vinculo, estados.VINCULO, acao, ator, events.VINCULO_SITUACAO, gravar=gravar, fato=fato)
    if avisar:
        escrever_a_pessoa(feito, cartas.ACESSO_MUDOU, {"o_que": O_QUE_HOUVE[acao], "motivo": feito.motivo})
    return feito


def escrever_a_pessoa(vinculo: Vinculo, modelo: ModeloDeCarta, dados: Mapping[str, str]) -> None:
    """Queue a letter to who holds a vínculo; an address that takes no letter never stops the act itself."""
    pessoa = vinculo.usuario
    if not pessoa.email:
        return
    try:
        enviar(
            modelo,
            Destinatario(pessoa.nome, pessoa.email, pessoa.pk),
            {"alvo": vinculo.rotulo, "url": enderecos.de("relacionamentos"), **dados},
            operadora=vinculo.operadora,
        )
    except Recusa as recusa:
        log.warning("acesso.carta_recusada", vinculo=vinculo.pk, campo=recusa.campo)


def _meu(ator: Ator, vinculo: Vinculo) -> Vinculo:
    """The row read anew and locked, if the ator may touch it."""
    meus = Vinculo.objects.select_for_update(of=("self",), no_key=True).select_related(
        "operadora", "usuario", "prestador", "beneficiario", "contrato"
    )
    meus = meus.filter(do_alcance(ator, "prestador", ou_sem_prestador=True))
    if ator.portal == Portal.PRESTADOR:
        meus = meus.filter(prestador_id=ator.prestador_atual)
    elif ator.portal == Portal.BENEFICIARIO:
        meus = meus.filter(beneficiario_id__in=ator.beneficiario_ids)
    atual: Vinculo = meus.get(pk=vinculo.pk)
    exigir(ator, _direito(ator, atual))
    conferir_alcance(ator, atual)
    return atual


def _delegado(ator: Ator, vinculo: Vinculo) -> Vinculo:
    """The same, only for what was delegated: the titular's and the team's accesses have verbs of their own."""
    atual = _meu(ator, vinculo)
    if atual.tipo not in DELEGADOS:
        raise Recusa("Os papéis e o prazo deste acesso não se mudam por aqui.")
    return atual


def _direito(ator: Ator, vinculo: Vinculo) -> Any:
    if ator.portal == Portal.OPERADORA:
        return permissions.VINCULO_SUSPENDER
    if vinculo.tipo in DELEGADOS:
        return relacao_do_vinculo(vinculo.tipo).direito
    return permissions.RELACIONAMENTO_GERIR if ator.portal == Portal.PRESTADOR else permissions.CUIDADOR_CONVIDAR


def _exigir_direitos(ator: Ator, codigos: Iterable[str]) -> None:
    if set(codigos) - ator.permissoes:
        raise Recusa("Este acesso vai além dos seus direitos: só quem tem todos eles pode dar ou mudar.", "perfis")


def exigir_motivo(texto: str) -> str:
    """The reason in one line. Raises Recusa when there is none."""
    limpo = " ".join(texto.split())
    if not limpo:
        raise Recusa("Diga o motivo: ele fica no histórico.", "motivo")
    return limpo[:200]


def _ids(perfis: Iterable[Perfil]) -> list[int]:
    return [perfil.pk for perfil in perfis]
