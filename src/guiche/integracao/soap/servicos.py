"""What the operadora does at each web service: one function per service of the standard.

To offer another of the twelve: write its function (``Chamada`` in, answer bytes out) and name it in
``ATENDENTES``. Refusals a person can act on are answers (mensagemErro); raising DefeitoTiss is for technical
defects, which leave as SOAP Fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from guiche.cadastro.models import Prestador
from guiche.faturamento.models import Lote
from guiche.faturamento.regras.codigos import GENERICO
from guiche.faturamento.selectors.lotes import lotes, lotes_por_protocolo
from guiche.faturamento.services.lotes import Recebimento, abrir_mensagem, receber_lote
from guiche.faturamento.tiss import (
    analise,
    codigo_na_versao,
    contratado,
    foi_analisado,
    nao_localizado,
    resposta_do_recebimento,
    situacao,
)
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.permissoes import OperacaoFechada
from guiche.nucleo.relogio import agora, hoje
from guiche.pagamento.models import Pagamento
from guiche.pagamento.selectors import pagamentos
from guiche.pagamento.tiss import demonstrativo, tipo_de_demonstrativo
from guiche.tiss_xml.leitura import DefeitoTiss, Falha
from guiche.tiss_xml.mensagens import Contratado, Mensagem
from guiche.tiss_xml.pedidos import (
    PedidoDeDemonstrativo,
    ler_pedido_de_demonstrativo,
    ler_pedido_de_status,
)
from guiche.tiss_xml.respostas import responder
from guiche.tiss_xml.retornos import Glosa, Resposta, SituacaoDemonstrativo

_COMPETENCIA_INVALIDA = "5046"
_ANALISE = "2"


@dataclass(frozen=True, slots=True)
class Chamada:
    """An authenticated request: who asks, for which prestador, the bytes as they came and what they say.

    ``mensagem`` is schema-valid; sender, recipient, version agreed, hash and transaction are checked by
    ``conferida``.
    """

    ator: Ator
    prestador: Prestador
    conteudo: bytes
    mensagem: Mensagem

    def conferida(self) -> Mensagem:
        """The message after every technical check of this prestador. Raises DefeitoTiss."""
        return abrir_mensagem(self.prestador, self.conteudo)

    def responder(self, conteudo: Resposta | Mapping[str, Any]) -> bytes:
        """Answer to this request, now."""
        momento = timezone.localtime(agora())
        return responder(self.mensagem, conteudo, operadora_atual().registro_ans, momento)


Atendente = Callable[[Chamada], bytes]


def receber_lote_de_guias(chamada: Chamada) -> bytes:
    """tissLoteGuias: the receipt, the same at every repetition; or why the lote was refused."""
    try:
        recebimento = _receber(chamada)
    except IntegrityError:
        # The same bytes came twice at the same moment: the other one won, its receipt is the answer.
        recebimento = _receber(chamada)
    recusa = recebimento.recusa
    if recusa is not None and recusa.fault is not Falha.ERRO:
        raise recusa
    return resposta_do_recebimento(recebimento, chamada.prestador, agora())


def situacao_do_protocolo(chamada: Chamada) -> bytes:
    """tissSolicitacaoStatusProtocolo: where a lote stands; another prestador's protocol is not found."""
    mensagem = chamada.conferida()
    pedido = ler_pedido_de_status(mensagem)
    _conferir_prestador(chamada, pedido.prestador)
    lote = lotes(chamada.ator).filter(protocolo=pedido.numero_protocolo).first()
    if lote is None:
        return chamada.responder(nao_localizado([pedido.numero_protocolo], mensagem.versao))
    return chamada.responder(situacao(lote, mensagem.versao))


def demonstrativo_de_retorno(chamada: Chamada) -> bytes:
    """tissSolicitacaoDemonstrativoRetorno: analysis of protocols, or payments of a month or of a date."""
    mensagem = chamada.conferida()
    pedido = ler_pedido_de_demonstrativo(mensagem)
    _conferir_prestador(chamada, pedido.prestador)
    if pedido.eh_analise:
        return chamada.responder(_analise(chamada, pedido))
    return chamada.responder(_pagamento(chamada, pedido))


