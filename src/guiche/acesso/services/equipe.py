"""The operadora's own people and their rights: one person proposes, another decides (four eyes).

A change of a perfil, of a person's perfis, an invitation to the team and giving a suspended person back their
access wait as a MudancaDeAcesso for somebody else with the right to approve, and take effect at once when it is
given. Taking access away never waits. With ``AcessoConfig.quatro_olhos`` off the change is proposed, decided and
registered in one step; turning it off waits for a second person itself. In no case does anybody decide what
enlarges the own rights, and an operadora never loses its last person who may approve.

Source: ISO/IEC 27002 controls 5.3 (segregation of duties) and 8.2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from guiche.acesso import estados, events, permissions
from guiche.acesso.cartas import convites as cartas
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import (
    Convite,
    MudancaDeAcesso,
    Perfil,
    PerfilDoConvite,
    PerfilDoVinculo,
    Portal,
    Usuario,
    Vinculo,
)
from guiche.acesso.regras.mudancas import ganho_proprio
from guiche.acesso.regras.periodos import fim_do_encerrado
from guiche.acesso.relacoes import RELACOES
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.selectors.equipe import (
    PENDENTE,
    VINCULO_CONVIDAR,
    VINCULO_MUDAR,
    VINCULO_REATIVAR,
    descrever,
    esta_na_equipe,
)
from guiche.acesso.selectors.relacionamentos import emails_verificados
from guiche.acesso.selectors.unidades import unidades_em_palavras
from guiche.acesso.services import convites, vinculos
from guiche.cadastro.models import Unidade
from guiche.cadastro.services.unidades import exigir_ativas, registrar_uso
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.nucleo.models import Operadora
from guiche.nucleo.permissoes import catalogo
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

PROPRIO: Final = "Ninguém muda o próprio acesso. Peça a outra pessoa da equipe."
JA_ESPERA: Final = "Já há um pedido esperando decisão sobre isto: decida ou desista dele antes."
MUDOU: Final = "O que este pedido muda já não é como era quando foi feito. Recuse e peça de novo."
SEM_APROVADOR: Final = (
    "Ninguém mais poderia aprovar mudanças na equipe. Dê antes este direito a outra pessoa, e só depois tire desta."
)


@dataclass(frozen=True, slots=True)
class NovaPessoa:
    """Somebody about to be invited to the team. ``unidades`` narrow what they see; none, nothing is narrowed."""

    nome: str
    email: str
    perfis: Sequence[Perfil]
    unidades: Sequence[Unidade] = ()


@dataclass(frozen=True, slots=True)
class ConteudoDoPerfil:
    """What a perfil is: its name, what it is for, its portal, its codes, and whether a prestador may hand it on."""

    nome: str
    portal: str
    permissoes: frozenset[str]
    descricao: str = ""
    delegavel: bool = False


@servico(permissions.EQUIPE_MUDAR)
def propor_convite(ator: Ator, nova: NovaPessoa) -> MudancaDeAcesso:
    """Ask to invite somebody to the team; the letter goes out when another person approves.

    Raises Recusa for no perfil or one of another portal, units that the ator does not reach, the own address, who
    is in the team already, or a request about the same address that still waits.
    """
    email = nova.email.strip().lower()
    vinculos.conferir_papeis(ator, RELACOES[Convite.Tipo.EQUIPE], nova.perfis)
    exigir_ativas(nova.unidades, "unidades")
    _conferir_unidades(ator, [unidade.pk for unidade in nova.unidades])
    if email in emails_verificados(ator.usuario):
        raise Recusa(PROPRIO, "email")
    if esta_na_equipe(email):
        raise Recusa("Esta pessoa já é da equipe: mude os perfis dela na página da pessoa.", "email")
    if any(outra.depois.get("email") == email for outra in _pendentes(MudancaDeAcesso.Tipo.VINCULO)):
        raise Recusa(JA_ESPERA, "email")
    depois = _do_vinculo(VINCULO_CONVIDAR, nova.perfis, nova.unidades) | {"email": email, "nome": nova.nome.strip()}
    return _pedir(ator, MudancaDeAcesso.Tipo.VINCULO, None, f"Convidar {nova.nome.strip()}", {}, depois)


@servico(permissions.EQUIPE_MUDAR)
def propor_perfis(
    ator: Ator, vinculo: Vinculo, perfis: Sequence[Perfil], unidades: Sequence[Unidade] = ()
) -> MudancaDeAcesso | None:
    """Ask to give a person of the team other perfis or other units (none: all of them); None when nothing differs.

    Raises Vinculo.DoesNotExist for who is not of the team, and Recusa for the own access, an ended one, no
    perfil, one of another portal, units that the ator does not reach, or a request about the person that still waits.
    """
    atual = _da_equipe(ator, vinculo)
    if atual.situacao == Vinculo.Situacao.ENCERRADO:
        raise Recusa("Este acesso foi encerrado. Faça um convite novo.")
    vinculos.conferir_papeis(ator, RELACOES[Convite.Tipo.EQUIPE], perfis)
    antes = _do_vinculo(VINCULO_MUDAR, list(atual.perfis.all()), list(atual.unidades.all()))
    depois = _do_vinculo(VINCULO_MUDAR, perfis, unidades)
    if antes == depois:
        return None
    exigir_ativas(unidades, "unidades")
    if antes["unidades"]:
        # Who does not reach a unit does not see its box on the form: it would be taken away unread.
        _conferir_unidades(ator, antes["unidades"])
    _conferir_unidades(ator, depois["unidades"])
    return _pedir(ator, MudancaDeAcesso.Tipo.VINCULO, atual.pk, f"Mudar {atual.usuario.nome}", antes, depois)


@servico(permissions.EQUIPE_MUDAR)
def propor_reativacao(ator: Ator, vinculo: Vinculo) -> MudancaDeAcesso:
    """Ask to give a suspended person of the team their access back. Raises as :func:`propor_perfis`."""
    atual = _da_equipe(ator, vinculo)
    if atual.situacao != Vinculo.Situacao.SUSPENSO:
        raise Recusa("Só se reativa um acesso suspenso.")
    perfis = list(atual.perfis.all())
    antes = _do_vinculo(VINCULO_REATIVAR, perfis, list(atual.unidades.all())) | {"situacao": atual.situacao}
    _conferir_unidades(ator, antes["unidades"])
    depois = antes | {"situacao": str(Vinculo.Situacao.ATIVO)}
    return _pedir(ator, MudancaDeAcesso.Tipo.VINCULO, atual.pk, f"Reativar {atual.usuario.nome}", antes, depois)


@servico(permissions.EQUIPE_MUDAR)
def suspender_pessoa(ator: Ator, vinculo: Vinculo, motivo: str) -> Vinculo:
    """Stop a person of the team at once; giving it back waits for a second person.

    Raises as :func:`guiche.acesso.services.vinculos.suspender`, and Recusa for the last who may approve.
    """
    return _tirar(ator, vinculo, "suspender", motivo)


@servico(permissions.EQUIPE_MUDAR)
def encerrar_pessoa(ator: Ator, vinculo: Vinculo, motivo: str) -> Vinculo:
    """End the access of a person of the team at once and for good. Raises as :func:`suspender_pessoa`."""
    return _tirar(ator, vinculo, "encerrar", motivo)


@servico(permissions.EQUIPE_MUDAR)
def propor_perfil(ator: Ator, conteudo: ConteudoDoPerfil, perfil: Perfil | None = None) -> MudancaDeAcesso | None:
    """Ask for a new perfil or, given one, for another content of it; None when nothing differs.

    Raises Recusa for no name or one in use in the portal, no right, a right that the portal does not have, or a
    request about the same perfil that still waits. A perfil never changes portal.
    """
    nome = " ".join(conteudo.nome.split())
    if not nome:
        raise Recusa("Dê um nome ao perfil.", "nome")
    outros = Perfil.objects.filter(portal=conteudo.portal, nome__iexact=nome)
    if (outros if perfil is None else outros.exclude(pk=perfil.pk)).exists():
        raise Recusa("Já há um perfil com este nome neste portal.", "nome")
    _conferir_codigos(conteudo)
    depois = _do_conteudo(conteudo, nome)
    if perfil is None:
        pendentes = _pendentes(MudancaDeAcesso.Tipo.PERFIL)
        if any((m.depois["nome"], m.depois["portal"]) == (nome, conteudo.portal) for m in pendentes if m.depois):
            raise Recusa(JA_ESPERA, "nome")
        return _pedir(ator, MudancaDeAcesso.Tipo.PERFIL, None, f"Criar o perfil {nome}", {}, depois)
    atual = Perfil.objects.get(pk=perfil.pk)
    if atual.portal != conteudo.portal:
        raise Recusa("Um perfil não muda de portal: crie outro.")
    antes = _do_perfil(atual)
    if antes == depois:
        return None
    return _pedir(ator, MudancaDeAcesso.Tipo.PERFIL, atual.pk, f"Mudar o perfil {atual.nome}", antes, depois)


@servico(permissions.EQUIPE_MUDAR)
def propor_exclusao(ator: Ator, perfil: Perfil) -> MudancaDeAcesso:
    """Ask to delete a perfil that nobody has or had. Raises Recusa for one in use."""
    atual = Perfil.objects.get(pk=perfil.pk)
    _conferir_sem_uso(atual)
    return _pedir(ator, MudancaDeAcesso.Tipo.PERFIL, atual.pk, f"Excluir o perfil {atual.nome}", _do_perfil(atual), {})


@servico(permissions.EQUIPE_MUDAR)
def propor_sem_quatro_olhos(ator: Ator) -> MudancaDeAcesso:
    """Ask that changes of the team no longer wait for a second person: this one still does.

    Turning it on again is an option like the others. Raises Recusa when it is off, or asked for already.
    """
    if not config(AcessoConfig).quatro_olhos:
        raise Recusa("As mudanças da equipe já não esperam uma segunda pessoa.")
    if _pendentes(MudancaDeAcesso.Tipo.OPCAO):
        raise Recusa(JA_ESPERA)
    titulo, antes, depois = "Deixar de pedir duas pessoas", {"quatro_olhos": True}, {"quatro_olhos": False}
    return _pedir(ator, MudancaDeAcesso.Tipo.OPCAO, None, titulo, antes, depois)


@servico(permissions.EQUIPE_APROVAR)
def aprovar(ator: Ator, mudanca: MudancaDeAcesso) -> MudancaDeAcesso:
    """Make a proposed change effective, at once.

    Raises MudancaDeAcesso.DoesNotExist, TransicaoInvalida when it was decided already, and Recusa for who asked
    for it, for whose rights grow by it, when what it changes is no longer as it was, when who asked may no
    longer ask, or when nobody who may approve would be left.
    """
    atual = _travada(mudanca)
    if atual.pedida_por_id == ator.usuario.pk:
        raise Recusa("Quem pede não aprova: outra pessoa da equipe precisa decidir.")
    return _efetivar(ator, atual)


@servico(permissions.EQUIPE_APROVAR)
def recusar(ator: Ator, mudanca: MudancaDeAcesso, motivo: str) -> MudancaDeAcesso:
    """Refuse a proposed change; who asked reads the reason. Raises Recusa without one and for who asked for it."""
    dito = " ".join(motivo.split())
    if not dito:
        raise Recusa("Diga o motivo: quem pediu vai ler.", "motivo")
    atual = _travada(mudanca)
    if atual.pedida_por_id == ator.usuario.pk:
        raise Recusa("Este pedido é seu: para retirá-lo, desista dele.")
    return _decidir(ator, atual, "recusar", motivo=dito[:200])


@servico(permissions.EQUIPE_MUDAR)
def desistir(ator: Ator, mudanca: MudancaDeAcesso) -> MudancaDeAcesso:
    """Take back one's own request. Raises Recusa for a request of somebody else."""
    atual = _travada(mudanca)
    if atual.pedida_por_id != ator.usuario.pk:
        raise Recusa("Só quem pediu desiste do pedido.")
    return _decidir(ator, atual, "cancelar")


