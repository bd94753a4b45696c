"""Invitations to act for somebody: offered, sent again, accepted, refused, cancelled, expired.

One set of verbs for every kind of relationship (:mod:`guiche.acesso.relacoes`). Whoever is invited sets the term,
never beyond what the inviter allows (Q-04). A delegated invitation is worth what its sender may still give at the
moment of the acceptance: nobody leaves a door open behind them by inviting before losing their rights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from guiche.acesso import enderecos, estados, events
from guiche.acesso.cartas import convites as cartas
from guiche.acesso.chaves import ChaveInvalida, Finalidade, Pedido, alvo_de, emitir_link, ver_link
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Convite, Perfil, PerfilDoConvite, Portal, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.regras.periodos import menor_fim, periodo_aceito
from guiche.acesso.relacoes import RELACOES, Relacao
from guiche.acesso.selectors.conta import conta_do_endereco
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.selectors.relacionamentos import convite_recebido, emails_verificados
from guiche.acesso.services.vinculos import (
    NovoVinculo,
    abrir_vinculo,
    ator_da_pessoa,
    conferir_limite,
    conferir_papeis,
    periodos_abertos,
    teto_do_prazo,
)
from guiche.cadastro.alcance import do_alcance, exigir_alcance
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.services import Destinatario, enviar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo, sem_escopo
from guiche.nucleo.permissoes import exigir
from guiche.nucleo.relogio import agora, em_palavras, hoje
from guiche.nucleo.servico import Recusa
from guiche.nucleo.transicao import transitar

PENDENTE = "pendente"
SESSAO_CONVITE = "convite"
"""Where the portals keep, in the session, the secret of the link that was opened."""


@dataclass(frozen=True, slots=True)
class NovoConvite:
    """What is offered and to whom.

    Either ``usuario`` (an account found by exact search) or ``email`` (registered or not). A prestador or a
    beneficiário invites for whom they act; the operadora says which ``prestador``. ``limite`` is the last day
    allowed: unsaid, ``AcessoConfig.limite_dias`` from today. ``dados`` is what the form asked besides
    (``mensagem``, ``nome``, ``telefone``, ``lotacao``, ``cargo``…).
    """

    tipo: str
    perfis: Sequence[Perfil]
    email: str = ""
    usuario: Usuario | None = None
    prestador: Prestador | None = None
    beneficiario: Beneficiario | None = None
    limite: date | None = None
    dados: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def convidar(ator: Ator, novo: NovoConvite) -> Convite:
    """Offer an access and send the letter with its link.

    Raises SemPermissao, and Recusa for no perfil, one that may not be given, rights or a term beyond the ator's
    own, the ator's own person, somebody who already has the access or already has a pending invitation to it.
    """
    relacao = RELACOES[novo.tipo]
    exigir(ator, relacao.direito)
    alvo = _alvo(ator, relacao, novo)
    conferir_papeis(ator, relacao, novo.perfis)
    limite = _limite(ator, relacao, novo.limite)
    email, usuario = _convidado(ator, novo)
    aberto = NovoVinculo(usuario, relacao.vinculo, relacao.portal, novo.perfis, **alvo) if usuario else None
    if aberto and periodos_abertos(aberto):
        raise Recusa("Esta pessoa já tem este acesso.", "email")
    if Convite.objects.filter(email=email, tipo=novo.tipo, situacao=PENDENTE, expira_em__gt=agora(), **alvo).exists():
        raise Recusa("Já há um convite esperando resposta desta pessoa: reenvie ou cancele o que existe.", "email")
    convite: Convite = Convite.objects.create(
        tipo=novo.tipo,
        portal=relacao.portal,
        usuario=usuario,
        email=email,
        limite=limite,
        dados=dict(novo.dados),
        convidado_por=ator.usuario,
        criado_em=agora(),
        expira_em=agora() + _validade(),
        **alvo,
    )
    PerfilDoConvite.objects.bulk_create(PerfilDoConvite(convite=convite, perfil=perfil) for perfil in novo.perfis)
    fato = {"tipo": novo.tipo, "perfis": [perfil.pk for perfil in novo.perfis], "limite": limite}
    eventos.registrar(events.CONVITE_ENVIADO, convite, ator, fato | {"usuario": usuario.pk if usuario else None})
    _escrever(convite)
    return convite


@transaction.atomic
def reenviar(ator: Ator, convite: Convite, email: str = "") -> Convite:
    """Send a pending invitation again with a new link and its whole term; ``email`` corrects a mistyped address.

    The former links stop working. Raises SemPermissao, Convite.DoesNotExist, and Recusa when it is not pending.
    """
    atual = _meu(ator, convite)
    if atual.situacao != PENDENTE:
        raise Recusa("Este convite já não espera resposta. Faça um convite novo.")
    corrigido = bool(email) and email.strip().lower() != atual.email
    if corrigido and atual.tipo == Convite.Tipo.EQUIPE:
        raise Recusa("Outra pessoa precisa aprovar quem entra na equipe: cancele e peça um convite novo.", "email")
    if corrigido:
        atual.email, atual.usuario = _convidado(ator, NovoConvite(atual.tipo, (), email=email))
    atual.expira_em = agora() + _validade()
    atual.save(update_fields=["email", "usuario", "expira_em"])
    eventos.registrar(events.CONVITE_REENVIADO, atual, ator, {"corrigido": corrigido})
    _escrever(atual)
    return atual


@transaction.atomic
def cancelar(ator: Ator, convite: Convite) -> Convite:
    """Withdraw a pending invitation: its link explains that it is no longer worth anything.

    Raises SemPermissao, Convite.DoesNotExist and TransicaoInvalida.
    """
    atual = _meu(ator, convite)
    return transitar(
        atual, estados.CONVITE, "cancelar", ator, events.CONVITE_ENCERRADO, gravar={"respondido_em": agora()}
    )


def aceitar(pessoa: Pessoa, convite: Convite, fim: date | None = None, segredo: str = "") -> Vinculo:
    """Accept: the vínculo opens today and works at the next request. ``fim`` shortens the term (None: all of it).

    Needs the invited address among the person's verified ones, or the link's secret. Of two acceptances at once
    one succeeds. Raises Convite.DoesNotExist for an invitation of somebody else; Recusa when it expired, when the
    sender may no longer give it, for a term beyond the ceiling, or when the person already has the access;
    TransicaoInvalida when it was already answered. Source: requirements B-33, B-34 and Q-04.
    """
    with escopo(convite.operadora), transaction.atomic():
        atual = _para(pessoa, convite, segredo, "aceitar")
        _conferir_cpf(pessoa, atual)
        perfis = list(atual.perfis.all())
        relacao = RELACOES[atual.tipo]
        _conferir_quem_convidou(atual, relacao, perfis)
        try:
            periodo = periodo_aceito(hoje(), atual.limite, fim)
        except ValueError:
            raise Recusa("Escolha um dia entre hoje e o prazo máximo do convite.", "fim") from None
        ator = ator_da_pessoa(pessoa, atual)
        vinculo = abrir_vinculo(
            ator,
            NovoVinculo(
                pessoa.usuario,
                relacao.vinculo,
                relacao.portal,
                perfis,
                prestador=atual.prestador,
                beneficiario=atual.beneficiario,
                contrato=atual.contrato,
                fim=periodo.fim,
                limite=atual.limite,
                concedido_por=atual.convidado_por,
                contato=atual.dados,
                unidades=atual.dados.get("unidades", ()),
            ),
        )
        respondido = {"usuario": pessoa.usuario, "vinculo": vinculo, "respondido_em": agora()}
        fato = {"vinculo": vinculo.pk, "fim": periodo.fim}
        transitar(atual, estados.CONVITE, "aceitar", ator, events.CONVITE_RESPONDIDO, gravar=respondido, fato=fato)
        anotar(pessoa, "convite_aceito", {"convite": atual.pk})
    return vinculo


def recusar(pessoa: Pessoa, convite: Convite, motivo: str, segredo: str = "") -> Convite:
    """Refuse with a reason, which the inviter reads. Raises as :func:`aceitar`, and Recusa without a reason."""
    dito = " ".join(motivo.split())
    if not dito:
        raise Recusa("Diga o motivo: quem convidou vai ler.", "motivo")
    with escopo(convite.operadora), transaction.atomic():
        atual = _para(pessoa, convite, segredo, "recusar")
        respondido = {"usuario": pessoa.usuario, "motivo": dito[:200], "respondido_em": agora()}
        ator = ator_da_pessoa(pessoa, atual)
        transitar(atual, estados.CONVITE, "recusar", ator, events.CONVITE_RESPONDIDO, gravar=respondido)
        anotar(pessoa, "convite_recusado", {"convite": atual.pk})
    return atual


def expirar_convites() -> int:
    """Expire the pending invitations of the operadora in scope whose time is over; returns how many.

    Bears repetition.
    """
    quantos = 0
    for convite in Convite.objects.filter(situacao=PENDENTE, expira_em__lte=agora()).select_related("operadora"):
        transitar(convite, estados.CONVITE, "expirar", Ator.sistema(convite.operadora), events.CONVITE_ENCERRADO)
        quantos += 1
    return quantos


def limite_sugerido(ator: Ator, tipo: str) -> date | None:
    """The ceiling offered when the inviter says nothing; None when there is none."""
    return _limite(ator, RELACOES[tipo], None)


def pode_gerir(ator: Ator, convite: Convite) -> bool:
    """Whether the ator may send this invitation again or cancel it: what the screen asks before it shows buttons."""
    return ator.pode(RELACOES[convite.tipo].direito)


def convite_do_link(segredo: str) -> Convite:
    """The pending invitation behind a link, for who holds its secret; nothing is spent.

    Raises ChaveInvalida for an unknown, expired or forged link, and for an invitation already answered.
    """
    alvo = ver_link(Finalidade.ACEITAR_CONVITE, segredo).alvo
    with sem_escopo("convite aberto pelo segredo do seu link"):
        convite: Convite | None = (
            Convite.objects.filter(pk=alvo.partition(":")[2], situacao=PENDENTE, expira_em__gt=agora())
            .select_related("operadora", "prestador", "beneficiario", "contrato", "usuario", "convidado_por")
            .prefetch_related("perfis")
            .first()
        )
    if convite is None:
        raise ChaveInvalida
    return convite


def convite_para(pessoa: Pessoa, convite_id: int, segredo: str = "") -> Convite:
    """The pending invitation this person may answer: received by account or address, or by the link's secret.

    Raises Convite.DoesNotExist.
    """
    try:
        return convite_recebido(pessoa, convite_id)
    except Convite.DoesNotExist:
        try:
            convite = convite_do_link(segredo)
        except ChaveInvalida:
            raise Convite.DoesNotExist from None
    if convite.pk != convite_id or convite.usuario_id not in (None, pessoa.usuario.pk):
        raise Convite.DoesNotExist
    return convite


def _escrever(convite: Convite) -> None:
    """Make the link and queue its letter. A kind with a page of its own registers ``convite:<tipo>``."""
    segredo = emitir_link(Pedido(Finalidade.ACEITAR_CONVITE, _validade(), alvo=alvo_de(convite)))
    proprio = f"convite:{convite.tipo}"
    dados = {
        "quem": convite.convidado_por.nome if convite.convidado_por else convite.operadora.nome_fantasia,
        "alvo": convite.rotulo,
        "papeis": [f"{perfil.nome}: {perfil.descricao}" for perfil in convite.perfis.all()],
        "limite": f"{convite.limite:%d/%m/%Y}" if convite.limite else "",
        "mensagem": str(convite.dados.get("mensagem", "")),
        "validade": em_palavras(convite.expira_em),
        "tem_conta": "sim" if convite.usuario else "",
        "url": enderecos.de(proprio if enderecos.tem(proprio) else "convite", segredo),
    }
    nome = convite.usuario.nome if convite.usuario else str(convite.dados.get("nome", ""))
    carta = enviar(
        _carta(convite),
        Destinatario(nome, convite.email, convite.usuario_id),
        dados,
        operadora=convite.operadora,
        valida_ate=convite.expira_em,
    )
    if carta is None:
        raise Recusa("Este endereço já recebeu convites demais nesta hora. Espere um pouco e tente de novo.", "email")


def _carta(convite: Convite) -> ModeloDeCarta:
    if convite.tipo == Convite.Tipo.CREDENCIAMENTO:
        return cartas.CREDENCIAMENTO
    com_ficha = convite.tipo in (Convite.Tipo.REPRESENTANTE, Convite.Tipo.EQUIPE)
    return cartas.PRIMEIRA_SENHA if com_ficha and convite.usuario is None else cartas.CONVITE


def _validade() -> timedelta:
    return timedelta(hours=config(AcessoConfig).horas_do_convite)


def _alvo(ator: Ator, relacao: Relacao, novo: NovoConvite) -> dict[str, Any]:
    """Whom the invited person will act for. Raises the DoesNotExist of a row that is not the ator's to share."""
    if relacao.portal == Portal.PRESTADOR:
        prestador = novo.prestador
        if ator.portal == Portal.PRESTADOR:
            prestador = Prestador.objects.get(pk=ator.prestador_atual)
        if prestador is None:
            raise Prestador.DoesNotExist
        return {"prestador": exigir_alcance(ator, prestador)}
    if relacao.portal == Portal.BENEFICIARIO:
        do_ator = ator.portal == "sistema" or (novo.beneficiario and novo.beneficiario.pk in ator.beneficiario_ids)
        if novo.beneficiario is None or not do_ator:
            raise Beneficiario.DoesNotExist
        return {"beneficiario": novo.beneficiario}
    return {}


