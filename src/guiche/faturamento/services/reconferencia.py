"""A second look before sending: check the same file again, or set apart the guias without findings."""

from __future__ import annotations

from dataclasses import replace

from guiche.documentos.services import conteudo_de
from guiche.faturamento import permissions
from guiche.faturamento.models import Conferencia
from guiche.faturamento.selectors.achados import guias_conferidas
from guiche.faturamento.services.conferencias import abrir_conferencias, conferir_arquivo, exigir_nao_enviada
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.recepcao import ler_lote


@servico(permissions.LOTE_CONFERIR)
def conferir_de_novo(ator: Ator, conferencia: Conferencia) -> Conferencia:
    """Check the kept file as of now: authorisations and registers may have changed. Raises Recusa once sent."""
    return conferir_arquivo(ator, conferencia)


@servico(permissions.LOTE_CONFERIR)
def separar_certas(ator: Ator, conferencia: Conferencia) -> Conferencia:
    """Write a lote of the same number with only the guias without findings, and check it; returns its dry run.

    The guias left out stay in the original file, to be corrected and sent in another lote. Raises Recusa when
    there is nothing to separate.
    """
    exigir_nao_enviada(conferencia)
    certas = {guia.posicao for guia in guias_conferidas(conferencia, situacao="sem-achado")}
    if not certas or len(certas) == conferencia.quantidade_guias:
        raise Recusa("Não há o que separar: todas as guias estão na mesma situação.")
    lido = ler_lote(conteudo_de(conferencia.arquivo), exigir_hash=False)
    guias = tuple(g for posicao, g in enumerate(lido.lote.guias, start=1) if posicao in certas)
    conteudo = escrever_lote(replace(lido.lote, guias=guias), lido.mensagem.cabecalho, lido.mensagem.versao)
    nome = f"{conferencia.arquivo.nome.removesuffix('.xml')}-{len(guias)}-guias-certas.xml"
    (nova,) = abrir_conferencias(ator, [(nome, conteudo)])
    return conferir_arquivo(ator, nova)
