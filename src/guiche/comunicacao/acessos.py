"""Who is told, in the bell, about invitations and accesses, and in which words.

A person who acts for nobody in the operadora has no bell there: the letters of access reach them.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from guiche.acesso import events, permissions
from guiche.acesso.models import Convite, Portal, Vinculo
from guiche.acesso.services.vinculos import O_QUE_HOUVE
from guiche.cadastro.models import Prestador
from guiche.comunicacao.services.avisos import avisar_pessoa, chave_do, notificar
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento

DA_PESSOA: Final = "/conta/relacionamentos/"
DO_PRESTADOR: Final = "/prestador/relacionamentos/"
DA_REVISAO: Final = "/operadora/acessos/revisao/"


@assinar(events.CONVITE_ENVIADO, events.CONVITE_REENVIADO)
def convite_recebido(evento: Evento) -> None:
    """To the invited person, where they already act for somebody in the operadora."""
    convite = _convite(evento)
    if convite.usuario_id is None:
        return
    _a_pessoa(
        convite.usuario_id,
        evento,
        titulo=f"Você recebeu um convite de {convite.rotulo}",
        texto="Aceite ou recuse em Relacionamentos.",
    )


@assinar(events.CONVITE_RESPONDIDO, events.CONVITE_ENCERRADO)
def convite_respondido(evento: Evento) -> None:
    """To the inviter: accepted, refused with the reason, or expired without an answer (B-33)."""
    convite = _convite(evento)
    frases = {
        "aceitar": ("Convite aceito", f"{evento.quem} já pode atuar por {convite.rotulo}."),
        "recusar": ("Convite recusado", f"Motivo: {convite.motivo}"),
        "expirar": ("Convite venceu sem resposta", f"Reenvie, se {convite.rotulo} ainda precisa desta pessoa."),
    }
    if convite.convidado_por_id is None or evento.fato["acao"] not in frases:
        return
    titulo, texto = frases[evento.fato["acao"]]
    da_operadora = convite.tipo in (Convite.Tipo.CREDENCIAMENTO, Convite.Tipo.EQUIPE)
    portal = Portal.OPERADORA if da_operadora else Portal(convite.portal)
    notificar(
        Q(usuario_id=convite.convidado_por_id) & _do_alvo(convite, portal),
        portal,
        titulo=titulo,
        texto=texto,
        url=DO_PRESTADOR if portal == Portal.PRESTADOR else "",
        chave=chave_do(evento),
    )


@assinar(events.VINCULO_SITUACAO)
def acesso_mudou(evento: Evento) -> None:
    """To the person whose access was suspended, given back or ended, where they still act for somebody."""
    vinculo = _vinculo(evento)
    if evento.usuario_id == vinculo.usuario_id:
        _saiu(vinculo, evento)
        return
    motivo = f"Motivo: {vinculo.motivo}" if vinculo.motivo else ""
    titulo = f"Seu acesso a {vinculo.rotulo} {O_QUE_HOUVE[evento.fato['acao']]}"
    _a_pessoa(vinculo.usuario_id, evento, titulo=titulo, texto=motivo)


@assinar(events.VINCULO_MUDADO)
def papeis_mudaram(evento: Evento) -> None:
    """To the person whose roles or term changed; contact and unit are changed without a notice."""
    fato = evento.fato
    if fato.get("perfis_antes") == fato.get("perfis") and fato.get("fim_antes") == fato.get("fim"):
        return
    vinculo = _vinculo(evento)
    o_que = "Mudou o seu prazo" if "fim" in fato else "Mudaram os seus papéis"
    texto = f"Papéis: {vinculo.papeis}."
    _a_pessoa(vinculo.usuario_id, evento, titulo=f"{o_que} em {vinculo.rotulo}", texto=texto)


@assinar(events.VINCULO_A_TERMINAR)
def acesso_a_terminar(evento: Evento) -> None:
    """To the person, and to who manages the relationships of the prestador."""
    vinculo = _vinculo(evento)
    if vinculo.vigencia_fim is None:
        return
    fim = f"{vinculo.vigencia_fim:%d/%m/%Y}"
    titulo = f"Seu acesso a {vinculo.rotulo} termina em {fim}"
    _a_pessoa(vinculo.usuario_id, evento, titulo=titulo, texto="Se ainda precisar dele, peça mais prazo.")
    if vinculo.prestador_id is not None:
        notificar(
            Q(prestador_id=vinculo.prestador_id) & ~Q(usuario_id=vinculo.usuario_id),
            Portal.PRESTADOR,
            titulo=f"O acesso de {vinculo.usuario.nome} termina em {fim}",
            texto="Aumente o prazo, se a pessoa continua com vocês.",
            url=f"{DO_PRESTADOR}{vinculo.pk}/",
            chave=chave_do(evento),
            permissao=permissions.RELACIONAMENTO_GERIR.codigo,
        )


@assinar(events.REVISAO_ABERTA, events.REVISAO_COBRADA)
def acessos_a_confirmar(evento: Evento) -> None:
    """To who manages the relationships of the prestador."""
    prestador = Prestador.objects.get(pk=evento.alvo)
    quantos = len(evento.fato["vinculos"])
    notificar(
        Q(prestador_id=prestador.pk),
        Portal.PRESTADOR,
        titulo=f"Confirme {quantos} {'acesso' if quantos == 1 else 'acessos'} de {prestador.nome_fantasia}",
        texto="Diga quem ainda precisa do acesso. Ninguém perde nada enquanto você não responde.",
        url=f"{DO_PRESTADOR}revisao/",
        chave=chave_do(evento),
        permissao=permissions.RELACIONAMENTO_GERIR.codigo,
    )


@assinar(events.REVISAO_DA_EQUIPE)
def equipe_a_confirmar(evento: Evento) -> None:
    """To who manages the operadora's team."""
    quantos = len(evento.fato["vinculos"])
    notificar(
        Q(),
        Portal.OPERADORA,
        titulo=f"Confirme {quantos} {'acesso' if quantos == 1 else 'acessos'} da equipe",
        texto="Diga quem ainda precisa do acesso que tem. Ninguém perde nada enquanto não se responde.",
        url=f"{DA_REVISAO}?revisao=vencida",
        chave=chave_do(evento),
        permissao=permissions.EQUIPE_MUDAR.codigo,
    )


