"""Keep, open, issue and verify."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import secrets
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from guiche.documentos import events, permissions
from guiche.documentos.definicao import Documento
from guiche.documentos.logotipo import MIME, esquecer_logo, formato_do_logo, logo_da_operadora
from guiche.documentos.models import Arquivo, DocumentoEmitido
from guiche.documentos.pdf import Autenticacao, gerar_pdf
from guiche.documentos.portas import pode_abrir
from guiche.documentos.selectors import emitidos
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import operadora_atual, sem_escopo
from guiche.nucleo.servico import Recusa, servico

ALFABETO = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MIME_PDF = "application/pdf"
NOME_MAXIMO = 200
PARTE = 1024 * 1024


@transaction.atomic
def guardar(ator: Ator, nome: str, conteudo: bytes, tipo_mime: str, objeto: models.Model) -> Arquivo:
    """Keep a file that belongs to a row; only who sees the row will open it.

    ``nome`` may come from a person's machine or a zip: folders and invisible characters are left out.
    """
    return guardar_de(ator, nome, io.BytesIO(conteudo), tipo_mime, objeto)


@transaction.atomic
def guardar_de(ator: Ator, nome: str, origem: IO[bytes], tipo_mime: str, objeto: models.Model) -> Arquivo:
    """Keep what an open file holds, from its beginning, without loading it whole; see :func:`guardar`."""
    sha256, tamanho = hashlib.sha256(), 0
    origem.seek(0)
    while parte := origem.read(PARTE):
        sha256.update(parte)
        tamanho += len(parte)
    origem.seek(0)
    arquivo = Arquivo(
        nome=nome_limpo(nome),
        tamanho=tamanho,
        sha256=sha256.hexdigest(),
        tipo_mime=tipo_mime,
        objeto_tipo=objeto._meta.label_lower,
        objeto_id=objeto.pk,
        operadora=operadora_atual(),
        usuario_id=getattr(ator.usuario, "pk", None),
    )
    arquivo.conteudo.save(arquivo.nome, File(origem), save=False)
    arquivo.save()
    return arquivo


def conteudo_de(arquivo: Arquivo) -> bytes:
    """The bytes as they came. Raises OSError when the storage lost or changed them."""
    with arquivo.conteudo.open("rb") as aberto:
        conteudo: bytes = aberto.read()
    if hashlib.sha256(conteudo).hexdigest() != arquivo.sha256:
        raise OSError(f"O arquivo {arquivo.pk} mudou no armazenamento.")
    return conteudo


@servico(permissions.ARQUIVO_ABRIR)
def abrir(ator: Ator, arquivo_id: int) -> Arquivo:
    """The one door to a file; registers the reading. Raises Arquivo.DoesNotExist when it is not visible."""
    arquivo: Arquivo = Arquivo.objects.get(pk=arquivo_id)
    if not pode_abrir(ator, arquivo):
        raise Arquivo.DoesNotExist
    eventos.registrar(events.ARQUIVO_LIDO, arquivo, ator, {"de": arquivo.objeto_tipo, "id": arquivo.objeto_id})
    return arquivo


def emitir(ator: Ator, documento: Documento, objeto: models.Model, chave: str) -> DocumentoEmitido:
    """Issue a document with a public code. The same content under the same key gives the same document;
    other content replaces it and the old code answers "substituído por" the new one.

    The right to issue is that of the calling verb. ``resumo`` and ``titulo`` are shown to whoever has the
    code: no personal data there. Raises DocumentoGrande above 1,000 rows.
    """
    try:
        return _emitir(ator, documento, objeto, chave)
    except IntegrityError:
        # Somebody issued under this key in the same instant; now that document is there to be found.
        return _emitir(ator, documento, objeto, chave)


@transaction.atomic
def _emitir(ator: Ator, documento: Documento, objeto: models.Model, chave: str) -> DocumentoEmitido:
    sha256 = _resumo_do_conteudo(documento)
    vigentes = DocumentoEmitido.objects.filter(chave=chave, situacao=DocumentoEmitido.Situacao.VIGENTE)
    atual: DocumentoEmitido | None = vigentes.select_for_update().select_related("arquivo").first()
    if atual is not None and atual.conteudo_sha256 == sha256:
        return atual
    codigo, agora = novo_codigo(), timezone.now()
    endereco = f"{settings.GUICHE_ENDERECO.rstrip('/')}/verificar/{codigo}/"
    autenticacao = Autenticacao(codigo, endereco, timezone.localtime(agora))
    pdf = gerar_pdf(documento, operadora_atual(), autenticacao, logo_da_operadora())
    if atual is not None:
        # Only the row read above: one committed meanwhile must make the insert below fail, not vanish.
        DocumentoEmitido.objects.filter(pk=atual.pk).update(situacao=DocumentoEmitido.Situacao.SUBSTITUIDO)
    arquivo = guardar(ator, f"{documento.tipo}-{codigo}.pdf", pdf, MIME_PDF, objeto)
    try:
        emitido: DocumentoEmitido = DocumentoEmitido.objects.create(
            codigo=codigo,
            tipo=documento.tipo,
            titulo=documento.titulo[:150],
            chave=chave,
            conteudo_sha256=sha256,
            arquivo=arquivo,
            resumo=dict(documento.resumo),
            emitido_em=agora,
        )
    except IntegrityError:
        arquivo.conteudo.storage.delete(str(arquivo.conteudo.name))
        raise
    fato = {"codigo": codigo, "tipo": documento.tipo}
    if atual is not None:
        DocumentoEmitido.objects.filter(pk=atual.pk).update(substituido_por=emitido)
        fato["substitui"] = atual.codigo
    eventos.registrar(events.DOCUMENTO_EMITIDO, emitido, ator, fato)
    return emitido


@servico(permissions.DOCUMENTO_REVOGAR)
def revogar(ator: Ator, documento_id: int, motivo: str) -> DocumentoEmitido:
    """Take an issued document out of force: from now on its code answers "revogado em …" and why.

    ``motivo`` is public: no personal data. What replaces it, if anything, is issued as a new document. Raises
    Recusa without a reason or when it is not in force, DocumentoEmitido.DoesNotExist.
    """
    motivo = " ".join(motivo.split())
    if not motivo:
        raise Recusa("Escreva o motivo: ele aparece para quem verificar o documento.", campo="motivo")
    emitido: DocumentoEmitido = emitidos(ator).select_for_update(of=("self",)).get(pk=documento_id)
    if emitido.situacao != DocumentoEmitido.Situacao.VIGENTE:
        raise Recusa(f"O documento {emitido.codigo} já não está em vigor.")
    emitido.situacao = DocumentoEmitido.Situacao.REVOGADO
    emitido.revogado_em, emitido.motivo_da_revogacao = timezone.now(), motivo[:200]
    emitido.save(update_fields=["situacao", "revogado_em", "motivo_da_revogacao"])
    eventos.registrar(events.DOCUMENTO_REVOGADO, emitido, ator, {"codigo": emitido.codigo, "motivo": motivo[:200]})
    return emitido


def _resumo_do_conteudo(documento: Documento) -> str:
    conteudo = json.dumps(dataclasses.asdict(documento), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(conteudo.encode()).hexdigest()


@servico(permissions.LOGOTIPO_TROCAR)
def trocar_logo(ator: Ator, conteudo: bytes) -> Arquivo:
    """Put this logo on the documents issued from now on; those already issued stay as they are.

    Raises Recusa when it is neither a PNG that opens nor a plain SVG (drawing only: no script, no link, nothing
    from outside), above 200 kB, or a PNG of more than 4,000,000 pixels.
    """
    formato = formato_do_logo(conteudo)
    arquivo = guardar(ator, f"logotipo.{formato}", conteudo, MIME[formato], operadora_atual())
    esquecer_logo()
    eventos.registrar(events.LOGOTIPO_TROCADO, arquivo, ator, {"sha256": arquivo.sha256, "formato": formato})
    return arquivo


def verificar(codigo: str) -> DocumentoEmitido | None:
    """The document of a public code typed in any case, with or without hyphens; None when there is none."""
    limpo = "".join(letra for letra in codigo.upper() if letra.isalnum())
    formatado = "-".join(limpo[i : i + 4] for i in range(0, len(limpo), 4))
    with sem_escopo("verificação pública de documento"):
        return DocumentoEmitido.objects.filter(codigo=formatado).select_related("operadora", "substituido_por").first()


def novo_codigo() -> str:
    """A random code of 12 letters and digits that can't be mistaken for each other, in groups of four."""
    letras = "".join(secrets.choice(ALFABETO) for _ in range(12))
    return f"{letras[:4]}-{letras[4:8]}-{letras[8:]}"


def nome_limpo(nome: str) -> str:
    """File name without folders and invisible characters, 200 characters at most, its ending kept."""
    ultimo = " ".join(nome.replace("\\", "/").rsplit("/", 1)[-1].split())
    visivel = "".join(letra for letra in ultimo if letra.isprintable())
    return visivel[-NOME_MAXIMO:].strip() or "arquivo"
