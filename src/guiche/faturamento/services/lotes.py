"""Reception of lotes: one pipeline for upload, web service and dry run.

Message defects refuse the whole lote (table 38 code and text); everything after that becomes glosas on guia
or item. The bytes received are always kept, refused or not, with the login of the sender covered; the SHA-256 of
the lote is that of the bytes as they came, and a repetition of the same bytes gives the same receipt.
Source: TISS Componente Organizacional 55; reference pipeline of reception, steps 1–13.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from guiche.cadastro.alcance import exigir_alcance
from guiche.cadastro.models import Prestador
from guiche.cadastro.selectors.prestadores import contrato_em, prestador_do_ator
from guiche.documentos.services import guardar
from guiche.faturamento import events, permissions
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Guia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.cobranca import de_guia_tiss
from guiche.faturamento.regras.conferencia import conferir
from guiche.faturamento.selectors.fatos import fatos_do_lote, pessoas_por_carteira
from guiche.faturamento.selectors.motivos import codigos_de_glosa
from guiche.faturamento.services.gravacao import Exame, gravar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import servico
from guiche.nucleo.transicao import transitar
from guiche.tiss_xml.credencial import sem_credencial
from guiche.tiss_xml.envelope import abrir_envelope
from guiche.tiss_xml.leitura import DefeitoTiss, Falha, validar
from guiche.tiss_xml.mensagens import Mensagem
from guiche.tiss_xml.recepcao import conferir_hash, conferir_transacao, interpretar, lote_da_mensagem
from guiche.tiss_xml.versoes import Versao

MIME_XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Recebimento:
    """Answer of the reception: a lote (``repetido`` when these bytes had come before) or a refusal.

    ``mensagem`` is the parsed message when the file was readable, so that the answer can echo its header.
    """

    lote: Lote | None = None
    mensagem: Mensagem | None = None
    recusa: DefeitoTiss | None = None
    repetido: bool = False


@servico(permissions.LOTE_ENVIAR)
def receber_lote(ator: Ator, *, conteudo: bytes, nome: str, canal: str, quando: datetime | None = None) -> Recebimento:
    """Receive one lote of the prestador acted for; never raises for what the file says.

    ``quando`` is the moment of reception (now unless a world of the past is being built). Lotes of one
    prestador are received one after the other, so that two equal ones at once give one lote.
    """
    prestador = prestador_do_ator(ator)
    # Without the key, so that rows that point to the prestador are still written meanwhile.
    Prestador.objects.select_for_update(no_key=True).get(pk=prestador.pk)
    quando = quando or agora()
    sha256 = hashlib.sha256(conteudo).hexdigest()
    anterior = Lote.objects.filter(prestador=prestador, sha256=sha256).exclude(situacao=estados.CANCELADO).first()
    if anterior is not None:
        return Recebimento(lote=anterior, mensagem=_mensagem_ou_nada(conteudo), repetido=True)
    mensagem: Mensagem | None = None
    try:
        dia = timezone.localdate(quando)
        mensagem = abrir_mensagem(prestador, conteudo, dia)
        exame = examinar(prestador, mensagem, dia)
        _conferir_unicidade(prestador, exame)
    except DefeitoTiss as defeito:
        arquivo = guardar(ator, nome, sem_credencial(conteudo), MIME_XML, prestador)
        eventos.registrar(
            events.LOTE_RECUSADO,
            prestador,
            ator,
            {"arquivo": arquivo.pk, "codigo": defeito.codigo_glosa, "sha256": sha256},
        )
        return Recebimento(mensagem=mensagem, recusa=defeito)
    arquivo = guardar(ator, nome, sem_credencial(conteudo), MIME_XML, prestador)
    lote = gravar(prestador, exame, arquivo, canal=canal, sha256=sha256, quando=quando)
    eventos.registrar(
        events.LOTE_RECEBIDO,
        lote,
        ator,
        {"protocolo": lote.protocolo, "guias": lote.quantidade_guias, "sha256": sha256},
    )
    return Recebimento(lote=lote, mensagem=mensagem)


@servico(permissions.LOTE_CANCELAR)
def cancelar_lote(ator: Ator, lote: Lote) -> Lote:
    """Cancel a lote not yet analysed; its number and guias may then be sent again. Raises Lote.DoesNotExist for one
    of another unit.
    """
    exigir_alcance(ator, lote, "prestador")
    Guia.objects.filter(lote=lote).update(situacao=estados.CANCELADO)
    return transitar(lote, estados.LOTE, "cancelar", ator, events.LOTE_CANCELADO)


def abrir_mensagem(prestador: Prestador, conteudo: bytes, dia: date | None = None) -> Mensagem:
    """Steps 1–8: safe parsing, version, schema, sender, recipient, hash, body. Raises DefeitoTiss.

    ``dia`` (today by default) is when it came: the versions are those agreed on that day.
    """
    opcoes = config(FaturamentoConfig)
    contrato = contrato_em(prestador, dia or hoje())
    acordadas = contrato.versoes_tiss.split() if contrato and contrato.versoes_tiss else opcoes.versoes_tiss
    envelope = abrir_envelope(conteudo)
    mensagem = interpretar(validar(envelope.elemento, [Versao(texto) for texto in acordadas]))
    origem, destino = mensagem.cabecalho.origem, mensagem.cabecalho.destino
    if not origem.eh_operadora and origem.valor not in {prestador.codigo, prestador.documento}:
        raise DefeitoTiss(
            "5005",
            f"A origem {origem.valor} não é o prestador que está enviando ({prestador.codigo}).",
            Falha.REMETENTE,
            "origem",
        )
    if destino.eh_operadora and destino.registro_ans != operadora_atual().registro_ans:
        raise DefeitoTiss(
            "5027",
            f"O destino {destino.registro_ans} não é o registro ANS desta operadora "
            f"({operadora_atual().registro_ans}).",
            Falha.DESTINATARIO,
            "destino",
        )
    conferir_hash(mensagem, estrito=opcoes.hash_estrito)
    conferir_transacao(mensagem)
    return mensagem


def examinar(prestador: Prestador, mensagem: Mensagem, dia: date) -> Exame:
    """Steps 11–13 over the guias of the message, as of a day. Raises DefeitoTiss when it is not a lote."""
    lido = lote_da_mensagem(mensagem)
    cobradas = tuple(de_guia_tiss(guia) for guia in lido.lote.guias)
    pessoas = pessoas_por_carteira(guia.carteira for guia in cobradas)
    fatos = fatos_do_lote(
        prestador,
        cobradas,
        pessoas,
        versao=str(mensagem.versao),
        hoje=dia,
        numero_lote=lido.lote.numero,
        total_informado=None,
        codigos_permitidos=codigos_de_glosa(mensagem.versao),
    )
    return Exame(
        lido,
        conferir(cobradas, fatos),
        {carteira: pessoa.pk for carteira, pessoa in pessoas.items()},
        {par: procedimento.descricao for par, procedimento in fatos.procedimentos.items()},
        fatos.autorizacoes,
    )


def _conferir_unicidade(prestador: Prestador, exame: Exame) -> None:
    """Steps 9 and 10: lote number, transaction number, and whatever the rules refuse about the whole lote."""
    for achado in exame.resultado.achados:
        if achado.posicao is None and achado.impede_envio:
            raise DefeitoTiss(achado.codigo, achado.mensagem, Falha.ERRO, achado.campo)
    sequencial = exame.lido.mensagem.cabecalho.sequencial
    repetido = (
        Lote.objects.filter(prestador=prestador, sequencial_transacao=sequencial)
        .exclude(situacao=estados.CANCELADO)
        .first()
    )
    if repetido is not None:
        codigo = "3268" if exame.lido.mensagem.versao >= Versao("4.03.00") else "5007"
        raise DefeitoTiss(
            codigo,
            f"O sequencial de transação {sequencial} já foi usado no lote {repetido.numero} "
            f"(protocolo {repetido.protocolo}) com outro conteúdo.",
            Falha.ERRO,
            "sequencialTransacao",
        )


def _mensagem_ou_nada(conteudo: bytes) -> Mensagem | None:
    try:
        return interpretar(validar(abrir_envelope(conteudo).elemento))
    except DefeitoTiss:
        return None
