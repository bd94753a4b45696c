"""Requests for access by registered people, and the operadora's answer (U-09 to U-13).

A request gives no right. It waits with a deadline in business days; the operadora approves (and the access works at
the person's next click), asks for a document, or refuses with a reason; the person may give up. Nobody decides their
own request, made by whichever account. Access to the team asks two people here too: who requests counts as the first,
and the second is somebody who approves changes of the team and holds every right given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import structlog
from django.db import IntegrityError, transaction

from guiche.acesso import enderecos, estados, events, permissions
from guiche.acesso.cartas.registro import CPF_USADO, SOLICITACAO_DECIDIDA, SOLICITACAO_RECEBIDA
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Perfil, SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.regras.familia import menor_em
from guiche.acesso.selectors.solicitacoes import (
    PORTAL_DO_TIPO,
    Alvo,
    Comparacao,
    alvo_de,
    comparar,
    cpf_de_outra,
    cpf_do_alvo,
    fila,
    perfis_possiveis,
)
from guiche.acesso.services.conta import NovosDados, mudar_dados
from guiche.acesso.services.equipe import travar_a_equipe
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.cadastro import events as eventos_do_cadastro
from guiche.cadastro.models import Beneficiario, Contrato, Prestador
from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.services import Destinatario, enviar
from guiche.documentos.anexos import Anexo
from guiche.documentos.services import guardar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import cpf_valido, normalizar
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora, calendario, hoje
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

ANEXOS_NO_MAXIMO: Final = 5
Tipo = SolicitacaoDeAcesso.Tipo
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NovaSolicitacao:
    """One type of access asked for. ``dados`` are the fields of its form, ``anexos`` are files already cleaned."""

    tipo: str
    dados: Mapping[str, Any]
    anexos: Sequence[Anexo] = ()


@dataclass(frozen=True, slots=True)
class Aprovacao:
    """What is given: one perfil, over the row of the register named by ``numero`` (card, contract number, or the
    prestador's code or document; empty for the team), until ``fim`` (None: no end).
    """

    perfil: Perfil
    numero: str = ""
    fim: date | None = None


@dataclass(frozen=True, slots=True)
class FichaDaSolicitacao:
    """A request as who decides reads it; ``propria``: it is theirs, and somebody else decides."""

    solicitacao: SolicitacaoDeAcesso
    comparacao: Comparacao
    perfis: list[Perfil] = field(default_factory=list)
    propria: bool = False


# The person


@transaction.atomic
def completar_perfil(pessoa: Pessoa, nome: str, nascimento: date, cpf: str) -> Usuario:
    """Say who one is: name, birth and CPF, which opens nothing until a registry proves it.

    The same answer when the CPF is of another account. Raises Recusa at ``nome``, ``nascimento`` or ``cpf``.
    """
    usuario = pessoa.usuario
    if not usuario.documento and not cpf_valido(cpf):
        raise Recusa("Este CPF não existe: confira os números digitados.", "cpf")
    mudar_dados(pessoa, NovosDados(nome, nascimento))
    if not usuario.documento:
        Usuario.objects.filter(pk=usuario.pk).update(documento_declarado=normalizar(cpf))
    usuario.refresh_from_db()
    return usuario


def perfil_completo(usuario: Usuario) -> bool:
    """Whether the operadora can tell who asks: name, birth and CPF."""
    return bool(usuario.nascimento and (usuario.documento or usuario.documento_declarado) and " " in usuario.nome)


def solicitar(pessoa: Pessoa, operadora: Operadora, novas: Sequence[NovaSolicitacao]) -> list[SolicitacaoDeAcesso]:
    """Ask an operadora for one or more types of access, all of them or none.

    Raises Recusa with the ``tipo`` as its code: no type, incomplete profile, a minor, a type already open or already
    held, too many files. When the CPF is of another account the request waits all the same, the owner is told by
    letter, and the operadora sees it.
    """
    if not novas:
        raise Recusa("Escolha pelo menos um tipo de acesso.", "tipos")
    if not perfil_completo(pessoa.usuario) or pessoa.usuario.nascimento is None:
        raise Recusa("Complete o seu nome, nascimento e CPF antes de pedir o acesso.", "nome")
    for nova in novas:
        _conferir_anexos(nova.anexos, nova.tipo)
    with escopo(operadora), transaction.atomic():
        prazo = calendario().du_excl(hoje(), config(AcessoConfig).prazo_solicitacao_du)
        feitas = [_abrir(pessoa, nova, prazo) for nova in novas]
        tipos = [feita.get_tipo_display() for feita in feitas]
        dados = {"tipos": tipos, "prazo": f"{prazo:%d/%m/%Y}", "url": enderecos.de("solicitacoes")}
        _escrever(pessoa.usuario, SOLICITACAO_RECEBIDA, dados, operadora)
        _avisar_dono_do_cpf(pessoa, operadora)
    return feitas


def responder(pessoa: Pessoa, solicitacao: SolicitacaoDeAcesso, texto: str, anexos: Sequence[Anexo]) -> None:
    """Answer what the operadora asked; its deadline counts again from today.

    Raises Recusa for an empty answer or too many files, TransicaoInvalida when nothing was asked, and
    SolicitacaoDeAcesso.DoesNotExist for somebody else's.
    """
    dito = " ".join(texto.split())
    if not dito and not anexos:
        raise Recusa("Escreva a resposta ou anexe o documento pedido.", "texto")
    _conferir_anexos(anexos, solicitacao.tipo)
    with escopo(solicitacao.operadora), transaction.atomic():
        minha = _minha(pessoa, solicitacao)
        prazo = calendario().du_excl(hoje(), config(AcessoConfig).prazo_solicitacao_du)
        dados = {**minha.dados, "respostas": [*minha.dados.get("respostas", []), dito[:500]]}
        ator = _ator(pessoa, minha)
        transitar(
            minha,
            estados.SOLICITACAO,
            "responder",
            ator,
            events.SOLICITACAO_MUDADA,
            gravar={"prazo": prazo, "dados": dados},
            fato={"prazo": prazo, "anexos": len(anexos)},
        )
        _guardar(ator, minha, anexos)
        anotar(pessoa, "solicitacao_respondida", {"solicitacao": minha.pk})


def desistir(pessoa: Pessoa, solicitacao: SolicitacaoDeAcesso) -> None:
    """Give up a request that waits. Raises TransicaoInvalida when it was decided, DoesNotExist for another's."""
    with escopo(solicitacao.operadora), transaction.atomic():
        minha = _minha(pessoa, solicitacao)
        fim = {"decidida_em": agora()}
        transitar(minha, estados.SOLICITACAO, "cancelar", _ator(pessoa, minha), events.SOLICITACAO_MUDADA, gravar=fim)
        anotar(pessoa, "solicitacao_cancelada", {"solicitacao": minha.pk})


# The operadora


@servico(permissions.SOLICITACAO_VER)
def abrir_solicitacao(ator: Ator, solicitacao_id: int) -> FichaDaSolicitacao:
    """One request beside the registers; that somebody's register was read is a fact (LGPD art. 37).

    Raises SolicitacaoDeAcesso.DoesNotExist.
    """
    solicitacao = fila(ator).get(pk=solicitacao_id)
    comparacao = comparar(solicitacao)
    if isinstance(comparacao.alvo, Beneficiario):
        eventos.registrar(
            eventos_do_cadastro.BENEFICIARIO_LIDO, comparacao.alvo, ator, {"solicitacao_de_acesso": solicitacao.pk}
        )
    perfis = perfis_possiveis(ator, solicitacao.tipo)
    return FichaDaSolicitacao(solicitacao, comparacao, perfis, _propria(ator, solicitacao))


@servico(permissions.SOLICITACAO_DECIDIR)
def aprovar(ator: Ator, solicitacao_id: int, aprovacao: Aprovacao) -> Vinculo:
    """Give the access: the vínculo opens today and the person is told. A CPF that is the registry's counts as proved.

    Raises Recusa for the own request, a perfil that may not be given, a row that is not in the register, a CPF of
    another account, or an access the person already has; TransicaoInvalida when it is not under analysis. Access to
    the team is given only by who approves its changes: the request is the first of the two people, this the second;
    it reaches the units of who gives it.
    """
    solicitacao = _para_decidir(ator, solicitacao_id)
    pessoa, tipo = solicitacao.usuario, solicitacao.tipo
    if tipo == Tipo.COLABORADOR:
        travar_a_equipe(ator)
    if aprovacao.perfil.pk not in {perfil.pk for perfil in perfis_possiveis(ator, tipo)}:
        da_equipe = " Peça a quem aprova a equipe." if tipo == Tipo.COLABORADOR else ""
        raise Recusa(f"Este perfil não pode ser dado por você neste pedido.{da_equipe}", "perfil")
    if cpf_de_outra(pessoa):
        raise Recusa(
            "O CPF informado é de outra conta. Peça à pessoa que use a conta que já tem, ou recuse este pedido."
        )
    if aprovacao.fim is not None and aprovacao.fim < hoje():
        raise Recusa("O fim do acesso já passou. Escolha um dia a partir de hoje.", "fim")
    alvo = _alvo_da_aprovacao(ator, tipo, aprovacao.numero)
    vinculo = abrir_vinculo(
        ator,
        NovoVinculo(
            pessoa,
            Vinculo.Tipo.EQUIPE if tipo == Tipo.COLABORADOR else Vinculo.Tipo.PROPRIO,
            PORTAL_DO_TIPO[Tipo(tipo)],
            [aprovacao.perfil],
            prestador=alvo if isinstance(alvo, Prestador) else None,
            beneficiario=alvo if isinstance(alvo, Beneficiario) else None,
            contrato=alvo if isinstance(alvo, Contrato) else None,
            fim=aprovacao.fim,
            concedido_por=ator.usuario,
            contato={"cargo": solicitacao.dados.get("cargo", ""), "lotacao": solicitacao.dados.get("setor", "")[:60]},
            unidades=list(ator.unidades) if tipo == Tipo.COLABORADOR else (),
        ),
    )
    if pessoa.documento_declarado and pessoa.documento_declarado == cpf_do_alvo(alvo):
        Usuario.objects.filter(pk=pessoa.pk).update(documento=pessoa.documento_declarado, documento_declarado="")
    _decidir(ator, solicitacao, "aprovar", {"vinculo": vinculo}, {"vinculo": vinculo.pk, "perfil": aprovacao.perfil.pk})
    _escrever_decisao(
        solicitacao,
        "Seu acesso foi liberado",
        f"o acesso a {vinculo.rotulo} foi liberado, com o papel {aprovacao.perfil.nome}.",
        "Entre com a sua conta: o acesso já está lá.",
        botao=("Entrar no portal", enderecos.de("entrar")),
    )
    return vinculo


@servico(permissions.SOLICITACAO_DECIDIR)
def pedir_documento(ator: Ator, solicitacao_id: int, pergunta: str) -> None:
    """Ask the person for something; until they answer, the request waits for them.

    Raises Recusa without a question or for the own request, TransicaoInvalida when it is not under analysis.
    """
    dito = _texto(pergunta, "Escreva o que a pessoa precisa enviar.")
    solicitacao = _para_decidir(ator, solicitacao_id)
    transitar(
        solicitacao,
        estados.SOLICITACAO,
        "pedir_documento",
        ator,
        events.SOLICITACAO_MUDADA,
        gravar={"motivo": dito},
    )
    _escrever_decisao(
        solicitacao,
        "Falta um documento no seu pedido de acesso",
        "precisamos de mais uma coisa para responder.",
        "Responda pelo portal: o pedido continua de onde parou.",
        ("O que falta", dito),
    )


@servico(permissions.SOLICITACAO_DECIDIR)
def recusar(ator: Ator, solicitacao_id: int, motivo: str) -> None:
    """Refuse with a reason the person reads. Raises Recusa without one or for the own request, TransicaoInvalida."""
    dito = _texto(motivo, "Diga o motivo: a pessoa vai ler.")
    solicitacao = _para_decidir(ator, solicitacao_id)
    _decidir(ator, solicitacao, "recusar", {"motivo": dito}, {})
    _escrever_decisao(
        solicitacao,
        "Seu pedido de acesso foi recusado",
        "o acesso não foi liberado.",
        f"Se algo mudou, você pode pedir de novo. Dúvidas: {solicitacao.operadora.contato}.",
        ("Motivo", dito),
    )


def _abrir(pessoa: Pessoa, nova: NovaSolicitacao, prazo: date) -> SolicitacaoDeAcesso:
    usuario = pessoa.usuario
    if nova.tipo not in Tipo.values:
        raise Recusa("Escolha um tipo de acesso da lista.", "tipos", nova.tipo)
    if usuario.nascimento and menor_em(usuario.nascimento, hoje()):
        raise Recusa(
            "Quem tem menos de 18 anos não pede acesso sozinho: fale com o titular ou com o responsável legal.",
            codigo=nova.tipo,
        )
    if _ja_tem(usuario, nova):
        raise Recusa("Você já tem este acesso: escolha-o em “Trocar de contexto”.", codigo=nova.tipo)
    rotulo = Tipo(nova.tipo).label
    try:
        with transaction.atomic():
            feita: SolicitacaoDeAcesso = SolicitacaoDeAcesso.objects.create(
                usuario=usuario, tipo=nova.tipo, dados=dict(nova.dados), prazo=prazo, criada_em=agora()
            )
    except IntegrityError:
        raise Recusa(
            f"Seu pedido como {rotulo} já espera resposta: acompanhe ou desista dele.", codigo=nova.tipo
        ) from None
    ator = _ator(pessoa, feita)
    _guardar(ator, feita, nova.anexos)
    eventos.registrar(
        events.SOLICITACAO_CRIADA, feita, ator, {"tipo": nova.tipo, "prazo": prazo, "anexos": len(nova.anexos)}
    )
    anotar(pessoa, "acesso_solicitado", {"solicitacao": feita.pk, "tipo": nova.tipo})
    return feita


def _ja_tem(usuario: Usuario, nova: NovaSolicitacao) -> bool:
    """Whether the person already acts for what they ask: their own access, so saying it reveals nothing."""
    alvo = alvo_de(nova.tipo, dict(nova.dados))
    meus = Vinculo.objects.filter(Vinculo.vigente(hoje()), usuario=usuario, portal=PORTAL_DO_TIPO[Tipo(nova.tipo)])
    if nova.tipo == Tipo.COLABORADOR:
        return meus.exists()
    campo = {Tipo.BENEFICIARIO: "beneficiario", Tipo.PRESTADOR: "prestador", Tipo.CONTRATANTE: "contrato"}
    return alvo is not None and meus.filter(**{campo[Tipo(nova.tipo)]: alvo}).exists()


def _guardar(ator: Ator, solicitacao: SolicitacaoDeAcesso, anexos: Sequence[Anexo]) -> None:
    for anexo in anexos:
        guardar(ator, anexo.nome, anexo.conteudo, anexo.tipo_mime, solicitacao)


def _conferir_anexos(anexos: Sequence[Anexo], tipo: str) -> None:
    if len(anexos) > ANEXOS_NO_MAXIMO:
        raise Recusa(f"Envie no máximo {ANEXOS_NO_MAXIMO} arquivos.", "anexos", tipo)


def _minha(pessoa: Pessoa, solicitacao: SolicitacaoDeAcesso) -> SolicitacaoDeAcesso:
    minha: SolicitacaoDeAcesso = SolicitacaoDeAcesso.objects.select_related("operadora", "usuario").get(
        pk=solicitacao.pk, usuario=pessoa.usuario
    )
    return minha


def _ator(pessoa: Pessoa, solicitacao: SolicitacaoDeAcesso) -> Ator:
    """Who signs the event of what a person does about their own request; no right comes with it."""
    return Ator(
        operadora=solicitacao.operadora,
        portal=PORTAL_DO_TIPO[Tipo(solicitacao.tipo)],
        usuario=pessoa.usuario,
        ip=pessoa.ip,
        nome=pessoa.usuario.nome,
    )


def _para_decidir(ator: Ator, solicitacao_id: int) -> SolicitacaoDeAcesso:
    solicitacao = fila(ator).select_related("operadora").get(pk=solicitacao_id)
    if _propria(ator, solicitacao):
        raise Recusa("Este pedido é seu: outra pessoa da equipe decide.")
    return solicitacao


def _propria(ator: Ator, solicitacao: SolicitacaoDeAcesso) -> bool:
    """Whether who decides is who asked: the same account, or another with the same CPF, proved or only said."""
    eu, pessoa = ator.usuario, solicitacao.usuario
    meus, dela = ({uma.documento, uma.documento_declarado} - {""} for uma in (eu, pessoa))
    return eu.pk == pessoa.pk or bool(meus & dela)


def _decidir(
    ator: Ator, solicitacao: SolicitacaoDeAcesso, acao: str, gravar: dict[str, Any], fato: dict[str, Any]
) -> None:
    decidida = {**gravar, "decidida_por": ator.usuario, "decidida_em": agora()}
    transitar(solicitacao, estados.SOLICITACAO, acao, ator, events.SOLICITACAO_MUDADA, gravar=decidida, fato=fato)


def _alvo_da_aprovacao(ator: Ator, tipo: str, numero: str) -> Alvo | None:
    """The row the access is over. Raises Recusa at ``numero`` when the register has none."""
    if tipo == Tipo.COLABORADOR:
        return None
    chaves = {
        Tipo.BENEFICIARIO: {"carteira": numero},
        Tipo.CONTRATANTE: {"contrato": numero},
        Tipo.PRESTADOR: {"documento": numero, "codigo": numero},
    }
    alvo = alvo_de(tipo, chaves[Tipo(tipo)])
    fora = isinstance(alvo, Prestador) and bool(ator.unidades) and alvo.unidade_id not in ator.unidades
    if alvo is None or fora:
        raise Recusa("Não há no cadastro: confira o número.", "numero")
    return alvo


def _texto(escrito: str, falta: str) -> str:
    limpo = " ".join(escrito.split())
    if not limpo:
        raise Recusa(falta, "texto")
    return limpo[:300]


def _escrever_decisao(
    solicitacao: SolicitacaoDeAcesso,
    titulo: str,
    o_que_houve: str,
    o_que_fazer: str,
    dito: tuple[str, str] = ("", ""),
    botao: tuple[str, str] = ("", ""),
) -> None:
    rotulo, url = botao if botao[1] else ("Ver o meu pedido", enderecos.de("solicitacoes"))
    dados = {
        "titulo": titulo,
        "tipo": solicitacao.get_tipo_display(),
        "o_que_houve": o_que_houve,
        "o_que_fazer": o_que_fazer,
        "texto_de": dito[0],
        "texto": dito[1],
        "rotulo": rotulo,
        "url": url,
    }
    _escrever(solicitacao.usuario, SOLICITACAO_DECIDIDA, dados, solicitacao.operadora)


def _escrever(usuario: Usuario, modelo: ModeloDeCarta, dados: Mapping[str, Any], operadora: Operadora) -> None:
    """Queue a letter; an address that takes none never stops the act itself."""
    if not usuario.email:
        return
    try:
        enviar(modelo, Destinatario(usuario.nome, usuario.email, usuario.pk), dados, operadora=operadora)
    except Recusa as recusa:
        log.warning("acesso.carta_recusada", modelo=modelo.codigo, campo=recusa.campo)


def _avisar_dono_do_cpf(pessoa: Pessoa, operadora: Operadora) -> None:
    if not cpf_de_outra(pessoa.usuario):
        return
    dados = {"url": enderecos.de("entrar"), "contato": operadora.contato}
    for dono in Usuario.objects.filter(documento=pessoa.usuario.documento_declarado, ativo=True):
        _escrever(dono, CPF_USADO, dados, operadora)