def _limite(ator: Ator, relacao: Relacao, pedido: date | None) -> date | None:
    if pedido is not None or not relacao.delegada:
        return conferir_limite(ator, relacao, pedido, hoje()) if pedido is not None else None
    dias = config(AcessoConfig).limite_dias
    padrao = hoje() + timedelta(days=dias) if dias else None
    return menor_fim(padrao, teto_do_prazo(ator, relacao, hoje()))


def _convidado(ator: Ator, novo: NovoConvite) -> tuple[str, Usuario | None]:
    """Address and, if it is of an account, the person. Raises Recusa for none and for the ator's own."""
    usuario = novo.usuario
    email = (usuario.email if usuario else novo.email).strip().lower()
    if not email:
        raise Recusa("Escreva o e-mail de quem você quer convidar.", "email")
    if usuario is None:
        usuario = conta_do_endereco(email)
    if usuario is not None and ator.usuario is not None and usuario.pk == ator.usuario.pk:
        raise Recusa("Este é o seu próprio acesso: convide outra pessoa.", "email")
    return email, usuario


def _meu(ator: Ator, convite: Convite) -> Convite:
    """The row read anew and locked, if the ator may touch it."""
    exigir(ator, RELACOES[convite.tipo].direito)
    meus = Convite.objects.select_for_update(of=("self",), no_key=True).select_related("operadora")
    meus = meus.filter(do_alcance(ator, "prestador", ou_sem_prestador=True))
    if ator.portal == Portal.PRESTADOR:
        meus = meus.filter(prestador_id=ator.prestador_atual)
    elif ator.portal == Portal.BENEFICIARIO:
        meus = meus.filter(beneficiario_id__in=ator.beneficiario_ids)
    atual: Convite = meus.get(pk=convite.pk)
    return atual


