"""State flows of the registers."""

from guiche.nucleo.fluxo import Fluxo, Transicao

EM_ANALISE = "em_analise"
PENDENTE = "pendente"
CONFERENCIA = "conferencia"
APROVADA = "aprovada"
APLICADA = "aplicada"
RECUSADA = "recusada"
CANCELADA = "cancelada"
ABERTAS = (EM_ANALISE, PENDENTE, CONFERENCIA, APROVADA)

ATUALIZACAO = Fluxo(
    "Mudança de cadastro",
    inicial=EM_ANALISE,
    finais=frozenset({APLICADA, RECUSADA, CANCELADA}),
    transicoes=(
        Transicao("pedir_complemento", (EM_ANALISE,), PENDENTE, "Pedir complemento"),
        Transicao("responder", (PENDENTE,), EM_ANALISE, "Enviar resposta"),
        Transicao("encaminhar", (EM_ANALISE,), CONFERENCIA, "Encaminhar à segunda pessoa"),
        Transicao("devolver", (CONFERENCIA,), EM_ANALISE, "Devolver à análise"),
        Transicao("aprovar", (EM_ANALISE, CONFERENCIA), APROVADA, "Aprovar"),
        Transicao("reabrir", (APROVADA,), EM_ANALISE, "Reabrir: o cadastro mudou antes da data"),
        Transicao("aplicar", (APROVADA,), APLICADA, "Pôr em vigor"),
        Transicao("recusar", (EM_ANALISE, PENDENTE, CONFERENCIA), RECUSADA, "Recusar"),
        Transicao("cancelar", (EM_ANALISE, PENDENTE), CANCELADA, "Desistir"),
    ),
)

A_RESPONDER = "pendente"
ACEITO = "aceito"
RECUSADO = "recusado"
DISPENSADO = "dispensado"

ADITIVO = Fluxo(
    "Resposta a aditivo",
    inicial=A_RESPONDER,
    finais=frozenset({ACEITO, DISPENSADO}),
    transicoes=(
        Transicao("aceitar", (A_RESPONDER,), ACEITO, "Aceitar"),
        Transicao("recusar", (A_RESPONDER,), RECUSADO, "Recusar"),
        Transicao("responder", (RECUSADO,), A_RESPONDER, "Responder e pedir nova decisão"),
        Transicao("dispensar", (RECUSADO,), DISPENSADO, "Dispensar do aditivo"),
    ),
)
