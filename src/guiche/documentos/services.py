"""Keep, open, issue and verify."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from guiche.documentos import events, permissions
from guiche.documentos.definicao import Documento
from guiche.documentos.models import Arquivo, DocumentoEmitido
from guiche.documentos.pdf import Autenticacao, gerar_pdf
from guiche.documentos.portas import pode_abrir
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import operadora_atual, sem_escopo
from guiche.nucleo.servico import servico

ALFABETO = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MIME_PDF = "application/pdf"
NOME_MAXIMO = 200


@transaction.atomic
def guardar(ator: Ator, nome: str, conteudo: bytes, tipo_mime: str, objeto: models.Model) -> Arquivo:
    """Keep a file that belongs to a row; only who sees the row will open it.

    ``nome`` may come from a person's machine or a zip: folders and invisible characters are left out.
    """
    arquivo = Arquivo(
        nome=nome_limpo(nome),
        tamanho=len(conteudo),
        sha256=hashlib.sha256(conteudo).hexdigest(),
        tipo_mime=tipo_mime,
        objeto_tipo=objeto._meta.label_lower,
        objeto_id=objeto.pk,
        operadora=operadora_atual(),
        usuario_id=getattr(ator.usuario, "pk", None),
    )
    arquivo.conteudo.save(arquivo.nome, ContentFile(conteudo), save=False)
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
    other content replaces it and the old code answers "substituído".

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
    pdf = gerar_pdf(documento, operadora_atual(), Autenticacao(codigo, endereco, timezone.localtime(agora)))
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
    eventos.registrar(events.DOCUMENTO_EMITIDO, emitido, ator, {"codigo": codigo, "tipo": documento.tipo})
    return emitido


def _resumo_do_conteudo(documento: Documento) -> str:
    conteudo = json.dumps(dataclasses.asdict(documento), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(conteudo.encode()).hexdigest()


def verificar(codigo: str) -> DocumentoEmitido | None:
    """The document of a public code typed in any case, with or without hyphens; None when there is none."""
    limpo = "".join(letra for letra in codigo.upper() if letra.isalnum())
    formatado = "-".join(limpo[i : i + 4] for i in range(0, len(limpo), 4))
    with sem_escopo("verificação pública de documento"):
        return DocumentoEmitido.objects.filter(codigo=formatado).select_related("operadora").first()


def novo_codigo() -> str:
    """A random code of 12 letters and digits that can't be mistaken for each other, in groups of four."""
    letras = "".join(secrets.choice(ALFABETO) for _ in range(12))
    return f"{letras[:4]}-{letras[4:8]}-{letras[8:]}"


def nome_limpo(nome: str) -> str:
    """File name without folders and invisible characters, 200 characters at most, its ending kept."""
    ultimo = " ".join(nome.replace("\\", "/").rsplit("/", 1)[-1].split())
    visivel = "".join(letra for letra in ultimo if letra.isprintable())
    return visivel[-NOME_MAXIMO:].strip() or "arquivo"
