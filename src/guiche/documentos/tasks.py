"""Housekeeping of the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import structlog
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from guiche.documentos.models import Arquivo, Pacote
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Progresso
from guiche.nucleo.tarefas import periodica, tarefa

log = structlog.get_logger(__name__)
SOBRA_DEPOIS_DE = timedelta(hours=24)
PACOTE_VALE = timedelta(days=7)
_PASTA = re.compile(r"[0-9a-f]{2}")
_NOME = re.compile(r"[0-9a-f]{32}")


@periodica(cada=timedelta(hours=24))
@tarefa
def varrer_arquivos() -> None:
    """Remove packages older than 7 days, then stored files older than 24 h that no row owns.

    A file is stored before its row commits, so a transaction rolled back leaves the file behind; 24 hours is
    far longer than any transaction lives.
    """
    vencidos = _esquecer_pacotes()
    removidos = apagar_sobras(Arquivo._meta.get_field("conteudo").storage)
    log.info("arquivos.varridos", operadora=operadora_atual().pk, sobras=removidos, pacotes=vencidos)


def apagar_sobras(armazem: Storage) -> int:
    """Remove the leftovers of the operadora in scope; returns how many. Only names this module gives are
    looked at.
    """
    limite, removidos = timezone.now() - SOBRA_DEPOIS_DE, 0
    for pasta, nomes in _pastas(armazem):
        com_dono = set(Arquivo.objects.filter(conteudo__startswith=f"{pasta}/").values_list("conteudo", flat=True))
        for nome in nomes:
            if nome not in com_dono and armazem.get_modified_time(nome) < limite:
                armazem.delete(nome)
                removidos += 1
    return removidos


def _pastas(armazem: Storage) -> Iterator[tuple[str, list[str]]]:
    """(folder, names) of the operadora: 256 folders at most, so memory holds a small part at a time."""
    raiz = str(operadora_atual().pk)
    try:
        pastas = [pasta for pasta in armazem.listdir(raiz)[0] if _PASTA.fullmatch(pasta)]
    except FileNotFoundError:
        return
    for pasta in sorted(pastas):
        caminho = f"{raiz}/{pasta}"
        yield caminho, [f"{caminho}/{nome}" for nome in armazem.listdir(caminho)[1] if _NOME.fullmatch(nome)]


def _esquecer_pacotes() -> int:
    vencidos = list(Pacote.objects.filter(pedido_em__lt=timezone.now() - PACOTE_VALE).select_related("arquivo"))
    for pacote in vencidos:
        with transaction.atomic():
            progresso_id, arquivo = pacote.progresso_id, pacote.arquivo
            pacote.delete()
            Progresso.objects.filter(pk=progresso_id).delete()
            if arquivo is not None:
                arquivo.delete()
    return len(vencidos)
