"""Dry run: the same checks as the reception, with nothing sent.

A check not yet sent keeps the file as it came, login included if it has one: those are the bytes that will be
sent, and only the prestador opens them. Once sent, it points to the copy of the lote, whose login is covered, and
the file as it came goes.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import time
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from guiche.cadastro.models import Prestador
from guiche.cadastro.selectors.prestadores import prestador_do_ator
from guiche.documentos.services import conteudo_de, guardar
from guiche.faturamento import events, permissions
from guiche.faturamento.models import Conferencia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.conferencia import ResultadoConferencia
from guiche.faturamento.regras.risco import Causa
from guiche.faturamento.services.gravacao import Exame
from guiche.faturamento.services.lotes import (
    MIME_XML,
    Recebimento,
    abrir_mensagem,
    examinar,
    receber_lote,
)
from guiche.nucleo import eventos
from guiche.nucleo.achado import Achado
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import Recusa, servico
from guiche.tiss_xml.leitura import LIMITE_PADRAO, DefeitoTiss

MAXIMO_DE_ARQUIVOS = 200
LIMITE_DO_ENVIO = 200 * 1024 * 1024
"""Bytes of the zips of one upload after they are opened, all members together."""

_LINHAS_POR_CAUSA = 200
_DEFEITOS_DE_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, RuntimeError, NotImplementedError, EOFError,
)  # fmt: skip


@servico(permissions.LOTE_CONFERIR)
def abrir_conferencias(ator: Ator, arquivos: Iterable[tuple[str, bytes]]) -> list[Conferencia]:
    """Keep the uploaded files (zips opened) and put each on the queue to be checked; returns them in order.

    The queue is the event ``faturamento.conferencia.pedida``: it commits, or vanishes, with the rows. The same file
    checked before and not yet sent is checked again in its place. Raises Recusa when nothing usable came.
    """
    prestador = prestador_do_ator(ator)
    abertas = [_abrir(ator, prestador, nome, conteudo) for nome, conteudo in _desempacotar(arquivos)]
    if not abertas:
        raise Recusa("Escolha ao menos um arquivo XML de lote TISS, ou um zip com eles.", campo="arquivos")
    eventos.registrar_varios(events.CONFERENCIA_PEDIDA, [(aberta, {}) for aberta in abertas], ator)
    return abertas


@servico(permissions.LOTE_CONFERIR)
def conferir_arquivo(ator: Ator, conferencia: Conferencia) -> Conferencia:
    """Run the checks on one kept file, as of today, and store what was found grouped by cause.

    Raises Recusa when it was sent meanwhile: what was sent is not checked again.
    """
    inicio = time.perf_counter()
    exigir_nao_enviada(Conferencia.objects.select_for_update().get(pk=conferencia.pk))
    prestador, dia = conferencia.prestador, hoje()
    try:
        exame = examinar(prestador, abrir_mensagem(prestador, conteudo_de(conferencia.arquivo), dia), dia)
    except DefeitoTiss as defeito:
        conferencia.situacao = Conferencia.Situacao.RECUSADA
        conferencia.resultado = {"defeito": _defeito(defeito)}
    else:
        _anotar(conferencia, exame)
    conferencia.duracao_ms = round((time.perf_counter() - inicio) * 1000)
    conferencia.save()
    eventos.registrar(
        events.LOTE_CONFERIDO,
        conferencia,
        ator,
        {"situacao": conferencia.situacao, "em_risco": conferencia.valor_em_risco},
    )
    return conferencia


@servico(permissions.LOTE_ENVIAR)
def enviar_conferencia(ator: Ator, conferencia: Conferencia) -> Recebimento:
    """Send the very bytes that were checked. Sending twice gives the first lote again.

    Raises Recusa when they are no longer kept: the lote they became was cancelled, and its copy has the login covered.
    """
    # The second of two clicks at once waits here and finds the lote of the first.
    conferencia.refresh_from_db(from_queryset=Conferencia.objects.select_for_update())
    if conferencia.lote is not None and conferencia.lote.situacao != estados.CANCELADO:
        return Recebimento(lote=conferencia.lote, repetido=True)
    if conferencia.arquivo.sha256 != conferencia.sha256:
        raise Recusa("O arquivo guardado já não tem o login. Envie o arquivo original de novo.")
    recebimento = receber_lote(
        ator,
        conteudo=conteudo_de(conferencia.arquivo),
        nome=conferencia.arquivo.nome,
        canal=Lote.Canal.ARQUIVO,
    )
    if recebimento.lote is not None:
        como_veio = conferencia.arquivo if conferencia.lote is None else None
        conferencia.situacao, conferencia.lote = Conferencia.Situacao.ENVIADA, recebimento.lote
        conferencia.arquivo = recebimento.lote.arquivo
        conferencia.save(update_fields=["situacao", "lote", "arquivo"])
        if como_veio is not None:
            como_veio.delete()
    elif recebimento.recusa is not None:
        conferencia.situacao = Conferencia.Situacao.RECUSADA
        conferencia.resultado = {"defeito": _defeito(recebimento.recusa)}
        conferencia.save(update_fields=["situacao", "resultado"])
    return recebimento


def exigir_nao_enviada(conferencia: Conferencia) -> None:
    """Raise Recusa when the file has become a lote."""
    if conferencia.situacao == Conferencia.Situacao.ENVIADA:
        raise Recusa("Este arquivo já foi enviado. Abra o lote para acompanhar.")


def _abrir(ator: Ator, prestador: Prestador, nome: str, conteudo: bytes) -> Conferencia:
    sha256 = hashlib.sha256(conteudo).hexdigest()
    existente: Conferencia | None = (
        Conferencia.objects.select_for_update()
        .filter(prestador=prestador, sha256=sha256)
        .exclude(situacao=Conferencia.Situacao.ENVIADA)
        .first()
    )
    if existente is not None:
        # Waiting is counted from now: a check of yesterday sent up again is not one forgotten on the queue.
        existente.situacao, existente.criada_em = Conferencia.Situacao.NA_FILA, agora()
        existente.save(update_fields=["situacao", "criada_em"])
        return existente
    nova: Conferencia = Conferencia.objects.create(
        prestador=prestador,
        arquivo=guardar(ator, nome, conteudo, MIME_XML, prestador),
        sha256=sha256,
        usuario_id=getattr(ator.usuario, "pk", None),
    )
    return nova


def _desempacotar(arquivos: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Files as they are; the XML members of zips in their place. Bombs and excess are refused by name."""
    soltos: list[tuple[str, bytes]] = []
    resta = LIMITE_DO_ENVIO
    for nome, conteudo in arquivos:
        if conteudo[:2] == b"PK":
            abertos = _do_zip(nome, conteudo, resta)
            resta -= sum(len(aberto) for _, aberto in abertos)
            soltos += abertos
        elif conteudo:
            soltos.append((nome, conteudo))
    if len(soltos) > MAXIMO_DE_ARQUIVOS:
        raise Recusa(f"Envie no máximo {MAXIMO_DE_ARQUIVOS} arquivos por vez.", campo="arquivos")
    return soltos


