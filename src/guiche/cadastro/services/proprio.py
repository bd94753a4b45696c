"""What a prestador changes by itself in its record: the photo or logo."""

from __future__ import annotations

from guiche.cadastro import events, permissions
from guiche.cadastro.models import Prestador
from guiche.documentos.anexos import foto
from guiche.documentos.models import Arquivo
from guiche.documentos.services import guardar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico


@servico(permissions.PROPRIO_ATUALIZAR)
def trocar_foto(ator: Ator, nome: str, conteudo: bytes) -> Arquivo:
    """Put a photo (of a person, cut square) or logo (of a company, whole) on the prestador acted for.

    The former one is deleted. Raises Recusa at ``foto`` for what is not a usable image.
    """
    prestador: Prestador = Prestador.objects.select_for_update().get(pk=ator.prestador_atual)
    limpa = foto(nome, conteudo, inteira=not prestador.pessoa_fisica)
    arquivo = guardar(ator, limpa.nome, limpa.conteudo, limpa.tipo_mime, prestador)
    _trocar(prestador, arquivo)
    eventos.registrar(events.FOTO_TROCADA, prestador, ator, {"arquivo": arquivo.pk, "sha256": arquivo.sha256})
    return arquivo


@servico(permissions.PROPRIO_ATUALIZAR)
def remover_foto(ator: Ator) -> None:
    """Take the photo away. Raises Recusa when there is none."""
    prestador: Prestador = Prestador.objects.select_for_update().get(pk=ator.prestador_atual)
    if prestador.foto_id is None:
        raise Recusa("Não há foto para remover.", "foto")
    _trocar(prestador, None)
    eventos.registrar(events.FOTO_TROCADA, prestador, ator, {"arquivo": None})


def _trocar(prestador: Prestador, nova: Arquivo | None) -> None:
    antiga = prestador.foto_id
    prestador.foto = nova
    prestador.save(update_fields=["foto"])
    if antiga is not None:
        Arquivo.objects.get(pk=antiga).delete()
