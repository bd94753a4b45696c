"""Closing a competência into payments, and registering that they were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from guiche.cadastro.alcance import exigir_alcance, exigir_todas
from guiche.faturamento import events as eventos_do_faturamento
from guiche.faturamento.models import Guia, Lote
from guiche.faturamento.regras import estados as estados_do_lote
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.sequencias import proximo
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar
from guiche.pagamento import estados, events, permissions
from guiche.pagamento.models import Lancamento, Pagamento, PagamentoDoLote
from guiche.pagamento.selectors import PreviaDePagamento, lotes_a_pagar, previa

TOTAIS = ("valor_informado", "valor_processado", "valor_glosa", "valor_franquia", "valor_liberado")


@servico(permissions.COMPETENCIA_FECHAR)
def fechar_competencia(ator: Ator, competencia: Competencia) -> list[Pagamento]:
    """Turn every released lote up to the competência into one payment per prestador (gross values).

    Prestadores with an exception in the preview stay out and are paid when it is solved. Closing again
    finds only what is new. Raises Recusa when there is nothing to pay, and for who has units: a month closes whole.
    """
    exigir_todas(ator, "Fechar a competência")
    travados = {lote.pk for lote in lotes_a_pagar(competencia).select_for_update(of=("self",)).order_by("pk")}
    lotes: dict[int, list[Lote]] = defaultdict(list)
    # Read again under the lock: whoever closed first has paid some, and what is released from now on waits.
    for lote in lotes_a_pagar(competencia).order_by("pk"):
        if lote.pk in travados:
            lotes[lote.prestador_id].append(lote)
    aptas = [linha for linha in previa(ator, competencia) if not linha.excecao and linha.prestador.pk in lotes]
    if not aptas:
        raise Recusa(f"Não há lote liberado para pagar na competência {competencia.rotulo}.")
    pagamentos = [_pagar(ator, competencia, linha, lotes[linha.prestador.pk]) for linha in aptas]
    eventos.registrar(
        events.COMPETENCIA_FECHADA,
        None,
        ator,
        {
            "competencia": str(competencia),
            "pagamentos": len(pagamentos),
            "liberado": sum((p.valor_liberado for p in pagamentos), Decimal(0)),
        },
    )
    return pagamentos


@servico(permissions.PAGAMENTO_REGISTRAR)
def marcar_pago(ator: Ator, pagamento: Pagamento, dia: date | None = None) -> Pagamento:
    """Register that a payment was made: the payment, its lotes and their guias become paid. Raises
    Pagamento.DoesNotExist for one of another unit.
    """
    exigir_alcance(ator, pagamento, "prestador")
    transitar(pagamento, estados.PAGAMENTO, "pagar", ator, events.PAGAMENTO_FEITO, gravar={"pago_em": dia or hoje()})
    for lote in Lote.objects.filter(pagamento_do_lote__pagamento=pagamento):
        transitar(lote, estados_do_lote.LOTE, "pagar", ator, eventos_do_faturamento.LOTE_PAGO)
    Guia.objects.filter(lote__pagamento_do_lote__pagamento=pagamento).update(situacao=estados_do_lote.PAGO)
    return pagamento


def _pagar(ator: Ator, competencia: Competencia, linha: PreviaDePagamento, lotes: Sequence[Lote]) -> Pagamento:
    somas = {nome: sum((getattr(lote, nome) for lote in lotes), Decimal(0)) for nome in TOTAIS}
    prestador = linha.prestador
    pagamento: Pagamento = Pagamento.objects.create(
        prestador=prestador,
        competencia=competencia,
        numero=str(1_000 + proximo("demonstrativo")),
        data_prevista=linha.data_prevista,
        banco=prestador.banco,
        agencia=prestador.agencia,
        conta=prestador.conta,
        valor_liquido=somas["valor_liberado"],
        fechado_em=agora(),
        **somas,
    )
    PagamentoDoLote.objects.bulk_create(PagamentoDoLote(pagamento=pagamento, lote=lote) for lote in lotes)
    Lancamento.objects.bulk_create(
        Lancamento(
            pagamento=pagamento,
            lote=lote,
            indicador=Lancamento.Indicador.CREDITO,
            descricao=f"Produção do lote {lote.numero}",
            valor=lote.valor_liberado,
        )
        for lote in lotes
    )
    eventos.registrar(
        events.PAGAMENTO_PREVISTO,
        pagamento,
        ator,
        {"competencia": str(competencia), "lotes": len(lotes), "liquido": pagamento.valor_liquido},
    )
    return pagamento