ATENDENTES: Mapping[str, Atendente] = {
    "tissLoteGuias": receber_lote_de_guias,
    "tissSolicitacaoStatusProtocolo": situacao_do_protocolo,
    "tissSolicitacaoDemonstrativoRetorno": demonstrativo_de_retorno,
}


def _receber(chamada: Chamada) -> Recebimento:
    sequencial = chamada.mensagem.cabecalho.sequencial
    try:
        return receber_lote(
            chamada.ator,
            conteudo=chamada.conteudo,
            nome=f"lote-ws-{sequencial}.xml",
            canal=Lote.Canal.WEB_SERVICE,
        )
    except OperacaoFechada as fechada:
        raise DefeitoTiss("5005", str(fechada), Falha.REMETENTE, "loteGuias") from fechada


def _analise(chamada: Chamada, pedido: PedidoDeDemonstrativo) -> Resposta:
    versao = chamada.mensagem.versao
    achados = lotes_por_protocolo(chamada.ator, pedido.protocolos)
    faltam = [p for p in pedido.protocolos if p not in {lote.protocolo for lote in achados}]
    if faltam:
        return nao_localizado(faltam, versao)
    if len(achados) == 1 and not foi_analisado(achados[0]):
        return _ainda_nao(chamada, achados[0], _ANALISE)
    return analise(achados, versao, hoje())


def _pagamento(chamada: Chamada, pedido: PedidoDeDemonstrativo) -> Resposta:
    versao, tipo = chamada.mensagem.versao, tipo_de_demonstrativo(operadora_atual())
    if pedido.tipo != tipo:
        return Glosa(
            codigo_na_versao(GENERICO, versao),
            f"Esta operadora emite o demonstrativo de pagamento do tipo {tipo} (tabela 53); "
            f"foi pedido o tipo {pedido.tipo}.",
        )
    competencia = _competencia(pedido.competencia)
    if competencia is None and pedido.data_pagamento is None:
        return Glosa(
            codigo_na_versao(_COMPETENCIA_INVALIDA, versao),
            f"A competência {pedido.competencia} não existe: informe o ano e o mês, como 202611.",
        )
    achados = list(_pagamentos(chamada, pedido, competencia))
    if achados:
        return demonstrativo(achados, versao)
    em_andamento = lotes(chamada.ator).filter(competencia=competencia).first() if competencia else None
    if em_andamento is not None:
        return _ainda_nao(chamada, em_andamento, tipo)
    quando = competencia.rotulo if competencia else f"{pedido.data_pagamento:%d/%m/%Y}"
    return Glosa(codigo_na_versao(GENERICO, versao), f"Não há pagamento deste prestador em {quando}.")


def _pagamentos(chamada: Chamada, pedido: PedidoDeDemonstrativo, competencia: Competencia | None) -> list[Pagamento]:
    visiveis = pagamentos(chamada.ator)
    if competencia is not None:
        return list(visiveis.filter(competencia=competencia))
    dia = pedido.data_pagamento
    return list(visiveis.filter(Q(pago_em=dia) | Q(pago_em__isnull=True, data_prevista=dia)))


def _competencia(texto: str | None) -> Competencia | None:
    try:
        return Competencia.de(texto) if texto else None
    except ValueError:
        return None


def _ainda_nao(chamada: Chamada, lote: Lote, tipo: str) -> SituacaoDemonstrativo:
    """The statement is not ready; the request is named by its own transaction number."""
    return SituacaoDemonstrativo(
        registro_ans=operadora_atual().registro_ans,
        prestador=contratado(chamada.prestador),
        numero_protocolo=lote.protocolo,
        protocolo_solicitacao=chamada.mensagem.cabecalho.sequencial,
        tipo=tipo,
        data=hoje(),
        situacao=lote.situacao,
    )


def _conferir_prestador(chamada: Chamada, informado: Contratado) -> None:
    """The body must name the prestador of the login. Raises DefeitoTiss."""
    valor = informado.codigo or informado.cnpj or informado.cpf
    if valor not in {chamada.prestador.codigo, chamada.prestador.documento}:
        raise DefeitoTiss(
            "5005",
            f"O prestador {valor} do pedido não é o do login ({chamada.prestador.codigo}).",
            Falha.REMETENTE,
            "dadosPrestador",
        )
