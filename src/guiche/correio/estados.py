"""States of a letter and what may follow what."""

from __future__ import annotations

from guiche.nucleo.fluxo import Fluxo, Transicao

NA_FILA = "NA_FILA"
ENVIADA = "ENVIADA"
FALHOU = "FALHOU"
CANCELADA = "CANCELADA"

ROTULOS = {
    NA_FILA: "Na fila",
    ENVIADA: "Enviado",
    FALHOU: "Não saiu",
    CANCELADA: "Cancelado",
}

CARTA = Fluxo(
    nome="Carta",
    inicial=NA_FILA,
    finais=frozenset({ENVIADA, CANCELADA}),
    transicoes=(
        Transicao("enviar", (NA_FILA,), ENVIADA, "Enviar"),
        Transicao("falhar", (NA_FILA,), FALHOU, "Desistir"),
        Transicao("cancelar", (NA_FILA,), CANCELADA, "Cancelar por prazo vencido"),
        Transicao("reenviar", (FALHOU,), NA_FILA, "Enviar de novo"),
    ),
)