def _saiu(vinculo: Vinculo, evento: Evento) -> None:
    if vinculo.concedido_por_id is None:
        return
    notificar(
        Q(usuario_id=vinculo.concedido_por_id) & _do_alvo(vinculo, Portal(vinculo.portal)),
        vinculo.portal,
        titulo=f"{vinculo.usuario.nome} saiu de {vinculo.rotulo}",
        url=f"{DO_PRESTADOR}{vinculo.pk}/" if vinculo.portal == Portal.PRESTADOR else "",
        chave=chave_do(evento),
    )


def _a_pessoa(usuario_id: int, evento: Evento, *, titulo: str, texto: str) -> None:
    avisar_pessoa(usuario_id, titulo=titulo, texto=texto, url=DA_PESSOA, chave=chave_do(evento))


def _do_alvo(linha: Convite | Vinculo, portal: Portal) -> Q:
    return Q(prestador_id=linha.prestador_id) if portal == Portal.PRESTADOR else Q()


def _convite(evento: Evento) -> Convite:
    lidos = Convite.objects.select_related("operadora", "prestador", "beneficiario", "contrato")
    convite: Convite = lidos.get(pk=evento.alvo)
    return convite


def _vinculo(evento: Evento) -> Vinculo:
    lidos = Vinculo.objects.select_related("operadora", "prestador", "beneficiario", "contrato", "usuario")
    vinculo: Vinculo = lidos.get(pk=evento.alvo)
    return vinculo
