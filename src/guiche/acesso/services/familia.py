"""The family decides: who lets whom see what, who asks, who cares for whom, and until when.

Everything here is done by the person's own access: a guardian or caregiver gives nothing on. Taking a consent back
is never told to the other side, so that nobody has to explain it. Source: LGPD art. 8 § 5 and art. 11; Código Civil
arts. 3 to 5.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from guiche.acesso import enderecos, estados, events, permissions
from guiche.acesso.assuntos import ASSUNTOS, rotulos, texto_sha256
from guiche.acesso.cartas import familia as cartas_da_familia
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import (
    ConsentimentoFamiliar,
    Convite,
    PedidoDeResponsavel,
    PedidoParaVer,
    Perfil,
    Portal,
    Vinculo,
)
from guiche.acesso.regras import familia as regras
from guiche.acesso.regras.periodos import fim_do_encerrado
from guiche.acesso.relacoes import RELACOES
from guiche.acesso.selectors.familia import DELEGACOES, em_aberto, parente, pessoa_propria
from guiche.acesso.services.convites import NovoConvite, convidar
from guiche.acesso.services.vinculos import escrever_a_pessoa, periodo_do, transitar_vinculo
from guiche.cadastro.models import Beneficiario
from guiche.correio.modelos import ModeloDeCarta
from guiche.documentos.anexos import DOCUMENTOS, limpar
from guiche.documentos.services import guardar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, calendario, hoje
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

CUIDADOR: Final = "Cuidador"
RESPONSAVEL: Final = "Responsável legal"
"""Names of the perfis an operadora starts with for who acts for a beneficiário."""
DIAS_PARA_PEDIR_DE_NOVO: Final = 30


@dataclass(frozen=True, slots=True)
class NovoCuidador:
    """Who will help to follow somebody's care, without deciding for them, and until which day."""

    pessoa_id: int
    nome: str
    email: str
    fim: date | None


@dataclass(frozen=True, slots=True)
class NovoResponsavel:
    """A legal guardian who is not the titular, with the document that says so (PDF, JPG or PNG).

    ``fim`` is the last day the document gives, if any; for a minor the guardianship ends with the minority.
    """

    pessoa_id: int
    nome: str
    email: str
    qualidade: str
    arquivo: str
    conteudo: bytes
    fim: date | None = None


@servico(permissions.FAMILIA_GERIR)
def permitir(ator: Ator, para_id: int, assunto: str, fim: date | None = None) -> ConsentimentoFamiliar:
    """Let an adult of the family see one subject from now on, until ``fim`` (None: until taken back).

    Who is about to turn 18 may decide from thirty days before: it starts on the birthday. Permitting again what is
    already permitted until the same day changes nothing; another day replaces it. Raises Recusa for a minor, a day
    already past or an access that is not the person's own; Beneficiario.DoesNotExist for anybody who can't be let
    in; KeyError for an unknown subject.
    """
    ASSUNTOS[assunto]
    eu = _travada(pessoa_propria(ator))
    return _permitir(ator, eu, _quem_pode_ver(eu, para_id), assunto, fim)


@servico(permissions.FAMILIA_GERIR)
def revogar(ator: Ator, para_id: int, assunto: str) -> int:
    """Take back what somebody may see of one subject, at once; returns how many consents ended. Bears repetition.

    Source: LGPD art. 8 § 5 (at any time, free of charge and by an easy way).
    """
    eu = _travada(pessoa_propria(ator))
    vigentes = _vigentes(eu, para_id, assunto)
    for consentimento in vigentes:
        _revogar(ator, consentimento)
    return len(vigentes)


