"""Facts about payments."""

from guiche.nucleo.eventos import declarar

COMPETENCIA_FECHADA = declarar("pagamento.competencia.fechada", "Competência fechada")
PAGAMENTO_PREVISTO = declarar("pagamento.pagamento.previsto", "Pagamento previsto")
PAGAMENTO_FEITO = declarar("pagamento.pagamento.feito", "Pagamento feito")
