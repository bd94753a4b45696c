"""The beneficiário reads the statement of use and contests an attendance; the operadora answers."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from guiche.acesso import assuntos
from guiche.acesso.models import Vinculo
from guiche.atendimento.services import abrir_protocolo, responder_protocolo
from guiche.cadastro.alcance import exigir_alcance
from guiche.cadastro.models import Beneficiario
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import emitir
from guiche.faturamento import events, permissions
from guiche.faturamento.documents import extrato_de_atendimentos, extrato_de_utilizacao
from guiche.faturamento.models import Contestacao, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors.extrato import (
    Atendimento,
    Extrato,
    atendimentos,
    caso_aberto,
    casos,
    extrato,
    ultimos_atendimentos,
)
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico

ASSUNTO = "Não reconheço este atendimento"
TIPO = "contestacao"


@servico(permissions.EXTRATO_VER)
def abrir_extrato(ator: Ator, pessoa: Beneficiario, inicio: date, fim: date) -> Extrato:
    """The person's statement in a period; the reading is registered, because it is health data."""
    _registrar_leitura(ator, pessoa, inicio, fim)
    return extrato(ator, pessoa.pk, inicio, fim)


@servico(permissions.EXTRATO_VER)
def abrir_atendimentos(ator: Ator, pessoa: Beneficiario, inicio: date, fim: date) -> list[Atendimento]:
    """The same period with one row an attendance; registered alike."""
    _registrar_leitura(ator, pessoa, inicio, fim)
    return atendimentos(ator, pessoa.pk, inicio, fim)


@servico(permissions.EXTRATO_VER)
def abrir_ultimos_atendimentos(ator: Ator, pessoa: Beneficiario) -> list[Atendimento]:
    """The person's newest attendances; registered when it is somebody else who reads them."""
    ultimos = ultimos_atendimentos(ator, pessoa.pk)
    if ultimos and not _e_a_propria(ator, pessoa.pk):
        dias = [lido.guia.data_inicio for lido in ultimos]
        _registrar_leitura(ator, pessoa, min(dias), max(dias))
    return ultimos


@servico(permissions.ITEM_CONTESTAR)
def abrir_casos(ator: Ator) -> list[Contestacao]:
    """Cases of everybody whose protocolos the ator may see; registered for each person who is not the reader."""
    lidos = casos(ator, assuntos.PROTOCOLOS)
    pessoas = {caso.item.beneficiario for caso in lidos if caso.item.beneficiario is not None}
    outras = [pessoa for pessoa in sorted(pessoas, key=lambda uma: uma.pk) if not _e_a_propria(ator, pessoa.pk)]
    if outras:
        eventos.registrar_varios(events.CASO_LIDO, [(pessoa, {}) for pessoa in outras], ator)
    return lidos


@servico(permissions.EXTRATO_VER)
def emitir_extrato(
    ator: Ator, pessoa: Beneficiario, inicio: date, fim: date, *, por_atendimento: bool = False
) -> DocumentoEmitido:
    """The statement as a verifiable document. The same content gives the same document.

    It stays among the person's documents, so whoever only sees their statement can't issue it: raises
    Beneficiario.DoesNotExist. Raises DocumentoGrande (a Recusa) above the rows a PDF can hold.
    """
    if pessoa.pk not in ator.beneficiarios_em(assuntos.DOCUMENTOS):
        raise Beneficiario.DoesNotExist
    if por_atendimento:
        documento = extrato_de_atendimentos(pessoa, abrir_atendimentos(ator, pessoa, inicio, fim), inicio, fim)
    else:
        documento = extrato_de_utilizacao(pessoa, abrir_extrato(ator, pessoa, inicio, fim))
    return emitir(ator, documento, pessoa, f"{documento.tipo}:{pessoa.pk}:{inicio}:{fim}")


@servico(permissions.ITEM_CONTESTAR)
def contestar_item(ator: Ator, item: ItemDaGuia, relato: str = "") -> Contestacao:
    """Open a case on one statement line, with its protocolo; the conta waits for the answer.

    Contesting a line already under question returns the open case. Raises Recusa for somebody else's line.
    """
    if item.beneficiario_id not in ator.beneficiario_ids or item.beneficiario is None:
        raise Recusa("Este atendimento não é seu nem de quem depende de você.")
    # The second of two clicks at once waits here and finds the case of the first.
    ItemDaGuia.objects.select_for_update().get(pk=item.pk)
    aberta = caso_aberto(item)
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
    """Answer the case: ``procede`` says whether the person was right.

    Raises Recusa without a text, Contestacao.DoesNotExist for a case about a prestador of another unit.
    """
    exigir_alcance(ator, contestacao, "item__guia__lote__prestador")
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


def _e_a_propria(ator: Ator, pessoa_id: int) -> bool:
    vinculo = ator.vinculo
    return bool(vinculo.tipo == Vinculo.Tipo.PROPRIO and vinculo.beneficiario_id == pessoa_id)


def _registrar_leitura(ator: Ator, pessoa: Beneficiario, inicio: date, fim: date) -> None:
    eventos.registrar(events.EXTRATO_LIDO, pessoa, ator, {"inicio": inicio, "fim": fim})


def _por_em_analise(item: ItemDaGuia) -> None:
    """Bring a conta still open back to an analyst; a lote already closed stays, and the case follows apart."""
    voltou = (
        Guia.objects.filter(pk=item.guia_id, lote__situacao__in=(estados.RECEBIDO, estados.EM_ANALISE))
        .exclude(analise=Guia.Analise.PENDENTE)
        .update(analise=Guia.Analise.PENDENTE, decidida_em=None, decidida_por_id=None)
    )
    if voltou:
        Lote.objects.filter(guias=item.guia_id).update(pendentes=F("pendentes") + 1)
