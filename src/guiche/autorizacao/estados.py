"""State flow of an authorisation."""

from guiche.nucleo.fluxo import Fluxo, Transicao

AUTORIZADA = "AUTORIZADA"
NEGADA = "NEGADA"
CANCELADA = "CANCELADA"

AUTORIZACAO = Fluxo(
    nome="Autorização",
    inicial=AUTORIZADA,
    finais=frozenset({NEGADA, CANCELADA}),
    transicoes=(Transicao("cancelar", (AUTORIZADA,), CANCELADA, "Cancelar"),),
)
