"""State flow of a protocolo."""

from guiche.nucleo.fluxo import Fluxo, Transicao

PROTOCOLO = Fluxo(
    nome="Protocolo",
    inicial="ABERTO",
    finais=frozenset({"RESPONDIDO"}),
    transicoes=(
        Transicao("apurar", ("ABERTO",), "EM_ANALISE", "Começar a apurar"),
        Transicao("responder", ("ABERTO", "EM_ANALISE"), "RESPONDIDO", "Responder"),
    ),
)