@servico(permissions.FAMILIA_GERIR)
def pedir_para_ver(ator: Ator, de_id: int, assuntos: Collection[str]) -> PedidoParaVer:
    """Ask an adult of the family to let the person see some subjects; no reason is asked.

    Raises Recusa without a subject, while another request to the same person waits, and for thirty days after a
    refusal; Beneficiario.DoesNotExist for anybody who can't be asked.
    """
    eu = pessoa_propria(ator)
    pedidos = [codigo for codigo in ASSUNTOS if codigo in assuntos]
    if not pedidos:
        raise Recusa("Marque o que você quer ver.", "assuntos")
    de = _travada(Beneficiario.objects.get(pk=de_id))
    if regras.menor_em(de.nascimento, hoje()) or not regras.pode_receber(parente(de), parente(eu), hoje()):
        raise Beneficiario.DoesNotExist
    anteriores = PedidoParaVer.objects.filter(de=de, para=eu)
    if anteriores.filter(situacao="pendente").exists():
        raise Recusa(f"{_primeiro_nome(de)} ainda não respondeu ao seu pedido anterior.")
    desde = agora() - timedelta(days=DIAS_PARA_PEDIR_DE_NOVO)
    if anteriores.filter(situacao="recusado", respondido_em__gt=desde).exists():
        raise Recusa(f"{_primeiro_nome(de)} já respondeu. Você pode pedir de novo depois de 30 dias.")
    pedido: PedidoParaVer = PedidoParaVer.objects.create(de=de, para=eu, assuntos=pedidos, criado_em=agora())
    eventos.registrar(events.PEDIDO_PARA_VER_FEITO, pedido, ator, {"de": de.pk, "para": eu.pk, "assuntos": pedidos})
    dados = {"quem": _primeiro_nome(eu), "assuntos": rotulos(pedidos), "url": enderecos.de("familia")}
    _escrever(de, cartas_da_familia.PEDIDO_PARA_VER, dados)
    return pedido


@servico(permissions.FAMILIA_GERIR)
def responder_pedido(
    ator: Ator, pedido_id: int, assuntos: Collection[str], fim: date | None = None
) -> list[ConsentimentoFamiliar]:
    """Let see some of the subjects that were asked for, or none of them, which refuses the request.

    Raises PedidoParaVer.DoesNotExist for a request to somebody else, TransicaoInvalida for one already answered.
    """
    eu = _travada(pessoa_propria(ator))
    pedido: PedidoParaVer = PedidoParaVer.objects.select_related("para").get(pk=pedido_id, de=eu)
    concedidos = [codigo for codigo in pedido.assuntos if codigo in assuntos]
    acao = "aceitar" if concedidos else "recusar"
    fato = {"assuntos": concedidos}
    respondido = {"respondido_em": agora()}
    transitar(
        pedido, estados.PEDIDO_PARA_VER, acao, ator, events.PEDIDO_PARA_VER_RESPONDIDO, gravar=respondido, fato=fato
    )
    if not concedidos:
        return []
    para = _quem_pode_ver(eu, pedido.para_id)
    return [_permitir(ator, eu, para, codigo, fim) for codigo in concedidos]


@servico(permissions.FAMILIA_GERIR)
def desistir_do_pedido(ator: Ator, pedido_id: int) -> PedidoParaVer:
    """Withdraw an own request. Raises PedidoParaVer.DoesNotExist and TransicaoInvalida."""
    pedido: PedidoParaVer = PedidoParaVer.objects.get(pk=pedido_id, para=pessoa_propria(ator))
    respondido = {"respondido_em": agora()}
    evento = events.PEDIDO_PARA_VER_RESPONDIDO
    return transitar(pedido, estados.PEDIDO_PARA_VER, "cancelar", ator, evento, gravar=respondido)


@servico(permissions.CUIDADOR_CONVIDAR)
def convidar_cuidador(ator: Ator, novo: NovoCuidador) -> Convite:
    """Invite somebody to follow the care of the person, or of a minor of theirs, without deciding anything.

    The end is mandatory: at most twelve months and, for a minor, the eve of the 18th birthday. Raises Recusa for a
    missing or too late end and as :func:`guiche.acesso.services.convites.convidar`; Beneficiario.DoesNotExist.
    """
    pessoa = _de_quem_cuido(ator, novo.pessoa_id)
    if novo.fim is None:
        raise Recusa("Diga até quando. No máximo doze meses; depois você pode convidar de novo.", "fim")
    teto = regras.fim_da_delegacao(
        pessoa.nascimento, hoje(), hoje() + timedelta(days=RELACOES[Convite.Tipo.CUIDADOR].dias_no_maximo)
    )
    if teto is not None and novo.fim > teto:
        raise Recusa(f"O cuidado vai no máximo até {teto:%d/%m/%Y}.", "fim")
    convite = NovoConvite(
        Convite.Tipo.CUIDADOR,
        [_perfil(CUIDADOR)],
        email=novo.email,
        beneficiario=pessoa,
        limite=novo.fim,
        dados={"nome": novo.nome.strip()},
    )
    return _com_o_campo(ator, convite)


