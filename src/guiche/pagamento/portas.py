"""Door of payment documents: who sees the payment."""

from guiche.documentos.portas import registrar_porta
from guiche.nucleo.ator import Ator
from guiche.pagamento.selectors import pagamentos


def _do_pagamento(ator: Ator, pagamento_id: int) -> bool:
    return pagamentos(ator).filter(pk=pagamento_id).exists()


registrar_porta("pagamento.pagamento", _do_pagamento)
