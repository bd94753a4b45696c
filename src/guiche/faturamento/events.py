"""Facts about lotes, contas and contested attendances."""

from guiche.nucleo.eventos import declarar

CONFERENCIA_PEDIDA = declarar("faturamento.conferencia.pedida", "Arquivo posto na fila de conferência")
LOTE_CONFERIDO = declarar("faturamento.lote.conferido", "Arquivo conferido sem envio")
LOTE_RECEBIDO = declarar("faturamento.lote.recebido", "Lote recebido")
LOTE_RECUSADO = declarar("faturamento.lote.recusado", "Lote recusado")
LOTE_EM_ANALISE = declarar("faturamento.lote.posto_em_analise", "Lote em análise")
LOTE_ANALISADO = declarar("faturamento.lote.analisado", "Análise do lote terminada")
LOTE_LIBERADO = declarar("faturamento.lote.liberado", "Lote liberado para pagamento")
LOTE_PAGO = declarar("faturamento.lote.pago", "Lote pago")
LOTE_CANCELADO = declarar("faturamento.lote.cancelado", "Lote cancelado")
LOTE_SEM_PAGAMENTO = declarar("faturamento.lote.encerrado_sem_pagamento", "Lote encerrado sem pagamento")
ITEM_DECIDIDO = declarar("faturamento.item.decidido", "Item decidido")
CONTA_DECIDIDA = declarar("faturamento.conta.decidida", "Conta decidida")
CONTA_LIDA = declarar("faturamento.conta.lida", "Conta consultada", leitura=True)
EXTRATO_LIDO = declarar("faturamento.extrato.lido", "Extrato consultado", leitura=True)
ITEM_CONTESTADO = declarar("faturamento.item.contestado", "Atendimento não reconhecido")
CONTESTACAO_RESPONDIDA = declarar("faturamento.contestacao.respondida", "Apuração respondida")
CASO_LIDO = declarar("faturamento.caso.lido", "Casos de atendimento não reconhecido consultados", leitura=True)