@servico(permissions.CUIDADOR_CONVIDAR)
def indicar_responsavel(ator: Ator, novo: NovoResponsavel) -> PedidoDeResponsavel:
    """Name a legal guardian; the operadora checks the document before it invites them.

    Raises Recusa for a file that is not a safe PDF, JPG or PNG, or for somebody already named; and
    Beneficiario.DoesNotExist. Source: Código Civil arts. 1.583, 1.631, 1.728 and 1.767.
    """
    pessoa = _de_quem_cuido(ator, novo.pessoa_id)
    email = novo.email.strip().lower()
    abertos = PedidoDeResponsavel.objects.filter(beneficiario=pessoa, email=email, situacao="em_analise")
    if abertos.exists():
        raise Recusa("Esta pessoa já foi indicada, e a operadora ainda confere o documento.", "email")
    anexo = limpar(novo.arquivo, novo.conteudo, DOCUMENTOS)
    pedido: PedidoDeResponsavel = PedidoDeResponsavel.objects.create(
        beneficiario=pessoa,
        nome=" ".join(novo.nome.split()),
        email=email,
        qualidade=PedidoDeResponsavel.Qualidade(novo.qualidade),
        fim=regras.fim_da_delegacao(pessoa.nascimento, hoje(), novo.fim),
        prazo=calendario().du_excl(hoje(), config(AcessoConfig).prazo_solicitacao_du),
        pedido_por=ator.usuario,
        criado_em=agora(),
    )
    guardar(ator, anexo.nome, anexo.conteudo, anexo.tipo_mime, pedido)
    fato = {"beneficiario": pessoa.pk, "qualidade": pedido.qualidade}
    eventos.registrar(events.RESPONSAVEL_PEDIDO, pedido, ator, fato)
    return pedido


@servico(permissions.FAMILIA_GERIR)
def desistir_da_indicacao(ator: Ator, pedido_id: int) -> PedidoDeResponsavel:
    """Withdraw an indication still under analysis. Raises PedidoDeResponsavel.DoesNotExist, TransicaoInvalida."""
    pessoa_propria(ator)
    pedido: PedidoDeResponsavel = PedidoDeResponsavel.objects.get(
        pk=pedido_id, beneficiario_id__in=ator.beneficiario_ids
    )
    evento = events.RESPONSAVEL_DECIDIDO
    gravar = {"decidido_em": agora()}
    return transitar(pedido, estados.PEDIDO_DE_RESPONSAVEL, "cancelar", ator, evento, gravar=gravar)


@servico(permissions.SOLICITACAO_DECIDIR)
def decidir_responsavel(ator: Ator, pedido_id: int, *, aprova: bool, motivo: str = "") -> PedidoDeResponsavel:
    """Approve the evidence, which sends the invitation in the operadora's name, or refuse it with a reason.

    Raises Recusa for the own request and for a refusal without a reason; PedidoDeResponsavel.DoesNotExist;
    TransicaoInvalida when somebody decided first; and, approving, as ``convites.convidar``.
    """
    pedido: PedidoDeResponsavel = PedidoDeResponsavel.objects.select_related("beneficiario").get(pk=pedido_id)
    if pedido.pedido_por_id == ator.usuario.pk:
        raise Recusa("Ninguém decide o próprio pedido.")
    dito = " ".join(motivo.split())
    if not aprova and not dito:
        raise Recusa("Diga o motivo: quem indicou vai ler.", "motivo")
    convite = _convidar_responsavel(ator, pedido) if aprova else None
    return transitar(
        pedido,
        estados.PEDIDO_DE_RESPONSAVEL,
        "aprovar" if aprova else "recusar",
        ator,
        events.RESPONSAVEL_DECIDIDO,
        gravar={
            "motivo": dito[:300],
            "convite": convite,
            "decidido_por": ator.usuario,
            "decidido_em": agora(),
        },
    )