def _pedir(
    ator: Ator, tipo: str, alvo_id: int | None, titulo: str, antes: Mapping[str, Any], depois: Mapping[str, Any]
) -> MudancaDeAcesso:
    travar_a_equipe(ator)
    if alvo_id is not None and any(outra.alvo_id == alvo_id for outra in _pendentes(tipo)):
        raise Recusa(JA_ESPERA)
    mudanca: MudancaDeAcesso = MudancaDeAcesso.objects.create(
        tipo=tipo,
        alvo_id=alvo_id,
        titulo=titulo[:150],
        antes=dict(antes),
        depois=dict(depois),
        pedida_por=ator.usuario,
        criada_em=agora(),
    )
    eventos.registrar(events.MUDANCA_PEDIDA, mudanca, ator, _fato(mudanca))
    return mudanca if config(AcessoConfig).quatro_olhos else _efetivar(ator, mudanca)


def _efetivar(ator: Ator, mudanca: MudancaDeAcesso) -> MudancaDeAcesso:
    """Decide and apply, in the transaction of the caller."""
    travar_a_equipe(ator)
    havia = _ha_quem_aprove()
    quem_pediu = _ator_de_quem_pediu(mudanca)
    if mudanca.tipo == MudancaDeAcesso.Tipo.VINCULO:
        for dos_dois in (quem_pediu, ator):
            _conferir_unidades(dos_dois, mudanca.depois.get("unidades", []))
    decidida = _decidir(ator, mudanca, "aprovar")
    if mudanca.tipo == MudancaDeAcesso.Tipo.OPCAO:
        configurar(ator, replace(config(AcessoConfig), **mudanca.depois))
    elif mudanca.tipo == MudancaDeAcesso.Tipo.PERFIL:
        _aplicar_no_perfil(ator, mudanca)
    elif mudanca.alvo_id is None:
        _convidar(quem_pediu, mudanca)
    else:
        _aplicar_na_pessoa(ator, mudanca)
    if havia and not _ha_quem_aprove():
        raise Recusa(SEM_APROVADOR)
    return decidida


