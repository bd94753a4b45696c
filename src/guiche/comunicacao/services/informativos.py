"""Verbs of informativos: write, publish, replace by another version, withdraw, read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from guiche.cadastro.alcance import exigir_todas
from guiche.cadastro.models import Prestador
from guiche.cadastro.selectors.aditivos import alvos
from guiche.comunicacao import estados, events, permissions
from guiche.comunicacao.models import DestinoDoInformativo, Informativo, LeituraDoInformativo
from guiche.comunicacao.selectors.informativos import informativos
from guiche.documentos.anexos import SO_PDF, limpar
from guiche.documentos.services import guardar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar


@dataclass(frozen=True, slots=True)
class NovoInformativo:
    """What is written: kind, words, dates, the PDF if any, and for whom (``codigos`` wins over the others)."""

    tipo: str
    titulo: str
    texto: str
    vale_desde: date
    vale_ate: date | None = None
    nome_do_arquivo: str = ""
    conteudo: bytes = b""
    categorias: Sequence[str] = ()
    tipos: Sequence[str] = ()
    codigos: Sequence[str] = ()


@servico(permissions.INFORMATIVO_ESCREVER)
def escrever_informativo(ator: Ator, novo: NovoInformativo, substitui_id: int | None = None) -> Informativo:
    """Keep a draft; with ``substitui_id``, the next version of a published one, whose file stays when none is sent.

    Raises Recusa at the field: nothing written, dates out of order, codes that don't exist, nobody to read it, a
    file that is not a safe PDF, another draft of the same informativo open; for who has units, because it goes to
    the network of all; Informativo.DoesNotExist.
    """
    exigir_todas(ator, "Escrever informativos")
    _conferir(novo)
    anterior = _publicado(ator, substitui_id) if substitui_id is not None else None
    achados = _alvos(novo)
    anexo = limpar(novo.nome_do_arquivo, novo.conteudo, SO_PDF, "arquivo") if novo.conteudo else None
    informativo = Informativo(
        tipo=novo.tipo,
        titulo=novo.titulo.strip(),
        texto=novo.texto.strip(),
        publico=_publico(novo)[:200],
        vale_desde=novo.vale_desde,
        vale_ate=novo.vale_ate,
        escrito_por=ator.nome[:120],
    )
    if anterior is not None:
        todas = Informativo.objects.filter(serie=anterior.serie)
        if todas.filter(situacao=estados.RASCUNHO).exists():
            raise Recusa("Já há um rascunho da próxima versão: publique ou descarte esse antes.")
        informativo.serie, informativo.versao = anterior.serie, todas.order_by("-versao")[0].versao + 1
    informativo.save()
    if anexo is not None:
        informativo.arquivo = guardar(ator, anexo.nome, anexo.conteudo, anexo.tipo_mime, informativo)
    elif anterior is not None and anterior.arquivo is not None:
        with anterior.arquivo.conteudo.open("rb") as aberto:
            informativo.arquivo = guardar(
                ator, anterior.arquivo.nome, aberto.read(), anterior.arquivo.tipo_mime, informativo
            )
    informativo.save(update_fields=["arquivo"])
    DestinoDoInformativo.objects.bulk_create(_destinos(informativo, novo, achados), batch_size=500)
    eventos.registrar(events.INFORMATIVO_ESCRITO, informativo, ator, {"versao": informativo.versao})
    return informativo


@servico(permissions.INFORMATIVO_PUBLICAR)
def publicar_informativo(ator: Ator, informativo_id: int) -> Informativo:
    """Publish a draft; the version it replaces, if any, leaves the lists and stays readable.

    Raises Recusa when its last day has passed and for who has units, TransicaoInvalida when it is no draft,
    Informativo.DoesNotExist.
    """
    exigir_todas(ator, "Publicar informativos")
    informativo: Informativo = informativos(ator).get(pk=informativo_id)
    if informativo.vale_ate is not None and informativo.vale_ate < hoje():
        raise Recusa("O último dia deste informativo já passou: descarte e escreva outro.")
    arquivo = informativo.arquivo.sha256 if informativo.arquivo is not None else ""
    sha256 = hashlib.sha256(f"{informativo.titulo}\0{informativo.texto}\0{arquivo}".encode()).hexdigest()
    for anterior in Informativo.objects.filter(serie=informativo.serie, situacao=estados.PUBLICADO):
        transitar(anterior, estados.INFORMATIVO, "substituir", ator, events.INFORMATIVO_MUDADO)
    return transitar(
        informativo,
        estados.INFORMATIVO,
        "publicar",
        ator,
        events.INFORMATIVO_MUDADO,
        gravar={"sha256": sha256, "publicado_em": agora(), "publicado_por": ator.nome[:120]},
        fato={"versao": informativo.versao, "sha256": sha256},
    )


@servico(permissions.INFORMATIVO_ESCREVER)
def descartar_rascunho(ator: Ator, informativo_id: int) -> Informativo:
    """Give up a draft. Raises Recusa for who has units, TransicaoInvalida, Informativo.DoesNotExist."""
    exigir_todas(ator, "Descartar informativos")
    informativo: Informativo = informativos(ator).get(pk=informativo_id)
    return transitar(informativo, estados.INFORMATIVO, "descartar", ator, events.INFORMATIVO_MUDADO)


@servico(permissions.INFORMATIVO_PUBLICAR)
def retirar_informativo(ator: Ator, informativo_id: int, motivo: str) -> Informativo:
    """Take a published one away; who opens it reads why. Raises Recusa without a reason and for who has units,
    TransicaoInvalida.
    """
    exigir_todas(ator, "Retirar informativos")
    if not motivo.strip():
        raise Recusa("Escreva por que o informativo sai: quem o recebeu lê isto.", "motivo")
    informativo: Informativo = informativos(ator).get(pk=informativo_id)
    gravar = {"motivo": motivo.strip()[:300]}
    return transitar(informativo, estados.INFORMATIVO, "retirar", ator, events.INFORMATIVO_MUDADO, gravar=gravar)


@servico(permissions.INFORMATIVO_LER)
def ler_informativo(ator: Ator, informativo_id: int) -> Informativo:
    """Open one as a prestador; the first reading of each person is kept. Raises Informativo.DoesNotExist."""
    informativo: Informativo = informativos(ator).get(pk=informativo_id)
    LeituraDoInformativo.objects.bulk_create(
        [LeituraDoInformativo(informativo=informativo, usuario_id=ator.usuario.pk, prestador_id=ator.prestador_atual)],
        ignore_conflicts=True,
    )
    return informativo


def _conferir(novo: NovoInformativo) -> None:
    for campo, valor in (("titulo", novo.titulo), ("texto", novo.texto)):
        if not valor.strip():
            raise Recusa("Preencha este campo.", campo)
    if novo.vale_ate is not None and novo.vale_ate < max(novo.vale_desde, hoje()):
        raise Recusa("O último dia não pode ser antes do primeiro nem já ter passado.", "vale_ate")


def _publicado(ator: Ator, informativo_id: int) -> Informativo:
    """The version in force, locked: of two drafts of the next one begun at once the second is refused."""
    travados = informativos(ator).select_for_update(of=("self",), no_key=True)
    informativo: Informativo = travados.get(pk=informativo_id, situacao=estados.PUBLICADO)
    return informativo


def _alvos(novo: NovoInformativo) -> list[Prestador]:
    achados = list(alvos(novo.categorias, novo.tipos, novo.codigos, hoje()))
    faltam = set(novo.codigos) - {prestador.codigo for prestador in achados}
    if faltam:
        raise Recusa(f"Não há prestador ativo com o código {', '.join(sorted(faltam))}.", "codigos")
    if not achados:
        raise Recusa("Nenhum prestador ativo se encaixa no que você escolheu.", "categorias")
    return achados


def _destinos(
    informativo: Informativo, novo: NovoInformativo, achados: Sequence[Prestador]
) -> list[DestinoDoInformativo]:
    if novo.codigos:
        return [DestinoDoInformativo(informativo=informativo, prestador=prestador) for prestador in achados]
    pares = product(novo.categorias or [""], novo.tipos or [""])
    return [DestinoDoInformativo(informativo=informativo, categoria=c, tipo=t) for c, t in pares]


def _publico(novo: NovoInformativo) -> str:
    if novo.codigos:
        return f"Códigos {', '.join(novo.codigos)}"
    if not novo.categorias and not novo.tipos:
        return "Todos os prestadores"
    categorias = ", ".join(Prestador.Categoria(codigo).label for codigo in novo.categorias) or "Todas as categorias"
    tipos = ", ".join(Prestador.Tipo(codigo).label for codigo in novo.tipos) or "todos os tipos"
    return f"{categorias}; {tipos}"
