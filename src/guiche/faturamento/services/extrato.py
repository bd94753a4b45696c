"""The beneficiário contests an attendance; the operadora looks into it and answers."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from guiche.atendimento.services import abrir_protocolo, responder_protocolo
from guiche.cadastro.models import Beneficiario
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import emitir
from guiche.faturamento import events, permissions
from guiche.faturamento.documents import extrato_de_utilizacao
from guiche.faturamento.models import Contestacao, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors.extrato import Extrato, extrato
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico

ASSUNTO = "Não reconheço este atendimento"
TIPO = "contestacao"


@servico(permissions.EXTRATO_VER)
def abrir_extrato(ator: Ator, pessoa: Beneficiario, inicio: date, fim: date) -> Extrato:
    """The person's statement in a period; the reading is registered, because it is health data."""
    lido = extrato(ator, pessoa.pk, inicio, fim)
    eventos.registrar(events.EXTRATO_LIDO, pessoa, ator, {"inicio": inicio, "fim": fim})
    return lido


@servico(permissions.EXTRATO_VER)
def extrato_em_pdf(ator: Ator, pessoa: Beneficiario, inicio: date, fim: date) -> DocumentoEmitido:
    """The statement as a verifiable document. The same content gives the same document."""
    lido = abrir_extrato(ator, pessoa, inicio, fim)
    chave = f"extrato:{pessoa.pk}:{inicio}:{fim}"
    return emitir(ator, extrato_de_utilizacao(pessoa, lido), pessoa, chave)


@servico(permissions.ITEM_CONTESTAR)
def contestar_item(ator: Ator, item: ItemDaGuia, relato: str = "") -> Contestacao:
    """Open a case on one statement line, with its protocolo; the conta waits for the answer.

    Contesting a line already under question returns the open case. Raises Recusa for somebody else's line.
    """
    if item.beneficiario_id not in ator.beneficiario_ids or item.beneficiario is None:
        raise Recusa("Este atendimento não é seu nem de quem depende de você.")
    aberta = Contestacao.objects.filter(item=item, procede__isnull=True).first()
    if aberta is not None:
        return aberta
    protocolo = abrir_protocolo(ator, assunto=f"{ASSUNTO}: {item.descricao}", tipo=TIPO, beneficiario=item.beneficiario)
    contestacao = Contestacao.objects.create(item=item, protocolo=protocolo, relato=relato.strip()[:1000])
    ItemDaGuia.objects.filter(pk=item.pk).update(contestado=True)
    _por_em_analise(item)
    eventos.registrar(events.ITEM_CONTESTADO, item, ator, {"protocolo": protocolo.numero, "prazo": protocolo.prazo})
    return contestacao


@servico(permissions.CONTESTACAO_APURAR)
def responder_contestacao(ator: Ator, contestacao: Contestacao, *, procede: bool, resposta: str) -> Contestacao:
    """Answer the case: ``procede`` says whether the person was right. Raises Recusa without a text."""
    responder_protocolo(ator, contestacao.protocolo, resposta)
    contestacao.procede = procede
    contestacao.save(update_fields=["procede"])
    ItemDaGuia.objects.filter(pk=contestacao.item_id).update(contestado=procede)
    eventos.registrar(
        events.CONTESTACAO_RESPONDIDA,
        contestacao.item,
        ator,
        {"protocolo": contestacao.protocolo.numero, "procede": procede},
    )
    return contestacao


def _por_em_analise(item: ItemDaGuia) -> None:
    """Bring a conta still open back to an analyst; a lote already closed stays, and the case follows apart."""
    voltou = (
        Guia.objects.filter(pk=item.guia_id, lote__situacao__in=(estados.RECEBIDO, estados.EM_ANALISE))
        .exclude(analise=Guia.Analise.PENDENTE)
        .update(analise=Guia.Analise.PENDENTE, decidida_em=None, decidida_por_id=None)
    )
    if voltou:
        Lote.objects.filter(guias=item.guia_id).update(pendentes=F("pendentes") + 1)
