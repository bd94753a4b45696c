"""State flow of an informativo."""

from guiche.nucleo.fluxo import Fluxo, Transicao

RASCUNHO = "rascunho"
PUBLICADO = "publicado"
SUBSTITUIDO = "substituido"
RETIRADO = "retirado"
DESCARTADO = "descartado"
JA_PUBLICADOS = (PUBLICADO, SUBSTITUIDO, RETIRADO)

INFORMATIVO = Fluxo(
    "Informativo",
    inicial=RASCUNHO,
    finais=frozenset({SUBSTITUIDO, RETIRADO, DESCARTADO}),
    transicoes=(
        Transicao("publicar", (RASCUNHO,), PUBLICADO, "Publicar"),
        Transicao("descartar", (RASCUNHO,), DESCARTADO, "Descartar"),
        Transicao("substituir", (PUBLICADO,), SUBSTITUIDO, "Substituir por outra versão"),
        Transicao("retirar", (PUBLICADO,), RETIRADO, "Retirar"),
    ),
)