def _aplicar_no_perfil(ator: Ator, mudanca: MudancaDeAcesso) -> None:
    antes, depois = mudanca.antes, mudanca.depois
    outros = Perfil.objects.exclude(pk=mudanca.alvo_id or 0)
    if depois and outros.filter(portal=depois["portal"], nome__iexact=depois["nome"]).exists():
        raise Recusa(MUDOU)
    if mudanca.alvo_id is None:
        Perfil.objects.create(**depois)
        return
    perfil = Perfil.objects.select_for_update().filter(pk=mudanca.alvo_id).first()
    if perfil is None or _do_perfil(perfil) != antes:
        raise Recusa(MUDOU)
    if not depois:
        _conferir_sem_uso(perfil)
        perfil.delete()
        return
    _conferir_que_nao_cresce(ator, perfil, depois["permissoes"])
    for campo in ("nome", "descricao", "permissoes", "delegavel"):
        setattr(perfil, campo, depois[campo])
    perfil.save(update_fields=["nome", "descricao", "permissoes", "delegavel"])


def _aplicar_na_pessoa(ator: Ator, mudanca: MudancaDeAcesso) -> None:
    vinculo = _da_equipe(ator, Vinculo(pk=mudanca.alvo_id))
    depois = mudanca.depois
    retrato = _do_vinculo(depois["acao"], list(vinculo.perfis.all()), list(vinculo.unidades.all()))
    if depois["acao"] == VINCULO_REATIVAR:
        if retrato | {"situacao": vinculo.situacao} != mudanca.antes:
            raise Recusa(MUDOU)
        fato = {"usuario": vinculo.usuario_id, "mudanca": mudanca.pk}
        transitar(vinculo, estados.VINCULO, "reativar", ator, events.VINCULO_SITUACAO, gravar={"motivo": ""}, fato=fato)
        o_que = vinculos.O_QUE_HOUVE["reativar"]
    else:
        if retrato != mudanca.antes or vinculo.situacao == Vinculo.Situacao.ENCERRADO:
            raise Recusa(MUDOU)
        vinculos.dar_perfis(vinculo, _perfis(depois["perfis"]))
        vinculos.dar_unidades(vinculo, depois["unidades"])
        fato = {"perfis_antes": mudanca.antes["perfis"], "perfis": depois["perfis"], "mudanca": mudanca.pk}
        fato |= {"unidades_antes": mudanca.antes["unidades"], "unidades": depois["unidades"]}
        eventos.registrar(events.VINCULO_MUDADO, vinculo, ator, fato)
        o_que = "mudou de unidades" if depois["perfis"] == mudanca.antes["perfis"] else "mudou de perfis"
    vinculos.escrever_a_pessoa(vinculo, cartas.ACESSO_MUDOU, {"o_que": o_que, "motivo": ""})


