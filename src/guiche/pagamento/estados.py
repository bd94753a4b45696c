"""State flow of a payment."""

from guiche.nucleo.fluxo import Fluxo, Transicao

FECHADO = "FECHADO"
PAGO = "PAGO"

PAGAMENTO = Fluxo(
    nome="pagamento",
    inicial=FECHADO,
    finais=frozenset({PAGO}),
    transicoes=(Transicao("pagar", (FECHADO,), PAGO, "Registrar pagamento"),),
)
