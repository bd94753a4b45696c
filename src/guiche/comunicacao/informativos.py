"""Who is told, in the bell, about informativos; the door of their files; those whose first day arrives."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from guiche.acesso.models import Portal
from guiche.acesso.selectors.unidades import quem_alcanca
from guiche.comunicacao import estados, events, permissions
from guiche.comunicacao.models import Informativo
from guiche.comunicacao.selectors.informativos import com_conteudo, destinatarios
from guiche.comunicacao.services.avisos import chave_do, notificar
from guiche.documentos.portas import registrar_porta
from guiche.nucleo.ator import Ator
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.tarefas import periodica, tarefa


@assinar(events.INFORMATIVO_ESCRITO)
def rascunho_a_publicar(evento: Evento) -> None:
    """To who may publish, which is who reaches every unit, when another person wrote it."""
    informativo = Informativo.objects.get(pk=evento.alvo)
    notificar(
        ~Q(usuario_id=evento.usuario_id) & quem_alcanca(None),
        Portal.OPERADORA,
        titulo=f"Informativo a publicar: {informativo.titulo}",
        texto=f"Escrito por {informativo.escrito_por}.",
        url=f"/operadora/informativos/{informativo.pk}/",
        chave=chave_do(evento),
        permissao=permissions.INFORMATIVO_PUBLICAR.codigo,
    )


@assinar(events.INFORMATIVO_MUDADO)
def informativo_publicado(evento: Evento) -> None:
    """To its audience, on publication; one that begins later waits for its day."""
    if evento.fato["acao"] == "publicar":
        _anunciar(evento.alvo)


@periodica(cada=timedelta(hours=1))
@tarefa
def anunciar_informativos() -> None:
    """Tell the audience of those whose first day has come."""
    for pk in _a_anunciar().values_list("pk", flat=True):
        _anunciar(pk)


@transaction.atomic
def _anunciar(informativo_id: int) -> None:
    informativo = _a_anunciar().filter(pk=informativo_id).first()
    if informativo is None:
        return
    notificar(
        Q(prestador_id__in=destinatarios(informativo).values("pk")),
        Portal.PRESTADOR,
        titulo=f"{informativo.get_tipo_display()}: {informativo.titulo}",
        texto=informativo.texto.split("\n")[0],
        url=f"/prestador/informativos/{informativo.pk}/",
        chave=f"informativo:{informativo.pk}",
        permissao=permissions.INFORMATIVO_LER.codigo,
    )
    Informativo.objects.filter(pk=informativo.pk).update(anunciado_em=agora())


def _a_anunciar() -> QuerySet[Informativo]:
    return Informativo.objects.filter(
        Q(vale_ate__isnull=True) | Q(vale_ate__gte=hoje()),
        situacao=estados.PUBLICADO,
        anunciado_em__isnull=True,
        vale_desde__lte=hoje(),
    )


def _do_informativo(ator: Ator, informativo_id: int) -> bool:
    return com_conteudo(ator).filter(pk=informativo_id).exists()


registrar_porta("comunicacao.informativo", _do_informativo)
