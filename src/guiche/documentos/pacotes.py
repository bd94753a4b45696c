"""Packages: many files in one zip, made in the background while the person does something else.

The module that knows the files asks (:func:`pedir`), makes them in a task of its own (:func:`preencher`) and
tells the person (event ``documentos.pacote.pronto``).
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from guiche.documentos import events
from guiche.documentos.models import Arquivo, Pacote
from guiche.documentos.portas import registrar_porta
from guiche.documentos.services import guardar_de
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Progresso

TIPO_ZIP = "application/zip"
NA_MEMORIA = 10_000_000
Gerado = tuple[str, Callable[[], bytes]]


@transaction.atomic
def pedir(ator: Ator, tipo: str, nome: str, total: int, pedido: dict[str, Any]) -> Pacote:
    """Open a package of ``total`` files for the vínculo of the ator; the right is that of the calling verb."""
    progresso = Progresso.objects.create(titulo=nome, total=total, usuario_id=ator.usuario.pk)
    pacote: Pacote = Pacote.objects.create(
        progresso=progresso,
        vinculo_id=ator.vinculo.pk,
        tipo=tipo,
        nome=nome,
        pedido=pedido,
        pedido_em=timezone.now(),
    )
    eventos.registrar(events.PACOTE_PEDIDO, pacote, ator, {"tipo": tipo, "arquivos": total, **pedido})
    return pacote


def pacote_do_ator(ator: Ator, pk: int) -> Pacote:
    """A package the vínculo acted by asked for. Raises Pacote.DoesNotExist."""
    pacote: Pacote = Pacote.objects.select_related("progresso", "arquivo").get(pk=pk, vinculo_id=ator.vinculo.pk)
    return pacote


def zipar(arquivos: Iterable[Gerado], avancar: Callable[[int], None] | None = None) -> IO[bytes]:
    """A zip of (name, maker); ``avancar`` hears how many are in it. The caller closes it."""
    saida: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=NA_MEMORIA)  # noqa: SIM115 (the caller closes it)
    with zipfile.ZipFile(saida, "w", zipfile.ZIP_DEFLATED) as pacote:
        for feitos, (nome, gerar) in enumerate(arquivos, 1):
            pacote.writestr(nome, gerar())
            if avancar is not None:
                avancar(feitos)
    saida.seek(0)
    return saida


def preencher(ator: Ator, pacote: Pacote, arquivos: Iterable[Gerado]) -> None:
    """Make the files, one transaction each, and keep the zip. Running again after the end does nothing.

    An exception is left for the task's retry; the screen meanwhile says what to do if that does not help.
    """
    if Progresso.objects.filter(pk=pacote.progresso_id, terminado_em__isnull=False).exists():
        return
    try:
        with zipar(arquivos, lambda feitos: _avancar(pacote, feitos)) as zipado:
            _concluir(ator, pacote, zipado)
    except Exception:
        dizer_o_erro(pacote, "Não conseguimos montar o pacote agora. Se ele não ficar pronto em uma hora, peça outro.")
        raise


def dizer_o_erro(pacote: Pacote, erro: str) -> None:
    """Show the person why the package is not ready; a later success takes it away."""
    Progresso.objects.filter(pk=pacote.progresso_id).update(erro=erro)


def _avancar(pacote: Pacote, feitos: int) -> None:
    Progresso.objects.filter(pk=pacote.progresso_id).update(feitos=feitos)


@transaction.atomic
def _concluir(ator: Ator, pacote: Pacote, zipado: IO[bytes]) -> None:
    arquivo: Arquivo = guardar_de(ator, pacote.nome, zipado, TIPO_ZIP, pacote)
    Pacote.objects.filter(pk=pacote.pk).update(arquivo=arquivo)
    Progresso.objects.filter(pk=pacote.progresso_id).update(terminado_em=timezone.now(), erro="")
    eventos.registrar(events.PACOTE_PRONTO, pacote, ator, {"tipo": pacote.tipo, "arquivo": arquivo.pk})


def _do_pacote(ator: Ator, pacote_id: int) -> bool:
    vinculo_id = getattr(ator.vinculo, "pk", None)
    return vinculo_id is not None and Pacote.objects.filter(pk=pacote_id, vinculo_id=vinculo_id).exists()


registrar_porta("documentos.pacote", _do_pacote)
