"""Facts about informativos."""

from guiche.nucleo.eventos import declarar

INFORMATIVO_ESCRITO = declarar("comunicacao.informativo.escrito", "Rascunho de informativo escrito")
INFORMATIVO_MUDADO = declarar("comunicacao.informativo.mudado", "Informativo publicado, substituído ou retirado")