@servico(permissions.FAMILIA_GERIR)
def encerrar_delegacao(ator: Ator, vinculo_id: int) -> Vinculo:
    """End at once the access of a guardian or caregiver to the person or to a minor of theirs.

    It needs no right of a perfil: nobody is kept from closing the door to their own data. Raises
    Vinculo.DoesNotExist, Recusa for who acts for somebody else, TransicaoInvalida for one already ended.
    """
    pessoa_propria(ator)
    vinculo: Vinculo = (
        Vinculo.objects.select_for_update(of=("self",), no_key=True)
        .select_related("operadora", "usuario", "beneficiario")
        .get(pk=vinculo_id, tipo__in=DELEGACOES, beneficiario_id__in=ator.beneficiario_ids)
    )
    gravar = {"motivo": "", "vigencia_fim": fim_do_encerrado(periodo_do(vinculo), hoje())}
    return transitar_vinculo(vinculo, "encerrar", ator, gravar)


def avisar_da_maioridade() -> int:
    """Tell, once, each dependant of the operadora in scope who turns 18 within thirty days; returns how many.

    The sharing with the titular ends on the birthday by itself; the person decides what goes on. Bears repetition.
    """
    dia = hoje()
    perto = [
        pessoa
        for pessoa in Beneficiario.objects.filter(
            Q(vigencia_fim__isnull=True) | Q(vigencia_fim__gte=dia),
            titular__isnull=False,
            nascimento__range=(_anos_antes(dia), _anos_antes(dia + timedelta(days=regras.DIAS_DE_AVISO + 1))),
        ).order_by("pk")
        if timedelta() < regras.maioridade(pessoa.nascimento) - dia <= timedelta(days=regras.DIAS_DE_AVISO)
    ]
    avisados = set(
        Evento.objects.filter(
            tipo=events.MAIORIDADE_PROXIMA.codigo, objeto_id__in=[pessoa.pk for pessoa in perto]
        ).values_list("objeto_id", flat=True)
    )
    sistema = Ator.sistema(operadora_atual())
    novos = [pessoa for pessoa in perto if pessoa.pk not in avisados]
    for pessoa in novos:
        em = regras.maioridade(pessoa.nascimento)
        eventos.registrar(events.MAIORIDADE_PROXIMA, pessoa, sistema, {"em": em})
        _escrever(pessoa, cartas_da_familia.MAIORIDADE, {"em": f"{em:%d/%m/%Y}", "url": enderecos.de("familia")})
    return len(novos)


def _anos_antes(dia: date) -> date:
    """The day 18 years before, or the day before it when there is none."""
    try:
        return dia.replace(year=dia.year - regras.MAIORIDADE)
    except ValueError:
        return date(dia.year - regras.MAIORIDADE, 2, 28)


def _permitir(
    ator: Ator, de: Beneficiario, para: Beneficiario, assunto: str, fim: date | None
) -> ConsentimentoFamiliar:
    try:
        inicio = regras.inicio_do_consentimento(de.nascimento, hoje())
    except ValueError:
        quando = regras.maioridade(de.nascimento)
        raise Recusa(f"Você decide isto a partir dos 18 anos, em {quando:%d/%m/%Y}.") from None
    if fim is not None and fim < inicio:
        raise Recusa(f"Escolha um dia a partir de {inicio:%d/%m/%Y}.", "fim")
    abertos = [um for um in _vigentes(de, para.pk, assunto) if em_aberto(um, hoje())]
    for aberto in abertos:
        if aberto.fim == fim:
            return aberto
        _revogar(ator, aberto)
    consentimento: ConsentimentoFamiliar = ConsentimentoFamiliar.objects.create(
        de=de, para=para, assunto=assunto, inicio=inicio, fim=fim, criado_em=agora()
    )
    fato = {"para": para.pk, "assunto": assunto, "inicio": inicio, "fim": fim, "texto": texto_sha256(assunto)}
    eventos.registrar(events.CONSENTIMENTO_DADO, consentimento, ator, fato)
    return consentimento