def _convidar(quem_pediu: Ator, mudanca: MudancaDeAcesso) -> None:
    dados = mudanca.depois
    if esta_na_equipe(dados["email"]):
        raise Recusa(MUDOU)
    extra = {"nome": dados["nome"], "mudanca": mudanca.pk}
    extra |= {campo: dados.get(campo, []) for campo in ("unidades", "nomes_das_unidades")}
    novo = convites.NovoConvite(Convite.Tipo.EQUIPE, _perfis(dados["perfis"]), email=dados["email"], dados=extra)
    convites.convidar(quem_pediu, novo)


def _tirar(ator: Ator, vinculo: Vinculo, acao: str, motivo: str) -> Vinculo:
    travar_a_equipe(ator)
    atual, havia = _da_equipe(ator, vinculo), _ha_quem_aprove()
    gravar: dict[str, Any] = {"motivo": vinculos.exigir_motivo(motivo)}
    if acao == "encerrar":
        gravar["vigencia_fim"] = fim_do_encerrado(vinculos.periodo_do(atual), hoje())
    feito = vinculos.transitar_vinculo(atual, acao, ator, gravar)
    if havia and not _ha_quem_aprove():
        raise Recusa(SEM_APROVADOR)
    return feito


def _decidir(ator: Ator, mudanca: MudancaDeAcesso, acao: str, motivo: str = "") -> MudancaDeAcesso:
    gravar = {"decidida_por": ator.usuario, "decidida_em": agora(), "motivo": motivo}
    return transitar(mudanca, estados.MUDANCA, acao, ator, events.MUDANCA_DECIDIDA, gravar=gravar, fato=_fato(mudanca))