def _do_zip(nome: str, conteudo: bytes, limite: int) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(conteudo)) as pacote:
            membros = [m for m in pacote.infolist() if m.filename.lower().endswith(".xml")]
            grande = any(m.file_size > LIMITE_PADRAO for m in membros)
            if grande or len(membros) > MAXIMO_DE_ARQUIVOS or sum(m.file_size for m in membros) > limite:
                raise Recusa(f"O arquivo {nome} é grande demais depois de aberto.", campo="arquivos")
            return [(membro.filename.rsplit("/", 1)[-1], pacote.read(membro)) for membro in membros]
    except _DEFEITOS_DE_ZIP as erro:
        raise Recusa(f"O arquivo {nome} não é um zip que se possa abrir.", campo="arquivos") from erro


def _anotar(conferencia: Conferencia, exame: Exame) -> None:
    resultado = exame.resultado
    recusa = next((a for a in resultado.achados if a.posicao is None and a.impede_envio), None)
    conferencia.situacao = Conferencia.Situacao.RECUSADA if recusa else Conferencia.Situacao.PRONTA
    conferencia.numero_lote = exame.lido.lote.numero
    conferencia.versao = str(exame.lido.mensagem.versao)
    conferencia.tipo_guia = exame.lido.lote.tipo_guia.value
    conferencia.quantidade_guias = len(resultado.guias)
    conferencia.quantidade_itens = len(resultado.itens)
    conferencia.guias_com_achado = len(resultado.guias_com_achado)
    conferencia.itens_com_achado = resultado.itens_em_risco
    conferencia.valor_informado = resultado.total_informado
    conferencia.valor_em_risco = resultado.valor_em_risco
    conferencia.resultado = {
        "hash": exame.lido.mensagem.hash_variante,
        "causas": [_causa(causa, resultado) for causa in resultado.causas],
        "guias": _guias(resultado),
        "regras": len(resultado.regras),
        **({"defeito": {"codigo": recusa.codigo, "mensagem": recusa.mensagem, "erros": []}} if recusa else {}),
    }


def _causa(causa: Causa, resultado: ResultadoConferencia) -> dict[str, Any]:
    titulos = {regra.id: regra.titulo for regra in resultado.regras}
    return {
        "regra": causa.regra,
        "titulo": titulos.get(causa.regra, causa.regra),
        "codigo": causa.codigo,
        "valor": causa.valor,
        "itens": causa.itens,
        "guias": causa.guias,
        "mensagem": causa.mensagem,
        "como_resolver": causa.como_resolver,
        "base_legal": causa.base_legal,
        "resolve_em": causa.resolve_em,
        "alerta": causa.achados[0].gravidade == "alerta",
        "linhas": [_linha(achado, resultado) for achado in causa.achados[:_LINHAS_POR_CAUSA]],
    }


def _linha(achado: Achado, resultado: ResultadoConferencia) -> dict[str, Any]:
    item = None
    if achado.posicao is not None and achado.item is not None:
        guia = resultado.guias[achado.posicao - 1]
        item = next((i for i in guia.itens if i.sequencial == achado.item), None)
    return {
        "guia": achado.guia,
        "item": achado.item,
        "linha": achado.linha,
        "codigo": item.codigo if item else "",
        "descricao": item.descricao if item else "",
        "mensagem": achado.mensagem,
        "valor": achado.valor_em_risco,
    }


def _guias(resultado: ResultadoConferencia) -> list[dict[str, Any]]:
    glosado: dict[int, Any] = {}
    for item in resultado.itens:
        glosado[item.posicao] = glosado.get(item.posicao, 0) + item.valores.glosado
    return [
        {
            "numero": guia.numero_prestador,
            "carteira": guia.carteira,
            "data": guia.data_atendimento,
            "itens": len(guia.itens),
            "valor": guia.soma_dos_itens,
            "em_risco": glosado.get(posicao, 0),
            "achados": len(resultado.achados_da_guia(posicao)),
        }
        for posicao, guia in enumerate(resultado.guias, start=1)
    ]


def _defeito(defeito: DefeitoTiss) -> dict[str, Any]:
    return {
        "codigo": defeito.codigo_glosa,
        "mensagem": defeito.descricao,
        "campo": defeito.campo,
        "linha": defeito.linha,
        "erros": [str(erro) for erro in defeito.erros],
    }