def _para(pessoa: Pessoa, convite: Convite, segredo: str, acao: str) -> Convite:
    """The invitation read anew and locked, if this person may answer it so."""
    atual: Convite = (
        Convite.objects.select_for_update(of=("self",), no_key=True)
        .select_related("operadora", "prestador", "beneficiario", "contrato", "convidado_por")
        .get(pk=convite.pk)
    )
    if atual.usuario_id not in (None, pessoa.usuario.pk) or not _provou(pessoa, atual, segredo):
        raise Convite.DoesNotExist
    estados.CONVITE.transicao(acao, atual.situacao)
    if atual.expira_em <= agora():
        raise Recusa("Este convite venceu. Peça outro a quem convidou.")
    return atual


def _provou(pessoa: Pessoa, convite: Convite, segredo: str) -> bool:
    """Whether the invited address is the person's: they verified it, or hold the secret that was sent to it."""
    if convite.email in emails_verificados(pessoa.usuario):
        return True
    try:
        return bool(segredo) and ver_link(Finalidade.ACEITAR_CONVITE, segredo).alvo == alvo_de(convite)
    except ChaveInvalida:
        return False


def _conferir_cpf(pessoa: Pessoa, convite: Convite) -> None:
    """Raise Recusa when the invitation names a CPF and the account is of another one."""
    dito = convite.dados.get("cpf")
    da_conta = pessoa.usuario.documento or pessoa.usuario.documento_declarado
    if dito and da_conta and dito != da_conta:
        raise Recusa("Este convite foi feito para outro CPF. Peça a quem convidou um convite com o seu.")


def _conferir_quem_convidou(convite: Convite, relacao: Relacao, perfis: Sequence[Perfil]) -> None:
    """Raise Recusa when a delegated invitation is worth more than what its sender may give today."""
    if not relacao.delegada or convite.convidado_por is None:
        return
    vigentes = Vinculo.objects.filter(Vinculo.vigente(hoje()), usuario=convite.convidado_por, portal=convite.portal)
    for vinculo in vigentes.select_related("operadora", "prestador", "beneficiario", "contrato"):
        ator = ator_do_vinculo(convite.convidado_por, vinculo)
        do_alvo = ator.prestador_id == convite.prestador_id and (
            convite.beneficiario_id is None or convite.beneficiario_id in ator.beneficiario_ids
        )
        if do_alvo and ator.pode(relacao.direito) and {c for p in perfis for c in p.permissoes} <= ator.permissoes:
            return
    raise Recusa("Quem convidou já não pode dar este acesso. Peça um convite novo.")