def _conferir_que_nao_cresce(ator: Ator, perfil: Perfil, depois: Sequence[str]) -> None:
    """Raise Recusa when a perfil that the ator holds would give them a right they do not have."""
    tem = PerfilDoVinculo.objects.filter(
        perfil=perfil, vinculo__usuario_id=ator.usuario.pk, vinculo__situacao=Vinculo.Situacao.ATIVO
    )
    if ganho_proprio(ator.permissoes, perfil.permissoes, depois) and tem.exists():
        raise Recusa("Este perfil é seu e a mudança aumenta os seus direitos: outra pessoa precisa decidir.")


def _conferir_sem_uso(perfil: Perfil) -> None:
    dado = PerfilDoVinculo.objects.filter(perfil=perfil).exists()
    if dado or PerfilDoConvite.objects.filter(perfil=perfil).exists():
        raise Recusa(
            "Este perfil já foi dado ou oferecido a alguém, e o histórico precisa dele: não pode ser excluído."
        )


def _conferir_codigos(conteudo: ConteudoDoPerfil) -> None:
    do_portal = {permissao.codigo for permissao in catalogo() if conteudo.portal in permissao.portais}
    if not conteudo.permissoes:
        raise Recusa("Marque pelo menos um direito.", "permissoes")
    if conteudo.permissoes - do_portal:
        raise Recusa("Há um direito que este portal não tem.", "permissoes")


def _da_equipe(ator: Ator, vinculo: Vinculo) -> Vinculo:
    """The row read anew and locked. Raises Vinculo.DoesNotExist, and Recusa for the ator's own."""
    atual: Vinculo = (
        Vinculo.objects.select_for_update(of=("self",), no_key=True)
        .select_related("operadora", "usuario")
        .get(pk=vinculo.pk, portal=Portal.OPERADORA)
    )
    if atual.usuario_id == ator.usuario.pk:
        raise Recusa(PROPRIO)
    return atual


def _travada(mudanca: MudancaDeAcesso) -> MudancaDeAcesso:
    atual: MudancaDeAcesso = MudancaDeAcesso.objects.select_for_update(of=("self",), no_key=True).get(pk=mudanca.pk)
    return atual


def travar_a_equipe(ator: Ator) -> None:
    """One change of the team at a time: two at once could each leave the other as the last who may approve."""
    Operadora.objects.select_for_update(no_key=True).get(pk=ator.operadora.pk)