def _revogar(ator: Ator, consentimento: ConsentimentoFamiliar) -> None:
    consentimento.revogado_em = agora()
    consentimento.save(update_fields=["revogado_em"])
    fato = {"para": consentimento.para_id, "assunto": consentimento.assunto}
    eventos.registrar(events.CONSENTIMENTO_REVOGADO, consentimento, ator, fato)


def _vigentes(de: Beneficiario, para_id: int, assunto: str) -> list[ConsentimentoFamiliar]:
    """What was not taken back, ended by its day or not."""
    return list(ConsentimentoFamiliar.objects.filter(de=de, para_id=para_id, assunto=assunto, revogado_em__isnull=True))


def _quem_pode_ver(de: Beneficiario, para_id: int) -> Beneficiario:
    para: Beneficiario = Beneficiario.objects.get(pk=para_id)
    if not regras.pode_receber(parente(de), parente(para), hoje()):
        raise Beneficiario.DoesNotExist
    return para


def _travada(pessoa: Beneficiario) -> Beneficiario:
    """The row locked: two choices of the same person at once are taken one after the other."""
    travada: Beneficiario = Beneficiario.objects.select_for_update(no_key=True).get(pk=pessoa.pk)
    return travada


def _de_quem_cuido(ator: Ator, pessoa_id: int) -> Beneficiario:
    """The person themselves, of age, or a minor who depends on them. Raises Beneficiario.DoesNotExist, Recusa."""
    eu = pessoa_propria(ator)
    if regras.menor_em(eu.nascimento, hoje()):
        raise Recusa("Antes dos 18 anos, quem convida é o titular do plano ou o responsável.")
    pessoa: Beneficiario = Beneficiario.objects.get(pk=pessoa_id, pk__in=ator.beneficiario_ids)
    return pessoa


def _convidar_responsavel(ator: Ator, pedido: PedidoDeResponsavel) -> Convite:
    """In the operadora's name: the invitation does not depend on who named the guardian."""
    convite = NovoConvite(
        Convite.Tipo.RESPONSAVEL,
        [_perfil(RESPONSAVEL)],
        email=pedido.email,
        beneficiario=pedido.beneficiario,
        limite=regras.fim_da_delegacao(pedido.beneficiario.nascimento, hoje(), pedido.fim),
        dados={"nome": pedido.nome},
    )
    return _com_o_campo(Ator.sistema(ator.operadora, ator.canal), convite)


def _com_o_campo(ator: Ator, convite: NovoConvite) -> Convite:
    """Invite; a refusal about the term stands at the field that people see here, ``fim``."""
    try:
        return convidar(ator, convite)
    except Recusa as recusa:
        if recusa.campo == "limite":
            raise Recusa(recusa.mensagem, "fim") from None
        raise


def _perfil(nome: str) -> Perfil:
    perfil: Perfil | None = Perfil.objects.filter(portal=Portal.BENEFICIARIO, nome=nome, delegavel=True).first()
    if perfil is None:
        raise Recusa(f"A operadora não oferece hoje o papel {nome}. Fale com ela.")
    return perfil


def _escrever(pessoa: Beneficiario, carta: ModeloDeCarta, dados: dict[str, str]) -> None:
    """Write to the person's own access; a letter that can't go never stops the act itself."""
    proprios = Vinculo.objects.filter(
        Vinculo.vigente(hoje()), beneficiario=pessoa, tipo=Vinculo.Tipo.PROPRIO
    ).select_related("usuario", "operadora")
    for vinculo in proprios:
        escrever_a_pessoa(vinculo, carta, dados)


def _primeiro_nome(pessoa: Beneficiario) -> str:
    return pessoa.nome_de_uso.split(" ")[0]