def _ha_quem_aprove() -> bool:
    vivos = Vinculo.objects.filter(Vinculo.vigente(hoje()), portal=Portal.OPERADORA, usuario__ativo=True)
    codigo = permissions.EQUIPE_APROVAR.codigo
    return any(codigo in vinculo.codigos for vinculo in vivos.prefetch_related("perfis"))


def _ator_de_quem_pediu(mudanca: MudancaDeAcesso) -> Ator:
    """Who asked, with the rights of this moment. Raises Recusa when they may no longer ask."""
    pessoa: Usuario = mudanca.pedida_por
    vigentes = Vinculo.objects.filter(Vinculo.vigente(hoje()), portal=Portal.OPERADORA, usuario=pessoa)
    for vinculo in vigentes.select_related("operadora").prefetch_related("perfis"):
        ator = ator_do_vinculo(pessoa, vinculo)
        if ator.pode(permissions.EQUIPE_MUDAR):
            return ator
    raise Recusa("Quem pediu já não pode mudar a equipe. Recuse este pedido.")


def _pendentes(tipo: str) -> list[MudancaDeAcesso]:
    return list(MudancaDeAcesso.objects.filter(tipo=tipo, situacao=PENDENTE))


def _perfis(ids: Sequence[int]) -> list[Perfil]:
    """Perfis by id, in that order. Raises Recusa when one of them is gone."""
    achados = {perfil.pk: perfil for perfil in Perfil.objects.filter(pk__in=ids)}
    if len(achados) != len(set(ids)):
        raise Recusa(MUDOU)
    return [achados[pk] for pk in ids]


def _conferir_unidades(ator: Ator, dadas: Sequence[int]) -> None:
    """Raise Recusa when an access would reach beyond the ator's own units: all of them is beyond any."""
    if ator.unidades and (not dadas or set(dadas) - set(ator.unidades)):
        raise Recusa(
            f"{ator.nome} atua só em {unidades_em_palavras(ator.unidades)}: não dá acesso além disso.", "unidades"
        )


def _do_vinculo(acao: str, perfis: Sequence[Perfil], unidades: Sequence[Unidade]) -> dict[str, Any]:
    em_ordem = sorted(perfis, key=lambda perfil: perfil.pk)
    delas = sorted(unidades, key=lambda unidade: unidade.pk)
    return {
        "acao": acao,
        "perfis": [perfil.pk for perfil in em_ordem],
        "nomes": [perfil.nome for perfil in em_ordem],
        "unidades": [unidade.pk for unidade in delas],
        "nomes_das_unidades": [unidade.nome for unidade in delas],
    }


def _do_perfil(perfil: Perfil) -> dict[str, Any]:
    permissoes = frozenset(perfil.permissoes)
    conteudo = ConteudoDoPerfil(perfil.nome, perfil.portal, permissoes, perfil.descricao, perfil.delegavel)
    return _do_conteudo(conteudo, perfil.nome)


def _do_conteudo(conteudo: ConteudoDoPerfil, nome: str) -> dict[str, Any]:
    return {
        "nome": nome[:60],
        "descricao": conteudo.descricao.strip()[:200],
        "portal": conteudo.portal,
        "permissoes": sorted(conteudo.permissoes),
        "delegavel": conteudo.delegavel,
    }


def _fato(mudanca: MudancaDeAcesso) -> dict[str, Any]:
    diferenca = descrever(mudanca).diferenca
    return {
        "tipo": mudanca.tipo,
        "alvo": mudanca.alvo_id,
        "ganha": list(diferenca.ganha),
        "perde": list(diferenca.perde),
    }


def _uso_da_unidade(unidade: Unidade) -> str:
    """People of the team, invitations and changes that wait, which name a unit."""
    pessoas = Vinculo.objects.filter(unidades=unidade).exclude(situacao=Vinculo.Situacao.ENCERRADO).count()
    abertos = Convite.objects.filter(tipo=Convite.Tipo.EQUIPE, situacao="pendente")
    esperam = [convite.dados for convite in abertos]
    esperam += [mudanca.depois for mudanca in _pendentes(MudancaDeAcesso.Tipo.VINCULO)]
    quantos = pessoas + sum(unidade.pk in dados.get("unidades", []) for dados in esperam)
    if not quantos:
        return ""
    return f"{quantos} {'acesso' if quantos == 1 else 'acessos'} da equipe, dado ou pedido"


registrar_uso(_uso_da_unidade)
